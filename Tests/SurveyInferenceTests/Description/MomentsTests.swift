import Foundation
import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MomentsTests {
  static let values = [2.0, 3.5, 3.5, 7, -1, 4.25, 0]

  // MARK: Reference

  /// How many digits of the certified standard deviation survive when the decimal data are rounded to
  /// `Double`: the standard deviation of the rounded data in exact rational arithmetic.
  static let ceilings: [String: Double] = [
    "nist/Lew.dat": 15.4, "nist/Lottery.dat": 15.4, "nist/NumAcc1.dat": 16, "nist/NumAcc2.dat": 15.5,
    "nist/Mavro.dat": 13.1, "nist/Michelso.dat": 13.8, "nist/NumAcc3.dat": 9.4, "nist/NumAcc4.dat": 8.2,
  ]

  @Test(arguments: try Fixture.cases("Moments"))
  func reachesWhatDoublesHold(_ reference: Fixture.Case) throws {
    let name = try #require(reference.dataset)
    let start = try reference.options["data_starts_after_line"].integer()
    let lines = try Fixture.text("Tests/Fixtures/data/\(name)").components(separatedBy: .newlines)
    let values = lines.dropFirst(start).joined(separator: " ").split(separator: " ").compactMap { Double($0) }
    #expect(values.count == (try reference.expected["n"].integer()))
    let moments = try Moments(values)
    try expectAgreement(moments.mean, reference.expected["mean"], digits: 14.5, "mean")
    let ceiling = try #require(Self.ceilings[name])
    try expectAgreement(
      moments.standardDeviation, reference.expected["sd"], digits: min(ceiling, 15) - 0.5, "SD")
  }

  // MARK: Laws

  @Test func mergingGivesTheMomentsOfAll() throws {
    for cut in 1..<Self.values.count {
      let parts = try Moments(Self.values[..<cut]).merging(Moments(Self.values[cut...]))
      let all = try Moments(Self.values)
      #expect(parts.count == all.count && parts.minimum == all.minimum && parts.maximum == all.maximum)
      expectAgreement(parts.mean, all.mean, digits: 14)
      expectAgreement(parts.sumOfSquares, all.sumOfSquares, digits: 14)
    }
  }

  @Test func shiftMovesTheMeanAndNothingElse() throws {
    let plain = try Moments(Self.values)
    let moved = try Moments(Self.values.map { $0 + 1_048_576 })
    expectAgreement(moved.mean, plain.mean + 1_048_576, digits: 15)
    expectAgreement(moved.sumOfSquares, plain.sumOfSquares, digits: 13)
  }

  @Test func scaleScales() throws {
    let plain = try Moments(Self.values)
    for factor in [-3, 1e-100, 1e150] {
      let scaled = try Moments(Self.values.map { $0 * factor })
      expectAgreement(scaled.mean, plain.mean * factor, digits: 14)
      let deviation = try #require(plain.standardDeviation)
      expectAgreement(scaled.standardDeviation ?? .nan, deviation * factor.magnitude, digits: 14)
    }
  }

  @Test func equalValuesHaveNoSpreadWhateverTheirRounding() throws {
    let moments = try Moments([Double](repeating: 0.1, count: 11))
    #expect(moments.sumOfSquares == 0 && moments.standardErrorOfMean == 0)
  }

  @Test func summariesGiveWhatDataGive() throws {
    let data = try Moments(Self.values)
    let deviation = try #require(data.standardDeviation)
    let summary = try Moments(count: data.count, mean: data.mean, standardDeviation: deviation)
    expectAgreement(summary.sumOfSquares, data.sumOfSquares, digits: 14)
    #expect(summary.minimum == nil)
    #expect(try summary.merging(data).maximum == nil)
  }

  @Test func readsBackWhatItWrote() throws {
    let moments = try Moments(Self.values)
    let data = try JSONEncoder().encode(moments)
    #expect(try JSONDecoder().decode(Moments.self, from: data) == moments)
  }

  @Test(arguments: [
    #"{"count":0,"mean":1,"sumOfSquares":0}"#, #"{"count":2,"mean":1,"sumOfSquares":-1}"#,
    #"{"count":1,"mean":1,"sumOfSquares":1}"#,
    #"{"count":2,"mean":1,"sumOfSquares":1,"minimum":3,"maximum":2}"#,
  ])
  func readsNoMomentsThatNoDataHave(_ json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Moments.self, from: Data(json.utf8))
    }
  }

  // MARK: Edges and refusals

  @Test func oneValueHasAMeanOnly() throws {
    let moments = try Moments([3])
    #expect(moments.mean == 3 && moments.variance == nil && moments.standardErrorOfMean == nil)
  }

  @Test func refusesWhatHasNoMoments() {
    expectRefusal(.tooFew) { try Moments([]) }
    expectRefusal(.notFinite) { try Moments([1, .nan]) }
    expectRefusal(.notFinite) { try Moments([1, .infinity]) }
    expectRefusal(.outOfRange) { try Moments([1e200, -1e200]) }
    expectRefusal(.tooFew) { try Moments(count: 0, mean: 1, standardDeviation: 0) }
    expectRefusal(.outOfRange) { try Moments(count: 1, mean: 1, standardDeviation: 1) }
    expectRefusal(.outOfRange) { try Moments(count: 3, mean: 1, standardDeviation: -1) }
    expectRefusal(.outOfRange) { try Moments(count: 3, mean: 1, standardDeviation: .nan) }
    expectRefusal(.outOfRange) { try Moments(count: 3, mean: 1, standardDeviation: 1e200) }
    expectRefusal(.notFinite) { try Moments(count: 3, mean: .nan, standardDeviation: 1) }
    expectRefusal(.outOfRange) {
      let large = try Moments(count: .max, mean: 0, standardDeviation: 1)
      return try large.merging(large)
    }
  }

  // MARK: Page

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Moments") { print in
      // page
      let monday = try Moments([3.5, 4, 2.5, 5])
      let tuesday = try Moments([4.5, 3, 4])
      let week = try monday.merging(tuesday)
      print("n = \(week.count), from \(week.minimum ?? 0) to \(week.maximum ?? 0)")
      // end
    }
  }
}
