import SurveyModels
import SurveyVocabulary

/// A regression by its name, its outcome, and the call that fits it by a formula.
struct ModelUnderTest: Sendable, CustomStringConvertible {
  /// What kind of outcome a model has.
  enum Outcome: String { case amount, event, count, level }

  let description: String
  let outcome: Outcome
  /// The right side of the formula with given predictors, where random terms or instruments belong to it.
  let right: @Sendable (String) -> String
  let fit: @Sendable (String, ModelData) throws -> any Finding

  init(
    _ name: String, _ outcome: Outcome, right: @escaping @Sendable (String) -> String = { $0 },
    _ fit: @escaping @Sendable (String, ModelData) throws -> any Finding
  ) {
    (description, self.outcome, self.right, self.fit) = (name, outcome, right, fit)
  }

  /// Fits the outcome of the model, or another variable, on predictors.
  func callAsFunction(
    _ predictors: String, in data: ModelData, outcome name: String? = nil
  ) throws -> any Finding {
    try fit("\(name ?? outcome.rawValue) ~ \(right(predictors))", data)
  }

  static let linear: [ModelUnderTest] = [
    ModelUnderTest("least squares", .amount) { try LinearRegression($0, in: $1) },
    ModelUnderTest("least squares with HC3", .amount) {
      try LinearRegression($0, in: $1, standardErrors: .hc3)
    },
    ModelUnderTest("weighted least squares", .amount) {
      try LinearRegression($0, in: $1, weights: "weight")
    },
    ModelUnderTest("clusters", .amount) { try ClusteredRegression($0, in: $1, clusters: "group") },
    ModelUnderTest("clusters of two kinds", .amount) {
      try MultiwayClusteredRegression($0, in: $1, clusters: ["group", "wave"])
    },
    ModelUnderTest("instruments", .amount, right: { "\($0) + contact | distance + \($0)" }) {
      try InstrumentalRegression($0, in: $1)
    },
    ModelUnderTest("Huber", .amount) { try RobustRegression($0, in: $1) },
    ModelUnderTest("bisquare", .amount) { try RobustRegression($0, in: $1, loss: .bisquare()) },
    ModelUnderTest("MM", .amount) { try MMRegression($0, in: $1) },
    ModelUnderTest("quantile", .amount) { try QuantileRegression($0, in: $1) },
    ModelUnderTest("rank intervals", .amount) { try QuantileRankIntervals($0, in: $1) },
    ModelUnderTest("mixed", .amount, right: { "\($0) + (1 | group)" }) { try LinearMixedModel($0, in: $1) },
    ModelUnderTest("mixed with Kenward-Roger", .amount, right: { "\($0) + (1 | group)" }) {
      try LinearMixedModel($0, in: $1, degreesOfFreedom: .kenwardRoger)
    },
    ModelUnderTest("estimating equations", .amount) {
      try EstimatingEquations(
        $0, in: $1, clusters: "group", family: .gaussian, correlation: .exchangeable)
    },
  ]

  /// Models of one event or none: without a penalty they have no fit where a predictor separates the two.
  static let binary: [ModelUnderTest] = [
    ModelUnderTest("logit", .event) { try GeneralizedRegression($0, in: $1, family: .binomial()) },
    ModelUnderTest("probit", .event) { try GeneralizedRegression($0, in: $1, family: .binomial(.probit)) },
    ModelUnderTest("complementary log-log", .event) {
      try GeneralizedRegression($0, in: $1, family: .binomial(.complementaryLogLog))
    },
    ModelUnderTest("quasi-binomial", .event) {
      try GeneralizedRegression($0, in: $1, family: .quasiBinomial())
    },
    ModelUnderTest("clustered logit", .event) {
      try ClusteredGeneralizedRegression($0, in: $1, family: .binomial(), clusters: "group")
    },
    ModelUnderTest("logistic mixed", .event, right: { "\($0) + (1 | group)" }) {
      try LogisticMixedModel($0, in: $1)
    },
    ModelUnderTest("logistic estimating equations", .event) {
      try EstimatingEquations(
        $0, in: $1, clusters: "group", family: .binomial, correlation: .independence)
    },
  ]

  static let firth = ModelUnderTest("Firth", .event) { try FirthRegression($0, in: $1) }

  static let riskRatio = ModelUnderTest("risk ratio", .event) { try RiskRatioRegression($0, in: $1) }

  static let counts: [ModelUnderTest] = [
    ModelUnderTest("Poisson", .count) { try GeneralizedRegression($0, in: $1, family: .poisson) },
    ModelUnderTest("quasi-Poisson", .count) { try GeneralizedRegression($0, in: $1, family: .quasiPoisson) },
    ModelUnderTest("negative binomial", .count) { try NegativeBinomialRegression($0, in: $1) },
    ModelUnderTest("clustered Poisson", .count) {
      try ClusteredGeneralizedRegression($0, in: $1, family: .poisson, clusters: "group")
    },
    ModelUnderTest("Poisson estimating equations", .count) {
      try EstimatingEquations(
        $0, in: $1, clusters: "group", family: .poisson, correlation: .independence)
    },
  ]

  static let gamma = ModelUnderTest("gamma", .amount) {
    try GeneralizedRegression($0, in: $1, family: .gamma())
  }

  static let levels: [ModelUnderTest] =
    OrdinalLink.allCases.map { link in
      ModelUnderTest("ordinal, \(link)", .level) { try OrdinalRegression($0, in: $1, link: link) }
    } + [
      ModelUnderTest("partial proportional odds", .level) {
        try PartialProportionalOdds($0, in: $1, varying: ["x"])
      },
      ModelUnderTest("adjacent categories", .level) { try AdjacentCategoryRegression($0, in: $1) },
      ModelUnderTest("multinomial", .level) { try MultinomialRegression($0, in: $1) },
    ]

  static let all = linear + binary + [firth, riskRatio] + counts + [gamma] + levels
}
