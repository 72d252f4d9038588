import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct MixedPredictionTests {
  @Test(arguments: try Fixture.cases("MixedPrediction"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let model = try MixedData(reference).model()
    guard case .object(let columns) = reference.options["cases"] else { return }
    var variables: [String: ModelVariable] = [:]
    for (name, value) in columns {
      variables[name] = (try? value.numbers()).map { .numbers($0) } ?? .labels(try value.strings())
    }
    let data = try ModelData(variables)
    let expected = reference.expected
    for (level, name) in [(MixedPrediction.Level.population, "population"), (.groups, "group")] {
      let found = try MixedPrediction(of: model, for: data, level: level).predictions
      try expectAgreement(found.map(\.mean.value), expected[name], digits: 5, name)
      try expectAgreement(found.compactMap(\.mean.standardError), expected["\(name)_se"], digits: 5, "SE")
      try expectAgreement(
        found.map(\.outcomeStandardDeviation), expected["\(name)_outcome_se"], digits: 5, "outcome")
    }
  }

  let people = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]
  let sites = ["x", "y", "z", "y", "z", "x", "z", "x", "y", "x", "y", "z"]
  let waves = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
  let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4]

  private func model(
    _ random: [RandomTerm]? = nil, _ outcome: [Double]? = nil,
    _ degrees: MixedDegreesOfFreedom = .satterthwaite
  ) throws -> LinearMixedModel {
    try LinearMixedModel(
      outcome ?? mood, on: Design([.numeric("wave", waves)]),
      random: random ?? [RandomTerm(by: people, named: "person")], degreesOfFreedom: degrees)
  }

  private func data(_ people: [String], _ waves: [Double]) throws -> ModelData {
    try ModelData(["person": .labels(people), "wave": .numbers(waves)])
  }

  @Test func theCasesOfTheFitHaveItsFittedValues() throws {
    let crossed = [RandomTerm(by: people, named: "person"), RandomTerm(by: sites, named: "site")]
    for model in try [model(), model(crossed)] {
      let found = try MixedPrediction(of: model, level: .groups).predictions
      for (prediction, fitted) in zip(found, model.fitted) {
        expectAgreement(prediction.mean.value, fitted, digits: 12)
      }
      let data = try ModelData([
        "person": .labels(people), "site": .labels(sites), "wave": .numbers(waves),
      ])
      for level in MixedPrediction.Level.allCases {
        let same = try MixedPrediction(of: model, for: data, level: level).predictions
        #expect(try same == MixedPrediction(of: model, level: level).predictions)
      }
    }
  }

  /// Henderson's equations with the inverse of the effects' covariance matrix, for two kinds of groups that cross.
  @Test func standardErrorsAreThoseOfHendersonsEquations() throws {
    let model = try LinearMixedModel(
      "score ~ dose + (1 | person) + (1 | item)",
      in: MixedData.data(Fixture.table("mixed_ratings"), ["score", "dose", "person", "item"]))
    let table = try Fixture.table("mixed_ratings")
    let persons = try table.column("person").compactMap { $0 }
    let items = try table.column("item").compactMap { $0 }
    let dose = try table.column("dose").compactMap { $0.flatMap(Double.init) }
    let score = try table.column("score").compactMap { $0.flatMap(Double.init) }
    let groups = (Array(Set(persons)).sorted(), Array(Set(items)).sorted())
    let width = 2 + groups.0.count + groups.1.count
    let rows = score.indices.map { index in
      [1, dose[index]] + groups.0.map { $0 == persons[index] ? 1.0 : 0 }
        + groups.1.map { $0 == items[index] ? 1.0 : 0 }
    }
    let elements = (0..<width).flatMap { column in rows.map { $0[column] } }
    let all = try Matrix(rowCount: score.count, columnCount: width, elements: elements)
    var equations = try all.gram()
    let unit = model.residualStandardDeviation * model.residualStandardDeviation
    for index in 2..<width {
      equations[index, index] +=
        unit / model.randomEffects[index < 2 + groups.0.count ? 0 : 1].covariance[0, 0]
    }
    let factor = try CholeskyFactorization(equations)
    let solution = try factor.solve(all.transposed.times(score))
    let inverse = try factor.inverse()
    let found = try MixedPrediction(of: model, level: .groups).predictions
    for index in stride(from: 0, to: rows.count, by: 7) {
      let mean = zip(rows[index], solution).reduce(0) { $0 + $1.0 * $1.1 }
      var variance = 0.0
      for one in 0..<width {
        for other in 0..<width { variance += rows[index][one] * inverse[one, other] * rows[index][other] }
      }
      expectAgreement(found[index].mean.value, mean, digits: 9)
      expectAgreement(found[index].mean.standardError ?? 0, (unit * variance).squareRoot(), digits: 9)
      expectAgreement(
        found[index].outcomeStandardDeviation, (unit * variance + unit).squareRoot(), digits: 9)
    }
  }

  @Test func thePopulationHasTheIntervalOfTheCoefficients() throws {
    for method in MixedDegreesOfFreedom.allCases {
      let model = try model(nil, nil, method)
      let found = try MixedPrediction(
        of: model, for: ModelData(["wave": .numbers([0])]), level: .population
      ).predictions[0]
      let interval = try #require(model.coefficients[0].estimate.interval)
      expectAgreement(found.mean.value, model.coefficients[0].value, digits: 14)
      expectAgreement(try #require(found.mean.interval).lower, interval.lower, digits: 12)
      let spread = model.randomEffects[0].covariance[0, 0]
      let residual = model.residualStandardDeviation * model.residualStandardDeviation
      let error = model.coefficients[0].standardError
      expectAgreement(
        found.outcomeStandardDeviation, (spread + residual + error * error).squareRoot(), digits: 12)
    }
  }

  @Test func unknownGroupsAreTheAverageOnlyWhereAskedFor() throws {
    let model = try model()
    let new = try data(["a", "q"], [1, 1])
    expectRefusal(.unknownName) { try MixedPrediction(of: model, for: new, level: .groups) }
    let found = try MixedPrediction(of: model, for: new, level: .groupsOrAverage)
    let population = try MixedPrediction(of: model, for: new, level: .population).predictions
    #expect(found.predictions.map(\.unknownGroups) == [[], ["person"]])
    expectAgreement(found.predictions[1].mean.value, population[1].mean.value, digits: 14)
    // The mean of a new person and a new outcome of the population have the same variance but for the residual.
    expectAgreement(
      found.predictions[1].outcomeStandardDeviation, population[1].outcomeStandardDeviation, digits: 12)
    #expect(
      try #require(found.predictions[0].mean.standardError) < (found.predictions[1].mean.standardError ?? 0))
    #expect("\(found)".contains("1 of 2 cases have a group that the model does not know"))
  }

  @Test func refusesWhatCannotBePredicted() throws {
    let model = try model()
    expectRefusal(.unknownName) {
      try MixedPrediction(of: model, for: ModelData(["x": .numbers([1])]), level: .population)
    }
    expectRefusal(.unknownName) {
      try MixedPrediction(of: model, for: ModelData(["wave": .numbers([1])]), level: .groups)
    }
    expectRefusal(.tooFew) { try MixedPrediction(of: model, for: data([], []), level: .population) }
    expectRefusal(.notFinite) { try MixedPrediction(of: model, for: data(["a"], [.nan]), level: .groups) }
    expectRefusal(.outOfRange) {
      try MixedPrediction(of: model, for: data(["a"], [1e308]), level: .population, confidence: 0.999)
    }
    expectRefusal(.outOfRange) { try MixedPrediction(of: model, level: .population, confidence: 2) }
  }

  @Test func printsItsFinding() throws {
    let text = """
      Prediction by a mixed model: mood
        case  mean of the group    SE  95% CI of the mean  95% interval of an outcome
           1               3.77  0.25  [3.27, 4.26]        [3.03, 4.50]
           2               3.33  0.17  [3.01, 3.66]        [2.70, 3.97]
        all 12 cases used
        level: groups
      """
    let found = try MixedPrediction(of: model(), for: data(["a", "d"], [3, 0.5]), level: .groups)
    #expect("\(found.named("mood"))" == text)
  }

  @Test func keepsTheContract() throws {
    for level in MixedPrediction.Level.allCases {
      try checkFinding { try MixedPrediction(of: model(), level: level) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MixedPrediction") { print in
      // page
      let person = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d", "e", "e", "e", "f", "f", "f"]
      let wave = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
      let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4, 2.6, 3.8, 4.1, 3.0, 2.9, 3.1]

      let model = try LinearMixedModel(
        mood, on: Design([.numeric("wave", wave)]), random: [RandomTerm(by: person, named: "person")])
      let next = try ModelData(["wave": .numbers([3, 3]), "person": .labels(["b", "c"])])
      print(try MixedPrediction(of: model, for: next, level: .groups).named("mood"))
      print(try MixedPrediction(of: model, for: next, level: .population).named("mood"))
      // end
    }
  }
}
