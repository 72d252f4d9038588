import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ClusteredPredictionTests {
  private let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]

  /// The cases that a fixture predicts.
  private func others(_ reference: Fixture.Case) throws -> ModelData {
    var values: [String: Fixture.Value] = [:]
    if case .object(let found) = reference.options["newdata"] { values = found }
    return try ModelData(
      values.mapValues { value in
        try (try? value.numbers()).map { .numbers($0) } ?? .labels(value.strings())
      })
  }

  private func clustered(
    _ formula: String, _ estimator: ClusteredRegression.Estimator = .cr2
  ) throws -> ClusteredRegression {
    try ClusteredRegression(of: RegressionData.fit(formula), clusters: clusters, estimator: estimator)
  }

  // Reference

  @Test(arguments: try Fixture.cases("ClusteredPrediction", method: "prediction for clusters"))
  func agreesWithClubSandwich(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    let clusters = try reference.data().column(reference.options["cluster"].string()).compactMap { $0 }
    let (data, expected) = (try others(reference), reference.expected)
    let found = try ClusteredPrediction(of: ClusteredRegression(of: fit, clusters: clusters), for: data)
      .predictions
    try expectAgreement(found.map(\.mean.value), expected["mean"], digits: 9, "mean")
    try expectAgreement(found.compactMap(\.mean.standardError), expected["SE"], digits: 9, "SE")
    try expectAgreement(found.compactMap(\.degreesOfFreedom), expected["df"], digits: 9, "df")
    try expectAgreement(found.compactMap(\.mean.interval?.lower), expected["low"], digits: 9, "lower")
    try expectAgreement(found.compactMap(\.mean.interval?.upper), expected["high"], digits: 9, "upper")
    let stata = try ClusteredPrediction(
      of: ClusteredRegression(of: fit, clusters: clusters, estimator: .cr1s), for: data
    ).predictions.map(\.mean)
    try expectAgreement(stata.compactMap(\.standardError), expected["SE_CR1S"], digits: 9, "SE of CR1S")
    try expectAgreement(stata.compactMap(\.interval?.lower), expected["low_CR1S"], digits: 9, "lower")
    try expectAgreement(stata.compactMap(\.interval?.upper), expected["high_CR1S"], digits: 9, "upper")
  }

  @Test(
    arguments: try Fixture.cases("ClusteredPrediction", method: "prediction for clusters of several kinds"))
  func agreesWithSandwich(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    let table = try reference.data()
    let kinds = try reference.options["clusters"].strings().map {
      (name: $0, labels: try table.column($0).compactMap { $0 })
    }
    let found = try ClusteredPrediction(
      of: MultiwayClusteredRegression(of: fit, clusters: kinds), for: others(reference)
    ).predictions
    let expected = reference.expected
    try expectAgreement(found.map(\.mean.value), expected["mean"], digits: 9, "mean")
    try expectAgreement(found.compactMap(\.mean.standardError), expected["SE"], digits: 9, "SE")
    let freedom = try expected["df"].number()
    #expect(found.allSatisfy { $0.degreesOfFreedom == freedom })
    try expectAgreement(found.compactMap(\.mean.interval?.lower), expected["low"], digits: 9, "lower")
    try expectAgreement(found.compactMap(\.mean.interval?.upper), expected["high"], digits: 9, "upper")
  }

  // Edges

  @Test func whatOneClusterDeterminesHasNoStandardError() throws {
    let last = clusters.map { $0 == 6 ? 1.0 : 0 }
    let fit = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("age", RegressionData.age), ("last", last)]))
    let others = try ModelData(["age": .numbers([33, 40]), "last": .numbers([1, 1])])
    for estimator in [ClusteredRegression.Estimator.cr0, .cr1s, .cr2] {
      let found = try ClusteredPrediction(
        of: ClusteredRegression(of: fit, clusters: clusters, estimator: estimator), for: others)
      // The only case of the last cluster is 33 years old, so that the fit passes through it.
      expectAgreement(found.predictions[0].mean.value, 3.5, digits: 12)
      #expect(found.predictions[0].mean.standardError == nil && found.predictions[0].mean.interval == nil)
      #expect(found.predictions[0].degreesOfFreedom == nil)
      #expect(found.predictions[1].mean.standardError != nil)
      #expect(found.report.text.contains(" case 1."))
    }
  }

  @Test func aMatrixThatIsNoneLeavesSomePredictionsWithout() throws {
    let (fit, kinds) = try MultiwayCases.negative()
    let found = try ClusteredPrediction(
      of: MultiwayClusteredRegression(of: fit, clusters: kinds),
      for: ModelData(["wt": .numbers([3, 2.5, 3.5]), "hp": .numbers([50, 100, 150])]))
    #expect(found.predictions.map { $0.mean.standardError == nil } == [true, false, true])
    #expect(found.report.text.contains(" case 1, 3."))
    try checkFinding { found }
  }

  @Test func aZeroRowWithoutInterceptIsZero() throws {
    let design = try Design([.numeric("age", RegressionData.age)], intercept: false)
    let fit = try ClusteredRegression(
      of: LinearRegression(RegressionData.trust, on: design), clusters: clusters)
    let found = try ClusteredPrediction(of: fit, for: ModelData(["age": .numbers([0])])).predictions[0]
    #expect(found.mean == Estimate(0) && found.degreesOfFreedom == nil)
  }

  @Test func refusesWhatItCannotPredict() throws {
    let fit = try clustered("trust ~ motivation + status")
    func refuse(_ code: InputError.Code, _ variables: [String: ModelVariable], level: Double = 0.95) {
      expectRefusal(code) { try ClusteredPrediction(of: fit, for: ModelData(variables), confidence: level) }
    }
    refuse(.unknownName, ["motivation": .numbers([1])])
    refuse(.unknownName, ["motivation": .numbers([1]), "status": .labels(["elsewhere"])])
    refuse(.notFinite, ["motivation": .numbers([nil]), "status": .labels(["in"])])
    refuse(.notFinite, ["motivation": .numbers([.infinity]), "status": .labels(["in"])])
    refuse(.definition, ["motivation": .labels(["x"]), "status": .labels(["in"])])
    refuse(.tooFew, ["motivation": .numbers([]), "status": .labels([])])
    refuse(.outOfRange, ["motivation": .numbers([1e300]), "status": .labels(["in"])])
    refuse(.outOfRange, ["motivation": .numbers([1]), "status": .labels(["in"])], level: 1)
    let matrix = try LinearRegression(
      RegressionData.trust, on: Design(Matrix(columns: [RegressionData.motivation]), names: ["motivation"]))
    expectRefusal(.definition) {
      try ClusteredPrediction(
        of: ClusteredRegression(of: matrix, clusters: clusters), for: ModelData(["motivation": .numbers([1])])
      )
    }
    let many = try ModelData([
      "motivation": .numbers([Double?](repeating: 1, count: 200_000)),
      "status": .labels([String?](repeating: "in", count: 200_000)),
    ])
    expectRefusal(.infeasible) {
      try ClusteredPrediction(
        of: ClusteredRegression(
          of: LinearRegression(
            (0..<6_000).map { Double($0 * $0 % 97) },
            on: Design(columns: [("motivation", (0..<6_000).map(Double.init))])),
          clusters: 0..<6_000), for: many)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let cases = try ModelData(["motivation": .numbers([1, 5]), "status": .labels(["in", "out"])])
    #expect(
      try ClusteredPrediction(of: clustered("trust ~ motivation + status"), for: cases).description == """
        Prediction by a regression of clustered cases: trust
          case  mean    SE   df  95% CI of the mean
             1  2.70  0.21  2.3  [1.90, 3.49]
             2  3.93  0.30  2.9  [2.93, 4.92]
          all 12 cases used
          standard errors: CR2
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try ClusteredPrediction(of: clustered("trust ~ motivation"), for: RegressionData.data())
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ClusteredPrediction") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "workplace": .labels(["a", "a", "b", "b", "b", "c", "c", "d", "d", "d", "e", "f"]),
      ])
      let fit = try ClusteredRegression("trust ~ motivation", in: data, clusters: "workplace")
      let others = try ModelData(["motivation": .numbers([1, 3, 5])])
      print(try ClusteredPrediction(of: fit, for: others))
      // end
    }
  }
}
