import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RankingTests {
  static let values = [3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("Ranking"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values: [Double]
    if let dataset = reference.dataset {
      let column = try Fixture.table(dataset).numbers(reference.options["column"].string())
      values = column.compactMap { $0 }
    } else {
      values = try reference.options["values"].numbers()
    }
    for rule in Ranking.TieRule.allCases {
      #expect(
        try Ranking(values, ties: rule).ranks == reference.expected[rule.rawValue].numbers(), "\(rule)")
    }
  }

  // MARK: Laws

  @Test func risingTransformationsKeepTheRanks() throws {
    for rule in Ranking.TieRule.allCases {
      let plain = try Ranking(Self.values, ties: rule).ranks
      #expect(try Ranking(Self.values.map { $0 * $0 * $0 - 7 }, ties: rule).ranks == plain)
    }
  }

  @Test func turningTheValuesTurnsTheRanks() throws {
    let turned = Self.values.map { -$0 }
    let size = Double(Self.values.count)
    let pairs: [(Ranking.TieRule, Ranking.TieRule, Double)] = [
      (.average, .average, size + 1), (.minimum, .maximum, size + 1), (.maximum, .minimum, size + 1),
      (.dense, .dense, 8),
    ]
    for (rule, other, sum) in pairs {
      let ranks = try Ranking(Self.values, ties: rule).ranks
      #expect(try Ranking(turned, ties: other).ranks == ranks.map { sum - $0 }, "\(rule)")
    }
  }

  /// Each rule in its own words, by asking every other value.
  @Test func ranksAreCountsOfOtherValues() throws {
    var numbers = FixedNumbers(seed: 5)
    for count in 1...40 {
      let x = numbers.integers(count, from: 0, below: 9)
      let below = x.map { value in Double(x.count { $0 < value }) }
      let equal = x.map { value in Double(x.count { $0 == value }) }
      let kinds = x.map { value in Double(Set(x.filter { $0 < value }).count) }
      let earlier = x.indices.map { place in Double(x[..<place].count { $0 == x[place] }) }
      #expect(try Ranking(x).ranks == zip(below, equal).map { $0 + ($1 + 1) / 2 })
      #expect(try Ranking(x, ties: .minimum).ranks == below.map { $0 + 1 })
      #expect(try Ranking(x, ties: .maximum).ranks == zip(below, equal).map(+))
      #expect(try Ranking(x, ties: .dense).ranks == kinds.map { $0 + 1 })
      #expect(try Ranking(x, ties: .ordinal).ranks == zip(below, earlier).map { $0 + $1 + 1 })
      #expect(try Ranking(x).tieSizes.reduce(0, +) == count)
    }
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    let limit = Double.greatestFiniteMagnitude
    for rule in Ranking.TieRule.allCases {
      #expect(try Ranking([7], ties: rule).ranks == [1])
      #expect(try Ranking([limit, -limit, .leastNonzeroMagnitude], ties: rule).ranks == [3, 1, 2])
      try checkFinding { try Ranking([7, 7], ties: rule) }
    }
    #expect(try Ranking([0, -0.0]).ranks == [1.5, 1.5])
    #expect(try Ranking([-0.0, 0], ties: .ordinal).ranks == [1, 2])
    let constant = try Ranking([4, 4, 4])
    #expect(constant.ranks == [2, 2, 2] && constant.tiedCount == 3 && constant.distinctValues == [4])
  }

  @Test func refusesWhatHasNoRank() {
    expectRefusal(.tooFew) { try Ranking([]) }
    expectRefusal(.notFinite) { try Ranking([1, .nan]) }
    expectRefusal(.notFinite) { try Ranking([1, .infinity]) }
  }

  // MARK: Print, conformance and page

  @Test func manyValuesAreNotListed() throws {
    let found = try Ranking((0..<30).map(Double.init))
    #expect(
      found.description == """
        Ranks
          n = 30   different values = 30   tied values = 0   largest tie = 1
          all 30 cases used
          equal values: average
          Note: More than 20 different values are not listed.
        """)
  }

  @Test(arguments: Ranking.TieRule.allCases) func keepsTheContract(_ rule: Ranking.TieRule) throws {
    try checkFinding { try Ranking(Self.values, ties: rule) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Ranking") { print in
      // page
      let hours = [3.0, 1, 4, 1, 5, 9, 3]
      let ranking = try Ranking(hours, ties: .ordinal)
      print(ranking.ranks)
      print(ranking.named("hours of help"))
      // end
    }
  }
}
