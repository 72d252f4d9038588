import SurveyVocabulary

/// What the weights of cases mean. A case with the weight zero takes no part.
public enum CaseWeights: Hashable, Sendable {
  /// How many cases a row stands for: whole numbers, which count as cases everywhere.
  case frequencies([Double])
  /// Factors of a row's log-likelihood: a row counts as one case whatever its weight.
  case prior([Double])

  /// The numbers.
  var values: [Double] {
    switch self {
    case .frequencies(let values), .prior(let values): values
    }
  }

  var name: String {
    switch self {
    case .frequencies: "frequencies"
    case .prior: "prior"
    }
  }

  func check(rows: Int) throws(InputError) {
    try checkEqualLength(values.count, "weights", rows, "outcome")
    _ = try finiteValues(values, "weights")
    for value in values {
      if case .frequencies = self, value != value.rounded() || value > 9e15 {
        throw .outOfRange("frequencies", value: value, allowed: "a whole number")
      }
      guard value >= 0 else { throw .outOfRange("weights", value: value, allowed: "zero or more") }
    }
  }
}
