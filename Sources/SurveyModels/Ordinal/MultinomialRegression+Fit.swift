import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

extension MultinomialRegression: LevelFit {
  /// The coefficient of a column in the equation of a level; `nil` where there is none.
  public subscript(level: String, name: String) -> WaldCoefficient? {
    equations.first { $0.level == level }?[name]
  }

  /// The likelihood ratio test against the intercepts alone; without an intercept, against equal
  /// probabilities of all levels. `nil` where there are no coefficients but intercepts.
  public var likelihoodRatio: TestStatistic? {
    let freedom = equations.count * (design.columnCount - (design.hasIntercept ? 1 : 0))
    guard freedom > 0 else { return nil }
    return TestStatistic(
      "χ²", max(0, 2 * (logLikelihood - nullLogLikelihood)),
      reference: .chiSquare(degreesOfFreedom: Double(freedom)))
  }

  /// Wald's test that a column has no coefficient in any equation; `nil` where the design has no such column
  /// or the coefficients' covariance matrix is not of full rank.
  public func wald(_ name: String) -> TestStatistic? {
    guard let place = design.columnNames.firstIndex(of: name) else { return nil }
    let rows = equations.indices.map { $0 * design.columnCount + place }
    let elements = rows.flatMap { column in rows.map { covariance[$0, column] } }
    let values = equations.map { $0.coefficients[place].value }
    guard let solution = ScaledInformation(Matrix(rows.count, rows.count, elements))?.solve(values) else {
      return nil
    }
    let value = zip(values, solution).reduce(0) { $0 + $1.0 * $1.1 }
    return TestStatistic("χ²", value, reference: .chiSquare(degreesOfFreedom: Double(rows.count)))
  }
}

extension MultinomialRegression {
  /// The probabilities of the levels for other cases.
  ///
  /// - Parameter data: The variables of the other cases, by the names that the design's terms have.
  /// - Returns: For each case one probability per level, in the order of the levels; they add up to 1.
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
    var found: [[Double]] = []
    found.reserveCapacity(rows.rowCount)
    for row in 0..<rows.rowCount {
      var predictors: [String: Double] = [baseline: 0]
      for equation in equations {
        var sum = 0.0
        for (place, coefficient) in equation.coefficients.enumerated() {
          sum += coefficient.value * rows[row, place]
        }
        predictors[equation.level] = sum
      }
      found.append(try sharesOfPowers(levels.map { predictors[$0] ?? 0 }, row: row))
    }
    return found
  }
}

extension MultinomialRegression {
  /// Baseline-category logits by a formula, over the cases that have every variable.
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``. The outcome holds labels or whole numbers.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - baseline: The level that the others are compared with; the first where none is named.
  ///   - weights: The variable of the counts, where there are some.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms or an offset, or does not fit the
  ///   data, and as for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:], baseline: String? = nil,
    weights: String? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let (model, labels, levels) = try read.levelModel(
      in: data, contrasts: contrasts, weights: weights, ordered: false)
    try self.init(
      labels, levels: levels, baseline: baseline, on: model.design, weights: model.weights,
      confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: model.cases.exclusions + context.cases.exclusions)
  }
}
