import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

extension AdjacentCategoryRegression: LevelFit {
  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> WaldCoefficient? { coefficients.first { $0.name == name } }

  /// The likelihood ratio test against the constants alone; `nil` without coefficients.
  public var likelihoodRatio: TestStatistic? {
    guard !coefficients.isEmpty else { return nil }
    return TestStatistic(
      "χ²", max(0, 2 * (logLikelihood - nullLogLikelihood)),
      reference: .chiSquare(degreesOfFreedom: Double(coefficients.count)))
  }

  /// The probabilities of the levels for other cases.
  ///
  /// - Parameter data: The variables of the other cases, by the names that the design's terms have.
  /// - Returns: For each case one probability per level, the lowest level first; they add up to 1.
  /// - Throws: `InputError` if the design was made of a matrix, a variable is not there, a level of a factor is
  ///   unknown, or a prediction leaves the range of `Double`.
  public func probabilities(for data: ModelData) throws(InputError) -> [[Double]] {
    try probabilities(design.matrix(for: data))
  }

  /// The probabilities of the levels for the cases of the design, those with the weight zero included.
  ///
  /// - Throws: `InputError` if a value of a case without weight is not finite.
  public func fittedProbabilities() throws(InputError) -> [[Double]] { try probabilities(design.matrix) }

  private func probabilities(_ rows: Matrix) throws(InputError) -> [[Double]] {
    let first = design.hasIntercept ? 1 : 0
    var found: [[Double]] = []
    found.reserveCapacity(rows.rowCount)
    for row in 0..<rows.rowCount {
      var slope = 0.0
      for (place, coefficient) in coefficients.enumerated() {
        slope += coefficient.value * rows[row, place + first]
      }
      var logs = [0.0]
      for intercept in intercepts { logs.append((logs.last ?? 0) + intercept.value + slope) }
      found.append(try sharesOfPowers(logs, row: row))
    }
    return found
  }
}

extension AdjacentCategoryRegression {
  /// Adjacent-category logits by a formula, over the cases that have every variable.
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``. The outcome holds labels whose levels are declared, the
  ///     lowest first, or whole numbers.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - weights: The variable of the counts, where there are some.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms or an offset, or does not fit the
  ///   data, if the levels have no declared order, and as for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:], weights: String? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let (model, labels, levels) = try read.levelModel(
      in: data, contrasts: contrasts, weights: weights, ordered: true)
    try self.init(
      labels, levels: levels, on: model.design, weights: model.weights, confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: model.cases.exclusions + context.cases.exclusions)
  }
}
