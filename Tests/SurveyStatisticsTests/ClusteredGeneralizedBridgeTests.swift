import SurveyStatistics
import SurveyTestSupport
import Testing

private typealias Worker = ClusteredWorker

@Suite struct ClusteredGeneralizedBridgeTests {
  private let sample: Sample<Worker>
  /// The respondents who have a workplace and a motivation.
  private let some = Worker.all.filter { $0.branch != nil && $0.motivation != nil }

  init() throws { sample = try Sample(Worker.all) }

  @Test func generalizedRegressionsTakeASample() throws {
    let places = some.compactMap(\.workplace)
    let events = try ClusteredGeneralizedRegression(
      of: GeneralizedRegression(
        some.map { $0.left == .left ? 1 : 0 }, on: Worker.design(some, arm: false), family: .binomial()),
      clusters: places)
    let counts = some.map { Double($0.visits ?? 0) }
    let poisson = try ClusteredGeneralizedRegression(
      of: GeneralizedRegression(
        counts, on: Worker.design(some, arm: false), family: .poisson, offset: some.map(\.weight),
        weights: .frequencies(some.map(\.weight))),
      clusters: places, estimator: .cr1s)
    let found = [
      (
        try ClusteredGeneralizedRegression(
          of: \Worker.left, event: .left, in: sample, clusters: \.workplace
        ) { Predictor(\.motivation) }, events
      ),
      (
        try ClusteredGeneralizedRegression(of: \Worker.left, event: .left, in: sample, clusters: \.branch) {
          Predictor(\.motivation)
        }, events
      ),
      (
        try ClusteredGeneralizedRegression(
          of: Variable(\Worker.visits), in: sample, family: .poisson, clusters: \.workplace,
          offset: Variable(\.weight), frequencies: Variable(\.weight), estimator: .cr1s
        ) { Predictor(\.motivation) }, poisson
      ),
      (
        try ClusteredGeneralizedRegression(
          of: Variable(\Worker.visits), in: sample, family: .poisson, clusters: \.branch,
          offset: Variable(\.weight), frequencies: Variable(\.weight), estimator: .cr1s
        ) { Predictor(\.motivation) }, poisson
      ),
    ]
    for (one, other) in found {
      #expect(one.coefficients.map(\.estimate) == other.coefficients.map(\.estimate))
      #expect(one.clusterCount == 6 && one.cases.excluded == 2 && one.cases.entered == 24)
      #expect(one.cases.exclusionText.hasSuffix("1 missing (motivation)"))
    }
    #expect(found.map(\.0.context.subject) == ["left", "left", "visits", "visits"])
    // Marginal effects find the predictors of a sample by their names.
    #expect(try AverageMarginalEffects(of: found[0].0).effects.count == 1)
  }

  @Test func negativeBinomialRegressionsTakeASample() throws {
    let arrays = try ClusteredGeneralizedRegression(
      of: NegativeBinomialRegression(
        some.map { Double($0.visits ?? 0) }, on: Worker.design(some, arm: false), offset: some.map(\.weight)),
      clusters: some.compactMap(\.workplace))
    for found in [
      try ClusteredGeneralizedRegression(
        negativeBinomial: Variable(\Worker.visits), in: sample, clusters: \.workplace,
        offset: Variable(\.weight)
      ) { Predictor(\.motivation) },
      try ClusteredGeneralizedRegression(
        negativeBinomial: Variable(\Worker.visits), in: sample, clusters: \.branch, offset: Variable(\.weight)
      ) { Predictor(\.motivation) },
    ] {
      #expect(found.coefficients.map(\.estimate) == arrays.coefficients.map(\.estimate))
      #expect(found.context.subject == "visits" && found.cases.used == 22)
    }
  }

  @Test func riskRatiosTakeASample() throws {
    let arrays = try RiskRatioRegression(
      some.map { $0.left == .left ? 1 : 0 }, on: Worker.design(some, arm: false),
      clusters: some.compactMap(\.workplace), estimator: .cr1)
    let number = Variable<Worker>("has left") { $0.left == .left ? 1 : 0 }
    for found in [
      try RiskRatioRegression(
        of: \Worker.left, event: .left, in: sample, clusters: \.workplace, estimator: .cr1
      ) { Predictor(\.motivation) },
      try RiskRatioRegression(of: \Worker.left, event: .left, in: sample, clusters: \.branch, estimator: .cr1)
      {
        Predictor(\.motivation)
      },
      try RiskRatioRegression(of: number, in: sample, clusters: \.workplace, estimator: .cr1) {
        Predictor(\.motivation)
      },
      try RiskRatioRegression(of: number, in: sample, clusters: \.branch, estimator: .cr1) {
        Predictor(\.motivation)
      },
    ] {
      #expect(found.coefficients.map(\.estimate) == arrays.coefficients.map(\.estimate))
      #expect(found.clusterCount == 6 && found.cases.used == 22 && found.cases.excluded == 2)
    }
  }
}
