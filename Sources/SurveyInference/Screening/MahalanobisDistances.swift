import SurveyProbability
import SurveyVocabulary

/// How far a respondent's answers lie from those of all, in the directions in which answers vary.
///
/// Reference: Mahalanobis (1936); as a screen: Meade & Craig (2012), doi:10.1037/a0028085.
public struct MahalanobisDistances: ScreeningIndex {
  /// The stable name of the method.
  public static let methodID = "mahalanobis-distances/1"
  /// The name of the index.
  public static let indexName = "Mahalanobis distance"

  /// The squared distances; `nil` for a respondent who lacks an answer.
  public let values: [Double?]
  /// The probability of a distance at least as large for normal answers; `nil` where there is no distance.
  public let pValues: [Double?]
  /// From which value on a respondent is flagged.
  public let rule: FlagRule
  /// The places of the flagged respondents, ascending.
  public let flagged: [Int]
  /// The names of the respondents.
  public let respondents: [String]
  /// The number of items, which is the degrees of freedom.
  public let itemCount: Int
  /// The names for print, and the cases.
  public var context: DataContext

  /// The squared distances from the mean of the respondents who answered every item.
  ///
  /// - Parameters:
  ///   - items: One array to an item; `nil` for no answer.
  ///   - names: The names of the items, for errors; numbers where there are none.
  ///   - tail: Flags distances that normal answers exceed with at most this probability, above 0 and
  ///     below 1; `nil` flags nobody.
  ///   - respondents: Names of the respondents for print, such as their ids.
  /// - Throws: `InputError` if there are no more complete respondents than items, the items are not equally
  ///   long, a value is not finite, or an item is constant or a combination of those before it.
  public init(
    _ items: [[Double?]], names: [String] = [], flaggingBeyond tail: Double? = 0.001,
    respondents: [String] = []
  ) throws(InputError) {
    let grid = try AnswerGrid(items, respondents: respondents, atLeast: 1)
    if !names.isEmpty { try checkEqualLength(names.count, "names", items.count, "the list of items") }
    let name = { (index: Int) in names.indices.contains(index) ? names[index] : "item \(index + 1)" }
    if let tail, !(tail > 0 && tail < 1) {
      throw .outOfRange("tail of the flags", value: tail, allowed: "a number above 0 and below 1")
    }
    let complete = (0..<grid.count).filter { place in items.allSatisfy { $0[place] != nil } }
    guard complete.count > items.count else {
      throw .tooFew(
        "complete respondents", found: complete.count, needed: items.count + 1,
        remedy: "use fewer items, or those that more respondents answered")
    }
    let columns = items.map { item in complete.compactMap { item[$0] } }
    let whitening = try Whitening(ItemCovariances(columns, names: names), name)
    let distribution = try ChiSquareDistribution(degreesOfFreedom: Double(items.count))
    var values = [Double?](repeating: nil, count: grid.count)
    for (row, place) in complete.enumerated() {
      values[place] = whitening.squaredDistance(columns.map { $0[row] })
    }
    self.values = values
    pValues = values.map { $0.map(distribution.upperTail) }
    rule =
      try tail.map { tail throws(InputError) in .atLeast(try distribution.quantile(upperTail: tail)) }
      ?? .never
    flagged = rule.flagged(values, isHighCareless: true)
    self.respondents = respondents
    itemCount = items.count
    context = .screening(values, missing: "with an answer missing")
    context.parts = names
  }
}

/// The triangle that turns deviations from the mean into independent ones of variance one.
private struct Whitening {
  let means: [Double]
  /// The standard deviations, by which the factor's rows are divided before: the tolerance of the pivots
  /// is then the same for items of any range.
  let deviations: [Double]
  let lower: [[Double]]

  init(_ covariances: ItemCovariances, _ name: (Int) -> String) throws(InputError) {
    let order = covariances.order
    means = covariances.means ?? []
    let deviations = (0..<order).map { covariances[$0, $0].squareRoot() }
    self.deviations = deviations
    if let constant = deviations.firstIndex(of: 0) {
      throw .constant(name(constant), remedy: "leave the item out")
    }
    var lower: [[Double]] = []
    for row in 0..<order {
      var line = [Double](repeating: 0, count: row + 1)
      for column in 0...row {
        var sum = row == column ? 1 : covariances[row, column] / deviations[row] / deviations[column]
        let other = column < row ? lower[column] : line
        for k in 0..<column { sum -= line[k] * other[k] }
        if column < row {
          line[column] = sum / lower[column][column]
        } else {
          guard sum > 1e-10 else {
            throw InputError(
              .rankDeficient, name(row), "is a combination of the items before it",
              remedy: "leave the item out")
          }
          line[row] = sum.squareRoot()
        }
      }
      lower.append(line)
    }
    self.lower = lower
  }

  func squaredDistance(_ answers: [Double]) -> Double {
    var whitened: [Double] = []
    for (row, line) in lower.enumerated() {
      var value = (answers[row] - means[row]) / deviations[row]
      for (column, other) in whitened.enumerated() { value -= line[column] * other }
      whitened.append(value / line[row])
    }
    return whitened.reduce(0) { $0 + $1 * $1 }
  }
}

extension MahalanobisDistances {
  /// The distribution of the squared distances, and the flagged respondents.
  public var report: Report {
    indexReport(
      "Mahalanobis distances (squared)",
      citation: Citation("Meade & Craig", 2012, "Psychological Methods 17, 437-455", doi: "10.1037/a0028085"),
      options: [Report.Fact("items", .count(itemCount))],
      notes: [
        "If answers were normal, the squared distances would follow χ² with \(itemCount) degrees of freedom."
      ],
      missing: "an answer is missing")
  }
}
