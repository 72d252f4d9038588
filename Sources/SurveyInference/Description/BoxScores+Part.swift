import SurveyVocabulary

extension BoxScores {
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
}

extension BoxScores.Part {
  /// Finds the shares of some cases.
  init(
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
        try ShareIntervals.score(
          shares[0], minus: shares[2], rest: shares[1], size: size, confidence: confidence)
      case .wald:
        try ShareIntervals.wald(
          shares[0], minus: shares[2], rest: shares[1], size: size, confidence: confidence)
      }
    net = Estimate(
      shares[0] - shares[2],
      standardError: ShareIntervals.netError(shares[0], shares[2], rest: shares[1], size: size),
      interval: interval)
  }
}
