import SurveyProbability
import SurveyVocabulary

/// The shares of the highest and of the lowest answers on an ordered list, and their difference, the net.
///
/// The shares have Wilson's intervals. The net is a difference of two shares of the same cases; its variance
/// is that of multinomial counts, (p + q - (p - q)²)/n. With weights, n is Kish's effective number of cases.
/// The net promoter score is the net of 9 and 10 against 0 to 6.
///
/// Reference: Wilson (1927), doi:10.1080/01621459.1927.10502953; net: Rocks (2016), The American
/// Statistician 70, 365-372.
public struct BoxScores: Finding {
  /// The stable name of the method.
  public static let methodID = "box-scores/1"

  /// The shares of all cases.
  public let all: Part
  /// The same for each level of a factor; empty where there is none.
  public let groups: [Part]
  /// How many answers make the top and the bottom.
  public let boxes: Boxes
  /// The possible answers from the lowest to the highest.
  public let levels: [String]
  /// How the interval of the net was found.
  public let netInterval: NetInterval
  /// Whether the cases have weights.
  public let isWeighted: Bool
  /// The name of the factor; `nil` where there is none or nobody said.
  public let factor: String?
  /// The names for print, and the cases.
  public var context: DataContext

  /// Finds the shares of top and bottom answers.
  ///
  /// - Parameters:
  ///   - answers: The answers, scored, so that their order is declared.
  ///   - boxes: How many answers make the top and the bottom.
  ///   - groups: The level of a factor for each case; those without one are in the ledger.
  ///   - weights: A positive number for each case; `nil` counts all alike.
  ///   - netInterval: How the interval of the net is found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the answers are not scored, top and bottom overlap or are empty, net promoters
  ///   are asked of answers other than 0 to 10, no case answered, the lengths differ, or a weight is not
  ///   positive and finite.
  public init(
    _ answers: CategoricalAnswers, boxes: Boxes, by groups: CategoricalAnswers? = nil,
    weights: [Double]? = nil, netInterval: NetInterval = .score, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let order = try Self.order(answers, boxes)
    let cases = try GroupedCases(answers.count, by: groups, weights: weights, lines: 3)
    let used = cases.rows.filter { answers.codes[$0] != nil }
    guard !used.isEmpty else { throw .tooFew(answers.name ?? "answers", found: 0, needed: 1) }
    let places = Self.boxOf(answers, order, boxes)
    let hasMiddle = boxes.top + boxes.bottom < order.count
    let find = { (label: String, rows: [Int]) throws(InputError) in
      try Part(label, rows, places, cases.weights, hasMiddle, netInterval, confidence)
    }
    all = try find("all", used)
    var parts: [Part] = []
    for (label, rows) in zip(cases.labels, cases.groups) {
      parts.append(try find(label, rows.filter { answers.codes[$0] != nil }))
    }
    self.groups = parts
    self.boxes = boxes
    levels = order.map { answers.levels[$0] }
    self.netInterval = netInterval
    isWeighted = cases.weights.isWeighted
    factor = cases.name
    let absent = ReasonCounts(cases.rows.compactMap { answers.reasons[$0] }).exclusions(variable: nil)
    context = DataContext(
      subject: answers.name, parts: cases.labels,
      cases: CaseLedger(used: used.count, exclusions: cases.exclusions + absent))
  }

  /// Finds the shares of top and bottom answers among scores that are all there.
  ///
  /// - Throws: `InputError` as for answers, or if a value is not among the declared scores.
  public init(
    _ values: some Collection<Double>, of scores: [Double], boxes: Boxes, weights: [Double]? = nil,
    netInterval: NetInterval = .score, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      CategoricalAnswers(scores: finiteValues(values, "values"), of: scores), boxes: boxes, weights: weights,
      netInterval: netInterval, confidence: confidence)
  }

  /// The places of the answers from the lowest to the highest score.
  private static func order(_ answers: CategoricalAnswers, _ boxes: Boxes) throws(InputError) -> [Int] {
    let subject = answers.name ?? "answers"
    guard let scores = answers.scores else {
      throw InputError(
        .definition, subject, "its answers have no scores, so that none is the highest",
        remedy: "declare them with scores")
    }
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let sizes = boxes.top.addingReportingOverflow(boxes.bottom)
    guard boxes.top >= 1, boxes.bottom >= 1, !sizes.overflow, sizes.partialValue <= scores.count else {
      throw InputError(
        .definition, "boxes",
        "\(boxes.top) top and \(boxes.bottom) bottom answers do not fit into a list of \(scores.count)",
        remedy: "each takes at least one, and none is in both")
    }
    if let declared = boxes.scores, declared != scores.sorted() {
      throw InputError(
        .definition, subject,
        "net promoters are among answers from 0 to 10, and here they are "
          + order.map { shortText(scores[$0]) }.joined(separator: ", "))
    }
    return order
  }

  /// The box of each case: 0 top, 1 middle, 2 bottom.
  private static func boxOf(_ answers: CategoricalAnswers, _ order: [Int], _ boxes: Boxes) -> [Int?] {
    var box = Array(repeating: 1, count: order.count)
    for place in order.prefix(boxes.bottom) { box[place] = 2 }
    for place in order.suffix(boxes.top) { box[place] = 0 }
    return answers.codes.map { $0.map { box[$0] } }
  }
}
