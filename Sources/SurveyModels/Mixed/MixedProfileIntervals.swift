import SurveyProbability
import SurveyVocabulary

/// Confidence intervals of the parameters of a linear mixed model by profile likelihood.
///
/// A parameter is held at a value and the likelihood maximized over all others; the limits are where twice the
/// logarithm of the likelihood falls below its maximum by the square of the normal quantile. They follow the skewness
/// of a standard deviation and end at zero, or a correlation at -1 or 1, where the data do not speak against it.
///
/// The likelihood is the full one, also for a model that was fitted by REML: restricted likelihoods cannot be
/// compared over coefficients. The estimates inside these intervals are those of maximum likelihood.
///
/// References: Bates, Mächler, Bolker & Walker (2015), section 5.1, doi:10.18637/jss.v067.i01; Venzon & Moolgavkar
/// (1988), doi:10.2307/2347496. Agrees with `confint(model, method = "profile")` of R's `lme4`, which interpolates.
public struct MixedProfileIntervals: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "mixed-profile-intervals/1"

  /// What was found for each parameter, in the order asked for.
  public let profiles: [MixedProfile]
  /// -2 times the logarithm of the likelihood at its maximum.
  public let deviance: Double
  /// The level of the intervals.
  public let confidence: Double
  /// How the model was estimated whose parameters these are.
  public let estimation: MixedEstimation
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// The profile of a parameter; `nil` where it was not asked for.
  public subscript(parameter: MixedParameter) -> MixedProfile? {
    profiles.first { $0.parameter == parameter }
  }

  /// Profiles parameters of a model.
  ///
  /// - Parameters:
  ///   - model: The fit.
  ///   - parameters: Which parameters; all where nothing is given. See ``LinearMixedModel/parameters``.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a parameter is unknown or named twice, or if a search does not converge or finds a
  ///   larger likelihood than that of the fit.
  public init(
    of model: LinearMixedModel, _ parameters: [MixedParameter]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let places = try model.places(of: parameters)
    let design = model.mixed
    var state = model.state
    if model.estimation == .reml {
      let search = try MixedSearch(design, restricted: false)
      guard search.converged else {
        throw InputError(
          .notConverged, "profile", "the fit by maximum likelihood has not converged",
          remedy: "use fewer random terms")
      }
      state = search.state
    } else if !model.converged {
      throw InputError(
        .notConverged, "profile", "the fit has not converged", remedy: "use fewer random terms")
    }
    deviance = design.deviance(state, restricted: false)
    let quantile = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    var profiles: [MixedProfile] = []
    for (parameter, place) in places {
      do throws(InputError) {
        profiles.append(
          try Self.profile(parameter, MixedDeviance(design, state, place), design, quantile, confidence))
      } catch {
        throw InputError(error.code, "\(parameter)", error.problem, remedy: error.remedy)
      }
    }
    self.profiles = profiles
    self.confidence = confidence
    estimation = model.estimation
    context = model.context
  }

  private static func profile(
    _ parameter: MixedParameter, _ deviance: MixedDeviance, _ design: MixedDesign, _ quantile: Double,
    _ confidence: Double
  ) throws(InputError) -> MixedProfile {
    guard let best = deviance.best else {
      return MixedProfile(
        parameter: parameter, estimate: nil, interval: nil, endsAtLowerBound: false, endsAtUpperBound: false,
        points: [])
    }
    var bounds = -Double.infinity...Double.infinity
    // The first step outwards, and the units of what is held.
    var (step, unit) = (quantile, design.scale)
    switch deviance.place {
    case .coefficient(let index):
      let length = (0..<design.width).reduce(0) { $0 + design.back[index, $1] * design.back[index, $1] }
      step *= design.scale * (length / Double(design.caseCount)).squareRoot()
      unit = 1
    case .deviation(let block, let effect):
      bounds = 0...Double.infinity
      step = max(best, 1 / Double(design.caseCount).squareRoot())
      unit = design.scale / design.blocks[block].scales[effect]
    case .correlation: (bounds, unit) = (-1...1, 1)
    case .residual:
      (bounds, step) = (0...Double.infinity, best * quantile / Double(design.caseCount).squareRoot())
    }
    var search = MixedProfileSearch(deviance, around: best, quantile: quantile)
    let (lower, upper, points) = try search.limits(within: bounds, step: step)
    guard (lower * unit).isFinite, (upper * unit).isFinite else {
      throw InputError(
        .outOfRange, "profile", "its limits leave the range of Double", remedy: "rescale the outcome")
    }
    return MixedProfile(
      parameter: parameter, estimate: best * unit,
      interval: ConfidenceInterval(
        lower: lower * unit, upper: upper * unit, level: confidence, method: "profile likelihood"),
      endsAtLowerBound: lower == bounds.lowerBound, endsAtUpperBound: upper == bounds.upperBound,
      points: points.map { .init(value: $0.value * unit, zeta: $0.zeta) })
  }
}

extension MixedProfileIntervals {
  /// The intervals as rows for any renderer.
  public var report: Report {
    Report(
      context.title("Profile likelihood of a mixed model"),
      method: .init(
        Self.methodID,
        options: [
          .init("estimation of the model", .text(estimation.rawValue)), .init("likelihood", .text("full")),
        ],
        citation: Citation(
          "Bates, Mächler, Bolker & Walker", 2015, "Journal of Statistical Software 67(1), 1-48",
          doi: "10.18637/jss.v067.i01")),
      rows: profiles.compactMap { profile in
        profile.estimate.map { Report.Row("\(profile.parameter)", Estimate($0, interval: profile.interval)) }
      },
      facts: [.init("-2 log likelihood", .number(deviance, .decimals(1)))], cases: context.cases, notes: notes
    )
  }

  private var notes: [String] {
    profiles.compactMap { profile in
      let name = "\(profile.parameter)"
      if profile.estimate == nil { return "\(name): one of the effects is estimated not to vary" }
      switch (profile.parameter, profile.endsAtLowerBound, profile.endsAtUpperBound) {
      case (.standardDeviation, true, _): return "\(name): the data are also likely with none"
      case (_, true, true): return "\(name): the data do not tell it, whatever its value"
      case (_, true, false): return "\(name): the data are also likely with -1"
      case (_, false, true): return "\(name): the data are also likely with 1"
      default: return nil
      }
    }
  }
}
