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

  /// How many answers make the top and the bottom.
  public struct Boxes: Hashable, Sendable {
    /// The number of highest answers.
    public let top: Int
    /// The number of lowest answers.
    public let bottom: Int
    let scores: [Double]?

    /// The `top` highest and the `bottom` lowest answers.
    public init(top: Int, bottom: Int) {
      self.init(top: top, bottom: bottom, scores: nil)
    }

    private init(top: Int, bottom: Int, scores: [Double]?) {
      (self.top, self.bottom, self.scores) = (top, bottom, scores)
    }

    /// The highest and the lowest answer.
    public static let topBox = Boxes(top: 1, bottom: 1)
    /// The two highest and the two lowest answers.
    public static let topTwo = Boxes(top: 2, bottom: 2)
    /// Promoters, 9 and 10, and detractors, 0 to 6, of answers from 0 to 10.
    public static let netPromoter = Boxes(top: 2, bottom: 7, scores: (0...10).map(Double.init))
  }

  /// How the interval of the net is found.
  public enum NetInterval: String, Hashable, Sendable, Codable, CaseIterable {
    /// The differences that a score test does not reject (Tango 1998).
    case score
    /// The net and its standard error; there is none where all cases are in one box.
    case wald = "Wald"
  }

  /// The shares of all cases, or of those at one level of a factor.
  public struct Part: Hashable, Sendable {
    /// The level; "all" for all cases.
    public let label: String
    /// The number of cases with a top, a middle and a bottom answer.
    public let counts: [Int]
    /// What the shares rest on.
    public let base: PercentageBase
    /// The share of top answers; `nil` without cases, as are the others.
    public let top: Estimate?
    /// The share of answers between; `nil` too where top and bottom are all answers.
    public let middle: Estimate?
    /// The share of bottom answers.
    public let bottom: Estimate?
    /// Top minus bottom, between -1 and 1.
    public let net: Estimate?
  }

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
    let cases = try GroupedCases(answers.count, by: groups, weights: weights)
    let used = cases.rows.filter { answers.codes[$0] != nil }
    guard !used.isEmpty else { throw .tooFew(answers.name ?? "answers", found: 0, needed: 1) }
    let find = { (label: String, rows: [Int]) throws(InputError) in
      try Part(
        label, rows, Self.boxOf(answers, order, boxes), cases.weights, boxes.top + boxes.bottom < order.count,
        netInterval, confidence)
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

extension BoxScores.Part {
  /// Finds the shares of some cases.
  fileprivate init(
    _ label: String, _ rows: [Int], _ boxes: [Int?], _ weights: CaseWeights, _ hasMiddle: Bool,
    _ netInterval: BoxScores.NetInterval, _ confidence: Double
  ) throws(InputError) {
    let counts = CategoryCounts(boxes, of: rows, levels: 3, weights)
    self.label = label
    self.counts = counts.counts
    base = weights.base(of: rows)
    guard base.count > 0 else {
      (top, middle, bottom, net) = (nil, nil, nil, nil)
      return
    }
    let (size, sum) = (base.effective, counts.weights.reduce(0, +))
    let shares = counts.weights.map { $0 / sum }
    let share = { (share: Double) throws(InputError) in
      Estimate(
        share, standardError: (share * (1 - share) / size).squareRoot(),
        interval: try ShareIntervals.wilson(share, size: size, confidence: confidence))
    }
    top = try share(shares[0])
    middle = hasMiddle ? try share(shares[1]) : nil
    bottom = try share(shares[2])
    let interval =
      switch netInterval {
      case .score:
        try ShareIntervals.score(shares[0], minus: shares[2], size: size, confidence: confidence)
      case .wald: try ShareIntervals.wald(shares[0], minus: shares[2], size: size, confidence: confidence)
      }
    net = Estimate(
      shares[0] - shares[2], standardError: ShareIntervals.netError(shares[0], shares[2], size),
      interval: interval)
  }
}
