import SurveyVocabulary

/// The correlations of each item with each other, and their mean, smallest and largest.
///
/// Cases that lack any item are left out of all correlations, unless pairwise ones are asked for by name.
public struct InterItemCorrelations: Finding {
  /// The stable name of the method.
  public static let methodID = "inter-item-correlations/1"

  /// What is correlated.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The answers as they are scored.
    case pearson = "Pearson"
    /// The normal variables behind ordered answers, pair by pair in two steps.
    case polychoric
  }

  /// Which cases a correlation rests on.
  public enum CaseRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// The cases that answered every item.
    case listwise
    /// The cases that answered both items of the pair.
    case pairwise
  }

  /// Two items and their correlation.
  public struct Pair: Hashable, Sendable {
    /// The place of the first item.
    public let first: Int
    /// The place of the second item, after the first.
    public let second: Int
    /// The correlation.
    public let correlation: Double
  }

  /// The correlations, one array to an item; `nil` where an item does not vary, 1 of an item that does with
  /// itself.
  public let matrix: [[Double?]]
  /// The number of cases of each correlation, one array to an item.
  public let counts: [[Int]]
  /// The mean of the correlations that exist; `nil` where there is none.
  public let mean: Double?
  /// The pair of the smallest correlation; `nil` where there is none.
  public let smallest: Pair?
  /// The pair of the largest correlation; `nil` where there is none.
  public let largest: Pair?
  /// The mean correlation of each item with the others; `nil` where there is none.
  public let itemMeans: [Double?]
  /// What was correlated.
  public let kind: Kind
  /// Which cases a correlation rests on.
  public let rule: CaseRule
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Correlates items that are complete, one array to an item.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - kind: What is correlated.
  /// - Throws: `InputError` if there are fewer than two items or two cases, the items are not equally long, a
  ///   value is not finite, a sum exceeds the range of `Double`, or an item has too many different answers for
  ///   polychoric correlations.
  public init(_ items: [[Double]], names: [String] = [], kind: Kind = .pearson) throws(InputError) {
    guard items.count >= 2 else { throw Self.tooFewItems(items.count) }
    if !names.isEmpty { try checkEqualLength(names.count, "names", items.count, "the list of items") }
    let parts = names.isEmpty ? items.indices.map { "\($0 + 1)" } : names
    let pairs = try ItemPairs(complete: items, names: names, kind)
    self.init(
      pairs, kind: kind, rule: .listwise,
      DataContext(parts: parts, cases: CaseLedger(all: items[0].count)))
  }

  /// Correlates items of which some answers may be absent.
  ///
  /// - Parameters:
  ///   - answers: The answers to the items, reverse-keyed ones reversed.
  ///   - kind: What is correlated.
  ///   - rule: Which cases a correlation rests on.
  /// - Throws: `InputError` if there are fewer than two items, or fewer than two cases answered all of them
  ///   or, pairwise, none answered any two.
  public init(
    _ answers: ItemAnswers, kind: Kind = .pearson, rule: CaseRule = .listwise
  ) throws(InputError) {
    let names = answers.items.map(\.name)
    guard names.count >= 2 else { throw Self.tooFewItems(names.count) }
    switch rule {
    case .listwise:
      try self.init(answers.complete, names: names, kind: kind)
      context = DataContext(subject: answers.name, parts: names, cases: answers.cases)
    case .pairwise:
      guard names.count <= ItemPairs.mostItems else {
        throw .infeasible(
          "items", "\(names.count) items found", remedy: "pairwise, \(ItemPairs.mostItems) items are the most"
        )
      }
      let pairs = try ItemPairs(answers.items, kind)
      let answered = (0..<answers.count).count { row in answers.items.count { $0.answers[row] != nil } >= 2 }
      guard answered >= 2 else { throw .tooFew("pairs of answers", found: answered, needed: 2) }
      self.init(
        pairs, kind: kind, rule: rule,
        DataContext(
          subject: answers.name, parts: names,
          cases: CaseLedger(
            used: answered,
            exclusions: [.init("with fewer than two items answered", count: answers.count - answered)])))
    }
  }

  private init(_ found: ItemPairs, kind: Kind, rule: CaseRule, _ context: DataContext) {
    let matrix = found.matrix
    let pairs = matrix.indices.flatMap { row in
      (0..<row).compactMap { column in
        matrix[row][column].map { Pair(first: column, second: row, correlation: $0) }
      }
    }
    let mean = { (values: [Double]) in values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
    self.matrix = matrix
    counts = found.counts
    self.mean = mean(pairs.map(\.correlation))
    smallest = pairs.min { $0.correlation < $1.correlation }
    largest = pairs.max { $0.correlation < $1.correlation }
    itemMeans = matrix.indices.map { row in
      mean(matrix.indices.compactMap { $0 == row ? nil : matrix[row][$0] })
    }
    self.kind = kind
    self.rule = rule
    self.context = context
  }

  private static func tooFewItems(_ count: Int) -> InputError {
    InputError(.tooFew, "items", "\(count) \(count == 1 ? "item" : "items") found, at least 2 needed")
  }

  /// The pairs with a negative correlation, the smallest first.
  public var negatives: [Pair] {
    matrix.indices.flatMap { row in
      (0..<row).compactMap { column -> Pair? in
        matrix[row][column].flatMap { $0 < 0 ? Pair(first: column, second: row, correlation: $0) : nil }
      }
    }.sorted { $0.correlation < $1.correlation }
  }
}
