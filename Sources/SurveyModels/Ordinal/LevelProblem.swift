import SurveyLinearAlgebra
import SurveyVocabulary

/// An outcome in levels beside the columns of a design: what the likelihoods of such outcomes start from.
///
/// Cases with the weight zero take no part. Weights are divided by their mean, so that no rule of the search
/// depends on their unit; ``weightMean`` brings the log likelihood back to it.
struct LevelProblem: Sendable {
  let levels: [String]
  /// The place of each used case's level.
  let codes: [Int]
  /// One weight per used case, with the mean 1.
  let weights: [Double]
  let weightMean: Double
  /// The sum of the weights of each level.
  let levelWeights: [Double]
  let columns: OrthonormalColumns
  /// The names of the columns.
  let names: [String]
  /// How many cases were used and left out.
  let cases: CaseLedger

  /// Reads an outcome and its design.
  ///
  /// - Parameters:
  ///   - outcome: One label per case.
  ///   - levels: All levels in their order.
  ///   - design: The predictors of the same cases.
  ///   - weights: One weight per case, or none.
  ///   - intercept: Whether a column of ones is put first although the design has none.
  /// - Throws: `InputError` if lengths differ, a label is unknown, a level has no case, there is a single
  ///   level, a weight is negative, a number is not finite, or columns depend on each other.
  init(
    _ outcome: [String], levels: [String], design: Design, weights: [Double]?, intercept: Bool
  ) throws(InputError) {
    try checkEqualLength(outcome.count, "outcome", design.rowCount, "design")
    let all = try Self.codes(outcome, levels)
    let given = try Self.weights(weights, outcome.count)
    let used = given.indices.filter { given[$0] > 0 }
    guard !used.isEmpty else { throw .tooFew("outcome", found: 0, needed: 2) }
    // The mean by shares, so that the sum of large weights cannot overflow.
    let mean = used.reduce(0) { $0 + given[$1] / Double(used.count) }
    guard mean.isNormal, used.allSatisfy({ given[$0] / mean > 0 }) else {
      throw InputError(
        .outOfRange, "weights", "they are too small, or too far apart, for Double", remedy: "rescale them")
    }
    var sums = [Double](repeating: 0, count: levels.count)
    for index in used { sums[all[index]] += given[index] }
    try Self.checkLevels(levels, sums)
    let ones = intercept && !design.hasIntercept
    names = (ones ? [Design.interceptName] : []) + design.columnNames
    guard names.count <= 1_000, levels.count <= 1_000 else {
      throw .infeasible(
        "design", "\(names.count) columns and \(levels.count) levels are too many",
        remedy: "use at most 1,000 of each")
    }
    let matrix = design.matrix
    var values: [[Double]] = ones ? [[Double](repeating: 1, count: used.count)] : []
    for column in 0..<matrix.columnCount {
      let slice = matrix[column: column]
      _ = try finiteValues(slice, design.columnNames[column])
      values.append(used.map { slice[$0] })
    }
    self.levels = levels
    codes = used.map { all[$0] }
    self.weights = used.map { given[$0] / mean }
    weightMean = mean
    levelWeights = sums
    cases = CaseLedger(
      used: used.count, exclusions: [.init("with weight zero", count: outcome.count - used.count)])
    columns = OrthonormalColumns(values, weights: self.weights)
  }

  /// The same cases by whether they are above a level, which is not the last one.
  func above(_ place: Int) -> LevelProblem {
    LevelProblem(
      levels: ["up to \(levels[place])", "above \(levels[place])"], codes: codes.map { $0 > place ? 1 : 0 },
      weights: weights, weightMean: weightMean,
      levelWeights: [levelWeights[...place].reduce(0, +), levelWeights[(place + 1)...].reduce(0, +)],
      columns: columns, names: names, cases: cases)
  }

  private init(
    levels: [String], codes: [Int], weights: [Double], weightMean: Double, levelWeights: [Double],
    columns: OrthonormalColumns, names: [String], cases: CaseLedger
  ) {
    self.levels = levels
    self.codes = codes
    self.weights = weights
    self.weightMean = weightMean
    self.levelWeights = levelWeights
    self.columns = columns
    self.names = names
    self.cases = cases
  }

  /// The number of cases used.
  var count: Int { codes.count }

  /// Refuses more coefficients than cases or than 1,000, and columns that others determine.
  func check(parameters: Int, determinedBy words: String) throws(InputError) {
    guard parameters <= 1_000 else {
      throw .infeasible(
        "design", "\(parameters) coefficients are too many", remedy: "join levels or leave columns out")
    }
    guard count >= parameters else {
      throw .tooFew(
        "outcome", found: count, needed: parameters, remedy: "the model has \(parameters) coefficients")
    }
    guard columns.dependent.isEmpty else {
      let list = columns.dependent.map { "\"\(names[$0])\"" }.joined(separator: ", ")
      throw InputError(
        .rankDeficient, "design", "\(words) determine \(list)", remedy: "leave them out")
    }
  }

  /// The log likelihood of the shares of the levels alone.
  var sharesLogLikelihood: Double {
    let total = levelWeights.reduce(0, +)
    return levelWeights.reduce(0) { $0 + $1 * naturalLog($1 / total) }
  }

  private static func codes(_ outcome: [String], _ levels: [String]) throws(InputError) -> [Int] {
    var place: [String: Int] = [:]
    for (index, level) in levels.enumerated() {
      guard place.updateValue(index, forKey: level) == nil else {
        throw InputError(.definition, "levels", "\"\(level)\" is there twice", remedy: "name each level once")
      }
    }
    var codes: [Int] = []
    codes.reserveCapacity(outcome.count)
    for label in outcome {
      guard let code = place[label] else { throw .unknownName(label, among: levels, subject: "outcome") }
      codes.append(code)
    }
    return codes
  }

  private static func weights(_ weights: [Double]?, _ count: Int) throws(InputError) -> [Double] {
    guard let weights else { return [Double](repeating: 1, count: count) }
    try checkEqualLength(weights.count, "weights", count, "outcome")
    let values = try finiteValues(weights, "weights")
    if let negative = values.first(where: { $0 < 0 }) {
      throw .outOfRange("weights", value: negative, allowed: "zero or more")
    }
    return values
  }

  private static func checkLevels(_ levels: [String], _ sums: [Double]) throws(InputError) {
    guard levels.count > 1 else {
      throw .constant("outcome", remedy: "the outcome needs two levels or more")
    }
    if let empty = sums.firstIndex(of: 0) {
      throw .tooFew(
        "level \"\(levels[empty])\"", found: 0, needed: 1, remedy: "leave it out of the levels")
    }
    guard sums.allSatisfy(\.isFinite), sums.reduce(0, +).isFinite else {
      throw InputError(.outOfRange, "weights", "their sum leaves the range of Double", remedy: "rescale them")
    }
  }
}
