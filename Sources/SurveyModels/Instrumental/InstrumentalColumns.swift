import SurveyLinearAlgebra
import SurveyVocabulary

/// The columns of a regression with instruments: cases of weight zero left out, rows times the roots of the
/// weights, every column in a unit of its own, and the exogenous columns partialled out of the others.
///
/// The units are powers of two, which change no digit and keep squares within the range of doubles.
struct InstrumentalColumns {
  let names: InstrumentalNames
  let outcome: [Double]
  let exogenous: Matrix
  let endogenous: Matrix
  /// The units of the outcome, and of the exogenous and then the endogenous columns.
  let units: (outcome: Double, predictors: [Double])
  /// The root of the largest weight, which the other roots were divided by: 1 without weights.
  let heaviest: Double
  /// The places of the cases that take part.
  let rows: [Int]
  /// Orthonormal columns that span the exogenous ones.
  let exogenousBasis: Matrix
  /// Orthonormal columns that span what the exogenous ones leave of the instruments.
  let instrumentBasis: Matrix
  /// What the exogenous columns leave of the outcome and of the endogenous columns.
  let partialOutcome: [Double]
  let partialEndogenous: Matrix
  /// The residuals of the first stage: what all exogenous columns and instruments leave.
  let firstResiduals: Matrix

  /// - Throws: `InputError` if lengths differ, a number is not finite, a weight is negative, the outcome does not
  ///   vary, there are too few cases or instruments, or columns depend on each other.
  init(
    _ outcome: [Double], regressors: Design, instruments: Design, endogenousCount: Int, weights: [Double]?
  ) throws(InputError) {
    let names = InstrumentalNames(regressors, instruments, endogenousCount: endogenousCount)
    self.names = names
    _ = try finiteValues(outcome, "outcome")
    try checkEqualLength(outcome.count, "outcome", regressors.rowCount, "predictors")
    try checkEqualLength(instruments.rowCount, "instruments", outcome.count, "outcome")
    if let weights { try Self.check(weights, outcome.count) }
    let rows = outcome.indices.filter { (weights?[$0] ?? 1) > 0 }
    self.rows = rows
    let needed = instruments.columnCount + 1
    guard rows.count >= needed else { throw .tooFew("cases", found: rows.count, needed: needed) }
    guard names.instruments.count >= names.endogenous.count else {
      throw InputError(
        .tooFew, "instruments",
        "\(names.instruments.count) found for \(names.endogenous.count) endogenous predictors",
        remedy: "name at least one instrument for each, none of them a predictor")
    }
    let first = outcome[rows[0]]
    guard rows.contains(where: { outcome[$0] != first }) else { throw .constant("outcome") }
    let heaviest = rows.reduce(0) { max($0, weights?[$1].squareRoot() ?? 1) }
    let roots = weights.map { weights in rows.map { weights[$0].squareRoot() / heaviest } }
    self.heaviest = heaviest
    func column(_ values: [Double], _ name: String) throws(InputError) -> (values: [Double], unit: Double) {
      try Self.working(finiteValues(values, name), rows, roots)
    }
    func matrix(
      _ design: Design, _ columns: Range<Int>
    ) throws(InputError) -> (matrix: Matrix, units: [Double]) {
      var (elements, units): ([Double], [Double]) = ([], [])
      for place in columns {
        let found = try column(design.values(column: place), design.columnNames[place])
        elements += found.values
        units.append(found.unit)
      }
      return (Matrix(rows.count, columns.count, elements), units)
    }
    let (known, all) = (names.exogenous.count, regressors.columnCount)
    let own = try column(outcome, "outcome")
    let (one, two) = (try matrix(regressors, 0..<known), try matrix(regressors, known..<all))
    let excluded = try matrix(instruments, known..<instruments.columnCount).matrix
    (self.outcome, exogenous, endogenous) = (own.values, one.matrix, two.matrix)
    units = (own.unit, one.units + two.units)
    try Self.checkRank(one.matrix.joined(excluded), instruments.columnNames)
    exogenousBasis = try one.matrix.basis()
    instrumentBasis = try excluded.residuals(on: exogenousBasis).basis()
    partialOutcome = try Matrix(rows.count, 1, own.values).residuals(on: exogenousBasis).elements
    partialEndogenous = try two.matrix.residuals(on: exogenousBasis)
    firstResiduals = try partialEndogenous.residuals(on: instrumentBasis)
    try checkIdentification()
  }

  private static func check(_ weights: [Double], _ count: Int) throws(InputError) {
    try checkEqualLength(weights.count, "weights", count, "outcome")
    if let negative = try finiteValues(weights, "weights").first(where: { $0 < 0 }) {
      throw .outOfRange("weights", value: negative, allowed: "zero or more")
    }
  }

  /// The values of the cases that take part, weighted and divided by a power of two of their size.
  private static func working(
    _ values: [Double], _ rows: [Int], _ roots: [Double]?
  ) -> (values: [Double], unit: Double) {
    let chosen = rows.map { values[$0] }
    let largest = chosen.reduce(0) { max($0, $1.magnitude) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    guard let roots else { return (chosen.map { $0 / unit }, unit) }
    return (zip(chosen, roots).map { $0 / unit * $1 }, unit)
  }

  private static func checkRank(_ columns: Matrix, _ names: [String]) throws(InputError) {
    guard columns.columnCount > 0 else { return }
    let factor = try QRFactorization(columns)
    guard factor.rank < columns.columnCount else { return }
    let list = factor.pivots.dropFirst(factor.rank).sorted().map { "\"\(names[$0])\"" }
    throw InputError(
      .rankDeficient, "instruments",
      "the other exogenous predictors and instruments determine \(list.joined(separator: ", "))",
      remedy: "leave them out")
  }

  /// Refuses endogenous predictors that the other columns determine, or that the instruments do not tell apart.
  private func checkIdentification() throws(InputError) {
    guard endogenous.columnCount > 0 else { return }
    var (reached, left) = (try instrumentBasis.transposed.times(partialEndogenous), firstResiduals)
    for (column, name) in names.endogenous.enumerated() {
      let length = partialEndogenous.length(column)
      guard length > 1e-11 * endogenous.length(column), length > 0 else {
        throw InputError(
          .rankDeficient, name, "the exogenous predictors determine it", remedy: "leave it or them out")
      }
      reached.divide(column, by: length)
      left.divide(column, by: length)
    }
    guard let least = try SVDFactorization(reached).values.last, least > 1e-10 else {
      throw InputError(
        .rankDeficient, "instruments",
        "they do not tell the endogenous predictors apart: no coefficient is "
          + "identified", remedy: "find instruments that are related to each of them")
    }
    guard let rest = try SVDFactorization(left).values.last, rest > 1e-10 else {
      throw InputError(
        .rankDeficient, "endogenous predictors",
        "instruments and exogenous predictors determine them, so that nothing endogenous is left",
        remedy: "use LinearRegression, or leave the instruments out that are made of them")
    }
  }
}

/// The names of the columns by their part in the model.
struct InstrumentalNames: Sendable {
  /// The exogenous predictors, the intercept first where there is one.
  let exogenous: [String]
  let endogenous: [String]
  /// The instruments that are not predictors.
  let instruments: [String]

  init(_ regressors: Design, _ instruments: Design, endogenousCount: Int) {
    let known = regressors.columnCount - endogenousCount
    exogenous = Array(regressors.columnNames.prefix(known))
    endogenous = Array(regressors.columnNames.dropFirst(known))
    self.instruments = Array(instruments.columnNames.dropFirst(known))
  }

  var predictors: [String] { exogenous + endogenous }
}
