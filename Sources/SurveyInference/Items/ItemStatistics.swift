import SurveyVocabulary

/// What each item of a scale is like: its answers, its difficulty, and how it tells high from low scorers.
///
/// An item's own statistics rest on its own answers. Those that need the sum of the items, the item-rest
/// correlation and the discrimination index, rest on the cases that answered every item.
///
/// Reference: Kelley (1939), Journal of Educational Psychology 30, 17-24; floor and ceiling: Terwee et al.
/// (2007), doi:10.1016/j.jclinepi.2006.03.012.
public struct ItemStatistics: Finding {
  /// The stable name of the method.
  public static let methodID = "item-statistics/1"

  /// One item.
  public struct Item: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The number of answers.
    public let count: Int
    /// The reasons for no answer and how many cases they are.
    public let missing: [CaseLedger.Exclusion]
    /// Size, mean and variance of the answers; `nil` without answers.
    public let moments: Moments?
    /// The median; `nil` without answers.
    public let median: Double?
    /// The skewness; `nil` for a constant or too few answers.
    public let skewness: Double?
    /// The mean as a part of the declared range, 0 at its minimum and 1 at its maximum: for an item of two
    /// answers the share of the higher. `nil` without answers.
    public let difficulty: Double?
    /// The share of answers at the declared minimum; `nil` without answers.
    public let floor: Double?
    /// The share of answers at the declared maximum; `nil` without answers.
    public let ceiling: Double?
    /// The correlation with the sum of the other items, over complete cases; `nil` if either is constant.
    public let restCorrelation: Double?
    /// The difference in difficulty between high and low scorers, over complete cases; `nil` if the sum of the
    /// items is constant.
    public let discrimination: Double?
    /// How often each declared option was answered; `nil` for a continuous range.
    public let options: [Option]?
  }

  /// One answer that is declared.
  public struct Option: Hashable, Sendable {
    /// Its score.
    public let score: Double
    /// How many cases gave it.
    public let count: Int
    /// The share of the item's answers; `nil` without answers.
    public let share: Double?
  }

  /// The items in order.
  public let items: [Item]
  /// The number of cases that answered every item.
  public let completeCount: Int
  /// The share of complete cases with the lowest possible sum; `nil` without such cases.
  public let totalFloor: Double?
  /// The share of complete cases with the highest possible sum; `nil` without such cases.
  public let totalCeiling: Double?
  /// The part of the complete cases in each of the groups of high and low scorers.
  public let extremes: Double
  /// How the skewness is defined.
  public let shape: ShapeDefinition
  /// The name of the scale for print, and the cases that answered every item.
  public var context: DataContext

  /// Describes items.
  ///
  /// - Parameters:
  ///   - answers: The answers to the items, reverse-keyed ones reversed.
  ///   - extremes: The part of the complete cases in each of the groups of high and low scorers, from 0.01
  ///     to 0.5; Kelley's 0.27 by default.
  ///   - shape: The definition of the skewness.
  /// - Throws: `InputError` if there is no case, `extremes` is out of range, or a sum exceeds the range of
  ///   `Double`.
  public init(
    _ answers: ItemAnswers, extremes: Double = 0.27, shape: ShapeDefinition = .two
  ) throws(InputError) {
    guard extremes >= 0.01, extremes <= 0.5 else {
      throw .outOfRange("extremes", value: extremes, allowed: "from 0.01 to 0.5")
    }
    guard answers.count > 0 else { throw .tooFew(answers.name ?? "items", found: 0, needed: 1) }
    let complete = answers.complete
    let names = answers.items.map(\.name)
    let rests = try Self.restCorrelations(complete, names)
    let groups = ExtremeGroups(complete, part: extremes)
    var items: [Item] = []
    for (index, item) in answers.items.enumerated() {
      let discrimination = groups?.difference(in: complete[index]).map { $0 / (item.maximum - item.minimum) }
      items.append(try Item(item, shape, rests[index], discrimination))
    }
    self.items = items
    completeCount = answers.completeRows.count
    totalFloor = Self.share(complete, at: answers.items.map(\.minimum))
    totalCeiling = Self.share(complete, at: answers.items.map(\.maximum))
    self.extremes = extremes
    self.shape = shape
    context = DataContext(subject: answers.name, parts: names, cases: answers.cases)
  }

  private static func restCorrelations(
    _ complete: [[Double]], _ names: [String]
  ) throws(InputError) -> [Double?] {
    guard complete.count >= 2, complete[0].count >= 2 else { return complete.map { _ in nil } }
    let analysis = ItemAnalysis(try ItemCovariances(complete, names: names))
    return complete.indices.map { analysis.item($0).restCorrelation }
  }

  /// The share of cases whose every answer is the given one of its item.
  private static func share(_ complete: [[Double]], at ends: [Double]) -> Double? {
    let count = complete[0].count
    guard count > 0 else { return nil }
    let hits = (0..<count).count { row in complete.indices.allSatisfy { complete[$0][row] == ends[$0] } }
    return Double(hits) / Double(count)
  }
}

extension ItemStatistics.Item {
  /// Describes the answers to one item.
  fileprivate init(
    _ item: ItemAnswers.Item, _ shape: ShapeDefinition, _ restCorrelation: Double?, _ discrimination: Double?
  ) throws(InputError) {
    name = item.name
    let sorted = item.present.sorted()
    count = sorted.count
    missing = ReasonCounts(item.reasons.compactMap { $0 }).exclusions(variable: item.name)
    let total = Double(sorted.count)
    let share = { (score: Double) in
      sorted.isEmpty ? nil : Double(sorted.count { $0 == score }) / total
    }
    moments = sorted.isEmpty ? nil : try Moments(finite: sorted)
    median = sorted.isEmpty ? nil : Quantiles.quantile(0.5, of: sorted, .seven)
    skewness = moments.flatMap { SampleShape(sorted, $0, shape).skewness }
    difficulty = moments.map { ($0.mean - item.minimum) / (item.maximum - item.minimum) }
    floor = share(item.minimum)
    ceiling = share(item.maximum)
    self.restCorrelation = restCorrelation
    self.discrimination = discrimination
    var counts: [Double: Int] = [:]
    for answer in sorted { counts[answer, default: 0] += 1 }
    options = item.options.map { scores in
      scores.map { score in
        let count = counts[score] ?? 0
        return ItemStatistics.Option(
          score: score, count: count, share: sorted.isEmpty ? nil : Double(count) / total)
      }
    }
  }
}
