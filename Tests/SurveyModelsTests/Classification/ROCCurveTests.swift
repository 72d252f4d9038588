import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct ROCCurveTests {
  /// The tomograms of Hanley & McNeil (1982, table I): ratings 1 to 5 of 51 abnormal and 58 normal ones.
  static let abnormal = [3, 2, 2, 11, 33].enumerated().flatMap {
    [Double](repeating: Double($0 + 1), count: $1)
  }
  static let normal = [33, 6, 6, 11, 2].enumerated().flatMap {
    [Double](repeating: Double($0 + 1), count: $1)
  }

  /// A score and an outcome of a fixture, in the direction of pROC's sign.
  static func scores(
    _ reference: Fixture.Case, _ key: String = "score", at index: Int? = nil
  ) throws -> (scores: [Double], outcome: [Bool], direction: ScoreDirection) {
    let name = try index.map { try reference.options[key][$0].string() } ?? reference.options[key].string()
    let columns = try reference.data().complete([reference.options["outcome"].string(), name])
    let direction: ScoreDirection =
      try reference.options["direction"].string() == "<" ? .higherMeansEvent : .lowerMeansEvent
    return (columns[1], columns[0].map { $0 == 1 }, direction)
  }

  // Reference

  @Test(arguments: try Fixture.cases("ROCCurve"))
  func agreesWithPROC(_ reference: Fixture.Case) throws {
    let (scores, outcome, direction) = try Self.scores(reference)
    let found = try ROCCurve(scores, by: outcome, direction: direction, interval: .delong)
    let expected = reference.expected
    try expectAgreement(found.area.value, expected["auc"], digits: 11, "area")
    try expectAgreement(found.delongVariance, expected["variance"], digits: 11, "variance")
    let interval = try #require(found.area.interval)
    try expectAgreement([interval.lower, interval.upper], expected["ci"], digits: 11, "interval")
    #expect(try found.points.count == expected["points"].integer())
    try expectAgreement(found.points.map(\.sensitivity), expected["sensitivities"], digits: 11, "sensitivity")
    try expectAgreement(found.points.map(\.specificity), expected["specificities"], digits: 11, "specificity")
    let best = try #require(found.bestByYouden.first)
    let wanted = try expected["best_sensitivity"].number() + expected["best_specificity"].number() - 1
    expectAgreement(best.youden, wanted, digits: 11, "Youden")
    let parts = try [ROCCurve.Part.specificity(0.7...1), .sensitivity(0.7...1)].map(found.partialArea)
    for (part, name) in zip(parts, ["specificity", "sensitivity"]) {
      try expectAgreement(part.area, expected["partial_\(name)"], digits: 11, name)
      // pROC corrects no area below that of chance.
      if case .text = expected["corrected_\(name)"] {
        #expect(part.standardized < 0.5)
      } else {
        try expectAgreement(part.standardized, expected["corrected_\(name)"], digits: 11, name)
      }
    }
  }

  /// The area and standard error that Hanley & McNeil (1982) print, and Wilcoxon's standard error.
  @Test func agreesWithHanleyAndMcNeil() throws {
    let found = try ROCCurve(Self.abnormal, against: Self.normal, direction: .higherMeansEvent)
    #expect((found.area.value * 1000).rounded() == 893)
    #expect((found.hanleyMcNeilStandardError * 1000).rounded() == 32)
    #expect(found.points.count == 6)
  }

  // Laws

  /// The area, U and the placements by all pairs of cases.
  @Test func pairsOfCasesGiveTheSameAreaAndVariance() throws {
    let (x, y) = ([3.0, 1, 4, 1, 5, 9, 2, 6], [2.0, 7, 1, 8, 2, 8, 1.5])
    func kernel(_ a: Double, _ b: Double) -> Double { a > b ? 1 : (a == b ? 0.5 : 0) }
    func variance(_ v: [Double]) -> Double {
      let mean = v.reduce(0, +) / Double(v.count)
      return v.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(v.count - 1)
    }
    let first = x.map { a in y.reduce(0) { $0 + kernel(a, $1) } / Double(y.count) }
    let second = y.map { b in x.reduce(0) { $0 + kernel($1, b) } / Double(x.count) }
    let found = try ROCCurve(x, against: y, direction: .higherMeansEvent)
    expectAgreement(found.area.value, first.reduce(0, +) / 8, digits: 14, "area")
    expectAgreement(found.delongVariance, variance(first) / 8 + variance(second) / 7, digits: 14, "variance")
    #expect(found.u == (try MannWhitneyTest(x, against: y)).u)
    let trapezoids = try found.partialArea(over: .specificity(0...1))
    expectAgreement(trapezoids.area, found.area.value, digits: 14, "trapezoids")
    expectAgreement(trapezoids.standardized, found.area.value, digits: 14, "standardized")
    let other = try found.partialArea(over: .sensitivity(0...1))
    expectAgreement(other.area, found.area.value, digits: 14, "trapezoids of specificity")
  }

  @Test func directionTurnsTheAreaAndKeepsTheVariance() throws {
    let up = try ROCCurve(Self.abnormal, against: Self.normal, direction: .higherMeansEvent)
    let down = try ROCCurve(Self.abnormal, against: Self.normal, direction: .lowerMeansEvent)
    let swapped = try ROCCurve(Self.normal, against: Self.abnormal, direction: .lowerMeansEvent)
    expectAgreement(down.area.value, 1 - up.area.value, digits: 14)
    expectAgreement(down.delongVariance, up.delongVariance, digits: 13)
    expectAgreement(swapped.area.value, up.area.value, digits: 14)
    #expect(down.points.first?.threshold == -.infinity && down.points.last?.threshold == 5)
  }

  @Test func anIncreasingChangeOfTheScoreKeepsTheCurve() throws {
    let one = try ROCCurve(Self.abnormal, against: Self.normal, direction: .higherMeansEvent)
    let other = try ROCCurve(
      Self.abnormal.map { $0 * $0 * $0 * 1e200 }, against: Self.normal.map { $0 * $0 * $0 * 1e200 },
      direction: .higherMeansEvent)
    #expect(one.area == other.area && one.points.map(\.sensitivity) == other.points.map(\.sensitivity))
  }

  @Test func aThresholdGivesTheTableOfItsPoint() throws {
    let found = try ROCCurve(Self.abnormal, against: Self.normal, direction: .higherMeansEvent)
    for point in found.points {
      let table = try found.classification(at: point.threshold, interval: .clopperPearson)
      #expect(table.truePositives == point.truePositives && table.falsePositives == point.falsePositives)
      #expect(table.sensitivity.value == point.sensitivity && table.specificity.value == point.specificity)
    }
    let between = try found.classification(at: 3.5)
    #expect(between.truePositives == 44 && between.falsePositives == 13)
    expectAgreement(
      try #require(between.positiveLikelihoodRatio).value, (44.0 / 51) / (13.0 / 58), digits: 14)
    let share = 51.0 / 109
    let values = try between.predictiveValues(prevalence: share)
    expectAgreement(try #require(values.positive), 44.0 / 57, digits: 13)
    expectAgreement(
      try #require(values.negative), try #require(between.negativePredictiveValue).value, digits: 13)
    let none = try found.classification(at: .infinity)
    #expect(none.positivePredictiveValue == nil && none.positiveLikelihoodRatio == nil)
    expectRefusal(.outOfRange) { try found.classification(at: .nan) }
    expectRefusal(.outOfRange) { try between.predictiveValues(prevalence: 1.5) }
    expectRefusal(.outOfRange) { try found.partialArea(over: .specificity(0.5...0.5)) }
    expectRefusal(.outOfRange) { try found.partialArea(over: .sensitivity(-1...0.5)) }
    expectRefusal(.outOfRange) { try found.partialArea(over: .specificity(0...Double.leastNonzeroMagnitude)) }
    #expect(try found.partialArea(over: .specificity(0...1e-6)).standardized.isFinite)
  }

  @Test func resamplingLandsNearDeLong() throws {
    let formula = try ROCCurve(
      Self.abnormal, against: Self.normal, direction: .higherMeansEvent, interval: .delong)
    let drawn = try ROCCurve(
      Self.abnormal, against: Self.normal, direction: .higherMeansEvent,
      interval: .bootstrap(.percentile(resamples: 4_000, seed: 3)))
    let (one, other) = (try #require(formula.area.standardError), try #require(drawn.area.standardError))
    #expect((one / other - 1).magnitude < 0.05)
    #expect(drawn.area.value == formula.area.value)
  }

  @Test func aModelGivesTheCurveOfItsProbabilities() throws {
    let columns = try Fixture.table("infert").complete(["case", "spontaneous", "age"])
    let design = try Design(columns: [("spontaneous", columns[1]), ("age", columns[2])])
    let model = try GeneralizedRegression(columns[0], on: design, family: .binomial())
    let found = try ROCCurve(of: model)
    let scores = columns[1].indices.map {
      model.coefficients[1].value * columns[1][$0] + model.coefficients[2].value * columns[2][$0]
    }
    let direct = try ROCCurve(scores, by: columns[0].map { $0 == 1 }, direction: .higherMeansEvent)
    expectAgreement(found.area.value, direct.area.value, digits: 13)
    #expect(found.isApparent && !direct.isApparent)
    #expect(try ROCCurve(of: FirthRegression(columns[0], on: design, inference: .wald)).area.value > 0.5)
    expectRefusal(.definition) {
      try ROCCurve(of: GeneralizedRegression(columns[0], on: design, family: .poisson))
    }
    expectRefusal(.definition) {
      try ROCCurve(
        of: GeneralizedRegression(
          columns[0], on: design, family: .binomial(),
          weights: .frequencies([Double](repeating: 2, count: columns[0].count))))
    }
  }

  // Edges and refusals

  @Test func separationHasTheIntervalOfTheLargestVariance() throws {
    let (x, y) = ([4.0, 5, 6], [1.0, 2, 3, 3])
    let found = try ROCCurve(x, against: y, direction: .higherMeansEvent)
    #expect(found.area.value == 1 && found.area.standardError == nil && found.delongVariance == 0)
    let other = try ProbabilityOfSuperiority(x, against: y)
    expectAgreement(
      try #require(found.area.interval).lower, try #require(other.superiority.interval).lower, digits: 13)
    let turned = try ROCCurve(x, against: y, direction: .lowerMeansEvent)
    #expect(turned.area.value == 0)
    expectAgreement(
      try #require(turned.area.interval).upper, 1 - (try #require(found.area.interval).lower), digits: 13)
    expectRefusal(.constant) {
      try ROCCurve(x, against: y, direction: .higherMeansEvent, interval: .bootstrap(.bca()))
    }
  }

  @Test func refusesWhatHasNoCurve() {
    let none: [Double] = []
    expectRefusal(.tooFew) { try ROCCurve(none, against: [1, 2], direction: .higherMeansEvent) }
    expectRefusal(.tooFew) { try ROCCurve([1.0], against: [1, 2], direction: .higherMeansEvent) }
    expectRefusal(.tooFew) { try ROCCurve([1.0, 2], by: [true, true], direction: .higherMeansEvent) }
    expectRefusal(.lengthMismatch) { try ROCCurve([1.0, 2], by: [true], direction: .higherMeansEvent) }
    expectRefusal(.notFinite) { try ROCCurve([1, .nan], against: [1, 2], direction: .higherMeansEvent) }
    expectRefusal(.constant) { try ROCCurve([1.0, 1], against: [1, 1], direction: .higherMeansEvent) }
    expectRefusal(.outOfRange) {
      try ROCCurve([1.0, 3], against: [1, 2], direction: .higherMeansEvent, confidence: 1)
    }
    expectRefusal(.infeasible) {
      try ROCCurve(
        [1.0, 3], against: [1, 2], direction: .higherMeansEvent,
        interval: .bootstrap(.bca(resamples: .max, seed: 1)))
    }
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for interval in [ROCCurve.Interval.delong, .delongLogit, .hanleyMcNeil, .bootstrap(.bca(resamples: 200))]
    {
      try checkFinding {
        try ROCCurve(Self.abnormal, against: Self.normal, direction: .higherMeansEvent, interval: interval)
      }
    }
    try checkFinding { try ROCCurve([4.0, 5], against: [1, 2], direction: .lowerMeansEvent) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ROCCurve") { print in
      // page
      // A short screening of distress, and whether an interview found a depression.
      let distress: [Double] = [14, 9, 17, 4, 11, 6, 12, 3, 8, 15, 5, 10, 2, 7, 13, 6, 9, 4, 11, 8]
      let depressed = [
        true, false, true, false, true, false, false, false, true, true,
        false, false, false, false, true, false, true, false, false, false,
      ]
      let curve = try ROCCurve(distress, by: depressed, direction: .higherMeansEvent)
      print(curve.named("distress"))
      let at = try curve.classification(at: 11, interval: .wilson)
      print("at 11: \(at.truePositives) hits, \(at.falsePositives) false alarms")
      // end
    }
  }
}
