import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AlphaComparisonTests {
  private static func coefficients(_ reference: Fixture.Case) throws -> [AlphaComparison.Coefficient] {
    let options = reference.options
    let (alphas, items) = (try options["alphas"].numbers(), try options["items"].numbers())
    return try zip(zip(alphas, items), options["counts"].numbers()).map { pair, count in
      AlphaComparison.Coefficient(pair.0, count: Int(count), itemCount: Int(pair.1))
    }
  }

  private static func cases(_ prefix: String) throws -> [Fixture.Case] {
    try Fixture.cases("AlphaComparison").filter { $0.id.hasPrefix(prefix) }
  }

  // MARK: Reference

  @Test(arguments: try cases("independent.")) func chiSquareOfGroups(_ reference: Fixture.Case) throws {
    let finding = try AlphaComparison(among: Self.coefficients(reference))
    try expectAgreement(finding.statistic.value, reference.expected["chi_square"], digits: 12)
    try expectAgreement(finding.pValue, reference.expected["p"], digits: 11)
  }

  @Test(arguments: try cases("dependent.")) func chiSquareOfScales(_ reference: Fixture.Case) throws {
    let r = try reference.options["r"].array().map { try $0.numbers() }
    let finding = try AlphaComparison(amongSamePersons: Self.coefficients(reference), correlations: r)
    try expectAgreement(finding.statistic.value, reference.expected["chi_square"], digits: 12)
    try expectAgreement(finding.pValue, reference.expected["p"], digits: 11)
  }

  @Test(arguments: try cases("ratio.")) func ratioOfGroups(_ reference: Fixture.Case) throws {
    let two = try Self.coefficients(reference)
    let expected = reference.expected
    let many = try AlphaComparison(of: two[0], against: two[1], alternative: .greater, reference: .manyItems)
    let matched = try AlphaComparison(of: two[0], against: two[1], alternative: .greater)
    try expectAgreement(many.statistic.value, expected["W"], digits: 12)
    try expectAgreement(many.pValue, expected["p_greater_many"], digits: 11)
    try expectAgreement(matched.pValue, expected["p_greater_matched"], digits: 11)
    guard case .f(let numerator, let denominator) = matched.statistic.reference else {
      Issue.record("no F")
      return
    }
    try expectAgreement([numerator, denominator], expected["df"], digits: 11, "degrees of freedom")
    let both = try AlphaComparison(of: two[0], against: two[1], reference: .manyItems)
    let interval = try #require(both.ratio?.interval)
    try expectAgreement([interval.lower, interval.upper], expected["ci95_many"], digits: 11, "interval")
  }

  @Test(arguments: try cases("paired.")) func pairOfScales(_ reference: Fixture.Case) throws {
    let two = try Self.coefficients(reference)
    let finding = try AlphaComparison(
      of: two[0], withSamePersons: two[1], correlation: reference.options["r"].number())
    try expectAgreement(finding.statistic.value, reference.expected["t"], digits: 12)
    try expectAgreement(finding.pValue, reference.expected["p"], digits: 11)
  }

  /// The examples of the papers, at the digits printed there: Feldt, Woodruff & Salih (1987), and Charter
  /// & Feldt (1996), who rounded p before doubling it.
  @Test func agreesWithPublishedExamples() throws {
    func chi(_ id: String) throws -> (Double, Double) {
      let reference = try #require(try Self.cases(id).first)
      return (try reference.expected["chi_square"].number(), try reference.expected["p"].number())
    }
    expectAgreement(try chi("independent.fws1987").0, 22.926, digits: 4.7)
    let scales = try chi("dependent.fws1987")
    expectAgreement(scales.0, 10.66, digits: 3.8)
    expectAgreement(scales.1, 0.014, digits: 1.5)
    let first = AlphaComparison.Coefficient(0.78, count: 41, itemCount: 1_000)
    let second = AlphaComparison.Coefficient(0.71, count: 151, itemCount: 1_000)
    let ratio = try AlphaComparison(of: first, against: second, alternative: .greater, reference: .manyItems)
    expectAgreement(ratio.statistic.value, 1.318, digits: 3.8)
    expectAgreement(ratio.pValue, 0.121, digits: 2.5)
    let pair = try AlphaComparison(
      of: .init(0.82, count: 27, itemCount: 10), withSamePersons: .init(0.89, count: 27, itemCount: 10),
      correlation: 0.74)
    expectAgreement(pair.statistic.value, -1.849, digits: 3.8)
  }

  // MARK: Laws

  @Test func swappingTheGroupsTurnsTheRatio() throws {
    let one = AlphaComparison.Coefficient(0.7, count: 60, itemCount: 6)
    let two = AlphaComparison.Coefficient(0.8, count: 90, itemCount: 9)
    for reference in AlphaComparison.Reference.allCases {
      let (there, back) = (
        try AlphaComparison(of: one, against: two, reference: reference),
        try AlphaComparison(of: two, against: one, reference: reference)
      )
      expectAgreement(there.statistic.value * back.statistic.value, 1, digits: 14)
      if reference == .manyItems { expectAgreement(there.pValue, back.pValue, digits: 10) }
      expectAgreement(there.difference ?? 0, -(back.difference ?? 0), digits: 15)
    }
    let many = try AlphaComparison(of: one, against: two, reference: .manyItems)
    let less = try AlphaComparison(of: one, against: two, alternative: .less, reference: .manyItems)
    expectAgreement(many.pValue, 2 * less.pValue, digits: 12)
    let there = try AlphaComparison(
      of: one, withSamePersons: .init(0.8, count: 60, itemCount: 9), correlation: 0.3)
    let back = try AlphaComparison(
      of: .init(0.8, count: 60, itemCount: 9), withSamePersons: one, correlation: 0.3)
    expectAgreement(there.statistic.value, -back.statistic.value, digits: 14)
    expectAgreement(there.ratio?.interval?.lower ?? 0, 1 / (back.ratio?.interval?.upper ?? 0), digits: 12)
  }

  /// An interval whose end is 1 belongs to a p-value of 1 minus the level.
  @Test func intervalsAndTestsAgree() throws {
    let one = AlphaComparison.Coefficient(0.7, count: 60, itemCount: 6)
    let two = AlphaComparison.Coefficient(0.8, count: 60, itemCount: 9)
    let independent = try AlphaComparison(of: one, against: two, reference: .manyItems)
    let edge = try AlphaComparison(
      of: one, against: two, reference: .manyItems, confidence: 1 - independent.pValue)
    expectAgreement(edge.ratio?.interval?.upper ?? 0, 1, digits: 10)
    let pair = try AlphaComparison(of: one, withSamePersons: two, correlation: 0.4)
    let other = try AlphaComparison(
      of: one, withSamePersons: two, correlation: 0.4, confidence: 1 - pair.pValue)
    expectAgreement(other.ratio?.interval?.upper ?? 0, 1, digits: 10)
  }

  /// With few items the moments of W have to be matched: 20,000 ratios of alphas that are equal in the
  /// population, drawn from Feldt's distribution, seed 1.
  @Test func matchedMomentsHoldTheLevel() throws {
    var stream = RandomStream(seed: 1)
    let f1 = try FDistribution(numerator: 39, denominator: 78)
    let f2 = try FDistribution(numerator: 59, denominator: 177)
    var (matched, many) = (0, 0)
    let draws = 20_000
    let limits = try AlphaComparison.Reference.allCases.map { reference in
      try AlphaComparison(
        of: .init(0.5, count: 40, itemCount: 3), against: .init(0.5, count: 60, itemCount: 4),
        reference: reference)
    }
    // Of a ratio of 1 the interval has the inverse critical values.
    let critical = limits.compactMap { $0.ratio?.interval }.map { (1 / $0.upper, 1 / $0.lower) }
    for _ in 0..<draws {
      let ratio = f1.sample(using: &stream) / f2.sample(using: &stream)
      if ratio < critical[0].0 || ratio > critical[0].1 { matched += 1 }
      if ratio < critical[1].0 || ratio > critical[1].1 { many += 1 }
    }
    let (share, other) = (Double(matched) / Double(draws), Double(many) / Double(draws))
    #expect((share - 0.05).magnitude < 0.006, "matched: \(share)")
    #expect((other - 0.101).magnitude < 0.008, "many items: \(other)")
  }

  @Test func answersGiveWhatTheirAlphasGive() throws {
    let (x, y) = (Answers.random(items: 4, cases: 40), Answers.random(items: 5, cases: 40, seed: 9))
    let (one, two) = (try CronbachAlpha(x), try CronbachAlpha(y))
    let groups = try AlphaComparison(of: x, against: y)
    #expect(groups.pValue == (try AlphaComparison(of: .init(one), against: .init(two)).pValue))
    let pair = try AlphaComparison(of: x, withSamePersons: y)
    let sums = [x, y].map { items in (0..<40).map { row in items.reduce(0) { $0 + $1[row] } } }
    let r = try PearsonCorrelation(sums[0], with: sums[1]).correlation.value
    let twin = try AlphaComparison(of: .init(one), withSamePersons: .init(two), correlation: r)
    #expect(pair.pValue == twin.pValue && pair.correlation == r)
  }
}
