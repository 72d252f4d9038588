import SurveyInference
import SurveyVocabulary

/// The probabilities that a fitted model expects for the levels of its outcome, for levels of its factors, other
/// factors averaged and covariates held.
///
/// ```swift
/// try MarginalProbabilities(of: regression, over: ["arm"], comparing: .pairwise)
/// ```
///
/// Averages are taken of the probabilities themselves. Standard errors are by the delta method with the covariance
/// matrix of the fit; intervals and tests use the normal distribution. Of ordered levels there is also the mean
/// level, the levels counted 1, 2, 3 and so on.
///
/// Reference: Searle, Speed & Milliken (1980), doi:10.1080/00031305.1980.10483031. Agrees with R's `emmeans` with
/// the modes "prob" and "mean.class".
public struct MarginalProbabilities: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "marginal-probabilities/1"

  /// The probability of one level of the outcome at one combination of levels of the variables.
  public struct Probability: Hashable, Sendable {
    /// The levels of the variables that probabilities were asked over, then of those they were asked by.
    public let levels: [String]
    /// The level of the outcome; `nil` for the mean level.
    public let category: String?
    /// The probability, or the mean level; `nil` where no case has a weight.
    public let estimate: Estimate?
  }

  /// One comparison of probabilities of the same level of the outcome.
  public struct Contrast: Hashable, Sendable {
    /// What is compared.
    public let name: String
    /// The levels of the variables within which it is.
    public let group: [String]
    /// The level of the outcome; `nil` for the mean level.
    public let category: String?
    /// The weighted sum of the probabilities, its interval adjusted where the method has one; `nil` where one of
    /// them is missing.
    public let estimate: Estimate?
    /// The estimate over its standard error.
    public let statistic: TestStatistic?
    /// The two-sided probability of this contrast alone.
    public let pValue: Double?
    /// The probability adjusted for the family: the contrasts of one level of the outcome within one group.
    public let adjustedPValue: Double?
  }

  /// The levels of the outcome.
  public let categories: [String]
  /// The probabilities, combination after combination, level after level of the outcome.
  public let probabilities: [Probability]
  /// The mean level at each combination, from 1 to the number of levels; none where levels have no order.
  public let meanLevels: [Probability]
  /// The comparisons, group after group, level after level of the outcome, then of the mean level; none where none
  /// were asked for.
  public let contrasts: [Contrast]
  /// Which probabilities are compared; `nil` for none.
  public let kind: ContrastKind?
  /// How the families are allowed for.
  public let adjustment: ContrastAdjustment
  /// The error of the adjusted probabilities, which is exceeded once in 500; zero where they are exact.
  public let error: Double
  /// The variables whose levels have probabilities of their own.
  public let variables: [String]
  /// The variables within whose levels contrasts are made.
  public let groups: [String]
  /// The factors that are averaged over.
  public let averaged: [String]
  /// The covariates that are held, and where.
  public let held: [(name: String, value: Double)]
  /// How averaged levels count.
  public let weights: MarginalWeights
  /// How the standard errors of the fit were found.
  public let standardErrors: String
  /// The level of the intervals.
  public let confidence: Double
  /// The names of the data, for print.
  public var context: DataContext

  /// Evaluates a model.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - variables: The factors, or covariates with values, whose levels have probabilities of their own.
  ///   - groups: Further ones, within whose levels contrasts are made.
  ///   - values: Where covariates are held; a covariate with several values is named in `over` or `by`.
  ///   - weights: How levels of the other factors count.
  ///   - kind: Which probabilities of a level of the outcome are compared; `nil` for none.
  ///   - adjustment: How the number of contrasts is allowed for.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the design was made of a matrix, a variable is unknown, is named twice or has no
  ///   value, if there are too many combinations, and as ``MarginalContrasts`` where contrasts are asked for.
  public init(
    of regression: some LevelRegression, over variables: [String], by groups: [String] = [],
    at values: [String: [Double]] = [:], weights: MarginalWeights = .equal,
    comparing kind: ContrastKind? = nil, adjustment: ContrastAdjustment = .holm, confidence: Double = 0.95
  ) throws(InputError) {
    let outcomes = try regression.expectedOutcomes
    let inference = try DeltaInference(outcomes, confidence: confidence)
    let grid = try ReferenceGrid(outcomes.design, kept: variables + groups, at: values)
    let table = try LevelTable(outcomes, grid, weights, hasMean: regression.hasOrderedLevels)
    let found = try table.estimates(inference)
    categories = outcomes.categories
    probabilities = found.filter { $0.category != nil }
    meanLevels = found.filter { $0.category == nil }
    let judged = try kind.map { kind throws(InputError) in
      try table.contrasts(kind, adjustment, over: variables.count, confidence)
    }
    contrasts = judged?.contrasts ?? []
    error = judged?.error ?? 0
    self.kind = kind
    self.adjustment = adjustment
    (self.variables, self.groups, self.weights) = (variables, groups, weights)
    averaged = grid.dimensions.dropFirst(grid.keptCount).map(\.name)
    held = grid.held
    standardErrors = outcomes.standardErrors
    self.confidence = confidence
    context = outcomes.context
  }
}
