/// How the variances of a linear mixed model are estimated.
public enum MixedEstimation: String, Hashable, Sendable, Codable, CaseIterable {
  /// Restricted maximum likelihood: the likelihood of what the fixed terms leave (Patterson & Thompson 1971).
  case reml = "REML"
  /// Maximum likelihood; its variances are too small by the degrees of freedom of the fixed terms.
  case ml = "ML"
}

/// Which distribution the tests of the coefficients of a linear mixed model use.
public enum MixedDegreesOfFreedom: String, Hashable, Sendable, Codable, CaseIterable {
  /// Student's t whose degrees of freedom match the variance of the squared standard error (Satterthwaite 1946;
  /// Kuznetsova, Brockhoff & Christensen 2017).
  case satterthwaite = "Satterthwaite"
  /// Student's t with the standard errors and degrees of freedom of Kenward & Roger (1997); REML only.
  case kenwardRoger = "Kenward-Roger"
  /// The normal distribution, as if the variances were known.
  case normal
}
