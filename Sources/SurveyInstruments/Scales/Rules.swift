/// How the answered items of a scale become one number.
public enum ScoreRule: String, Hashable, Sendable, Codable, CaseIterable {
  /// The weighted mean of the answered items, in the units of an item.
  case mean
  /// The weighted sum of the items, which needs them all.
  case sum
  /// The mean of the answered items times the number of items (with weights: times their sum): a sum in
  /// which a missing answer counts as the mean of the respondent's other answers. The field also calls it
  /// person-mean or half-scale imputation.
  case proratedSum = "prorated sum"
  /// The mean of the answered items as a percentage of the way from the lowest to the highest answer that
  /// is declared (POMP: Cohen, Cohen, Aiken & West 1999, doi:10.1207/S15327906MBR3403_2).
  case percentOfMaximum = "percent of maximum possible"
}

/// What is done to items before they are put together.
public enum Rescaling: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nothing; the items must have one declared range.
  case none
  /// Each item counts from 0 at its declared minimum to 100 at its declared maximum.
  case percentOfRange = "percent of range"
}

/// Which way an item counts.
public enum Keying: String, Hashable, Sendable, Codable, CaseIterable {
  /// The answer as it is.
  case positive
  /// The declared minimum plus the declared maximum minus the answer.
  case negative
}
