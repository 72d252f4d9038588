import SurveyVocabulary

/// The answers of cases to several items, each with its declared range and the reasons of what is absent.
///
/// What is said of an item rests on that item's own answers; what is said of the sum of the items rests on the
/// cases that answered all of them. Both are here, and neither is filled in.
public struct ItemAnswers: Hashable, Sendable {
  /// The answers to one item.
  public struct Item: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The lowest score that is declared.
    public let minimum: Double
    /// The highest score that is declared.
    public let maximum: Double
    /// The scores that may be answered, ascending; `nil` for a continuous range.
    public let options: [Double]?
    /// The answer of each case; `nil` for none.
    public let answers: [Double?]
    /// Why there is no answer, in words that follow a number of cases; `nil` where there is one.
    public let reasons: [String?]

    /// The answers to one item, reversed before if it is reverse-keyed.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - answers: The answer of each case; `nil` for none.
    ///   - range: The lowest and the highest score that are declared.
    ///   - options: The scores that may be answered, at most 1,001; `nil` for a continuous range.
    ///   - reasons: Why there is no answer, one entry to a case; "missing" where nobody said.
    /// - Throws: `InputError` if the range has no width or is not finite, an option or an answer is outside it,
    ///   an answer is not among the options, or the lengths differ.
    public init(
      _ name: String, _ answers: [Double?], in range: ClosedRange<Double>, options: [Double]? = nil,
      absent reasons: [String?] = []
    ) throws(InputError) {
      let (low, high) = (range.lowerBound, range.upperBound)
      guard low < high, (high - low).isFinite else {
        throw InputError(.definition, name, "its declared range has no finite width")
      }
      if !reasons.isEmpty { try checkEqualLength(reasons.count, "reasons", answers.count, name) }
      guard (options ?? []).count <= 1_001 else {
        throw .infeasible(name, "more than 1,001 options", remedy: "declare a continuous range: no options")
      }
      let declared = try options.map { options throws(InputError) in
        Array(Set(try finiteValues(options, "options of \(name)"))).sorted()
      }
      for value in (declared ?? []) + answers.compactMap({ $0 }) {
        guard range.contains(value) else {
          throw .outOfRange(name, value: value, allowed: "from \(shortText(low)) to \(shortText(high))")
        }
      }
      if let declared {
        let known = Set(declared)
        if let stranger = answers.lazy.compactMap({ $0 }).first(where: { !known.contains($0) }) {
          throw .unknownName(shortText(stranger), among: declared.map(shortText), subject: name)
        }
      }
      (self.name, minimum, maximum, self.options, self.answers) = (name, low, high, declared, answers)
      self.reasons = answers.enumerated().map { row, answer in
        answer == nil ? (reasons.isEmpty ? nil : reasons[row]) ?? "missing" : nil
      }
    }

    /// The answers that there are.
    public var present: [Double] { answers.compactMap { $0 } }
  }

  /// The name of the scale; `nil` where nobody said.
  public let name: String?
  /// The items in order.
  public let items: [Item]
  /// The cases that answered every item, in their order.
  let completeRows: [Int]

  /// Answers to items.
  ///
  /// - Parameters:
  ///   - items: The items, at most 2,000.
  ///   - name: The name of the scale.
  /// - Throws: `InputError` if there is no item, there are too many, or they are not equally long.
  public init(_ items: [Item], name: String? = nil) throws(InputError) {
    guard let first = items.first else {
      throw InputError(.tooFew, "items", "0 items found, at least 1 needed")
    }
    guard items.count <= ItemCovariances.largestOrder else {
      throw .infeasible(
        "items", "\(items.count) items found", remedy: "\(ItemCovariances.largestOrder) items are the most")
    }
    for item in items {
      try checkEqualLength(item.answers.count, item.name, first.answers.count, first.name)
    }
    self.items = items
    self.name = name
    completeRows = first.answers.indices.filter { row in items.allSatisfy { $0.answers[row] != nil } }
  }

  /// Answers to items of one declared range, one array to an item.
  ///
  /// - Parameters:
  ///   - columns: The answers, reverse-keyed items reversed before; `nil` for none.
  ///   - range: The lowest and the highest score that are declared.
  ///   - options: The scores that may be answered; `nil` for a continuous range.
  ///   - names: The names of the items; numbers where there are none.
  ///   - name: The name of the scale.
  /// - Throws: `InputError` as for items, or if the names are not as many as the columns.
  public init(
    _ columns: [[Double?]], in range: ClosedRange<Double>, options: [Double]? = nil, names: [String] = [],
    name: String? = nil
  ) throws(InputError) {
    if !names.isEmpty { try checkEqualLength(names.count, "names", columns.count, "the list of items") }
    var items: [Item] = []
    for (index, column) in columns.enumerated() {
      items.append(
        try Item(names.isEmpty ? "item \(index + 1)" : names[index], column, in: range, options: options))
    }
    try self.init(items, name: name)
  }

  /// The number of cases.
  public var count: Int { items[0].answers.count }

  /// The answers of the cases that answered every item, one array to an item.
  public var complete: [[Double]] {
    items.map { item in completeRows.compactMap { item.answers[$0] } }
  }

  /// Who answered every item, and what the others lack.
  public var cases: CaseLedger {
    var singles: [[String]] = Array(repeating: [], count: items.count)
    var (several, all) = (0, 0)
    for row in items[0].answers.indices {
      let gaps = items.indices.filter { items[$0].answers[row] == nil }
      guard let gap = gaps.first else { continue }
      if gaps.count == 1 {
        singles[gap].append(items[gap].reasons[row] ?? "missing")
      } else if gaps.count == items.count {
        all += 1
      } else {
        several += 1
      }
    }
    let named = zip(items, singles).flatMap { item, reasons in
      ReasonCounts(reasons).exclusions(variable: item.name)
    }
    return CaseLedger(
      used: completeRows.count,
      exclusions: named + [
        .init("with more than one item missing", count: several),
        .init("with every item missing", count: all),
      ])
  }
}
