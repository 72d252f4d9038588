import SurveyModels
import SurveyProbability
import SurveyTestSupport
import Testing

/// Profiles against a dense likelihood, and of small drawn data, where variances are often zero and correlations one.
@Suite struct MixedProfileFuzzTests {
  /// The likelihood with the covariance matrix of every subject, minimized without slopes: Tests/Fixtures/scripts/
  /// mixed_profiles.py with scipy.
  @Test func theLimitsAreThoseOfADenseLikelihood() throws {
    let model = try LinearMixedModel(
      "Reaction ~ Days + (1 + Days | Subject)", in: MixedData.sleepStudy())
    let limits: [(MixedParameter, Double, Double)] = [
      (
        .correlation(effect: "intercept", with: "Days", grouping: "Subject"), -0.4814925805074352,
        0.6850189685951561
      ),
      (
        .standardDeviation(effect: "intercept", grouping: "Subject"), 14.381384520711427,
        37.716054990512085
      ), (.standardDeviation(effect: "Days", grouping: "Subject"), 3.801177284298384, 8.753391986977467),
      (.residualStandardDeviation, 22.8982565148066, 28.857999208620964),
    ]
    let found = try MixedProfileIntervals(of: model, limits.map(\.0))
    expectAgreement(found.deviance, 1751.939344463196, digits: 12)
    for (parameter, lower, upper) in limits {
      let interval = try #require(found[parameter]?.interval)
      expectAgreement(interval.lower, lower, digits: 7, "\(parameter)")
      expectAgreement(interval.upper, upper, digits: 7, "\(parameter)")
    }
  }

  @Test(arguments: 0..<12)
  func theLikelihoodOfARefitFallsByTheQuantile(_ seed: Int) throws {
    var numbers = RandomStream(seed: UInt64(seed), stream: 41)
    let (groups, size) = (3 + seed % 4, 3 + seed % 3)
    var (labels, x, outcome) = ([String](), [Double](), [Double]())
    for group in 0..<groups {
      let (level, slope) = (numbers.normal() * Double(seed % 3), numbers.normal() * Double(seed % 2))
      for _ in 0..<size {
        labels.append("g\(group)")
        x.append(numbers.normal())
        outcome.append(level + (0.5 + slope) * (x.last ?? 0) + numbers.normal())
      }
    }
    let random = [RandomTerm(seed % 4 == 0 ? [] : [.numeric("x", x)], by: labels)]
    let model = try LinearMixedModel(outcome, on: Design([.numeric("x", x)]), random: random, estimation: .ml)
    let found = try MixedProfileIntervals(of: model)
    for profile in found.profiles {
      guard let interval = profile.interval, let estimate = profile.estimate else { continue }
      #expect(interval.lower <= estimate && estimate <= interval.upper)
      for (limit, isBound) in [
        (interval.lower, profile.endsAtLowerBound), (interval.upper, profile.endsAtUpperBound),
      ] {
        let zeta = try #require(profile.points.first { $0.value == limit }?.zeta)
        if isBound {
          #expect(zeta.magnitude <= 1.96)
        } else {
          expectAgreement(zeta.magnitude, 1.959963984540054, digits: 7)
        }
        guard case .coefficient(let name) = profile.parameter else { continue }
        let rest = zip(outcome, x).map { $0 - limit * (name == "x" ? $1 : 1) }
        let held =
          try name == "x"
          ? LinearMixedModel(rest, on: Design(interceptFor: rest), random: random, estimation: .ml)
          : LinearMixedModel(
            rest, on: Design([.numeric("x", x)], intercept: false), random: random, estimation: .ml)
        let fall = held.criterion - found.deviance
        // At the edge the likelihood can have two maxima, with correlations of 1 and -1; a fit ends at one of them.
        if held.isSingular, fall > 3.842 { continue }
        expectAgreement(fall, 3.841458820694124, digits: 6, "\(name), \(seed)")
      }
    }
  }
}
