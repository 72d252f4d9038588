import SurveyLinearAlgebra
import SurveyVocabulary

extension PartialProportionalOdds {
  /// The probabilities of the levels for other cases.
  ///
  /// With coefficients that vary, the thresholds cross somewhere outside the data: beyond, a level would have a
  /// negative probability. Such a case is refused.
  ///
  /// - Parameter data: The variables of the other cases, by the names that the design's terms have.
  /// - Returns: For each case one probability per level, the lowest level first; they add up to 1.
  /// - Throws: `InputError` if the design was made of a matrix, a variable is not there, a level of a factor is
  ///   unknown, a level of a case has a negative probability, or a prediction leaves the range of `Double`.
  public func probabilities(for data: ModelData) throws(InputError) -> [[Double]] {
    try probabilities(design.matrix(for: data))
  }

  /// The probabilities of the levels for the cases of the design, those with the weight zero included.
  ///
  /// - Throws: `InputError` if a case without weight has a value that is not finite, or a level with a negative
  ///   probability.
  public func fittedProbabilities() throws(InputError) -> [[Double]] { try probabilities(design.matrix) }

  private func probabilities(_ rows: Matrix) throws(InputError) -> [[Double]] {
    let columns = varying.flatMap(\.columns)
    var found: [[Double]] = []
    found.reserveCapacity(rows.rowCount)
    for row in 0..<rows.rowCount {
      var shared = 0.0
      for (place, coefficient) in zip(sharedColumns, coefficients) {
        shared += coefficient.value * rows[row, place]
      }
      var places = [-Double.infinity]
      for (cut, threshold) in thresholds.enumerated() {
        var predictor = shared
        for (place, column) in zip(varyingColumns, columns) {
          predictor += column.coefficients[cut].value * rows[row, place]
        }
        guard predictor.isFinite else {
          throw InputError(
            .outOfRange, "cases", "the prediction at index \(row) leaves the range of Double",
            remedy: "rescale the predictors")
        }
        places.append(threshold.value - predictor)
      }
      places.append(.infinity)
      found.append(try shares(places, row))
    }
    return found
  }

  /// The probabilities of the levels between places on the scale of the link.
  private func shares(_ places: [Double], _ row: Int) throws(InputError) -> [Double] {
    var shares: [Double] = []
    for (place, level) in levels.enumerated() {
      let (lower, upper) = (places[place], places[place + 1])
      guard lower <= upper else {
        throw InputError(
          .outOfRange, "cases",
          "at index \(row) the thresholds cross: level \"\(level)\" would have a negative probability",
          remedy: "predict for cases within the range of the data, or let fewer terms vary")
      }
      shares.append(lower == upper ? 0 : exponential(link.logProbability(from: lower, to: upper)))
    }
    return shares
  }
}

extension PartialProportionalOdds {
  /// A model of partial proportional odds by a formula, over the cases that have every variable.
  ///
  /// ```swift
  /// try PartialProportionalOdds(
  ///   "satisfaction ~ influence + contact", in: data, varying: ["contact"], weights: "count")
  /// ```
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``. The outcome holds labels whose levels are declared, the
  ///     lowest first, or whole numbers.
  ///   - data: The variables.
  ///   - varying: The names of the terms, or of single columns, whose coefficients vary by threshold.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - link: The scale on which the model is linear.
  ///   - weights: The variable of the counts, where there are some.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms or an offset, or does not fit the
  ///   data, if the levels have no declared order, and as for a design.
  public init(
    _ formula: String, in data: ModelData, varying: [String], contrasts: [String: Contrasts] = [:],
    link: OrdinalLink = .logit, weights: String? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let (model, labels, levels) = try read.levelModel(
      in: data, contrasts: contrasts, weights: weights, ordered: true)
    try self.init(
      labels, levels: levels, on: model.design, varying: varying, link: link, weights: model.weights,
      confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: model.cases.exclusions + context.cases.exclusions)
  }
}
