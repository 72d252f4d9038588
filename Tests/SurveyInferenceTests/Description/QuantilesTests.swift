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

  @Test(arguments: try Fixture.cases("WeightedQuantiles"))
  func weightedAgreesWithReference(_ reference: Fixture.Case) throws {
    let table = try reference.data()
    let values = try table.numbers(reference.options["column"].string()).compactMap { $0 }
    let weights = try table.numbers(reference.options["weights"].string()).compactMap { $0 }
    let probabilities = try reference.expected["probs"].numbers()
    for type in Quantiles.Definition.allCases where reference.expected["type\(type.rawValue)"] != .null {
      let found = try Quantiles(values, weights: weights, as: .frequency, at: probabilities, type: type)
      try expectAgreement(
        found.values, reference.expected["type\(type.rawValue)"], digits: 11, "type \(type.rawValue)")
    }
  }

  // MARK: Laws

  /// Types 1 and 2 from their definition: where the share of the weights at or below a value passes p.
  @Test func weightedQuantilesAreThoseOfTheDistributionFunction() throws {
    var numbers = FixedNumbers(seed: 8)
    for count in 1...20 {
      let x = numbers.integers(count, from: 0, below: 8)
      let w = numbers.integers(count, from: 1, below: 5).map { $0 / 10 }
      let tenths = w.map { Int(($0 * 10).rounded()) }
      let total = tenths.reduce(0, +)
      for percent in [0, 10, 25, 50, 60, 75, 100] {
        let reaching = { (value: Double) in zip(x, tenths).reduce(0) { $0 + ($1.0 <= value ? $1.1 : 0) } * 100
        }
        let sorted = x.sorted()
        let low = sorted.first { reaching($0) >= percent * total } ?? .nan
        let high = sorted.first { reaching($0) > percent * total } ?? sorted.last ?? .nan
        for kind in WeightKind.allCases {
          let p = [Double(percent) / 100]
          #expect(try Quantiles(x, weights: w, as: kind, at: p, type: .one).values == [low])
          #expect(
            try Quantiles(x, weights: w, as: kind, at: p).values == [percent == 0 ? low : (low + high) / 2])
        }
      }
    }
  }

  @Test(arguments: Quantiles.Definition.allCases)
  func frequenciesAreReplications(_ type: Quantiles.Definition) throws {
    let weights = [2.0, 1, 3, 0, 1, 4, 2]
    let replicated = zip(Self.values, weights).flatMap { Array(repeating: $0, count: Int($1)) }
    let probabilities = (0...40).map { Double($0) / 40 }
    #expect(
      try Quantiles(Self.values, weights: weights, as: .frequency, at: probabilities, type: type).values
        == Quantiles(replicated, at: probabilities, type: type).values)
  }

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

  @Test func refusesWeightsWithoutAMeaning() throws {
    let x = Self.values
    for type in Quantiles.Definition.allCases.dropFirst(2) {
      expectRefusal(.definition) { try Quantiles(x, weights: x, as: .sampling, type: type) }
    }
    expectRefusal(.outOfRange) { try Quantiles(x, weights: x.map { _ in 0 }, as: .frequency) }
    expectRefusal(.outOfRange) { try Quantiles(x, weights: x.map { -$0 }, as: .frequency) }
    expectRefusal(.lengthMismatch) { try Quantiles(x, weights: [1], as: .frequency) }
    expectRefusal(.tooFew) { try Quantiles([], weights: [], as: .sampling) }
    expectRefusal(.outOfRange) { try Quantiles([1, 2], weights: [0.3, 0.2], as: .frequency, type: .seven) }
    let huge = try Quantiles(x, weights: x.map { $0 * 1e300 }, as: .frequency, type: .seven)
    #expect(huge.values == [3, 6, 9])
    try checkFinding { try Quantiles(x, weights: x, as: .reliability) }
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
