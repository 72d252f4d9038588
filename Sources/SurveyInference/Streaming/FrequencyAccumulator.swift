import SurveyVocabulary

/// How often each label came, and how often none, by reason, counted over parts of the data.
///
/// Counts are whole numbers, so that merging in any order gives the same summary exactly. Memory grows with
/// the number of different labels only, and that has a limit.
public struct FrequencyAccumulator: StreamingSummary, Hashable {
  /// The most different labels, and the most different reasons, that are kept.
  public let labelLimit: Int
  /// The number of cases with a label.
  public private(set) var validCount = 0
  /// The number of cases without one.
  public private(set) var missingCount = 0
  /// How often each label came.
  public private(set) var counts: [String: Int] = [:]
  /// How often each reason for no label came.
  public private(set) var missing: [String: Int] = [:]

  /// The highest limit.
  public static let largestLabelLimit = 1_000_000

  /// A summary of no case yet.
  ///
  /// - Parameter labelLimit: The most different labels that are kept, from 1 to 1,000,000: free text in the place
  ///   of a category is an error and no exhaustion of memory.
  /// - Throws: `InputError` if the limit is outside its range.
  public init(labelLimit: Int = 10_000) throws(InputError) {
    guard (1...Self.largestLabelLimit).contains(labelLimit) else {
      throw .outOfRange(
        "labelLimit", value: Double(labelLimit), allowed: "from 1 to \(Self.largestLabelLimit)")
    }
    self.labelLimit = labelLimit
  }

  /// The number of cases, with a label or without.
  public var count: Int { validCount + missingCount }

  /// Takes cases with a label in.
  ///
  /// - Throws: `InputError` if the number is negative, if there are more different labels than the limit, or if
  ///   there are more than 2^53 cases.
  public mutating func append(_ label: String, count cases: Int = 1) throws(InputError) {
    let total = try checked(cases)
    try Self.add([label: cases], to: &counts, "labels", labelLimit)
    validCount += total - count
  }

  /// Takes labels in, all of them or, after an error, none.
  ///
  /// - Throws: `InputError` if there are more different labels than the limit, or more than 2^53 cases.
  public mutating func append(contentsOf labels: some Collection<String>) throws(InputError) {
    var block: [String: Int] = [:]
    for label in labels {
      block[label, default: 0] += 1
      // Before a block of free text has taken the memory.
      if block.count > labelLimit { throw Self.tooMany("labels", labelLimit) }
    }
    let total = try checked(labels.count)
    try Self.add(block, to: &counts, "labels", labelLimit)
    validCount += total - count
  }

  /// Takes cases without a label in.
  ///
  /// - Throws: `InputError` if the number is negative, if there are more different reasons than the limit, or if
  ///   there are more than 2^53 cases.
  public mutating func append(missing reason: String, count cases: Int = 1) throws(InputError) {
    let total = try checked(cases)
    try Self.add([reason: cases], to: &missing, "reasons", labelLimit)
    missingCount += total - count
  }

  /// Takes the cases of another summary in; the limit stays that of this one.
  ///
  /// - Throws: `InputError` if there are more different labels or reasons than the limit, or more than 2^53
  ///   cases; nothing is changed then.
  public mutating func merge(_ other: FrequencyAccumulator) throws(InputError) {
    _ = try checked(other.count)
    var (labels, reasons) = (counts, missing)
    try Self.add(other.counts, to: &labels, "labels", labelLimit)
    try Self.add(other.missing, to: &reasons, "reasons", labelLimit)
    (counts, missing) = (labels, reasons)
    validCount += other.validCount
    missingCount += other.missingCount
  }

  /// The number of cases after some more.
  private func checked(_ more: Int) throws(InputError) -> Int {
    guard more >= 0 else {
      throw .outOfRange("count", value: Double(more), allowed: "a number of at least 0")
    }
    return try Self.mergedCount(count, more)
  }

  /// Adds counts whose sum was checked; nothing is changed after an error.
  private static func add(
    _ more: [String: Int], to counts: inout [String: Int], _ what: String, _ limit: Int
  ) throws(InputError) {
    var added = counts.count
    for (label, cases) in more where cases > 0 && counts[label] == nil { added += 1 }
    guard added <= limit else { throw tooMany(what, limit) }
    for (label, cases) in more where cases > 0 { counts[label, default: 0] += cases }
  }

  private static func tooMany(_ what: String, _ limit: Int) -> InputError {
    .infeasible(
      what, "more than \(limit) different \(what)", remedy: "group them, or ask for a higher limit")
  }
}

extension FrequencyAccumulator {
  /// The table of the counts.
  ///
  /// - Parameter levels: All possible labels in their order, those that nobody gave included; without them the
  ///   labels come in the order of Swift strings, which does not depend on the order of the data.
  /// - Returns: The table; the reasons for no label come in the order of Swift strings.
  /// - Throws: `InputError` if there is no case, a level is declared twice, or a label is not among the levels.
  public func table(levels: [String]? = nil) throws(InputError) -> FrequencyTable {
    let order = levels ?? counts.keys.sorted()
    let known = Set(order)
    guard known.count == order.count else {
      throw InputError(.definition, "levels", "a level is declared twice")
    }
    if let stranger = counts.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknownName(stranger, among: order, subject: "labels")
    }
    let reasons = missing.keys.sorted()
    return try FrequencyTable(
      labels: order, counts: order.map { counts[$0] ?? 0 }, reasons: reasons,
      reasonCounts: reasons.map { missing[$0] ?? 0 })
  }
}

extension FrequencyAccumulator: Codable {
  private enum CodingKeys: String, CodingKey {
    case labelLimit, counts, missing
  }

  /// Writes the limit and the counts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(labelLimit, forKey: .labelLimit)
    try container.encode(counts, forKey: .counts)
    try container.encode(missing, forKey: .missing)
  }

  /// Reads a summary that was written, and refuses counts that no cases have.
  ///
  /// - Throws: `DecodingError` if a part is absent, a count is below 1, or a limit is exceeded.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    labelLimit = try container.decode(Int.self, forKey: .labelLimit)
    counts = try container.decode([String: Int].self, forKey: .counts)
    missing = try container.decode([String: Int].self, forKey: .missing)
    guard (1...Self.largestLabelLimit).contains(labelLimit), max(counts.count, missing.count) <= labelLimit,
      counts.values.allSatisfy({ $0 >= 1 }), missing.values.allSatisfy({ $0 >= 1 }),
      let valid = Self.total(counts), let absent = Self.total(missing),
      valid + absent <= Self.largestCount
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .counts, in: container, debugDescription: "no cases have these counts")
    }
    (validCount, missingCount) = (valid, absent)
  }

  /// The sum of counts, `nil` above 2^53.
  private static func total(_ counts: [String: Int]) -> Int? {
    try? counts.values.reduce(into: 0) { sum, next in sum = try mergedCount(sum, next) }
  }
}
