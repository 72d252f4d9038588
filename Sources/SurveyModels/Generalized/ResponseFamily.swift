/// The distribution of the outcome given the predictors, with the link of its mean to the linear predictor.
public enum ResponseFamily: Hashable, Sendable {
  /// One event or none in each case, or a number of events of a number of trials.
  case binomial(BinomialLink = .logit)
  /// Counts whose variance is their mean; the logarithm of the mean is linear.
  case poisson
  /// As the binomial, the variance times a dispersion that the data give.
  case quasiBinomial(BinomialLink = .logit)
  /// As the Poisson, the variance times a dispersion that the data give.
  case quasiPoisson
  /// Positive numbers whose standard deviation is proportional to their mean.
  case gamma(GammaLink = .log)

  /// The link of a probability to the linear predictor.
  public enum BinomialLink: String, Hashable, Sendable, Codable, CaseIterable {
    /// log(μ/(1 - μ)): coefficients are logarithms of odds ratios.
    case logit
    /// The quantile of the standard normal distribution.
    case probit
    /// log(-log(1 - μ)): coefficients are logarithms of hazard ratios of grouped durations.
    case complementaryLogLog = "complementary log-log"
  }

  /// The link of a positive mean to the linear predictor.
  public enum GammaLink: String, Hashable, Sendable, Codable, CaseIterable {
    /// The logarithm: coefficients are logarithms of ratios of means.
    case log
    /// 1/μ, which must stay positive in every case.
    case inverse
  }

  /// How the model computes.
  var model: ResponseModel {
    switch self {
    case .binomial(let link), .quasiBinomial(let link):
      switch link {
      case .logit: .logit
      case .probit: .probit
      case .complementaryLogLog: .complementaryLogLog
      }
    case .poisson, .quasiPoisson: .poisson
    case .gamma(let link): link == .log ? .gammaLog : .gammaInverse
    }
  }

  /// Whether the dispersion is estimated, so that there are t statistics in place of z.
  var hasDispersion: Bool {
    switch self {
    case .binomial, .poisson: false
    case .quasiBinomial, .quasiPoisson, .gamma: true
    }
  }

  var isBinomial: Bool {
    switch self {
    case .binomial, .quasiBinomial: true
    case .poisson, .quasiPoisson, .gamma: false
    }
  }

  /// The name in print.
  var name: String {
    switch self {
    case .binomial: "binomial"
    case .poisson: "Poisson"
    case .quasiBinomial: "quasi-binomial"
    case .quasiPoisson: "quasi-Poisson"
    case .gamma: "gamma"
    }
  }

  var linkName: String {
    switch self {
    case .binomial(let link), .quasiBinomial(let link): link.rawValue
    case .poisson, .quasiPoisson: "log"
    case .gamma(let link): link.rawValue
    }
  }

  /// What the exponential of a coefficient is; `nil` where it has no name.
  var ratioName: String? {
    switch self {
    case .binomial(.logit), .quasiBinomial(.logit): "odds ratio"
    case .binomial(.complementaryLogLog), .quasiBinomial(.complementaryLogLog): "hazard ratio"
    case .poisson, .quasiPoisson: "rate ratio"
    case .gamma(.log): "ratio of means"
    case .binomial(.probit), .quasiBinomial(.probit), .gamma(.inverse): nil
    }
  }
}
