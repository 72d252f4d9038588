import SurveyProbability
import SurveyTestSupport

extension AccuracyGrid {
  private typealias S = SpecialFunctions

  private static func continuous(
    _ title: String, _ arguments: [String],
    _ make: @escaping @Sendable ([Double]) throws -> any ContinuousDistribution
  ) -> AccuracyGrid {
    AccuracyGrid(title: title, arguments: arguments) { columns(try make($0), at: $0[0]) }
  }

  private static func discrete(
    _ title: String, _ arguments: [String],
    _ make: @escaping @Sendable ([Double]) throws -> any DiscreteDistribution
  ) -> AccuracyGrid {
    AccuracyGrid(title: title, arguments: arguments) { columns(try make($0), at: $0[0]) }
  }

  /// The first two arguments are the probability and whether it is of the upper tail.
  private static func quantile(
    _ title: String, _ parameters: [String],
    _ make: @escaping @Sendable ([Double]) throws -> any ContinuousDistribution
  ) -> AccuracyGrid {
    AccuracyGrid(title: title, arguments: ["p", "upper"] + parameters) { row in
      let distribution = try make(row)
      return [
        "quantile": try row[1] == 1
          ? distribution.quantile(upperTail: row[0]) : distribution.quantile(lowerTail: row[0])
      ]
    }
  }

  private static func value(
    _ title: String, _ arguments: [String], _ function: @escaping @Sendable ([Double]) throws -> Double
  ) -> AccuracyGrid {
    AccuracyGrid(title: title, arguments: arguments) { ["value": try function($0)] }
  }

  /// All grids by the id of their fixture.
  static let all: [String: AccuracyGrid] = corners.merging(central) { $1 }.merging(further) { $1 }
    .merging(noncentral) { $1 }.merging(functions) { $1 }

  private static let corners: [String: AccuracyGrid] = [
    "corners.gamma": continuous("GammaDistribution", ["x", "shape"]) { try GammaDistribution(shape: $0[1]) },
    "corners.t": continuous("StudentTDistribution", ["x", "df"]) {
      try StudentTDistribution(degreesOfFreedom: $0[1])
    },
    "corners.f": continuous("FDistribution", ["x", "df1", "df2"]) {
      try FDistribution(numerator: $0[1], denominator: $0[2])
    },
    "corners.beta": continuous("BetaDistribution", ["x", "a", "b"]) {
      try BetaDistribution(alpha: $0[1], beta: $0[2])
    },
    "corners.nct": continuous("NoncentralTDistribution", ["x", "df", "ncp"]) {
      try NoncentralTDistribution(degreesOfFreedom: $0[1], noncentrality: $0[2])
    },
    "corners.binomial": AccuracyGrid(title: "BinomialDistribution", arguments: ["k", "n", "prob"]) {
      var found = columns(try BinomialDistribution(trials: Int($0[1]), probability: $0[2]), at: $0[0])
      found["log_pmf"] = found["log_pdf"]
      return found
    },
    "corners.normal": AccuracyGrid(title: "NormalDistribution", arguments: ["x"]) {
      columns(NormalDistribution.standard, at: $0[0]).merging(["erfcx": S.erfcx($0[0])]) { $1 }
    },
    "corners.one": AccuracyGrid(title: "Gamma functions", arguments: ["x"]) {
      ["lgamma": S.logGamma($0[0]), "digamma": S.digamma($0[0]), "trigamma": S.trigamma($0[0])]
    },
    "corners.lbeta": value("logBeta", ["a", "b"]) { S.logBeta($0[0], $0[1]) },
  ]

  private static let central: [String: AccuracyGrid] = [
    "dist.normal.cdf": continuous("NormalDistribution", ["x"]) { _ in NormalDistribution.standard },
    "dist.normal.quantile": quantile("NormalDistribution", []) { _ in NormalDistribution.standard },
    "dist.t.cdf": continuous("StudentTDistribution", ["x", "df"]) {
      try StudentTDistribution(degreesOfFreedom: $0[1])
    },
    "dist.t.quantile": quantile("StudentTDistribution", ["df"]) {
      try StudentTDistribution(degreesOfFreedom: $0[2])
    },
    "dist.chi2.cdf": continuous("ChiSquareDistribution", ["x", "df"]) {
      try ChiSquareDistribution(degreesOfFreedom: $0[1])
    },
    "dist.chi2.quantile": quantile("ChiSquareDistribution", ["df"]) {
      try ChiSquareDistribution(degreesOfFreedom: $0[2])
    },
    "dist.F.cdf": continuous("FDistribution", ["x", "df1", "df2"]) {
      try FDistribution(numerator: $0[1], denominator: $0[2])
    },
    "dist.F.quantile": quantile("FDistribution", ["df1", "df2"]) {
      try FDistribution(numerator: $0[2], denominator: $0[3])
    },
    "dist.beta.cdf": continuous("BetaDistribution", ["x", "shape1", "shape2"]) {
      try BetaDistribution(alpha: $0[1], beta: $0[2])
    },
    "dist.beta.quantile": quantile("BetaDistribution", ["shape1", "shape2"]) {
      try BetaDistribution(alpha: $0[2], beta: $0[3])
    },
    "dist.gamma.cdf": continuous("GammaDistribution", ["x", "shape", "rate"]) {
      try GammaDistribution(shape: $0[1], rate: $0[2])
    },
    "dist.gamma.quantile": quantile("GammaDistribution", ["shape", "rate"]) {
      try GammaDistribution(shape: $0[2], rate: $0[3])
    },
    "dist.binomial": discrete("BinomialDistribution", ["k", "n", "prob"]) {
      try BinomialDistribution(trials: Int($0[1]), probability: $0[2])
    },
    "dist.poisson": discrete("PoissonDistribution", ["k", "lambda"]) { try PoissonDistribution(mean: $0[1]) },
    "dist.ranksum": discrete("RankSumDistribution", ["u", "m", "n"]) {
      try RankSumDistribution(first: Int($0[1]), second: Int($0[2]))
    },
    "dist.signrank": discrete("SignedRankDistribution", ["v", "n"]) {
      try SignedRankDistribution(count: Int($0[1]))
    },
    "dist.kolmogorov": AccuracyGrid(title: "KolmogorovDistribution", arguments: ["d", "n"]) {
      let limit = KolmogorovLimitDistribution().lowerTail($0[1].squareRoot() * $0[0])
      return ["cdf": try KolmogorovDistribution(count: Int($0[1])).lowerTail($0[0]), "limit_cdf": limit]
    },
    "dist.bvn": bivariateNormal, "further.BivariateNormalDistribution": bivariateNormal,
    "studentized_range.tails": continuous("StudentizedRangeDistribution", ["q", "k", "df"]) {
      try StudentizedRangeDistribution(groups: Int($0[1]), degreesOfFreedom: $0[2])
    },
    "dist.tukey.quantile": AccuracyGrid(
      title: "StudentizedRangeDistribution", arguments: ["p", "k", "df"]
    ) {
      let distribution = try StudentizedRangeDistribution(groups: Int($0[1]), degreesOfFreedom: $0[2])
      return ["quantile": try distribution.quantile(lowerTail: $0[0])]
    },
  ]

  private static let bivariateNormal = AccuracyGrid(
    title: "BivariateNormalDistribution", arguments: ["h", "k", "rho"]
  ) {
    ["cdf": try BivariateNormalDistribution(correlation: $0[2]).lowerTail($0[0], $0[1])]
  }

  private static let further: [String: AccuracyGrid] = [
    "further.CauchyDistribution": continuous("CauchyDistribution", ["x", "location", "scale"]) {
      try CauchyDistribution(location: $0[1], scale: $0[2])
    },
    "further.ExponentialDistribution": continuous("ExponentialDistribution", ["x", "rate"]) {
      try ExponentialDistribution(rate: $0[1])
    },
    "further.GeometricDistribution": discrete("GeometricDistribution", ["k", "probability"]) {
      try GeometricDistribution(probability: $0[1])
    },
    "further.HypergeometricDistribution": discrete(
      "HypergeometricDistribution", ["k", "marked", "population", "draws"]
    ) {
      try HypergeometricDistribution(marked: Int($0[1]), population: Int($0[2]), draws: Int($0[3]))
    },
    "further.LogLogisticDistribution": continuous("LogLogisticDistribution", ["x", "shape", "scale"]) {
      try LogLogisticDistribution(shape: $0[1], scale: $0[2])
    },
    "further.LogNormalDistribution": continuous("LogNormalDistribution", ["x", "logMean", "logDeviation"]) {
      try LogNormalDistribution(logMean: $0[1], logDeviation: $0[2])
    },
    "further.LogisticDistribution": continuous("LogisticDistribution", ["x", "location", "scale"]) {
      try LogisticDistribution(location: $0[1], scale: $0[2])
    },
    "further.NegativeBinomialDistribution": discrete(
      "NegativeBinomialDistribution", ["k", "successes", "probability"]
    ) {
      try NegativeBinomialDistribution(successes: $0[1], probability: $0[2])
    },
    "further.WeibullDistribution": continuous("WeibullDistribution", ["x", "shape", "scale"]) {
      try WeibullDistribution(shape: $0[1], scale: $0[2])
    },
  ]

  private static let noncentralChiSquare = continuous(
    "NoncentralChiSquareDistribution", ["x", "df", "ncp"]
  ) {
    try NoncentralChiSquareDistribution(degreesOfFreedom: $0[1], noncentrality: $0[2])
  }

  private static let noncentralF = continuous("NoncentralFDistribution", ["x", "df1", "df2", "ncp"]) {
    try NoncentralFDistribution(numerator: $0[1], denominator: $0[2], noncentrality: $0[3])
  }

  private static let noncentral: [String: AccuracyGrid] = [
    "dist.ncchi2": noncentralChiSquare, "further.NoncentralChiSquareDistribution": noncentralChiSquare,
    "further.large": noncentralChiSquare, "dist.ncf": noncentralF,
    "further.NoncentralFDistribution": noncentralF,
    "dist.ncf.ncp": AccuracyGrid(title: "NoncentralFDistribution", arguments: ["F", "df1", "df2", "p"]) {
      [
        "ncp": try NoncentralFDistribution.noncentrality(
          ofLowerTail: $0[3], at: $0[0], numerator: $0[1], denominator: $0[2])
      ]
    },
    "dist.nct": continuous("NoncentralTDistribution", ["x", "df", "ncp"]) {
      try NoncentralTDistribution(degreesOfFreedom: $0[1], noncentrality: $0[2])
    },
    "dist.nct.ncp": AccuracyGrid(title: "NoncentralTDistribution", arguments: ["t", "df", "p"]) {
      [
        "ncp": try NoncentralTDistribution.noncentrality(
          ofLowerTail: $0[2], at: $0[0], degreesOfFreedom: $0[1])
      ]
    },
    "further.NoncentralBetaDistribution": continuous(
      "NoncentralBetaDistribution", ["x", "alpha", "beta", "ncp"]
    ) {
      try NoncentralBetaDistribution(alpha: $0[1], beta: $0[2], noncentrality: $0[3])
    },
    "further.NoncentralHypergeometricDistribution": discrete(
      "NoncentralHypergeometricDistribution", ["k", "marked", "population", "draws", "oddsRatio"]
    ) {
      try NoncentralHypergeometricDistribution(
        marked: Int($0[1]), population: Int($0[2]), draws: Int($0[3]), oddsRatio: $0[4])
    },
  ]

  private static let functions: [String: AccuracyGrid] = [
    "special.lgamma": value("logGamma", ["x"]) { S.logGamma($0[0]) },
    "special.gamma": value("gamma", ["x"]) { S.gamma($0[0]) },
    "special.digamma": value("digamma", ["x"]) { S.digamma($0[0]) },
    "special.trigamma": value("trigamma", ["x"]) { S.trigamma($0[0]) },
    "special.lbeta": value("logBeta", ["a", "b"]) { S.logBeta($0[0], $0[1]) },
    "special.lchoose": value("logBinomial", ["n", "k"]) { S.logBinomial($0[0], $0[1]) },
    "special.erf": value("erf", ["x"]) { S.erf($0[0]) },
    "special.erfc": value("erfc", ["x"]) { S.erfc($0[0]) },
    "special.erfcx": value("erfcx", ["x"]) { S.erfcx($0[0]) },
    "special.ibeta": value("regularizedBetaLower", ["a", "b", "x"]) {
      S.regularizedBetaLower($0[0], $0[1], $0[2])
    },
    "special.ibetac": value("regularizedBetaUpper", ["a", "b", "x"]) {
      S.regularizedBetaUpper($0[0], $0[1], $0[2])
    },
    "special.igamma_p": value("regularizedGammaLower", ["a", "x"]) { S.regularizedGammaLower($0[0], $0[1]) },
    "special.igamma_q": value("regularizedGammaUpper", ["a", "x"]) { S.regularizedGammaUpper($0[0], $0[1]) },
    "special.log1p": value("log1p", ["x"]) { S.log1p($0[0]) },
    "special.expm1": value("expm1", ["x"]) { S.expm1($0[0]) },
    "special.inverse_erf": value("inverseErf", ["x"]) { S.inverseErf($0[0]) },
    "special.inverse_erfc": value("inverseErfc", ["x"]) { S.inverseErfc($0[0]) },
    "special.inverse_igamma_p": value("inverseRegularizedGammaLower", ["a", "p"]) {
      S.inverseRegularizedGammaLower($0[0], $0[1])
    },
    "special.inverse_igamma_q": value("inverseRegularizedGammaUpper", ["a", "p"]) {
      S.inverseRegularizedGammaUpper($0[0], $0[1])
    },
    "special.inverse_ibeta": value("inverseRegularizedBetaLower", ["a", "b", "p"]) {
      S.inverseRegularizedBetaLower($0[0], $0[1], $0[2])
    },
    "special.inverse_ibetac": value("inverseRegularizedBetaUpper", ["a", "b", "p"]) {
      S.inverseRegularizedBetaUpper($0[0], $0[1], $0[2])
    },
    "further.OwenT": value("owenT", ["h", "a"]) { S.owenT($0[0], $0[1]) },
  ]
}
