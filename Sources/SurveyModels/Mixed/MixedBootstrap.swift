import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// Intervals of the parameters of a linear mixed model by parametric bootstrap: outcomes are drawn from the fitted
/// model, with new groups and new errors, and the model is fitted to each of them.
///
/// It needs no theory of the parameters' distribution, but takes the model as true: normal effects and errors with
/// the estimated variances.
///
/// Reference: Davison & Hinkley (1997), section 2.2, doi:10.1017/CBO9780511802843; Bates, Mächler, Bolker & Walker (2015),
/// section 5.1, doi:10.18637/jss.v067.i01.
public struct MixedBootstrap: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "mixed-bootstrap/1"

  /// One parameter with its limits.
  public struct Limits: Hashable, Sendable {
    /// The parameter.
    public let parameter: MixedParameter
    /// Its estimate in the model; `nil` for the correlation of an effect that does not vary.
    public let estimate: Double?
    /// The limits and the spread of the refits; `nil` where there is no estimate.
    public let bootstrap: BootstrapFinding?
    /// The values of the refits in which the parameter exists, in the order of the draws.
    public let values: [Double]
  }

  /// What was found for each parameter, in the order asked for.
  public let limits: [Limits]
  /// How the outcomes were drawn.
  public let plan: BootstrapPlan
  /// Refits at the edge of what is possible: a variance of zero, or effects that determine each other. They count.
  public let singularCount: Int
  /// Refits that failed or did not converge. They are left out.
  public let failedCount: Int
  /// How the model and its refits were estimated.
  public let estimation: MixedEstimation
  /// The level of the intervals.
  public let confidence: Double
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// The limits of a parameter; `nil` where it was not asked for.
  public subscript(parameter: MixedParameter) -> Limits? { limits.first { $0.parameter == parameter } }

  /// Refits a model to outcomes drawn from it.
  ///
  /// - Parameters:
  ///   - model: The fit.
  ///   - parameters: Which parameters; all where nothing is given. See ``LinearMixedModel/parameters``.
  ///   - plan: How the limits are found, from how many draws and which seed: percentile, basic or normal.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a parameter is unknown or named twice, the fit has not converged, the plan's limits need
  ///   cases that are left out or standard errors, or too few refits succeed.
  public init(
    of model: LinearMixedModel, _ parameters: [MixedParameter]? = nil,
    plan: BootstrapPlan = .percentile(resamples: 1_000), confidence: Double = 0.95
  ) throws(InputError) {
    let places = try Self.places(model, parameters, plan, confidence)
    let refits = try MixedRefits(model, places.map(\.place))
    let parts = (0..<Bootstrap.parts).map { refits.part($0, of: plan) }
    try self.init(model, places, plan, confidence, parts.flatMap { $0 })
  }

  /// Refits a model by several workers at once, with the same finding as by one.
  ///
  /// The draws come in sixteen parts, so that more than sixteen workers have nothing to do.
  ///
  /// - Parameters:
  ///   - model: The fit.
  ///   - parameters: Which parameters; all where nothing is given.
  ///   - plan: How the limits are found, from how many draws and which seed.
  ///   - workers: The number of tasks that share the draws.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as without workers, or if there is none.
  public init(
    of model: LinearMixedModel, _ parameters: [MixedParameter]? = nil,
    plan: BootstrapPlan = .percentile(resamples: 1_000), workers: Int, confidence: Double = 0.95
  ) async throws(InputError) {
    let places = try Self.places(model, parameters, plan, confidence)
    let refits = try MixedRefits(model, places.map(\.place))
    let parts = try await Bootstrap.parts(workers: workers) { refits.part($0, of: plan) }
    try self.init(model, places, plan, confidence, parts.flatMap { $0 })
  }

  private init(
    _ model: LinearMixedModel, _ places: [(parameter: MixedParameter, place: MixedParameter.Place)],
    _ plan: BootstrapPlan, _ confidence: Double, _ refits: [MixedRefits.Refit?]
  ) throws(InputError) {
    let kept = refits.compactMap { $0 }.filter(\.converged)
    let estimates = model.state.values(
      of: places.map(\.place), model.mixed, model.mixed.leastSquares, restricted: model.estimation == .reml)
    var limits: [Limits] = []
    for (index, (parameter, _)) in places.enumerated() {
      let values = kept.compactMap { $0.values[index] }.filter(\.isFinite)
      var finding: BootstrapFinding?
      if let estimate = estimates[index] {
        do throws(InputError) {
          finding = try Bootstrap.finding(
            plan, around: estimate, values.sorted(), confidence: confidence,
            acceleration: { () throws(InputError) in throw Self.noCases })
        } catch {
          throw InputError(error.code, "\(parameter)", error.problem, remedy: error.remedy)
        }
      }
      limits.append(
        Limits(parameter: parameter, estimate: estimates[index], bootstrap: finding, values: values))
    }
    self.limits = limits
    self.plan = plan
    singularCount = kept.count(where: \.isSingular)
    failedCount = refits.count - kept.count
    estimation = model.estimation
    self.confidence = confidence
    context = model.context
  }

  private static func places(
    _ model: LinearMixedModel, _ parameters: [MixedParameter]?, _ plan: BootstrapPlan, _ confidence: Double
  ) throws(InputError) -> [(parameter: MixedParameter, place: MixedParameter.Place)] {
    try checkConfidence(confidence)
    try plan.checkDraws(of: model.mixed.caseCount)
    guard plan.interval != .bca, plan.interval != .studentized else { throw noCases }
    try model.checkConverged()
    return try model.places(of: parameters)
  }

  private static let noCases = InputError(
    .definition, "plan", "BCa and studentized limits are for resamples of cases, not for draws from a model",
    remedy: "use .percentile, .basic or .normal")
}

extension LinearMixedModel {
  /// Refuses to draw from a fit that has not converged.
  func checkConverged() throws(InputError) {
    guard converged else {
      throw InputError(.notConverged, "model", "the fit has not converged", remedy: "use fewer random terms")
    }
  }
}
