import Foundation
import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BoxScoresTests {
  static let values: [Double] = [5, 4, 4, 3, 2, 5, 1, 4, 3, 4]
  static let five: [Double] = [1, 2, 3, 4, 5]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("BoxScores").filter { $0.dataset != nil })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let name = try options["column"].string()
    let answers = try CategoricalAnswers(
      scores: reference.data().numbers(name), of: options["scores"].numbers(), name: name)
    let boxes = BoxScores.Boxes(top: try options["top"].integer(), bottom: try options["bottom"].integer())
    for method in BoxScores.NetInterval.allCases {
      let found = try BoxScores(
        answers, boxes: boxes, by: TableData.groups(reference), weights: TableData.weights(reference),
        netInterval: method, confidence: options["confidence"].number())
      try check(found.all, method, reference.expected)
      for group in found.groups { try check(group, method, reference.expected["groups"][group.label]) }
      #expect(found.groups.count == reference.expected["groups"].keys.count)
    }
  }

  /// Counts of promoters, passives and detractors, those at the edges included.
  @Test(arguments: try Fixture.cases("BoxScores").filter { $0.dataset == nil })
  func promotersAgreeWithReference(_ reference: Fixture.Case) throws {
    let counts = try reference.options["counts"].numbers().map { Int($0) }
    var values: [Double] = []
    for (value, count) in zip([9.0, 7, 0], counts) { values += Array(repeating: value, count: count) }
    for method in BoxScores.NetInterval.allCases {
      let found = try BoxScores(
        values, of: (0...10).map(Double.init), boxes: .netPromoter, netInterval: method,
        confidence: reference.options["confidence"].number())
      try check(found.all, method, reference.expected)
    }
  }

  private func check(
    _ part: BoxScores.Part, _ method: BoxScores.NetInterval, _ expected: Fixture.Value
  ) throws {
    #expect(part.counts.map(Double.init) == (try expected["counts"].numbers()))
    #expect(part.base.count == (try expected["n"].integer()))
    try expectAgreement(part.base.effective, expected["effective"], digits: 11)
    for (place, share) in [part.top, part.middle, part.bottom].enumerated() {
      guard let share, let interval = share.interval else { continue }
      try expectAgreement(share.value, expected["shares"][place], digits: 11)
      try expectAgreement(
        [interval.lower, interval.upper], expected["wilson"][place], digits: 11, floor: 1e-16, "Wilson")
    }
    let net = try #require(part.net)
    try expectAgreement(net.value, expected["net"], digits: 11, floor: 1e-16)
    try expectAgreement(net.standardError, expected["error"], digits: 11)
    switch method {
    case .score:
      let interval = try #require(net.interval)
      try expectAgreement(
        [interval.lower, interval.upper], expected["score"], digits: 11, floor: 1e-15, "score")
    case .wald:
      guard let interval = net.interval else {
        #expect(try expected["error"].number() == 0)
        return
      }
      try expectAgreement(
        [interval.lower, interval.upper], expected["wald"], digits: 11, floor: 1e-16, "Wald")
    }
  }

  // MARK: Laws

  @Test func turningTheScaleRoundNegatesTheNet() throws {
    let plain = try BoxScores(Self.values, of: Self.five, boxes: .topTwo).all
    let turned = try BoxScores(Self.values.map { 6 - $0 }, of: Self.five, boxes: .topTwo).all
    #expect(plain.top == turned.bottom && plain.bottom == turned.top)
    let (one, other) = (try #require(plain.net?.interval), try #require(turned.net?.interval))
    #expect(one.lower == -other.upper && one.upper == -other.lower)
  }

  @Test func integerWeightsAreRepeatedCases() throws {
    let weights = [2, 1, 3, 1, 2, 4, 5, 1, 1, 2]
    let long = zip(Self.values, weights).flatMap { Array(repeating: $0, count: $1) }
    let (one, other) = (
      try BoxScores(Self.values, of: Self.five, boxes: .topTwo, weights: weights.map(Double.init)).all,
      try BoxScores(long, of: Self.five, boxes: .topTwo).all
    )
    expectAgreement(try #require(one.top?.value), try #require(other.top?.value), digits: 15)
    expectAgreement(try #require(one.net?.value), try #require(other.net?.value), digits: 14)
    // The interval knows that repeated cases would be more cases than there are.
    #expect(try #require(one.net?.interval).width > #require(other.net?.interval).width)
  }

  @Test func withoutBottomAnswersTheUpperLimitIsWilsons() throws {
    let part = try BoxScores([5, 5, 3, 3, 3, 3, 3], of: Self.five, boxes: .topTwo).all
    expectAgreement(
      try #require(part.net?.interval?.upper), try #require(part.top?.interval?.upper), digits: 12)
  }

  @Test func limitsAreWhereTheScoreTestTurns() throws {
    let part = try BoxScores(Self.values, of: Self.five, boxes: .topTwo).all
    let (p, q, n) = (0.6, 0.2, 10.0)
    let interval = try #require(part.net?.interval)
    for limit in [interval.lower, interval.upper] {
      // The most likely second share under this difference, by a fine search.
      let low = max(0, -limit) + 1e-9
      let high = (1 - limit) / 2 - 1e-9
      let shares = (0...200_000).map { low + (high - low) * Double($0) / 200_000 }
      let best = try #require(
        shares.max {
          Self.likelihood($0, limit, p, q) < Self.likelihood($1, limit, p, q)
        })
      let z = (p - q - limit) / ((2 * best + limit * (1 - limit)) / n).squareRoot()
      expectAgreement(z.magnitude, 1.959963984540054, digits: 4)
    }
  }

  @Test func anyWeightsGiveOrderedLimitsAroundTheEstimates() throws {
    var numbers = FixedNumbers(seed: 11)
    for round in 0..<400 {
      let count = 1 + numbers.next(below: 12)
      let values = numbers.integers(count, from: 1, below: 6)
      // Weights of very different sizes put shares next to 0 and 1.
      let weights = (0..<count).map { _ in pow(10, 40 * numbers.uniform() - 20) }
      for method in BoxScores.NetInterval.allCases {
        let part = try BoxScores(
          values, of: Self.five, boxes: .topTwo, weights: round % 2 == 0 ? nil : weights, netInterval: method,
          confidence: [0.5, 0.95, 0.999][round % 3]
        ).all
        for (estimate, low) in [(part.top, 0.0), (part.middle, 0), (part.bottom, 0), (part.net, -1)] {
          guard let estimate, let interval = estimate.interval else { continue }
          #expect(interval.lower >= low && interval.upper <= 1, "\(values) \(interval)")
          #expect(
            interval.lower <= estimate.value + 1e-15 && interval.upper >= estimate.value - 1e-15,
            "\(values) \(weights) \(estimate)")
        }
      }
    }
  }

  private static func likelihood(_ share: Double, _ difference: Double, _ p: Double, _ q: Double) -> Double {
    p * log(share + difference) + q * log(share) + (1 - p - q) * log(1 - 2 * share - difference)
  }

  // MARK: Edges and refusals

  @Test func allInOneBoxHasAScoreIntervalAndNoWaldInterval() throws {
    let score = try BoxScores([5], of: Self.five, boxes: .topBox).all
    #expect(score.net?.value == 1 && score.net?.interval?.upper == 1)
    let wald = try BoxScores([5], of: Self.five, boxes: .topBox, netInterval: .wald)
    #expect(wald.all.net?.interval == nil && wald.report.notes.count == 1)
  }

  @Test func topAndBottomMayBeAllAnswers() throws {
    let part = try BoxScores([0, 1, 1], of: [0, 1], boxes: .topBox).all
    #expect(part.middle == nil && part.counts == [2, 0, 1])
  }

  @Test func theOrderIsThatOfTheScores() throws {
    let answers = try CategoricalAnswers(scores: [10, 10, 0], of: (0...10).map(Double.init))
    #expect(try BoxScores(answers, boxes: .netPromoter).all.counts == [2, 0, 1])
  }

  @Test func refusesWhatHasNoBoxes() throws {
    expectRefusal(.definition) { try BoxScores(CategoricalAnswers(["a", "b"]), boxes: .topBox) }
    expectRefusal(.definition) { try BoxScores(Self.values, of: Self.five, boxes: .netPromoter) }
    expectRefusal(.definition) { try BoxScores(Self.values, of: Self.five, boxes: .init(top: 3, bottom: 3)) }
    expectRefusal(.definition) { try BoxScores(Self.values, of: Self.five, boxes: .init(top: 0, bottom: 1)) }
    expectRefusal(.definition) {
      try BoxScores(Self.values, of: Self.five, boxes: .init(top: .max, bottom: .max))
    }
    expectRefusal(.definition) {
      try BoxScores(Self.values, of: Self.five, boxes: .init(top: 1, bottom: .min))
    }
    expectRefusal(.tooFew) { try BoxScores([], of: Self.five, boxes: .topBox) }
    expectRefusal(.unknownName) { try BoxScores([6], of: Self.five, boxes: .topBox) }
    expectRefusal(.notFinite) { try BoxScores([.nan], of: Self.five, boxes: .topBox) }
    expectRefusal(.outOfRange) { try BoxScores([5], of: Self.five, boxes: .topBox, weights: [-1]) }
    for confidence in [0, 1, .nan] {
      expectRefusal(.outOfRange) { try BoxScores([5], of: Self.five, boxes: .topBox, confidence: confidence) }
    }
  }

  // MARK: Print, conformance and page

  @Test func printsGroups() throws {
    let answers = try CategoricalAnswers(scores: [5, 1, 3, nil], of: Self.five, name: "calm")
    let groups = try CategoricalAnswers(["x", "y", "x", "x"], levels: ["x", "y", "z"], name: "arm")
    #expect(
      "\(try BoxScores(answers, boxes: .topTwo, by: groups, weights: [1, 2, 0.5, 1]))" == """
        Box scores: calm, by arm
          x, top 2         66.7%  95% CI [14.8%, 95.8%]
          x, middle        33.3%  95% CI [4.2%, 85.2%]
          x, bottom 2       0.0%  95% CI [0.0%, 68.1%]
          x, net           66.7%  95% CI [-46.8%, 95.8%]
          y, top 2          0.0%  95% CI [0.0%, 79.3%]
          y, middle         0.0%  95% CI [0.0%, 79.3%]
          y, bottom 2     100.0%  95% CI [20.7%, 100.0%]
          y, net         -100.0%  95% CI [-100.0%, 58.7%]
          all, top 2       28.6%  95% CI [3.9%, 79.9%]
          all, middle      14.3%  95% CI [1.1%, 71.9%]
          all, bottom 2    57.1%  95% CI [13.4%, 92.0%]
          all, net        -28.6%  95% CI [-86.8%, 64.1%]
          Bases of the shares
               n  weighted n  effective n
          x    2         1.5          1.8
          y    1         2.0          1.0
          z    0         0.0          0.0
          all  3         3.5          2.3
          n = 3   weighted n used = 3.5   effective n used = 2.3
          3 of 4 cases used   left out: 1 missing
          top: 4 and 5; bottom: 1 and 2; interval of the net: score; weights: one per case
          Note: Groups without cases have no shares.
        """)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try BoxScores(Self.values, of: Self.five, boxes: .topTwo) }
    try checkFinding { try BoxScores([5], of: Self.five, boxes: .topBox, netInterval: .wald) }
    let answers = try CategoricalAnswers(scores: [5, 1, 3, nil], of: Self.five)
    let groups = try CategoricalAnswers(["x", "y", "x", "x"], levels: ["x", "y", "z"])
    try checkFinding { try BoxScores(answers, boxes: .topTwo, by: groups, weights: [1, 2, 1e-200, 1]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BoxScores") { print in
      // page
      let answers: [Double] = [9, 10, 7, 8, 3, 10, 6, 9, 8, 2, 9, 10, 5, 7, 9]
      let score = try BoxScores(answers, of: (0...10).map(Double.init), boxes: .netPromoter)
      print(score.named("would recommend us"))
      // end
    }
  }
}
