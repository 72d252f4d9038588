import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// A linear mixed model: coefficients that all cases share, and effects that vary between groups.
///
/// For waves within persons, persons within sites, or cases that belong to groups of two kinds at once. The effects
/// of a group are draws from a normal distribution with mean zero, whose variances and correlations are estimated
/// by restricted or full maximum likelihood.
///
/// References: Bates, Mächler, Bolker & Walker (2015), doi:10.18637/jss.v067.i01; Kenward & Roger (1997),
/// doi:10.2307/2533558; Kuznetsova, Brockhoff & Christensen (2017), doi:10.18637/jss.v082.i13. Agrees with R's
/// `lme4::lmer`, `lmerTest` and `pbkrtest`.
public struct LinearMixedModel: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "linear-mixed-model/1"

  /// The coefficients of the fixed terms in the order of the design's columns.
  public let coefficients: [Coefficient]
  /// The covariance matrix of the coefficients, adjusted where Kenward and Roger's method was asked for.
  public let covariance: Matrix
  /// Variances and correlations of the effects that vary, one for each random term or uncorrelated effect.
  public let randomEffects: [RandomEffects]
  /// The standard deviation of the outcome around its fitted value within a group.
  public let residualStandardDeviation: Double
  /// -2 times the logarithm of the likelihood, restricted with REML, at its maximum.
  public let criterion: Double
  /// How the variances were estimated.
  public let estimation: MixedEstimation
  /// Which distribution the tests use.
  public let degreesOfFreedom: MixedDegreesOfFreedom
  /// The level of the intervals.
  public let confidence: Double
  /// The steps of the search for the variances.
  public let iterations: Int
  /// Whether the slope of the criterion at the end is zero for all practical purposes.
  public let converged: Bool
  /// What a reader should know about the fit.
  public let warnings: [Warning]
  /// The variance of the fixed part of the fitted values, and the mean variance of the random part.
  let parts: (fixed: Double, random: Double)
  /// The names and cases of the data, for print.
  public var context: DataContext

  let mixed: MixedDesign
  let design: Design
  let random: [RandomTerm]
  let state: MixedState
  let inference: MixedInference
  let fixedFit: [Double]
  let outcome: [Double]

  /// Fits a mixed model.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - design: The fixed terms of the same cases.
  ///   - random: The effects that vary between groups.
  ///   - estimation: How the variances are estimated.
  ///   - degreesOfFreedom: Which distribution the tests of coefficients use.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not finite, lengths differ, columns of the design determine each
  ///   other, there are not more cases than coefficients, the outcome is constant or fitted exactly, a random
  ///   term has a single group or as many effects as cases, if nothing is left for the residual, or if
  ///   Kenward and Roger's method is asked for without REML.
  public init(
    _ outcome: some Collection<Double>, on design: Design, random: [RandomTerm],
    estimation: MixedEstimation = .reml, degreesOfFreedom: MixedDegreesOfFreedom = .satterthwaite,
    confidence: Double = 0.95
  ) throws(InputError) {
    let problem = try Problem(outcome, on: design, random: random, estimation: estimation)
    try self.init(
      problem,
      search: { () throws(InputError) in try MixedSearch(problem.mixed, restricted: problem.isRestricted) },
      degreesOfFreedom, confidence)
  }

  /// The finding of a search, which is not begun where its inference would be refused.
  init(
    _ problem: Problem, search: () throws(InputError) -> MixedSearch,
    _ degreesOfFreedom: MixedDegreesOfFreedom, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (mixed, design, outcome) = (problem.mixed, problem.design, problem.outcome)
    let restricted = problem.isRestricted
    guard restricted || degreesOfFreedom != .kenwardRoger else {
      throw InputError(
        .definition, "degreesOfFreedom", "Kenward and Roger's method is one for REML",
        remedy: "use estimation: .reml, or .satterthwaite")
    }
    let found = try search()
    let inference = try MixedInference(mixed, found, restricted: restricted, method: degreesOfFreedom)
    let state = found.state
    let freedom = Double(restricted ? mixed.caseCount - mixed.width : mixed.caseCount)
    let sigma = (state.residual / freedom).squareRoot() * mixed.scale
    let shift = try mixed.back.times(state.gamma)
    let values = zip(mixed.leastSquares, shift).map { $0 + mixed.scale * $1 }
    var coefficients: [Coefficient] = []
    for (index, value) in values.enumerated() {
      let freedom = inference.degreesOfFreedom(values.indices.map { $0 == index ? 1 : 0 })
      let error = inference.covariance[index, index].squareRoot()
      guard error.isFinite, error > 0, freedom.map({ $0.isFinite && $0 > 0 }) ?? true else {
        throw InputError(
          .outOfRange, design.columnNames[index], "its standard error or its degrees of freedom do not exist",
          remedy: "rescale the columns, or use .normal")
      }
      coefficients.append(
        Coefficient(
          name: design.columnNames[index], value: value, standardError: error, degreesOfFreedom: freedom,
          confidence: confidence))
    }
    self.coefficients = coefficients
    covariance = inference.covariance
    let effects = zip(mixed.blocks, state.factors).map { RandomEffects($0, factor: $1, residual: sigma) }
    randomEffects = effects
    residualStandardDeviation = sigma
    criterion = mixed.deviance(state, restricted: restricted)
    estimation = problem.estimation
    self.degreesOfFreedom = degreesOfFreedom
    self.confidence = confidence
    iterations = found.iterations
    converged = found.converged
    warnings = effects.flatMap(\.warnings) + (found.converged ? [] : [.notConverged(slope: found.slope)])
    fixedFit = try design.matrix.times(values)
    parts = (fixedFit.sampleVariance, sigma * sigma * mixed.meanRandomVariance(state.factors))
    context = DataContext(parts: [], cases: CaseLedger(all: outcome.count))
    self.mixed = mixed
    self.design = design
    random = problem.random
    self.state = state
    self.inference = inference
    self.outcome = outcome
  }
}

extension [Double] {
  /// The sum of squares around the mean over n - 1.
  fileprivate var sampleVariance: Double {
    let mean = reduce(0, +) / Double(count)
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
  }
}

extension MixedDesign {
  /// The mean over cases of zᵀ·Λ·Λᵀ·z.
  fileprivate func meanRandomVariance(_ factors: [Matrix]) -> Double {
    var sum = 0.0
    for (block, factor) in zip(blocks, factors) {
      for column in 0..<block.width {
        for index in 0..<caseCount {
          var value = 0.0
          for row in column..<block.width { value += factor[row, column] * block.columns[row][index] }
          sum += value * value
        }
      }
    }
    return sum / Double(caseCount)
  }
}
