import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Outcome, design, offset and weights of a generalized regression, checked, without the rows of weight zero.
struct GeneralizedData: Sendable {
  let problem: GeneralizedProblem
  /// The rows used, by their places in the data.
  let rows: [Int]
  /// What each row stands for: its frequency, or one.
  let replicates: [Double]
  /// The number of cases: rows, or the sum of their frequencies.
  let caseCount: Double
  /// The weighted number of trials of a binomial model; otherwise the number of cases.
  let trialCount: Double
  /// The log-likelihood of means that are the outcomes.
  let saturated: Double
  /// The same without the logarithms of the numbers of orders of events.
  let saturatedKernel: Double

  /// `outcome` holds events, counts or amounts, `trials` the trials of each row of a binomial model: `nil` for
  /// one each.
  ///
  /// - Throws: `InputError` as ``GeneralizedRegression`` does before its fit.
  init(
    _ outcome: [Double], trials: [Double]?, design: Design, model: ResponseModel, offset: [Double]?,
    weights: CaseWeights?
  ) throws(InputError) {
    try checkEqualLength(outcome.count, "outcome", design.rowCount, "design")
    _ = try finiteValues(outcome, "outcome")
    if let trials { try Self.check(trials, outcome) }
    if let offset {
      try checkEqualLength(offset.count, "offset", outcome.count, "outcome")
      _ = try finiteValues(offset, "offset")
    }
    try weights?.check(rows: outcome.count)
    let all = weights?.values ?? [Double](repeating: 1, count: outcome.count)
    let rows = outcome.indices.filter { all[$0] > 0 && trials?[$0] != 0 }
    guard rows.count > design.columnCount else {
      throw .tooFew("outcome", found: rows.count, needed: design.columnCount + 1)
    }
    let trialsUsed = rows.map { trials?[$0] ?? 1 }
    let shares = zip(rows, trialsUsed).map { outcome[$0] / $1 }
    try Self.check(rows.map { outcome[$0] }, shares, model)
    let columns = Self.columns(design, rows)
    let counted = rows.map { all[$0] }
    problem = try GeneralizedProblem(
      names: design.columnNames, columns: columns, outcome: shares,
      weights: zip(counted, trialsUsed).map { $0 * $1 }, offset: rows.map { offset?[$0] ?? 0 }, model: model)
    self.rows = rows
    if case .frequencies = weights {
      replicates = counted
      caseCount = counted.reduce(0, +)
    } else {
      replicates = [Double](repeating: 1, count: rows.count)
      caseCount = Double(rows.count)
    }
    trialCount = model.isBinomial ? zip(replicates, trialsUsed).reduce(0) { $0 + $1.0 * $1.1 } : caseCount
    var (full, kernel) = (0.0, 0.0)
    for row in rows.indices {
      let (own, orders) = Self.saturated(shares[row], trialsUsed[row], model)
      kernel += counted[row] * own
      full += counted[row] * (own + orders)
    }
    saturated = full
    saturatedKernel = kernel
  }

  /// The rows of a design that are used.
  private static func columns(_ design: Design, _ rows: [Int]) -> Matrix {
    let (all, count) = (design.rowCount, design.columnCount)
    let values = [Double](unsafeUninitializedCapacity: all * count) { buffer, filled in
      if let base = buffer.baseAddress {
        for column in 0..<count { design.copy(column: column, rows: 0..<all, to: base + column * all) }
      }
      filled = all * count
    }
    guard rows.count < all else { return Matrix(all, count, values) }
    return Matrix(
      rows.count, count, (0..<count).flatMap { column in rows.map { values[column * all + $0] } })
  }

  /// The log-likelihood of one row whose mean is its outcome, and the logarithm of its number of orders.
  private static func saturated(_ y: Double, _ trials: Double, _ model: ResponseModel) -> (Double, Double) {
    if model.isBinomial {
      guard y > 0, y < 1 else { return (0, 0) }
      let events = y * trials
      let orders =
        SpecialFunctions.logGamma(trials + 1) - SpecialFunctions.logGamma(events + 1)
        - SpecialFunctions.logGamma(trials - events + 1)
      return (trials * (y * naturalLog(y) + (1 - y) * logOfOneMore(-y)), orders)
    }
    guard model == .poisson, y > 0 else { return (0, 0) }
    return (y * naturalLog(y) - y - SpecialFunctions.logGamma(y + 1), 0)
  }

  private static func check(_ trials: [Double], _ events: [Double]) throws(InputError) {
    try checkEqualLength(trials.count, "trials", events.count, "outcome")
    _ = try finiteValues(trials, "trials")
    for (count, events) in zip(trials, events) {
      guard count >= 0, count == count.rounded(), count <= 9e15 else {
        throw .outOfRange("trials", value: count, allowed: "a whole number")
      }
      guard events >= 0, events <= count, events == events.rounded() else {
        throw .outOfRange("outcome", value: events, allowed: "a whole number from 0 to the trials, \(count)")
      }
    }
  }

  private static func check(
    _ outcome: [Double], _ shares: [Double], _ model: ResponseModel
  ) throws(InputError) {
    switch model {
    case .logit, .probit, .complementaryLogLog:
      if let stranger = shares.first(where: { !($0 >= 0 && $0 <= 1) }) {
        throw .outOfRange("outcome", value: stranger, allowed: "0 or 1")
      }
      if let first = shares.first, first == 0 || first == 1, shares.allSatisfy({ $0 == first }) {
        throw .constant("outcome", remedy: "a model of events needs cases with and without one")
      }
    case .poisson, .negativeBinomial:
      if let stranger = outcome.first(where: { $0 < 0 || $0 != $0.rounded() || $0 > 9e15 }) {
        throw .outOfRange("outcome", value: stranger, allowed: "a count of zero or more")
      }
      guard outcome.contains(where: { $0 > 0 }) else { throw .constant("outcome") }
    case .gammaLog, .gammaInverse:
      if let stranger = outcome.first(where: { $0 <= 0 }) {
        throw .outOfRange("outcome", value: stranger, allowed: "a number above 0")
      }
    }
  }
}
