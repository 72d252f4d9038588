import SurveyInference
import SurveyVocabulary

/// On which side of the scores the events are looked for.
public enum ScoreDirection: String, Hashable, Sendable, Codable, CaseIterable {
  /// A case is called positive where its score is at the threshold or above.
  case higherMeansEvent = "higher scores mean the event"
  /// A case is called positive where its score is at the threshold or below.
  case lowerMeansEvent = "lower scores mean the event"
}

/// Scores of cases with and without an event, turned so that higher ones mean the event.
struct ClassifiedScores: Sendable {
  let events: [Double]
  let others: [Double]
  let direction: ScoreDirection

  /// - Throws: `InputError` if a group has fewer than two cases or a score that is not finite, or if all scores
  ///   are equal.
  init(
    _ events: some Collection<Double>, _ others: some Collection<Double>, _ direction: ScoreDirection
  ) throws(InputError) {
    let first = try finiteValues(events, "events", atLeast: 2)
    let second = try finiteValues(others, "non-events", atLeast: 2)
    guard (first + second).contains(where: { $0 != first[0] }) else {
      throw .constant("scores", remedy: "a score without variation separates nothing")
    }
    let sign: Double = direction == .higherMeansEvent ? 1 : -1
    self.events = first.map { sign * $0 }
    self.others = second.map { sign * $0 }
    self.direction = direction
  }

  /// The scores of the cases with and without the event.
  ///
  /// - Throws: `InputError` as for two groups, and if the lists differ in length.
  init(
    _ scores: some Collection<Double>, by outcome: some Collection<Bool>, _ direction: ScoreDirection
  ) throws(InputError) {
    let scores = try finiteValues(scores, "scores")
    try checkEqualLength(scores.count, "scores", outcome.count, "outcome")
    let pairs = zip(scores, outcome)
    try self.init(
      pairs.compactMap { $1 ? $0 : nil }, pairs.compactMap { $1 ? nil : $0 }, direction)
  }

  /// The threshold in the units of the scores as they were given.
  func threshold(_ value: Double) -> Double { direction == .higherMeansEvent ? value : 0 - value }

  /// The numbers of events and of others at each distinct score, the highest first.
  var levels: [(score: Double, events: Int, others: Int)] {
    let (first, second) = (events.sorted(by: >), others.sorted(by: >))
    var found: [(score: Double, events: Int, others: Int)] = []
    var (i, j) = (0, 0)
    while i < first.count || j < second.count {
      let score = max(i < first.count ? first[i] : -.infinity, j < second.count ? second[j] : -.infinity)
      let (startI, startJ) = (i, j)
      while i < first.count, first[i] == score { i += 1 }
      while j < second.count, second[j] == score { j += 1 }
      found.append((score, i - startI, j - startJ))
    }
    return found
  }
}

/// What each case adds to the area under a curve: the placement values of DeLong, DeLong & Clarke-Pearson
/// (1988), by the midranks of Sun & Xu (2014).
struct Placements: Sendable {
  /// For each event, the share of others with a lower score, equal ones counted half.
  let events: [Double]
  /// For each other case, the share of events with a higher score, equal ones counted half.
  let others: [Double]
  /// The pairs of an event and another case in which the event has the higher score, equal ones counted half.
  let u: Double

  init(_ scores: ClassifiedScores) {
    let (m, n) = (scores.events.count, scores.others.count)
    let all = Midranks(scores.events + scores.others).doubled
    let first = Midranks(scores.events).doubled
    let second = Midranks(scores.others).doubled
    // Differences of doubled midranks are twice the number of lower cases of the other group.
    let above = (0..<m).map { all[$0] - first[$0] }
    events = above.map { Double($0) / Double(2 * n) }
    others = (0..<n).map { Double(2 * m - (all[m + $0] - second[$0])) / Double(2 * m) }
    u = Double(above.reduce(0, +)) / 2
  }

  /// The area under the curve.
  var area: Double { u / (Double(events.count) * Double(others.count)) }

  /// The covariance of the areas of two curves of the same cases.
  func covariance(with other: Placements) -> Double {
    Self.covariance(events, other.events) / Double(events.count)
      + Self.covariance(others, other.others) / Double(others.count)
  }

  static func covariance(_ first: [Double], _ second: [Double]) -> Double {
    let count = Double(first.count)
    let (a, b) = (first.reduce(0, +) / count, second.reduce(0, +) / count)
    return zip(first, second).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) } / (count - 1)
  }
}
