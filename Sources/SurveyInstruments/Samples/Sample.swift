/// The respondents of one survey, or of one wave of it.
///
/// Every respondent has an id of their own. What was left out on the way is in ``cases`` and ends up in
/// the ledger of every finding.
public struct Sample<R: Respondent>: Sendable, RandomAccessCollection {
  /// The respondents in their order.
  public let respondents: [R]
  /// Who came in, who is here, and why the others are not.
  public let cases: CaseLedger
  /// Remarks of the reader of a file, such as the columns that were ignored.
  public let notes: [String]
  /// Who was left out by ``excluding(_:where:)`` and why, by id.
  let leftOut: [String: String]

  /// A sample of respondents.
  ///
  /// - Throws: `InputError` if an id is empty or occurs twice, or the questionnaire has faults.
  public init(_ respondents: some Sequence<R>) throws(InputError) {
    try R.questionnaire.check()
    let respondents = Array(respondents)
    try Self.checkIDs(of: respondents)
    self.init(checked: respondents, notes: [])
  }

  /// A sample whose ids and questionnaire have been checked, with remarks of the reader.
  package init(checked respondents: [R], notes: [String]) {
    self.respondents = respondents
    self.notes = notes
    cases = CaseLedger(all: respondents.count)
    leftOut = [:]
  }

  private init(_ respondents: [R], cases: CaseLedger, leftOut: [String: String], notes: [String]) {
    self.notes = notes
    self.respondents = respondents
    self.cases = cases
    self.leftOut = leftOut
  }

  private static func checkIDs(of respondents: [R]) throws(InputError) {
    var seen: Set<String> = []
    seen.reserveCapacity(respondents.count)
    for (index, respondent) in respondents.enumerated() {
      guard !respondent.id.isEmpty else {
        throw InputError(.emptyID, "sample", "respondent \(index + 1) has an empty id")
      }
      guard seen.insert(respondent.id).inserted else {
        throw InputError(.duplicateID, "sample", "the id \(respondent.id) occurs twice")
      }
    }
  }

  /// The sample without the respondents for whom a condition holds.
  ///
  /// ```swift
  /// let adults = survey.excluding("younger than 18") { ($0.age ?? 18) < 18 }
  /// ```
  ///
  /// - Parameters:
  ///   - reason: Why, in words that follow a number: "younger than 18".
  ///   - condition: Who is left out.
  /// - Returns: The others, with the number of those left out in ``cases``.
  public func excluding(_ reason: String, where condition: (R) throws -> Bool) rethrows -> Sample {
    var (kept, leftOut) = ([R](), leftOut)
    for respondent in respondents {
      if try condition(respondent) { leftOut[respondent.id] = reason } else { kept.append(respondent) }
    }
    let left = CaseLedger.Exclusion(reason, count: count - kept.count)
    let cases = CaseLedger(used: kept.count, exclusions: cases.exclusions + [left])
    return Sample(kept, cases: cases, leftOut: leftOut, notes: notes)
  }

  /// The same respondents in another order.
  func sorted(by precedes: (R, R) -> Bool) -> Sample {
    Sample(respondents.sorted(by: precedes), cases: cases, leftOut: leftOut, notes: notes)
  }

  /// The ids in the order of the respondents.
  public var ids: [String] { respondents.map(\.id) }

  /// The index of the first respondent.
  public var startIndex: Int { respondents.startIndex }

  /// The index after the last respondent.
  public var endIndex: Int { respondents.endIndex }

  /// A respondent by place; the place must exist, as with an array.
  public subscript(position: Int) -> R { respondents[position] }
}

extension InputError.Code {
  /// A respondent without an id.
  public static let emptyID = InputError.Code(rawValue: "empty-id")
  /// Two respondents with one id.
  public static let duplicateID = InputError.Code(rawValue: "duplicate-id")
}
