import SurveyInference
import SurveyVocabulary

/// How often something happened in simulated samples.
struct Rate: Sendable {
  /// The runs in which the test rejected or the interval covered.
  var hits = 0
  /// The runs in which the method gave an answer.
  var answered = 0
  /// The runs in which it refused to, with a typed error.
  var refused = 0

  mutating func count(_ outcome: Bool?) {
    guard let outcome else {
      refused += 1
      return
    }
    answered += 1
    if outcome { hits += 1 }
  }

  static func + (one: Rate, other: Rate) -> Rate {
    Rate(
      hits: one.hits + other.hits, answered: one.answered + other.answered,
      refused: one.refused + other.refused)
  }

  var value: Double { Double(hits) / Double(max(answered, 1)) }

  /// Clopper and Pearson's limits.
  func limits(_ confidence: Double) throws -> ConfidenceInterval {
    let share = try Proportion(hits, of: answered, interval: .clopperPearson, confidence: confidence)
    return share.proportion.interval
      ?? ConfidenceInterval(lower: 0, upper: 1, level: confidence, method: "none")
  }

  /// The rate with its Monte Carlo interval, and a mark where the method refused some samples.
  func cell() throws -> String {
    guard answered > 0 else { return "–" }
    let interval = try limits(0.95)
    let mark = refused > 0 ? "*" : ""
    return "\(Self.text(value))\(mark) [\(Self.text(interval.lower)), \(Self.text(interval.upper))]"
  }

  static func text(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let digits = String(thousandths % 1000)
    return (thousandths >= 1000 ? "1." : ".") + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
