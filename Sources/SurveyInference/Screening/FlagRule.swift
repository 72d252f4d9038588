import SurveyVocabulary

/// From which value of a screening index on a respondent is flagged.
///
/// A flag is information and leaves nobody out. No rule is right for every questionnaire: look at the
/// distribution of an index before choosing one.
public enum FlagRule: Hashable, Sendable, Codable {
  /// Nobody is flagged.
  case never
  /// Values of at least a limit.
  case atLeast(Double)
  /// Values of at most a limit.
  case atMost(Double)
  /// The given share of the respondents with a value whose values look most careless; ties with the last
  /// of them are flagged too.
  case mostExtreme(share: Double)

  /// The rule in words.
  public var words: String {
    switch self {
    case .never: "nobody"
    case .atLeast(let limit): "at least \(Self.text(limit))"
    case .atMost(let limit): "at most \(Self.text(limit))"
    case .mostExtreme(let share): "most extreme \(NumberStyle.percent(1).text(share))"
    }
  }

  private static func text(_ limit: Double) -> String {
    (limit == limit.rounded() ? NumberStyle.decimals(0) : .automatic).text(limit)
  }

  /// - Throws: `InputError` for a limit that is no number or a share outside 0 to 1.
  func check() throws(InputError) {
    switch self {
    case .never: break
    case .atLeast(let limit), .atMost(let limit):
      guard !limit.isNaN else {
        throw .outOfRange("limit of the flags", value: limit, allowed: "a number")
      }
    case .mostExtreme(let share):
      guard share >= 0, share <= 1 else {
        throw .outOfRange("share of the flags", value: share, allowed: "a number from 0 to 1")
      }
    }
  }

  /// The places of the values that are flagged; `isHighCareless` says which end looks careless.
  func flagged(_ values: [Double?], isHighCareless: Bool) -> [Int] {
    let present = values.indices.filter { values[$0] != nil }
    switch self {
    case .never: return []
    case .atLeast(let limit): return present.filter { (values[$0] ?? -.infinity) >= limit }
    case .atMost(let limit): return present.filter { (values[$0] ?? .infinity) <= limit }
    case .mostExtreme(let share):
      // The tolerance keeps 0.1 of 30 from becoming 2 after rounding of the product.
      let count = Int((share * Double(present.count) + 1e-9).rounded(.down))
      guard count > 0 else { return [] }
      let sign: Double = isHighCareless ? -1 : 1
      let sorted = present.compactMap { values[$0] }.map { sign * $0 }.sorted()
      let last = sorted[min(count, sorted.count) - 1]
      return present.filter { sign * (values[$0] ?? .infinity) <= last }
    }
  }
}
