import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Small probabilities, and laws of the distribution of the largest of several statistics.
@Suite struct MultivariateTTailTests {
  private static func pairs(_ sizes: [Double]) -> [[Double]] {
    var rows: [[Double]] = []
    for first in sizes.indices {
      for second in sizes.indices where second > first {
        var row = [Double](repeating: 0, count: sizes.count)
        (row[first], row[second]) = (1, -1)
        rows.append(row)
      }
    }
    func product(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for index in sizes.indices { sum += a[index] * b[index] / sizes[index] }
      return sum
    }
    return rows.map { a in rows.map { product(a, $0) / (product(a, a) * product($0, $0)).squareRoot() } }
  }

  private static func equal(_ count: Int, _ correlation: Double) -> [[Double]] {
    (0..<count).map { row in (0..<count).map { row == $0 ? 1 : correlation } }
  }

  /// Correlations of any kind: three that are regular, two that are singular.
  private static let matrices: [[[Double]]] = [
    [[1, 0.3, -0.4], [0.3, 1, 0.5], [-0.4, 0.5, 1]], equal(4, 0.6), equal(4, -0.3), pairs([3, 8, 5]),
    pairs([2, 9, 4, 4]),
  ]

  // MARK: Reference

  @Test func agreesWithReference() throws {
    // The borders of cells are the same for all degrees of freedom; the smallest lattice will do.
    var ranges: [[Double]: MultivariateTRange] = [:]
    for reference in try Fixture.cases("MultivariateTTail") {
      let options = reference.options
      let count = try options["count"].integer()
      let flat = try options["correlations"].numbers()
      let freedom = options["df"] == .null ? Double.infinity : try options["df"].number()
      let rows = (0..<count).map { Array(flat[$0 * count..<($0 + 1) * count]) }
      let range =
        try ranges[flat]?.with(degreesOfFreedom: freedom)
        ?? MultivariateTRange(correlations: rows, degreesOfFreedom: freedom, largestCost: 0)
      ranges[flat] = range
      let limit = try options["limit"].number()
      let (found, error) = (range.outside(limit), range.error(outside: limit))
      let wanted = try reference.expected["outside"].number()
      let words = reference.tolerance.split(separator: " ")
      let size = try #require(words.last.flatMap { Double($0) })
      let tolerance = words.first == "relative" ? size * wanted : size
      #expect(
        (found - wanted).magnitude <= error + tolerance,
        "\(reference.id): \(found) against \(wanted), error \(error)")
      #expect(error <= 2e-2 * wanted, "\(reference.id): \(error) of \(wanted)")
      // Where no lattice is needed, and in one dimension of it.
      if count < 5 { #expect(error <= 1e-6 * wanted, "\(reference.id): \(error) of \(wanted)") }
    }
  }

  // MARK: Laws

  @Test(arguments: [1, 6, 43.5, Double.infinity])
  func allPairsOfEqualGroupsAreTheStudentizedRange(_ freedom: Double) throws {
    for groups in 2...4 {
      let sizes = [Double](repeating: 7, count: groups)
      let range = try MultivariateTRange(correlations: Self.pairs(sizes), degreesOfFreedom: freedom)
      let tukey = try StudentizedRangeDistribution(groups: groups, degreesOfFreedom: freedom)
      for limit in [0.2, 1, 2.4, 7, 300] where freedom < 100 || limit < 30 {
        let root = 2.0.squareRoot()
        expectAgreement(range.outside(limit), tukey.upperTail(limit * root), digits: 11, "\(groups) \(limit)")
      }
      expectAgreement(
        try range.limit(outside: 0.05) * 2.0.squareRoot(), try tukey.quantile(upperTail: 0.05), digits: 11)
    }
    let five = try MultivariateTRange(
      correlations: Self.pairs([4, 4, 4, 4, 4]), degreesOfFreedom: freedom, largestCost: 0)
    let tukey = try StudentizedRangeDistribution(groups: 5, degreesOfFreedom: freedom)
    let found = five.outside(2.5)
    #expect((found - tukey.upperTail(2.5 * 2.0.squareRoot())).magnitude <= five.error(outside: 2.5))
    #expect(five.error(outside: 2.5) < 1e-7)
  }

  @Test(arguments: [2, 17.5, Double.infinity])
  func liesBetweenOneStatisticAndBonferroni(_ freedom: Double) throws {
    for rows in Self.matrices {
      let range = try MultivariateTRange(correlations: rows, degreesOfFreedom: freedom)
      let one = try MultivariateTRange(correlations: [[1]], degreesOfFreedom: freedom)
      var last = 1.0
      for step in 1...60 {
        let limit = 0.15 * Double(step)
        let tail = range.outside(limit)
        #expect(tail >= one.outside(limit) && tail <= Double(rows.count) * one.outside(limit))
        #expect(tail < last)
        last = tail
      }
    }
  }

  @Test func farOutOnlyBonferroniIsLeft() throws {
    for rows in Self.matrices {
      let range = try MultivariateTRange(correlations: rows, degreesOfFreedom: .infinity)
      let bound = 2 * Double(rows.count) * NormalDistribution.standard.upperTail(20)
      expectAgreement(range.outside(20), bound, digits: 12)
    }
  }

  @Test(arguments: [0.3, 0.05, 1e-4, 1e-12, 1e-200])
  func theLimitHasItsProbability(_ probability: Double) throws {
    for (rows, freedom) in zip(Self.matrices, [3, 11.5, .infinity, 25, .infinity]) {
      let range = try MultivariateTRange(correlations: rows, degreesOfFreedom: freedom)
      let limit = try range.limit(outside: probability)
      expectAgreement(range.outside(limit), probability, digits: 9)
    }
  }

  @Test func theSignsTheOrderAndCopiesOfStatisticsDoNotMatter() throws {
    let rows = Self.matrices[0]
    let range = try MultivariateTRange(correlations: rows, degreesOfFreedom: 5)
    // The third first and turned, and the first again at the end.
    let (order, signs) = ([2, 0, 1, 0], [-1.0, 1, 1, -1])
    let other = order.indices.map { a in
      order.indices.map { b in signs[a] * signs[b] * rows[order[a]][order[b]] }
    }
    let turned = try MultivariateTRange(correlations: other, degreesOfFreedom: 5)
    for limit in [0.5, 2, 9] { expectAgreement(range.outside(limit), turned.outside(limit), digits: 12) }
  }

  @Test(arguments: [4, 5, 7])
  func independentStatisticsMultiplyInAnyDimension(_ count: Int) throws {
    let range = try MultivariateTRange(
      correlations: Self.equal(count, 0), degreesOfFreedom: .infinity, largestCost: 0)
    for limit in [0.4, 1.1, 2.3, 5, 9] {
      let out = 2 * NormalDistribution.standard.upperTail(limit)
      let wanted = -SpecialFunctions.expm1(Double(count) * SpecialFunctions.log1p(-out))
      let error = range.error(outside: limit)
      #expect((range.outside(limit) - wanted).magnitude <= error && error < 1e-2 * wanted, "\(limit)")
    }
  }

  @Test func nearlyEqualStatisticsApproachOne() throws {
    let one = try MultivariateTRange(correlations: [[1]], degreesOfFreedom: 8)
    for distance in [1e-3, 1e-6, 1e-9] {
      let range = try MultivariateTRange(
        correlations: [[1, 1 - distance], [1 - distance, 1]], degreesOfFreedom: 8)
      let excess = range.outside(2) / one.outside(2) - 1
      // Two statistics that differ by √(2δ) times a normal number: the excess is of that order.
      #expect(excess > 0.3 * distance.squareRoot() && excess < 3 * distance.squareRoot(), "\(excess)")
    }
  }
}
