import SurveyVocabulary

/// One weight for each case, or none: then all weigh one.
struct CaseWeights {
  private let values: [Double]?

  /// Takes weights that are there for all `count` cases, positive and finite.
  init(_ weights: [Double]?, count: Int) throws(InputError) {
    values = weights
    guard let weights else { return }
    try checkEqualLength(weights.count, "weights", count, "the list of cases")
    let finite = try Self.summable(weights)
    if let wrong = finite.first(where: { $0 <= 0 }) {
      throw InputError(
        .outOfRange, "weights", "is \(wrong), allowed is a number above 0",
        remedy: "leave out the cases that are not to count")
    }
  }

  /// Weights that are there for all `count` cases, finite and of at least zero, one of them above.
  static func withZeros(_ weights: some Collection<Double>, count: Int) throws(InputError) -> [Double] {
    try checkEqualLength(weights.count, "weights", count, "the list of values")
    let finite = try summable(weights)
    if let wrong = finite.first(where: { $0 < 0 }) {
      throw .outOfRange("weights", value: wrong, allowed: "a number of at least 0")
    }
    guard finite.contains(where: { $0 > 0 }) else {
      throw InputError(.outOfRange, "weights", "all of them are zero", remedy: "no case is left to describe")
    }
    return finite
  }

  private static func summable(_ weights: some Collection<Double>) throws(InputError) -> [Double] {
    let finite = try finiteValues(weights, "weights")
    guard finite.reduce(0, +).isFinite else {
      throw InputError(
        .outOfRange, "weights", "their sum exceeds the range of Double", remedy: "divide them by their mean")
    }
    return finite
  }

  /// Whether there are weights.
  var isWeighted: Bool { values != nil }

  /// The weight of a case.
  subscript(row: Int) -> Double { values.map { $0[row] } ?? 1 }

  /// The base that some cases make.
  func base(of rows: [Int]) -> PercentageBase {
    values.map { weights in PercentageBase(weights: rows.map { weights[$0] }) }
      ?? PercentageBase(count: rows.count)
  }
}

/// How often each of a list of categories came, with and without weights.
struct CategoryCounts {
  private(set) var counts: [Int]
  private(set) var weights: [Double]

  /// Counts the categories of some cases; a case without one is left out.
  init(_ codes: [Int?], of rows: [Int], levels: Int, _ caseWeights: CaseWeights) {
    counts = Array(repeating: 0, count: levels)
    weights = Array(repeating: 0, count: levels)
    for row in rows {
      guard let code = codes[row] else { continue }
      counts[code] += 1
      weights[code] += caseWeights[row]
    }
  }
}
