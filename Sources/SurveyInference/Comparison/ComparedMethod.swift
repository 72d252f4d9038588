import SurveyProbability
import SurveyVocabulary

/// One method among others that were applied to the same comparison.
public struct ComparedMethod: Hashable, Sendable {
  /// The name of the method, such as "Welch's test".
  public let name: String
  /// The stable name of the method with its version.
  public let methodID: String
  /// What the estimate is, such as "difference in means".
  public let quantity: String
  /// What the probability is computed under.
  public let hypothesis: String
  /// The estimate of that quantity, with its interval where the method gives one; `nil` where it refused.
  public let estimate: Estimate?
  /// The value of the quantity when nothing differs: zero, or one half of a probability.
  public let nullValue: Double
  /// The statistic with its null distribution; `nil` where the method refused.
  public let statistic: TestStatistic?
  /// The probability of a statistic at least as extreme; `nil` where the method refused.
  public let pValue: Double?
  /// Where the probability lies, given the random numbers that it was estimated with; `nil` where it was
  /// computed.
  public let pValueInterval: ConfidenceInterval?
  /// Why the method gives no result; `nil` where it gives one.
  public let refusal: InputError?
}

extension ComparedMethod {
  /// What a method is, before it meets data.
  struct Kind {
    let name: String
    let methodID: String
    let quantity: String
    let hypothesis: String
    var nullValue = 0.0
  }

  /// What a method found.
  struct Found {
    let estimate: Estimate
    let statistic: TestStatistic
    let pValue: Double
    var pValueInterval: ConfidenceInterval?

    init(
      _ estimate: Estimate, _ statistic: TestStatistic, _ pValue: Double,
      _ interval: ConfidenceInterval? = nil
    ) {
      (self.estimate, self.statistic, self.pValue) = (estimate, statistic, pValue)
      pValueInterval = interval
    }
  }

  /// Carries a method out, and keeps the reason where it refuses the data.
  init(_ kind: Kind, _ find: () throws(InputError) -> Found) {
    (name, methodID) = (kind.name, kind.methodID)
    (quantity, hypothesis) = (kind.quantity, kind.hypothesis)
    nullValue = kind.nullValue
    do throws(InputError) {
      let found = try find()
      (estimate, statistic, pValue) = (found.estimate, found.statistic, found.pValue)
      pValueInterval = found.pValueInterval
      refusal = nil
    } catch {
      (estimate, statistic, pValue, pValueInterval) = (nil, nil, nil, nil)
      refusal = error
    }
  }

  func row(_ alternative: Alternative) -> Report.Row? {
    guard let estimate else { return nil }
    return Report.Row(
      name, estimate, style: nullValue == 0 ? .automatic : .bounded(2), statistic: statistic, pValue: pValue,
      alternative: alternative)
  }
}

extension ComparedMethod {
  /// Analyses of several kinds side by side.
  static var citation: Citation {
    Citation(
      "Steegen, Tuerlinckx, Gelman & Vanpaemel", 2016, "Perspectives on Psychological Science 11, 702-712",
      doi: "10.1177/1745691616658637")
  }

  /// The options of every comparison of methods.
  static func options(_ alternative: Alternative, trim: Double) -> [Report.Fact] {
    [
      .init("alternative", .text(alternative.rawValue)),
      .init("trimmed at each end", .text(DecimalText.level(trim))),
    ]
  }

  /// The words for a probability of ranks that is approximate.
  static func approximation(_ corrects: Bool) -> String {
    "normal approximation, \(corrects ? "with" : "without") continuity correction"
  }
}

extension [ComparedMethod] {
  /// What each method estimates and what it tests.
  var grid: Report.Grid {
    Report.Grid(
      columns: ["method", "estimate", "null hypothesis"],
      lines: map {
        [.text($0.name), .text($0.refusal == nil ? $0.quantity : "not computed"), .text($0.hypothesis)]
      })
  }

  /// What follows from the findings side by side, in words: agreement and disagreement, and no choice.
  ///
  /// - Parameters:
  ///   - level: The level that the probabilities are compared with.
  ///   - trim: The share that the methods of trimmed means leave out at each end.
  ///   - higher: The words for a positive and for a negative estimate.
  /// - Returns: One sentence or two to a note; the last says what the table is not for.
  func notes(level: Double, trim: Double, _ higher: (positive: String, negative: String)) -> [String] {
    let found = filter { $0.refusal == nil }
    let refused = compactMap { method in
      method.refusal.map {
        "Not computed: \(method.name), because \($0.problem)\($0.remedy.map { "; \($0)" } ?? "")."
      }
    }
    return [found.reach(level), found.directions(higher), found.trimming(trim)].compactMap { $0 }
      + found.contradictions(level) + found.open(level) + refused + [
        "Each method answers a question of its own. The one that decides has to be chosen before the data are "
          + "seen, by its question; the others are checks, and nothing here chooses among them."
      ]
  }

  /// What trimming does to the difference.
  private func trimming(_ trim: Double) -> String? {
    func value(_ identifiers: [String]) -> Double? {
      first { identifiers.contains($0.methodID) }?.estimate?.value
    }
    guard trim > 0, let all = value([WelchTest.methodID, PairedTTest.methodID]),
      let kept = value([YuenTest.methodID, PairedYuenTest.methodID])
    else { return nil }
    let style = NumberStyle.automatic
    return
      "Without the outer \(DecimalText.level(trim)) at each end the difference is \(style.text(kept)), with "
      + "them \(style.text(all))."
  }

  /// Which probabilities are at most the level. A probability that differs from it by rounding reaches it.
  private func reach(_ level: Double) -> String? {
    let text = Self.text(level)
    let (below, above) = (filter { $0.reaches(level) }, filter { !$0.reaches(level) })
    guard count > 1 else { return nil }
    if above.isEmpty { return "All \(count) probabilities are at most \(text)." }
    if below.isEmpty { return "None of the \(count) probabilities is at most \(text)." }
    return "The methods disagree at \(text). At most \(text): \(below.list). Above \(text): \(above.list)."
  }

  /// On which side of its null value each estimate lies.
  private func directions(_ higher: (positive: String, negative: String)) -> String? {
    guard count > 1 else { return nil }
    let sides = [
      (higher.positive, filter { $0.side > 0 }), (higher.negative, filter { $0.side < 0 }),
      ("no difference", filter { $0.side == 0 }),
    ].filter { !$0.1.isEmpty }
    if sides.count == 1 { return "All \(count) estimates say: \(sides[0].0)." }
    let parts = sides.map { "\($0.0) by \($0.1.list)" }
    return "The estimates differ in direction: \(parts.joined(separator: "; "))."
  }

  /// Intervals that say something else than their method's probability, because they come from different
  /// computations.
  private func contradictions(_ level: Double) -> [String] {
    compactMap { method in
      guard let interval = method.estimate?.interval else { return nil }
      let holds = interval.contains(method.nullValue)
      guard holds == method.reaches(level) else { return nil }
      let null = method.nullValue == 0 ? "0" : Self.text(method.nullValue)
      let (verb, side) = holds ? ("holds", "at most") : ("leaves out", "above")
      return "The interval of the \(method.name) (\(interval.method)) \(verb) \(null) although its p is "
        + "\(side) \(Self.text(level)): interval and p are found by different computations."
    }
  }

  /// Probabilities from random numbers that may lie on the other side of the level.
  private func open(_ level: Double) -> [String] {
    compactMap { method in
      guard let interval = method.pValueInterval, interval.contains(level) else { return nil }
      let style = NumberStyle.bounded(4)
      return "The p of the \(method.name) is estimated: it lies in [\(style.text(interval.lower)), "
        + "\(style.text(interval.upper))], which holds \(Self.text(level)). More random numbers decide."
    }
  }

  private var list: String { map(\.name).joined(separator: ", ") }

  /// A probability with at least two decimals, without idle zeros beyond them.
  private static func text(_ probability: Double) -> String {
    var text = NumberStyle.bounded(4).text(probability)
    while text.hasSuffix("0"), text.count > 3 { text.removeLast() }
    return text
  }
}

extension ComparedMethod {
  fileprivate func reaches(_ level: Double) -> Bool {
    pValue.map { $0 <= level * (1 + 1e-12) } ?? false
  }

  fileprivate var side: Double { (estimate?.value ?? nullValue) - nullValue }
}
