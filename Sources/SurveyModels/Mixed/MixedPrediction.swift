import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// What a linear mixed model predicts: for the average group or for groups that the model knows, the mean outcome with
/// its standard error, and the interval for a single new outcome.
///
/// The mean of a known group takes the uncertainty of the coefficients and of the group's effects together, as they
/// are correlated (Henderson's equations). The variances count as known, as everywhere in best linear unbiased
/// prediction.
///
/// References: Henderson (1975), doi:10.2307/2529430; Robinson (1991), doi:10.1214/ss/1177011926.
public struct MixedPrediction: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "mixed-prediction/1"

  /// For whom the model predicts.
  public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
    /// The mean over all groups: the fixed terms alone. A new outcome is one of a group never seen.
    case population
    /// The groups of the cases with their predicted effects. A group that the model does not know is refused.
    case groups
    /// The same, where groups that the model does not know are taken at the average, with the whole variance of
    /// their effects in the standard error.
    case groupsOrAverage = "groups, unknown ones at the average"
  }

  /// What is predicted for one case.
  public struct Case: Hashable, Sendable {
    /// The mean outcome of the population or of the case's groups, with its standard error and its interval.
    public let mean: Estimate
    /// The standard deviation of a single new outcome around the predicted mean.
    public let outcomeStandardDeviation: Double
    /// Where a single new outcome lies at the level of confidence.
    public let outcome: ConfidenceInterval
    /// The kinds of groups whose group of this case the model does not know; none at the level of the population.
    public let unknownGroups: [String]
  }

  /// The predictions in the order of the cases.
  public let predictions: [Case]
  /// For whom they are.
  public let level: Level
  /// The level of the intervals.
  public let confidence: Double
  /// The names and cases of the model, for print.
  public var context: DataContext

  /// Predicts for other cases.
  ///
  /// - Parameters:
  ///   - model: The fit. An offset of its formula is not part of the prediction.
  ///   - data: The predictors of the other cases, under the names that the model knows, and at the level of groups
  ///     their groups under the names of the groupings.
  ///   - level: Whether the average group or the groups of the cases are meant.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a variable is not there or does not fit, there is no case, a group is unknown and the
  ///   level asks for known ones, or a prediction leaves the range of `Double`.
  public init(
    of model: LinearMixedModel, for data: ModelData, level: Level, confidence: Double = 0.95
  ) throws(InputError) {
    guard data.count > 0 else { throw .tooFew("cases", found: 0, needed: 1) }
    try self.init(model, try MixedRows(model, data, level), level, confidence)
  }

  /// Predicts for the cases that the model was fitted to.
  ///
  /// - Parameters:
  ///   - model: The fit.
  ///   - level: Whether the average group or the groups of the cases are meant.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the confidence is no level, or a prediction leaves the range of `Double`.
  public init(
    of model: LinearMixedModel, level: Level, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(model, MixedRows(model, level), level, confidence)
  }

  private init(
    _ model: LinearMixedModel, _ rows: MixedRows, _ level: Level, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let normal = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    let sigma = model.residualStandardDeviation
    let prediction = BestPrediction(model)
    var predictions: [Case] = []
    for index in 0..<rows.count {
      let values = (0..<rows.fixed.columnCount).map { rows.fixed[index, $0] }
      let fixed = zip(values, model.coefficients).reduce(0) { $0 + $1.0 * $1.1.value }
      let effects = rows.effects(of: index)
      let between = prediction.variance(of: effects)
      var (mean, deviation, quantile, method) = (fixed, 0.0, normal, "normal")
      var total: Double
      if level == .population {
        deviation = max(0, model.covariance.form(values, values)).squareRoot()
        if deviation > 0, let freedom = model.inference.degreesOfFreedom(values) {
          method = "t"
          quantile = try Self.quantile(freedom, confidence, index)
        }
        total = Self.length([deviation, between.squareRoot() * sigma, sigma])
      } else {
        let (value, square) = prediction.group(values, effects)
        mean += value
        deviation = square.squareRoot() * sigma
        total = Self.length([deviation, sigma])
      }
      guard mean.isFinite, total.isFinite, (mean.magnitude + normal * total).isFinite else {
        throw InputError(
          .outOfRange, "cases", "the prediction at index \(index) leaves the range of Double",
          remedy: "rescale the predictors")
      }
      func interval(_ reach: Double, _ method: String) -> ConfidenceInterval {
        ConfidenceInterval(lower: mean - reach, upper: mean + reach, level: confidence, method: method)
      }
      predictions.append(
        Case(
          mean: Estimate(
            mean, standardError: deviation, interval: interval(quantile * deviation, method)),
          outcomeStandardDeviation: total, outcome: interval(normal * total, "normal"),
          unknownGroups: level == .population ? [] : rows.unknownGroups(of: index)))
    }
    self.predictions = predictions
    self.level = level
    self.confidence = confidence
    context = model.context
  }

  private static func quantile(
    _ freedom: Double, _ confidence: Double, _ index: Int
  ) throws(InputError) -> Double {
    guard freedom.isFinite, freedom > 0 else {
      throw InputError(
        .outOfRange, "cases", "the degrees of freedom of the prediction at index \(index) do not exist",
        remedy: "fit the model with .normal")
    }
    return try StudentTDistribution(degreesOfFreedom: freedom).quantile(upperTail: (1 - confidence) / 2)
  }

  /// The root of a sum of squares that do not leave the range of `Double`.
  private static func length(_ parts: [Double]) -> Double {
    let largest = parts.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else { return largest }
    return largest * parts.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }
}
