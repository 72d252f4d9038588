import SurveyStatistics

/// A theme of the interviews, coded by two people, and the claim that rests on it.
struct Theme: Sendable {
  /// What the two coders decided about one interview.
  enum Decision {
    case voiced
    case notVoiced
    case disputed
  }

  let name: String
  let claim: Claim
  let first: @Sendable (Interview) -> Voiced?
  let second: @Sendable (Interview) -> Voiced?

  static let all = [
    Theme(
      name: "organizational support", claim: Claims.d8, first: { $0.supportFirst },
      second: { $0.supportSecond }),
    Theme(
      name: "user commitment", claim: Claims.d9, first: { $0.commitmentFirst },
      second: { $0.commitmentSecond }),
  ]

  /// The decision, where both coders made one.
  func decision(_ interview: Interview) -> Decision? {
    guard let first = first(interview), let second = second(interview) else { return nil }
    guard first == second else { return .disputed }
    return first == .yes ? .voiced : .notVoiced
  }

  /// The ids of the interviews with a decision.
  func ids(_ decision: Decision, in interviews: Sample<Interview>) -> Set<String> {
    Set(interviews.filter { self.decision($0) == decision }.map(\.id))
  }

  /// How the codes of the two coders fall together.
  func counts(in interviews: Sample<Interview>) -> Counts {
    let codes = interviews.compactMap { interview -> [Voiced]? in
      guard let first = first(interview), let second = second(interview) else { return nil }
      return [first, second]
    }
    let count = { (pattern: [Voiced]) in codes.count { $0 == pattern } }
    return Counts(
      both: count([.yes, .yes]), firstOnly: count([.yes, .no]), secondOnly: count([.no, .yes]),
      neither: count([.no, .no]))
  }

  /// The four ways in which two codes can fall.
  struct Counts {
    let both: Int
    let firstOnly: Int
    let secondOnly: Int
    let neither: Int

    /// Interviews that both coders coded.
    var coded: Int { both + firstOnly + secondOnly + neither }
    /// The share of interviews with equal codes; `nil` where there is none.
    var agreement: Double? { coded > 0 ? Double(both + neither) / Double(coded) : nil }
  }
}
