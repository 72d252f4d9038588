import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The likelihood ratio test of two nested linear mixed models with a reference distribution of its own: outcomes are
/// drawn from the simpler model, and both models are fitted to each of them.
///
/// It holds its level where chi-square distributions do not: few groups, several variances at once, crossed groups.
/// The probability is (1 + the number of ratios at least as large) / (1 + the number of draws), so that it is never zero.
///
/// References: Halekoh & Højsgaard (2014), doi:10.18637/jss.v059.i09; Davison & Hinkley (1997), section 4.2.5,
/// doi:10.1017/CBO9780511802843.
public struct ParametricBootstrapTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "parametric-bootstrap-test/1"

  /// -2 times the logarithm of the likelihood ratio, restricted where the models are.
  public let ratio: Double
  /// The probability of a ratio at least as large where the simpler model is true.
  public let pValue: Double
  /// How far a repetition with other draws would have `pValue` vary, as a standard deviation.
  public let simulationError: Double
  /// The ratios of the draws, in the order of the draws; never below zero.
  public let ratios: [Double]
  /// The number of coefficients that the simpler model does without.
  public let coefficientCount: Int
  /// The number of variances and covariances that the simpler model does without.
  public let varianceCount: Int
  /// The number of outcomes drawn.
  public let resamples: Int
  /// The seed of the random numbers.
  public let seed: UInt64
  /// Draws to which one of the models could not be fitted. They are left out.
  public let failedCount: Int
  /// How the models were estimated.
  public let estimation: MixedEstimation
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests what one model has and the other has not.
  ///
  /// - Parameters:
  ///   - model: The larger model.
  ///   - simpler: The simpler one of the same outcome, estimated in the same way; by `.ml` where coefficients differ.
  ///   - resamples: The number of outcomes to draw.
  ///   - seed: The seed of the random numbers.
  /// - Throws: `InputError` if the models are not nested, differ in nothing or in their outcome or estimation, if
  ///   restricted likelihoods of different fixed terms would be compared, if a fit has not converged, or if there are
  ///   no or too many draws or none that can be fitted.
  public init(
    of model: LinearMixedModel, against simpler: LinearMixedModel, resamples: Int = 1_000, seed: UInt64 = 1
  ) throws(InputError) {
    let plan = BootstrapPlan(.percentile, resamples: resamples, seed: seed)
    let refits = try NestedRefits(model, simpler, plan)
    try self.init(model, refits, plan, (0..<Bootstrap.parts).flatMap { refits.part($0, of: plan) })
  }

  /// Tests what one model has and the other has not by several workers at once, with the same finding as by one.
  ///
  /// - Parameters:
  ///   - model: The larger model.
  ///   - simpler: The simpler one.
  ///   - resamples: The number of outcomes to draw, in sixteen parts.
  ///   - seed: The seed of the random numbers.
  ///   - workers: The number of tasks that share the draws.
  /// - Throws: `InputError` as without workers, or if there is none.
  public init(
    of model: LinearMixedModel, against simpler: LinearMixedModel, resamples: Int = 1_000, seed: UInt64 = 1,
    workers: Int
  ) async throws(InputError) {
    let plan = BootstrapPlan(.percentile, resamples: resamples, seed: seed)
    let refits = try NestedRefits(model, simpler, plan)
    let parts = try await Bootstrap.parts(workers: workers) { refits.part($0, of: plan) }
    try self.init(model, refits, plan, parts.flatMap { $0 })
  }

  /// Tests that nothing varies between groups: the model against least squares of the same fixed terms.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - resamples: The number of outcomes to draw.
  ///   - seed: The seed of the random numbers.
  /// - Throws: `InputError` if the fit has not converged, or if there are no or too many draws or none that can be
  ///   fitted.
  public init(of model: LinearMixedModel, resamples: Int = 1_000, seed: UInt64 = 1) throws(InputError) {
    let plan = BootstrapPlan(.percentile, resamples: resamples, seed: seed)
    let refits = try NestedRefits(model, plan)
    try self.init(model, refits, plan, (0..<Bootstrap.parts).flatMap { refits.part($0, of: plan) })
  }

  /// Tests that nothing varies between groups by several workers at once, with the same finding as by one.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - resamples: The number of outcomes to draw, in sixteen parts.
  ///   - seed: The seed of the random numbers.
  ///   - workers: The number of tasks that share the draws.
  /// - Throws: `InputError` as without workers, or if there is none.
  public init(
    of model: LinearMixedModel, resamples: Int = 1_000, seed: UInt64 = 1, workers: Int
  ) async throws(InputError) {
    let plan = BootstrapPlan(.percentile, resamples: resamples, seed: seed)
    let refits = try NestedRefits(model, plan)
    let parts = try await Bootstrap.parts(workers: workers) { refits.part($0, of: plan) }
    try self.init(model, refits, plan, parts.flatMap { $0 })
  }

  private init(
    _ model: LinearMixedModel, _ refits: NestedRefits, _ plan: BootstrapPlan, _ drawn: [Double?]
  ) throws(InputError) {
    let ratios = drawn.compactMap { $0 }
    guard !ratios.isEmpty else {
      throw InputError(
        .notConverged, "resamples", "none of the drawn outcomes could be fitted",
        remedy: "use fewer random terms")
    }
    ratio = refits.ratio
    // Ratios that rounding alone parts are equal.
    let margin = 1e-9 * max(1, model.criterion.magnitude)
    let above = ratios.count { $0 >= refits.ratio - margin }
    let share = Double(above + 1) / Double(ratios.count + 1)
    pValue = share
    simulationError = (share * (1 - share) / Double(ratios.count)).squareRoot()
    self.ratios = ratios
    coefficientCount = refits.coefficientCount
    varianceCount = refits.varianceCount
    resamples = plan.resamples
    seed = plan.seed
    failedCount = drawn.count - ratios.count
    estimation = model.estimation
    context = model.context
  }
}

extension ParametricBootstrapTest {
  /// The finding as facts for any renderer.
  public var report: Report {
    Report(
      context.title("Parametric bootstrap test of nested mixed models"),
      method: .init(
        Self.methodID,
        options: [.init("estimation", .text(estimation.rawValue)), .init("draws", .count(resamples))],
        seed: seed,
        citation: Citation(
          "Halekoh & Højsgaard", 2014, "Journal of Statistical Software 59(9), 1-32",
          doi: "10.18637/jss.v059.i09")),
      facts: [
        .init("likelihood ratio", .number(ratio)), .init("p", .pValue(pValue)),
        .init("SD of p between repetitions", .number(simulationError, .bounded(3))),
        .init("coefficients tested", .count(coefficientCount)),
        .init("variances and covariances tested", .count(varianceCount)),
        .init("failed draws", .count(failedCount)),
      ], cases: context.cases)
  }
}
