import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KeyingHintTests {
  private static func reversed(_ items: [[Double]], _ places: [Int]) -> [[Double]] {
    items.enumerated().map { index, item in places.contains(index) ? item.map { 6 - $0 } : item }
  }

  @Test func namesTheItemThatRunsAgainstTheOthers() throws {
    let alpha = try CronbachAlpha(Answers.raw, names: ["A1", "A2", "A3", "A4"])
    let hint = try #require(alpha.keyingHint)
    #expect(hint.items == [2] && hint.isExhaustive)
    expectAgreement(hint.alpha, try CronbachAlpha(Answers.keyed).alpha.value, digits: 13)
    #expect(alpha.report.warnings.last == "Alpha would be .95 if A3 were reversed.")
  }

  @Test(arguments: [[0, 1], [1, 3], [2, 4], [0, 4]])
  func findsTwoOfFive(_ places: [Int]) throws {
    let answers = Answers.random(items: 5, cases: 60)
    let alpha = try CronbachAlpha(Self.reversed(answers, places))
    let hint = try #require(alpha.keyingHint)
    #expect(hint.items == places)
    expectAgreement(hint.alpha, try CronbachAlpha(answers).alpha.value, digits: 12)
  }

  /// With two of five items turned, item-rest correlations name others than these.
  @Test(arguments: [[2, 4], [0, 4]]) func itemRestCorrelationsAloneWouldMislead(_ places: [Int]) throws {
    let items = try CronbachAlpha(Self.reversed(Answers.random(items: 5, cases: 60), places)).items
    #expect(items.indices.filter { (items[$0].restCorrelation ?? 0) < 0 } != places)
  }

  @Test func saysNothingWhereKeysAgree() throws {
    #expect(try CronbachAlpha(Answers.keyed).keyingHint == nil)
    #expect(try CronbachAlpha(Answers.random(items: 25, cases: 200)).keyingHint == nil)
  }

  @Test(arguments: [20, 25]) func findsManyItemsWithoutTryingAllKeys(_ order: Int) throws {
    let answers = Answers.random(items: order, cases: 120)
    let places = [1, 4, 7, 11, 13, 17]
    let hint = try #require(try CronbachAlpha(Self.reversed(answers, places)).keyingHint)
    #expect(hint.items == places && !hint.isExhaustive)
    expectAgreement(hint.alpha, try CronbachAlpha(answers).alpha.value, digits: 12)
  }

  /// No keys give a larger alpha: all of them by brute force.
  @Test(arguments: UInt64(1)...6) func noKeysAreBetter(_ seed: UInt64) throws {
    let answers = Answers.random(items: 6, cases: 12, seed: seed, loading: 0.1)
    var best = -Double.infinity
    for mask in 0..<64 {
      let places = (0..<6).filter { mask >> $0 & 1 == 1 }
      best = max(best, (try? CronbachAlpha(Self.reversed(answers, places)).alpha.value) ?? -.infinity)
    }
    let alpha = try CronbachAlpha(answers)
    expectAgreement(alpha.keyingHint?.alpha ?? alpha.alpha.value, best, digits: 11)
  }

  @Test func anErrorNamesItemsThatCancel() {
    let item = Answers.raw[0]
    #expect(
      Self.message { try CronbachAlpha([item, item.map { 6 - $0 }], names: ["calm", "tense"]) }
        == "sum of the items: all values are equal, because tense and calm cancel each other; "
        + "look for items that are keyed against each other: alpha would be 1.00 if tense were reversed")
    #expect(
      Self.message { try CronbachAlpha([[2, 2, 2], [3, 3, 3]], names: ["a", "b"]) }
        == "sum of the items: all values are equal; "
        + "it needs items that vary: a and b have one answer each")
  }

  private static func message(_ call: () throws -> CronbachAlpha) -> String {
    do { return try call().description } catch { return "\(error)" }
  }
}
