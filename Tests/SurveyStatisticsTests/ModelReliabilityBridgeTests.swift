import SurveyStatistics
import SurveyTestSupport
import Testing

/// A diary with four items on four steps, the second of them worded the other way round.
private struct Diary: Respondent {
  enum Step: Int, ResponseFormat { case never = 1, rarely, often, always }

  var id = ""
  var calm: Step?
  var downcast: Step?
  var rested: Step?
  var cheerful: Step?

  static let questionnaire = Questionnaire<Diary>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("calm", \.calm)
    Field("downcast", \.downcast)
    Field("rested", \.rested)
    Field("cheerful", \.cheerful)
  }

  static let mood = Scale<Diary>("Mood", missing: .atLeast(2)) {
    Item(\.calm)
    Item(\.downcast, keyed: .negative)
    Item(\.rested)
    Item(\.cheerful)
  }

  init() {}

  /// Twenty-five diaries, the last of them with an answer missing.
  static func sample() throws -> Sample<Diary> {
    let answers: [[Int]] = [
      [2, 2, 1, 2, 1, 4, 3, 2, 3, 2, 2, 3, 3, 1, 2, 3, 2, 3, 4, 4, 2, 3, 2, 4, 1],
      [3, 1, 1, 4, 2, 4, 3, 1, 3, 1, 3, 3, 2, 2, 3, 4, 1, 2, 2, 3, 1, 3, 3, 3, 2],
      [2, 1, 1, 3, 2, 2, 2, 2, 4, 1, 3, 4, 2, 1, 1, 4, 1, 1, 2, 2, 2, 3, 2, 3, 0],
      [2, 3, 1, 3, 1, 2, 3, 1, 4, 3, 3, 3, 4, 1, 2, 3, 2, 4, 2, 3, 1, 4, 3, 4, 2],
    ]
    return try Sample(
      (0..<25).map { person in
        var diary = Diary()
        diary.id = "d\(person)"
        diary.calm = Step(rawValue: answers[0][person])
        diary.downcast = Step(rawValue: 5 - answers[1][person])
        diary.rested = Step(rawValue: answers[2][person])
        diary.cheerful = Step(rawValue: answers[3][person])
        return diary
      })
  }
}

@Suite struct ModelReliabilityBridgeTests {
  private static let names = ["calm", "downcast", "rested", "cheerful"]

  /// A scale gives what its keyed items give, with its name, its items' names and its cases.
  private func check<F: Finding>(
    _ scale: F, _ arrays: F, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(scale.cases.entered == 25 && scale.cases.used == 24, sourceLocation: sourceLocation)
    #expect(scale.context.subject == "Mood", sourceLocation: sourceLocation)
    var twin = arrays
    twin.context = scale.context
    #expect(scale.report.json == twin.report.json, sourceLocation: sourceLocation)
  }

  @Test func coefficientsOfAModelTakeAScale() throws {
    let (sample, mood) = (try Diary.sample(), Diary.mood)
    let items = try mood.itemMatrix(in: sample)
    let (columns, names) = (items.columns, Self.names)
    check(try OneFactorModel(of: mood, in: sample), try OneFactorModel(columns, names: names))
    check(
      try OneFactorModel(of: mood, in: sample, form: .parallel, confidence: 0.9),
      try OneFactorModel(columns, names: names, form: .parallel, confidence: 0.9))
    check(
      try OmegaTotal(of: mood, in: sample, totalVariance: .observed, interval: .wald),
      try OmegaTotal(columns, names: names, totalVariance: .observed, interval: .wald))
    check(try CompositeReliability(of: mood, in: sample), try CompositeReliability(columns, names: names))
    check(
      try AverageVarianceExtracted(of: mood, in: sample), try AverageVarianceExtracted(columns, names: names))
    check(try MaximalReliability(of: mood, in: sample), try MaximalReliability(columns, names: names))
    check(try TauEquivalenceTest(of: mood, in: sample), try TauEquivalenceTest(columns, names: names))
    check(try Unidimensionality(of: mood, in: sample), try Unidimensionality(columns, names: names))
  }

  @Test func boundsAndOrdinalCoefficientsTakeAScale() throws {
    let (sample, mood) = (try Diary.sample(), Diary.mood)
    let items = try mood.itemMatrix(in: sample)
    let (columns, names, plan) = (items.columns, Self.names, BootstrapPlan.percentile(resamples: 50, seed: 3))
    check(
      try GuttmanLambda6(of: mood, in: sample, bootstrap: plan, confidence: 0.9),
      try GuttmanLambda6(columns, names: names, bootstrap: plan, confidence: 0.9))
    check(
      try GreatestLowerBound(of: mood, in: sample, bootstrap: nil),
      try GreatestLowerBound(columns, names: names, bootstrap: nil))
    check(try OrdinalAlpha(of: mood, in: sample), try OrdinalAlpha(columns, names: names))
    check(
      try CategoricalOmega(of: mood, in: sample, totalVariance: .observed),
      try CategoricalOmega(columns, names: names, totalVariance: .observed))
    check(try OmegaTotal(items), try OmegaTotal(columns, names: names))
  }

  @Test func errorsNameTheScale() throws {
    let pair = Scale<Diary>("Pair", missing: .none) {
      Item(\.calm)
      Item(\.rested)
    }
    let sample = try Diary.sample()
    do {
      _ = try OmegaTotal(of: pair, in: sample)
      Issue.record("two items have no model")
    } catch {
      #expect(error.subject == "Pair, items" && error.code == .tooFew)
    }
  }
}
