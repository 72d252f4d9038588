import Foundation
import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct MixedProfileIntervalsTests {
  @Test(arguments: try Fixture.cases("MixedProfileIntervals"))
  func agreesWithTheProfilesOfR(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let model = try MixedData(reference).model()
    let found = try MixedProfileIntervals(of: model, confidence: reference.options["level"].number())
    try expectAgreement(found.deviance, expected["deviance"], digits: 8, "deviance")
    let names = try expected["parameters"].strings()
    let (lower, upper) = try (expected["lower"].array(), expected["upper"].array())
    var fixed = found.profiles.filter { if case .coefficient = $0.parameter { true } else { false } }
    #expect(found.profiles.count == names.count)
    for (index, name) in names.enumerated() {
      let variance = found.profiles.first { $0.parameter.isNamed(name) }
      let interval = try #require((variance ?? fixed.removeFirst()).interval)
      let slack = 1e-3 * interval.width
      for (limit, wanted) in [(interval.lower, lower[index]), (interval.upper, upper[index])]
      where wanted != .null {
        let wanted = try wanted.number()
        #expect((limit - wanted).magnitude <= slack, "\(name): \(limit) instead of \(wanted)")
      }
    }
  }

  /// With one kind of groups of one size the likelihood has a closed form: that of the residual's standard deviation
  /// needs no search, that of the groups' one over a single variable.
  @Test(arguments: ["mixed_dyestuff", "mixed_dyestuff2"])
  func balancedGroupsHaveAClosedForm(_ name: String) throws {
    let table = try Fixture.table(name)
    let yields = try table.column("Yield").compactMap { $0.flatMap(Double.init) }
    let batches = try table.column("Batch").compactMap { $0 }
    let model = try LinearMixedModel(
      yields, on: Design(interceptFor: yields), random: [RandomTerm(by: batches, named: "batch")],
      estimation: .ml)
    let found = try MixedProfileIntervals(of: model)
    let (groups, size) = (6.0, 5.0)
    let mean = yields.reduce(0, +) / 30
    var (between, within) = (0.0, 0.0)
    for batch in Set(batches) {
      let values = zip(batches, yields).filter { $0.0 == batch }.map(\.1)
      let center = values.reduce(0, +) / size
      between += size * (center - mean) * (center - mean)
      within += values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    }
    /// -2 log likelihood for the residual variance and the variance of a group's sum over its size.
    func deviance(_ residual: Double, _ sum: Double) -> Double {
      30 * log(2 * Double.pi) + 24 * log(residual) + 6 * log(sum) + within / residual + between / sum
    }
    let residual = try #require(found[.residualStandardDeviation]?.interval)
    for limit in [residual.lower, residual.upper] {
      let variance = limit * limit
      let fall = deviance(variance, max(variance, between / groups)) - found.deviance
      expectAgreement(fall, 3.841458820694124, digits: 7)
    }
    let deviation = try #require(
      found[.standardDeviation(effect: "intercept", grouping: "batch")]?.interval)
    for limit in [deviation.lower, deviation.upper] where limit > 0 {
      // The best residual variance for a standard deviation that is held, by ever finer grids.
      var (best, center, reach) = (Double.infinity, log(within / 24), 1.0)
      for _ in 0..<40 {
        for step in -10...10 {
          let trial = center + reach * Double(step) / 10
          let value = deviance(exp(trial), exp(trial) + size * limit * limit)
          if value < best { (best, center) = (value, trial) }
        }
        reach /= 2
      }
      expectAgreement(best - found.deviance, 3.841458820694124, digits: 7)
    }
    #expect((name == "mixed_dyestuff2") == (deviation.lower == 0))
  }

  /// A coefficient that is held is one that is taken from the outcome before the fit.
  @Test func theLikelihoodFallsByTheQuantileAtTheLimits() throws {
    let table = try Fixture.table("sleepstudy")
    let times = try table.column("Reaction").compactMap { $0.flatMap(Double.init) }
    let days = try table.column("Days").compactMap { $0.flatMap(Double.init) }
    let subjects = try table.column("Subject").compactMap { $0 }
    let random = [RandomTerm([.numeric("day", days)], by: subjects, named: "subject")]
    let model = try LinearMixedModel(times, on: Design([.numeric("day", days)]), random: random)
    let found = try MixedProfileIntervals(of: model, [.coefficient("day")])
    let interval = try #require(found.profiles[0].interval)
    for limit in [interval.lower, interval.upper] {
      let rest = zip(times, days).map { $0 - limit * $1 }
      let held = try LinearMixedModel(rest, on: Design(interceptFor: rest), random: random, estimation: .ml)
      expectAgreement(held.criterion - found.deviance, 3.841458820694124, digits: 8)
    }
    // Where a standard deviation is zero, the effect is not there.
    let level = try LinearMixedModel(
      times, on: Design([.numeric("day", days)]), random: [RandomTerm(by: subjects)], estimation: .ml)
    let slope = try MixedProfileIntervals(
      of: model, [.standardDeviation(effect: "day", grouping: "subject")])
    let zeta = try #require(slope.profiles[0].points.first { $0.value == 0 }).zeta
    expectAgreement(zeta * zeta, level.criterion - slope.deviance, digits: 8)
    #expect(slope.profiles[0].points.map(\.value) == slope.profiles[0].points.map(\.value).sorted())
  }

  @Test func unitsAndTheOrderOfEffectsDoNotMatter() throws {
    let table = try Fixture.table("sleepstudy")
    let times = try table.column("Reaction").compactMap { $0.flatMap(Double.init) }
    let days = try table.column("Days").compactMap { $0.flatMap(Double.init) }
    let subjects = try table.column("Subject").compactMap { $0 }
    func intervals(_ unit: Double, _ day: Double, first: Bool) throws -> MixedProfileIntervals {
      let ones = Term.numeric("level", times.map { _ in 1 })
      let slope = Term.numeric("day", days.map { $0 * day })
      return try MixedProfileIntervals(
        of: LinearMixedModel(
          times.map { $0 * unit }, on: Design([slope]),
          random: [RandomTerm(first ? [ones, slope] : [slope, ones], by: subjects, intercept: false)]))
    }
    let plain = try intervals(1, 1, first: true)
    let other = try intervals(1e30, 1e-3, first: false)
    let pairs: [(MixedParameter, MixedParameter, Double)] = [
      (
        .correlation(effect: "level", with: "day", grouping: "group"),
        .correlation(effect: "day", with: "level", grouping: "group"), 1
      ), (.residualStandardDeviation, .residualStandardDeviation, 1e30),
      (.coefficient("day"), .coefficient("day"), 1e33),
      (
        .standardDeviation(effect: "day", grouping: "group"),
        .standardDeviation(effect: "day", grouping: "group"), 1e33
      ),
      (
        .standardDeviation(effect: "level", grouping: "group"),
        .standardDeviation(effect: "level", grouping: "group"), 1e30
      ),
    ]
    for (parameter, same, unit) in pairs {
      let (one, two) = try (#require(plain[parameter]?.interval), #require(other[same]?.interval))
      expectAgreement(two.lower, one.lower * unit, digits: 6)
      expectAgreement(two.upper, one.upper * unit, digits: 6)
    }
  }

  let people = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]
  let waves = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
  let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4]

  private func model(_ outcome: [Double]? = nil, slope: Bool = false) throws -> LinearMixedModel {
    try LinearMixedModel(
      outcome ?? mood, on: Design([.numeric("wave", waves)]),
      random: [RandomTerm(slope ? [.numeric("wave", waves)] : [], by: people, named: "person")])
  }

  @Test func anEffectThatDoesNotVaryHasAnIntervalFromZero() throws {
    let same = waves.enumerated().map { 2 + $1 + [0.1, -0.2, 0.1, 0.3, 0][$0 % 5] }
    let found = try MixedProfileIntervals(of: model(same, slope: true))
    let slope = try #require(found[.standardDeviation(effect: "wave", grouping: "person")])
    #expect(slope.endsAtLowerBound)
    #expect(try #require(slope.interval).lower == 0)
    #expect("\(found)".contains("the data are also likely with none"))
  }

  @Test func refusesUnknownParameters() throws {
    let model = try model()
    expectRefusal(.unknownName) { try MixedProfileIntervals(of: model, [.coefficient("x")]) }
    expectRefusal(.definition) {
      try MixedProfileIntervals(of: model, [.coefficient("wave"), .coefficient("wave")])
    }
    expectRefusal(.tooFew) { try MixedProfileIntervals(of: model, []) }
    expectRefusal(.outOfRange) { try MixedProfileIntervals(of: model, confidence: 1) }
    expectRefusal(.outOfRange) { try MixedProfileIntervals(of: model, confidence: .nan) }
    #expect(try MixedProfileIntervals(of: model, confidence: 1e-9).profiles.count == 4)
    #expect(try MixedProfileIntervals(of: model, confidence: 1 - 1e-9).profiles.count == 4)
  }

  @Test func printsItsFinding() throws {
    let text = """
      Profile likelihood of a mixed model: mood
        intercept                       2.60  95% CI [1.37, 3.82]
        wave                            0.51  95% CI [0.31, 0.72]
        SD of intercept between person  0.95  95% CI [0.52, 2.35]
        residual SD                     0.26  95% CI [0.17, 0.47]
        -2 log likelihood = 16.5
        all 12 cases used
        estimation of the model: REML; likelihood: full
      """
    #expect("\(try MixedProfileIntervals(of: model()).named("mood"))" == text)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try MixedProfileIntervals(of: model()) }
    try checkFinding { try MixedProfileIntervals(of: model(slope: true)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MixedProfileIntervals") { print in
      // page
      let person = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d", "e", "e", "e", "f", "f", "f"]
      let wave = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
      let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4, 2.6, 3.8, 4.1, 3.0, 2.9, 3.1]

      let model = try LinearMixedModel(
        mood, on: Design([.numeric("wave", wave)]),
        random: [RandomTerm([.numeric("wave", wave)], by: person, named: "person")])
      print(try MixedProfileIntervals(of: model).named("mood"))
      // end
    }
  }

  /// The intervals that the paper of lme4 prints for its first model, section 5.1.
  @Test func theSleepStudyIsThatOfThePaper() throws {
    let model = try LinearMixedModel(
      "Reaction ~ Days + (1 + Days | Subject)", in: try MixedData.sleepStudy())
    let found = try MixedProfileIntervals(of: model)
    let printed: [(MixedParameter, Double, Double)] = [
      (.standardDeviation(effect: "intercept", grouping: "Subject"), 14.3815, 37.7160),
      (.correlation(effect: "intercept", with: "Days", grouping: "Subject"), -0.4815, 0.6850),
      (.standardDeviation(effect: "Days", grouping: "Subject"), 3.8012, 8.7534),
      (.residualStandardDeviation, 22.8983, 28.8580), (.coefficient("intercept"), 237.6807, 265.1296),
      (.coefficient("Days"), 7.3587, 13.5759),
    ]
    for (parameter, lower, upper) in printed {
      let interval = try #require(found[parameter]?.interval)
      #expect((interval.lower - lower).magnitude < 2e-3 && (interval.upper - upper).magnitude < 2e-3)
    }
  }
}

extension MixedParameter {
  /// Whether R's name of a variance parameter is this one's.
  fileprivate func isNamed(_ name: String) -> Bool {
    let parts = name.split(separator: "|").map(String.init)
    func isGroup(_ grouping: String) -> Bool {
      parts.count == 2
        && Set(parts[1].split(separator: ":"))
          == Set(grouping.replacing(" × ", with: ":").split(separator: ":"))
    }
    func plain(_ effect: String) -> String { effect == "intercept" ? "(Intercept)" : effect }
    switch self {
    case .coefficient: return false
    case .residualStandardDeviation: return name == "sigma"
    case .standardDeviation(let effect, let grouping):
      return isGroup(grouping) && parts[0] == "sd_\(plain(effect))"
    case .correlation(let effect, let other, let grouping):
      return isGroup(grouping) && parts[0] == "cor_\(plain(other)).\(plain(effect))"
    }
  }
}
