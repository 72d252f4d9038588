import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct OrdinalBridgeTests {
  enum Site: String, Factor { case north, south }
  enum Satisfaction: String, Factor { case none, low, middle, high }

  struct Person: Respondent {
    var id = ""
    var satisfaction: Satisfaction?
    var rating: Double?
    var support: Double?
    var weight: Double?
    var site: Site?

    static let questionnaire = Questionnaire<Person>(missing: ["NA"]) {
      Field("id", \.id)
      Field("satisfaction", \.satisfaction)
      Field("rating", \.rating)
      Field("support", \.support)
      Field("weight", \.weight)
      Field("site", \.site)
    }
  }

  private static let levels: [Satisfaction] = [.low, .middle, .high]
  private static let places = [0, 1, 0, 2, 1, 2, 0, 1, 2, 2, 0, 1, 1, 2, 0, 1, 2, 0, 1, 2]
  private static let support = [1.0, 3, 2, 4, 2, 5, 2, 4, 3, 5, 3, 2, 3, 4, 1, 5, 2, 2, 4, 3]

  private static func people() throws -> Sample<Person> {
    try Sample(
      places.indices.map { index in
        var person = Person()
        person.id = "\(index)"
        person.satisfaction = index == 3 ? nil : levels[places[index]]
        person.rating = Double(places[index] * 2 - 1)
        person.support = index == 5 ? nil : support[index]
        person.weight = Double(index % 3)
        person.site = index % 2 == 0 ? .north : .south
        return person
      })
  }

  private static func twin(
    _ rows: [Int], weights: [Double]? = nil
  ) throws -> (labels: [String], design: Design) {
    (
      rows.map { levels[places[$0]].rawValue },
      try Design([
        .numeric("support", rows.map { support[$0] }),
        .factor("site", rows.map { $0 % 2 == 0 ? "north" : "south" }),
      ])
    )
  }

  @Test func aFactorIsModelledInTheOrderOfItsLevels() throws {
    let rows = places(without: [3, 5])
    let (labels, design) = try Self.twin(rows)
    let model = try OrdinalRegression(of: \Person.satisfaction, in: Self.people(), link: .probit) {
      Predictor(\.support)
      Predictor(\.site)
    }
    let twin = try OrdinalRegression(labels, levels: ["low", "middle", "high"], on: design, link: .probit)
    #expect(model.levels == ["low", "middle", "high"])
    #expect(model.coefficients == twin.coefficients && model.thresholds == twin.thresholds)
    #expect(model.cases.used == 18 && model.cases.entered == 20)
    #expect(model.report.title.contains("satisfaction"))
    let steps = try AdjacentCategoryRegression(of: \Person.satisfaction, in: Self.people()) {
      Predictor(\.support)
      Predictor(\.site)
    }
    let stepsTwin = try AdjacentCategoryRegression(labels, levels: ["low", "middle", "high"], on: design)
    #expect(steps.coefficients == stepsTwin.coefficients && steps.cases.entered == 20)
    let ways = try MultinomialRegression(of: \Person.satisfaction, baseline: .high, in: Self.people()) {
      Predictor(\.support)
      Predictor(\.site)
    }
    let other = try MultinomialRegression(
      labels, levels: ["low", "middle", "high"], baseline: "high", on: design)
    #expect(ways.equations == other.equations && ways.baseline == "high")
  }

  @Test func aNumberIsModelledInItsOrderWithWeights() throws {
    let rows = places(without: [5])
    let (_, design) = try Self.twin(rows)
    let weights = rows.map { Double($0 % 3) }
    let model = try OrdinalRegression(
      of: Variable(\Person.rating), in: Self.people(), weights: Variable(\Person.weight)
    ) {
      Predictor(\.support)
      Predictor(\.site)
    }
    let twin = try OrdinalRegression(
      rows.map { Self.places[$0] * 2 - 1 }, on: design, weights: weights)
    #expect(model.levels == ["-1", "1", "3"])
    #expect(model.coefficients == twin.coefficients && model.logLikelihood == twin.logLikelihood)
    #expect(model.cases.used == weights.count { $0 > 0 } && model.cases.entered == 20)
    let steps = try AdjacentCategoryRegression(
      of: Variable(\Person.rating), in: Self.people(), weights: Variable(\Person.weight)
    ) { Predictor(\.support) }
    #expect(steps.levels == ["-1", "1", "3"] && steps.cases == model.cases)
    let half = Variable<Person>("half") { $0.rating.map { $0 / 2 } }
    expectRefusal(.outOfRange) {
      try OrdinalRegression(of: half, in: Self.people()) { Predictor(\.support) }
    }
  }

  @Test func namedPredictorsVaryByThreshold() throws {
    let rows = places(without: [3, 5])
    let (labels, design) = try Self.twin(rows)
    let model = try PartialProportionalOdds(
      of: \Person.satisfaction, in: Self.people(), varying: ["site"]
    ) {
      Predictor(\.support)
      Predictor(\.site)
    }
    let twin = try PartialProportionalOdds(
      labels, levels: ["low", "middle", "high"], on: design, varying: ["site"])
    #expect(model.varying == twin.varying && model.coefficients == twin.coefficients)
    #expect(model.cases.used == 18 && model.cases.entered == 20)
    // Margins find the predictors of a sample by their names.
    #expect(
      try MarginalMeans(ofEachThresholdOf: model, over: ["site"]).means
        == MarginalMeans(ofEachThresholdOf: twin, over: ["site"]).means)
    #expect(
      try MarginalProbabilities(of: model, over: ["site"]).probabilities
        == MarginalProbabilities(of: twin, over: ["site"]).probabilities)
    #expect(try AverageMarginalEffects(of: model).effects == AverageMarginalEffects(of: twin).effects)
    let margins = try PredictiveMargins(of: model, by: "site")
    #expect(try margins.margins == PredictiveMargins(of: twin, by: "site").margins)
    #expect(margins.report.title.contains("satisfaction"))
    let (places, other) = (places(without: [5]), try Self.twin(places(without: [5])).1)
    let numbers = try PartialProportionalOdds(
      of: Variable(\Person.rating), in: Self.people(), varying: ["site: south"],
      weights: Variable(\Person.weight)
    ) {
      Predictor(\.support)
      Predictor(\.site)
    }
    let numbersTwin = try PartialProportionalOdds(
      places.map { Self.places[$0] * 2 - 1 }, on: other, varying: ["site"],
      weights: places.map { Double($0 % 3) })
    #expect(numbers.varying.first?.columns == numbersTwin.varying.first?.columns)
    #expect(numbers.logLikelihood == numbersTwin.logLikelihood && numbers.cases.entered == 20)
  }

  private func places(without left: Set<Int>) -> [Int] { Self.places.indices.filter { !left.contains($0) } }
}
