import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct QuantilesTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("Quantiles"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let column = try reference.options["column"].string()
    let values = try reference.data().numbers(column).compactMap { $0 }
    let probabilities = try reference.expected["probs"].numbers()
    for type in Quantiles.Definition.allCases {
      let found = try Quantiles(values, at: probabilities, type: type)
      try expectAgreement(
        found.values, reference.expected["type\(type.rawValue)"], digits: 12, "type \(type.rawValue)")
    }
  }

  // MARK: Laws

  @Test(arguments: Quantiles.Definition.allCases)
  func quantilesRiseFromTheSmallestToTheLargest(_ type: Quantiles.Definition) throws {
    let probabilities = (0...200).map { Double($0) / 200 }
    let found = try Quantiles(Self.values, at: probabilities, type: type).values
    #expect(found.first == 1 && found.last == 9)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: Quantiles.Definition.allCases)
  func oneValueIsEveryQuantile(_ type: Quantiles.Definition) throws {
    #expect(try Quantiles([5], at: [0, 0.3, 0.5, 1], type: type).values == [5, 5, 5, 5])
  }

  /// Types 1, 3 and 4 are not symmetric.
  @Test(arguments: Quantiles.Definition.allCases.filter { ![.one, .three, .four].contains($0) })
  func turningTheValuesTurnsTheQuantiles(_ type: Quantiles.Definition) throws {
    let plain = try Quantiles(Self.values, at: [0.1, 0.25, 0.5, 0.8], type: type).values
    let turned = try Quantiles(Self.values.map { -$0 }, at: [0.9, 0.75, 0.5, 0.2], type: type).values
    for (one, other) in zip(plain, turned) { expectAgreement(one, -other, digits: 14) }
  }

  @Test func theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() throws {
    let found = try Quantiles([4, 1, 3, 2])
    #expect(found.median == 2.5 && found.values == [1.75, 2.5, 3.25] && found.interquartileRange == 1.5)
    #expect(try Quantiles([1, 2], at: [0.1]).median == nil)
    #expect(try Quantiles([1, 2], at: [0.25]).interquartileRange == nil)
  }

  @Test func hugeValuesDoNotOverflow() throws {
    let limit = Double.greatestFiniteMagnitude
    #expect(try Quantiles([-limit, limit], at: [0.5]).values == [0])
  }

  // MARK: Refusals

  @Test func refusesWhatHasNoQuantile() {
    expectRefusal(.tooFew) { try Quantiles([]) }
    expectRefusal(.tooFew) { try Quantiles([1], at: []) }
    expectRefusal(.notFinite) { try Quantiles([1, .nan]) }
    for probability in [-0.1, 1.1, .nan, .infinity] {
      expectRefusal(.outOfRange) { try Quantiles([1, 2], at: [probability]) }
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Quantiles.Definition.allCases) func keepsTheContract(_ type: Quantiles.Definition) throws {
    try checkFinding { try Quantiles(Self.values, type: type) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Quantiles") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6]
      print(try Quantiles(hours, at: [0.1, 0.25, 0.5, 0.75, 0.9]).named("hours of help"))
      // end
    }
  }
}
