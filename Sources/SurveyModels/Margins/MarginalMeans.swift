import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The scale of marginal means and of their contrasts.
public enum MarginalScale: String, Hashable, Sendable, Codable, CaseIterable {
  /// The weighted sum of coefficients: log odds of a logistic regression.
  case link
  /// The mean itself: a probability of a logistic regression.
  case response
}

/// The means that a fitted model expects for levels of its factors, other factors averaged and covariates held:
/// estimated marginal means, also called least-squares means or adjusted means.
///
/// ```swift
/// try MarginalMeans(of: regression, over: ["arm"], at: ["age": [40]])
/// ```
///
/// Averages are taken on the scale of the link. Covariates are held at their means unless a value is given; a
/// curve or a product of a covariate follows its value. A mean that the coefficients do not determine, as of a cell
/// that no case fills, is missing, never a guess.
///
/// Reference: Searle, Speed & Milliken (1980), doi:10.1080/00031305.1980.10483031. Agrees with R's `emmeans`.
public struct MarginalMeans: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "marginal-means/1"

  /// The mean at one combination of levels.
  public struct Mean: Hashable, Sendable {
    /// The levels of the variables that means were asked over, then of those they were asked by.
    public let levels: [String]
    /// The mean on the scale asked for; `nil` where the model does not determine it.
    public let estimate: Estimate?
    /// The degrees of freedom of its interval; `nil` for the normal distribution.
    public let degreesOfFreedom: Double?
    /// The weights of the coefficients.
    let weights: [Double]?
  }

  /// The means, the last variable's levels fastest.
  public let means: [Mean]
  /// The variables whose levels have means of their own.
  public let variables: [String]
  /// The variables within whose levels contrasts are made.
  public let groups: [String]
  /// The factors that are averaged over.
  public let averaged: [String]
  /// The covariates that are held, and where.
  public let held: [(name: String, value: Double)]
  /// How averaged levels count.
  public let weights: MarginalWeights
  /// What the model's offset is set to, on the scale of the link.
  public let offset: Double
  /// The scale of the means.
  public let scale: MarginalScale
  /// How means follow from sums of coefficients.
  public let link: MeanLink
  /// The level of the intervals.
  public let confidence: Double
  /// The names of the data, for print.
  public var context: DataContext

  let part: LinearPart

  /// Evaluates a model.
  ///
  /// - Parameters:
  ///   - model: The fit.
  ///   - variables: The factors, or covariates with values, whose levels have means of their own.
  ///   - groups: Further ones, within whose levels contrasts are made.
  ///   - values: Where covariates are held; a covariate with several values is named in `over` or `by`.
  ///   - weights: How levels of the other factors count.
  ///   - offset: What the model's offset is set to, on the scale of the link: the logarithm of the exposure.
  ///   - scale: The scale of the means.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the design was made of a matrix, a variable is unknown, is named twice or has no
  ///   value, if there are more than 20,000 combinations, if a mean leaves the range of `Double`, or if thresholds
  ///   cross at a combination.
  public init(
    of model: some MarginalModel, over variables: [String], by groups: [String] = [],
    at values: [String: [Double]] = [:], weights: MarginalWeights = .equal, offset: Double = 0,
    scale: MarginalScale = .link, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      [([], model.linearPart)], variables, groups, values, weights, offset: offset, scale, confidence)
  }

  /// Evaluates a model of ordered levels at each of its thresholds.
  ///
  /// The sums of coefficients are the log odds, or whatever the link says, of a level above the threshold; on the
  /// scale of the response they are its probability. The thresholds come last among the ``groups``, as "threshold"
  /// with the levels "> low", "> middle" and so on, so that contrasts and tests are made within each.
  ///
  /// - Parameters:
  ///   - model: The fit.
  ///   - variables: The factors, or covariates with values, whose levels have means of their own.
  ///   - groups: Further ones, within whose levels contrasts are made.
  ///   - values: Where covariates are held; a covariate with several values is named in `over` or `by`.
  ///   - weights: How levels of the other factors count.
  ///   - scale: The scale of the means.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for the means of the model, or if the sums of a model of one's own do not have their
  ///   coefficients and covariance matrix in common.
  public init(
    ofEachThresholdOf model: some ThresholdModel, over variables: [String], by groups: [String] = [],
    at values: [String: [Double]] = [:], weights: MarginalWeights = .equal, scale: MarginalScale = .link,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      model.thresholdParts.map { (["> \($0.level)"], $0.part) }, variables, groups, values, weights,
      offset: 0, scale, confidence)
  }

  /// Several sums at each combination, with the level that tells them apart.
  private init(
    _ parts: [(level: [String], part: LinearPart)], _ variables: [String], _ groups: [String],
    _ values: [String: [Double]], _ weights: MarginalWeights, offset: Double, _ scale: MarginalScale,
    _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard offset.isFinite else { throw .outOfRange("offset", value: offset, allowed: "a finite number") }
    guard let (level, part) = parts.first else { throw .tooFew("thresholds", found: 0, needed: 1) }
    guard
      parts.allSatisfy({
        $0.part.coefficients == part.coefficients && $0.part.covariance.elements == part.covariance.elements
      })
    else { throw InputError(.definition, "thresholds", "their sums are of different coefficients") }
    let grid = try ReferenceGrid(part.design, kept: variables + groups, at: values)
    guard Double(grid.meanCount) * Double(parts.count) <= 20_000 else {
      throw .infeasible(
        "model", "\(grid.meanCount) combinations at \(parts.count) thresholds are too many",
        remedy: "ask over fewer variables")
    }
    var means: [Mean] = []
    for index in 0..<grid.meanCount {
      if let thresholds = part.thresholds, let (places, _) = grid.combinations(of: index, weights) {
        try thresholds.checkOrder(in: grid.rows, at: places) { grid.point($0) }
      }
      let row = grid.row(of: index, weights)
      for (level, part) in parts {
        means.append(
          try Mean(
            levels: grid.levels(of: index) + level, row, part, offset: offset, scale, confidence))
      }
    }
    self.means = means
    self.groups = level.isEmpty ? groups : groups + ["threshold"]
    (self.variables, self.weights, self.scale) = (variables, weights, scale)
    averaged = grid.dimensions.dropFirst(grid.keptCount).map(\.name)
    held = grid.held
    self.offset = offset
    link = part.link
    self.confidence = confidence
    self.part = part
    context = part.context
  }

  /// The limit of t, or of z where there are no degrees of freedom.
  static func quantile(upperTail p: Double, _ freedom: Double?) throws(InputError) -> Double {
    guard let freedom else { return try NormalDistribution.standard.quantile(upperTail: p) }
    return try StudentTDistribution(degreesOfFreedom: freedom).quantile(upperTail: p)
  }

  fileprivate static func estimate(
    _ eta: Double, _ error: Double, _ reach: Double, _ link: MeanLink, _ confidence: Double, method: String
  ) -> Estimate? {
    // 1/η has no mean between limits on both sides of zero.
    if link == .inverse, eta - reach <= 0 {
      return eta == 0 ? nil : Estimate(link.mean(eta), standardError: link.slope(eta).magnitude * error)
    }
    let (one, other) = (link.mean(eta - reach), link.mean(eta + reach))
    return Estimate(
      link.mean(eta), standardError: link.slope(eta).magnitude * error,
      interval: ConfidenceInterval(
        lower: min(one, other), upper: max(one, other), level: confidence, method: method))
  }
}

extension MarginalMeans.Mean {
  /// The mean at a row of the design; missing where there is no row, or coefficients do not determine it.
  fileprivate init(
    levels: [String], _ row: [Double]?, _ part: LinearPart, offset: Double, _ scale: MarginalScale,
    _ confidence: Double
  ) throws(InputError) {
    guard let row, let sum = try part.weights(row) else {
      self.init(levels: levels, estimate: nil, degreesOfFreedom: nil, weights: nil)
      return
    }
    let freedom = try part.degreesOfFreedom(sum)
    let error = max(0, part.covariance(sum, sum)).squareRoot()
    let reach = try MarginalMeans.quantile(upperTail: (1 - confidence) / 2, freedom) * error
    let eta = part.value(sum) + offset
    guard eta.isFinite, reach.isFinite else {
      throw InputError(
        .outOfRange, levels.joined(separator: ", "), "the mean leaves the range of Double",
        remedy: "rescale the predictors")
    }
    let estimate = MarginalMeans.estimate(
      eta, error, reach, scale == .response ? part.link : .identity, confidence,
      method: freedom == nil ? "normal" : "t")
    if let estimate { try estimate.checkRange(levels.joined(separator: ", ")) }
    self.init(levels: levels, estimate: estimate, degreesOfFreedom: freedom, weights: sum)
  }
}

extension Estimate {
  /// Refuses what the link has taken out of the range of numbers.
  func checkRange(_ name: String) throws(InputError) {
    guard value.isFinite, standardError?.isFinite ?? true, interval?.upper.isFinite ?? true else {
      throw InputError(
        .outOfRange, name, "it leaves the range of Double on the scale of the response",
        remedy: "use scale: .link")
    }
  }
}
