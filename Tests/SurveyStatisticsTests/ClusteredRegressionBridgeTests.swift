import SurveyStatistics
import SurveyTestSupport
import Testing

private typealias Worker = ClusteredWorker

@Suite struct ClusteredRegressionBridgeTests {
  private let sample: Sample<Worker>
  /// The respondents who have all but a month.
  private let known = Worker.all.filter { $0.branch != nil && $0.trust != nil && $0.motivation != nil }
  private let trust = Variable(\Worker.trust)

  init() throws { sample = try Sample(Worker.all) }

  private func fit(_ workers: [Worker], weights: Bool = false) throws -> LinearRegression {
    try LinearRegression(
      workers.compactMap(\.trust), on: Worker.design(workers),
      weights: weights ? workers.map(\.weight) : nil)
  }

  @Test(arguments: [ClusteredRegression.Estimator.cr1s, .cr2])
  func clusteredRegressionsTakeASample(estimator: ClusteredRegression.Estimator) throws {
    let arrays = try ClusteredRegression(
      of: fit(known, weights: true), clusters: known.compactMap(\.workplace), estimator: estimator,
      confidence: 0.9)
    let named = try ClusteredRegression(
      of: trust, in: sample, clusters: \.workplace, estimator: estimator, weights: Variable(\.weight),
      confidence: 0.9
    ) {
      Predictor(\.motivation)
      Predictor(\.arm)
    }
    let levels = try ClusteredRegression(
      of: trust, in: sample, clusters: \.branch, estimator: estimator, weights: Variable(\.weight),
      confidence: 0.9
    ) {
      Predictor(\.motivation)
      Predictor(\.arm)
    }
    for found in [named, levels] {
      #expect(found.coefficients == arrays.coefficients && found.covariance == arrays.covariance)
      #expect(found.clusterCount == 6 && found.clusterSizes == arrays.clusterSizes)
      #expect(found.context.subject == "trust")
      #expect(found.cases.entered == 24 && found.cases.used == 21)
    }
    #expect(
      named.cases.exclusionText == "1 without workplace, 1 missing (motivation), 1 missing (trust)")
    #expect(levels.cases.exclusionText.hasPrefix("1 without branch"))
  }

  @Test func whatTakesAClusteredRegressionTakesItsNamesAndItsLedger() throws {
    let arrays = try ClusteredRegression(of: fit(known), clusters: known.compactMap(\.workplace))
    let found = try ClusteredRegression(of: trust, in: sample, clusters: \.workplace) {
      Predictor(\.motivation)
      Predictor(\.arm)
    }
    let weights = ["motivation": 1.0]
    let wild = try WildClusterBootstrap(of: found, weights, draws: .all)
    let twin = try WildClusterBootstrap(of: arrays, weights, draws: .all)
    #expect(wild.pValue == twin.pValue && wild.estimate == twin.estimate)
    let others = try ModelData(["motivation": .numbers([2]), "arm": .labels(["coached"])])
    let prediction = try ClusteredPrediction(of: found, for: others)
    #expect(prediction.predictions == (try ClusteredPrediction(of: arrays, for: others).predictions))
    let terms = try RegressionTermTests(of: found)
    #expect(terms.terms == (try RegressionTermTests(of: arrays).terms))
    #expect(terms.terms.map(\.name) == ["motivation", "arm"])
    for context in [wild.context, prediction.context, terms.context] {
      #expect(context.subject == "trust" && context.cases == found.cases)
    }
  }

  @Test func clustersOfSeveralKindsTakeASample() throws {
    let both = known.filter { $0.month != nil }
    let arrays = try MultiwayClusteredRegression(
      of: fit(both),
      clusters: [
        ("branch", both.map { $0.branch?.rawValue ?? "" }), ("month", both.map { "\($0.month ?? 0)" }),
      ],
      estimator: .cr1)
    let found = try MultiwayClusteredRegression(
      of: trust, in: sample, clusters: [Clustering(by: \.branch), Clustering(by: \.month)], estimator: .cr1
    ) {
      Predictor(\.motivation)
      Predictor(\.arm)
    }
    #expect(found.coefficients == arrays.coefficients && found.covariance == arrays.covariance)
    #expect(found.kinds == ["branch", "month"] && found.clusterCounts == [6, 4])
    #expect(found.context.subject == "trust" && found.cases.used == 20 && found.cases.entered == 24)
    #expect(
      found.cases.exclusionText
        == "1 without branch, 1 without month, 1 missing (motivation), 1 missing (trust)")
    expectRefusal(.outOfRange) {
      try MultiwayClusteredRegression(of: trust, in: sample, clusters: []) { Predictor(\.motivation) }
    }
    expectRefusal(.definition) {
      try MultiwayClusteredRegression(
        of: trust, in: sample, clusters: [Clustering(by: \.branch), Clustering(by: \.branch)]
      ) { Predictor(\.motivation) }
    }
  }

  @Test func instrumentsTakeASampleInClusters() throws {
    let arrays = try InstrumentalRegression(
      known.compactMap(\.trust), endogenous: [.numeric("motivation", known.compactMap(\.motivation))],
      instruments: [.numeric("visits", known.map { Double($0.visits ?? 0) })],
      clusters: known.compactMap(\.workplace), clusterEstimator: .cr1s)
    for found in [
      try InstrumentalRegression(of: trust, in: sample, clusters: \.workplace, clusterEstimator: .cr1s) {
        Predictor(\.motivation)
      } instruments: {
        Predictor(\.visits)
      },
      try InstrumentalRegression(of: trust, in: sample, clusters: \.branch, clusterEstimator: .cr1s) {
        Predictor(\.motivation)
      } instruments: {
        Predictor(\.visits)
      },
    ] {
      #expect(found.coefficients == arrays.coefficients && found.clusterCount == 6)
      #expect(found.context.subject == "trust" && found.cases.used == 21 && found.cases.entered == 24)
    }
  }

  @Test func rankIntervalsAndAnalysesOfVarianceTakeASample() throws {
    let all = sample.respondents.filter { $0.trust != nil && $0.motivation != nil }
    let ranks = try QuantileRankIntervals(of: trust, in: sample, tau: 0.25, limits: .steps) {
      Predictor(\.motivation)
    }
    let plain = try QuantileRankIntervals(
      all.compactMap(\.trust), on: Worker.design(all, arm: false), tau: 0.25, limits: .steps)
    #expect(ranks.coefficients == plain.coefficients && ranks.names == plain.names)
    let table = try RegressionANOVA(
      of: trust, in: sample, sumsOfSquares: .marginal, weights: Variable(\.weight)
    ) {
      Predictor(\.motivation)
      Predictor(\.arm)
      Predictor.product(Predictor(\.motivation), Predictor(\.arm))
    }
    let motivation = Term.numeric("motivation", all.compactMap(\.motivation))
    let arm = Term.factor("arm", all.compactMap(\.arm?.rawValue), levels: ["control", "coached"])
    let twin = try RegressionANOVA(
      all.compactMap(\.trust), on: Design([motivation, arm, .product([motivation, arm])]),
      sumsOfSquares: .marginal, weights: all.map(\.weight))
    #expect(table.terms == twin.terms)
    for context in [ranks.context, table.context] {
      #expect(context.subject == "trust" && context.cases.used == 22 && context.cases.entered == 24)
      #expect(context.cases.exclusionText == "1 missing (motivation), 1 missing (trust)")
    }
  }

  @Test func errorsNameTheVariable() throws {
    let one = sample.excluding("elsewhere") { $0.branch != .farm }
    func refuse(_ code: InputError.Code, _ subject: String, _ make: () throws -> some Finding) {
      do {
        _ = try make()
        Issue.record("expected an error about \(subject)")
      } catch let error as InputError {
        #expect(error.code == code && error.subject == subject, "\(error)")
      } catch {
        Issue.record("\(error)")
      }
    }
    refuse(.tooFew, "workplace") {
      try ClusteredRegression(of: trust, in: one, clusters: \.workplace) { Predictor(\.month) }
    }
    refuse(.tooFew, "branch") {
      try MultiwayClusteredRegression(
        of: trust, in: one, clusters: [Clustering(by: \.branch), Clustering(by: \.month)]
      ) { Predictor(\.motivation) }
    }
    refuse(.tooFew, "branch") {
      try InstrumentalRegression(of: trust, in: one, clusters: \.branch) {
        Predictor(\.motivation)
      } instruments: {
        Predictor(\.month)
      }
    }
    let same = Variable<Worker>("same") { _ in 3 }
    refuse(.constant, "same") {
      try ClusteredRegression(of: same, in: sample, clusters: \.workplace) { Predictor(\.motivation) }
    }
    refuse(.constant, "same") {
      try RegressionANOVA(of: same, in: sample, sumsOfSquares: .sequential) { Predictor(\.motivation) }
    }
    refuse(.outOfRange, "trust") {
      try RiskRatioRegression(of: trust, in: sample, clusters: \.workplace) { Predictor(\.motivation) }
    }
    expectRefusal(.tooFew) {
      try ClusteredRegression(
        of: trust, in: sample.excluding("all") { _ in true }, clusters: \.workplace
      ) { Predictor(\.motivation) }
    }
    expectRefusal(.definition) {
      try ClusteredRegression(of: trust, in: sample, clusters: \.workplace) {
        Predictor(\.arm).transformed(.log)
      }
    }
  }
}
