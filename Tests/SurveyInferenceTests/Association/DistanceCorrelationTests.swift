import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyInference

@Suite struct DistanceCorrelationTests {
  static let hours = [1.0, 2, 3, 4, 5, 6, 7, 8, 9]
  static let mood = [9.0, 6, 4, 2, 1, 2, 3, 7, 8]

  // MARK: Reference

  /// R's p is 1 less the lower tail, and is 0 where the upper tail is tiny.
  @Test(arguments: try Fixture.cases("DistanceCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let table = try reference.data()
    func set(_ key: String) throws -> [[Double]] {
      try table.complete(reference.options[key].array().map { try $0.string() })
    }
    let expected = reference.expected
    let found = try DistanceCorrelation(set("x"), with: set("y"), method: .studentT)
    try expectAgreement(found.correlation, expected["dcor"], digits: 11, "dCor")
    try expectAgreement(found.covariance, expected["dcov"], digits: 11, "dCov")
    try expectAgreement(found.standardDeviations[0], expected["dvar_x"], digits: 11)
    try expectAgreement(found.standardDeviations[1], expected["dvar_y"], digits: 11)
    try expectAgreement(found.biasCorrectedSquare, expected["bcdcor"], digits: 11, "corrected")
    try expectAgreement(found.statistic.value, expected["t"], digits: 11, "t")
    #expect(found.statistic.reference == .t(degreesOfFreedom: try expected["df"].number()))
    try expectAgreement(found.pValue, expected["p"], digits: 10, floor: 1e-14, "p")
  }

  // MARK: Laws

  /// The matrices of distances, written out, by the sums of Székely, Rizzo and Bakirov's theorem 1 in place of
  /// centered products.
  @Test func itIsThatOfTheMatricesOfDistances() throws {
    var numbers = FixedNumbers(seed: 53)
    for count in [4, 5, 9, 20] {
      let x = numbers.integers(count, from: 0, below: 7)
      let y = numbers.integers(count, from: 0, below: 5)
      guard Set(x).count > 1, Set(y).count > 1 else { continue }
      let n = Double(count)
      func square(_ u: [Double], _ v: [Double]) -> Double {
        var (products, one, other, both) = (0.0, 0.0, 0.0, 0.0)
        for i in 0..<count {
          let a = (0..<count).map { (u[i] - u[$0]).magnitude }
          let b = (0..<count).map { (v[i] - v[$0]).magnitude }
          products += zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
          one += a.reduce(0, +)
          other += b.reduce(0, +)
          both += a.reduce(0, +) * b.reduce(0, +)
        }
        return products / (n * n) + one * other / (n * n * n * n) - 2 * both / (n * n * n)
      }
      let found = try DistanceCorrelation(x, with: y, method: .monteCarlo(permutations: 9, seed: 1))
      expectAgreement(found.covariance * found.covariance, square(x, y), digits: 9, floor: 1e-12)
      expectAgreement(found.standardDeviations[0], square(x, x).squareRoot(), digits: 11)
      expectAgreement(
        found.correlation * found.correlation,
        square(x, y) / (square(x, x) * square(y, y)).squareRoot(), digits: 9, floor: 1e-12)
    }
  }

  /// All orders of one variable, one by one, with heavy ties and without.
  @Test func exactIsTheEnumerationOfAllOrders() throws {
    var numbers = FixedNumbers(seed: 59)
    for (count, levels) in [(4, 9), (5, 2), (5, 3), (6, 3), (6, 90)] {
      let x = numbers.integers(count, from: 0, below: levels + 1)
      let y = numbers.integers(count, from: 0, below: levels)
      guard Set(x).count > 1, Set(y).count > 1 else { continue }
      let one = DistanceCorrelation.Method.monteCarlo(permutations: 1, seed: 1)
      let observed = try DistanceCorrelation(x, with: y, method: one).covariance
      let all = try allOrders(y).map { try DistanceCorrelation(x, with: $0, method: one).covariance }
      let share = Double(all.count { $0 * $0 >= observed * observed - 1e-10 }) / Double(all.count)
      let found = try DistanceCorrelation(x, with: y, method: .exact)
      expectAgreement(found.pValue, share, digits: 13, "\(x) \(y)")
    }
  }

  @Test func randomOrdersApproachAllOrders() throws {
    let (x, y) = (Array(Self.hours.prefix(7)), Array(Self.mood.prefix(7)))
    let exact = try DistanceCorrelation(x, with: y, method: .exact)
    let random = try DistanceCorrelation(x, with: y, method: .monteCarlo(permutations: 3_000, seed: 4))
    #expect((exact.pValue - random.pValue).magnitude < 0.02)
    #expect(random.pValueInterval?.contains(exact.pValue) == true && exact.pValueInterval == nil)
  }

  @Test func itIsSymmetricAndFreeOfUnitsSignsAndTheOrderOfCases() throws {
    for method in [DistanceCorrelation.Method.studentT, .exact] {
      let plain = try DistanceCorrelation(Self.hours.prefix(6), with: Self.mood.prefix(6), method: method)
      let other = try DistanceCorrelation(Self.mood.prefix(6), with: Self.hours.prefix(6), method: method)
      let turned = try DistanceCorrelation(
        Self.hours.prefix(6).reversed().map { 3 - 1e100 * $0 },
        with: Self.mood.prefix(6).reversed().map { 1e-150 * $0 }, method: method)
      for found in [other, turned] {
        expectAgreement(found.correlation, plain.correlation, digits: 12)
        expectAgreement(found.biasCorrectedSquare ?? .nan, plain.biasCorrectedSquare ?? .nan, digits: 11)
        expectAgreement(found.pValue, plain.pValue, digits: 10)
      }
      expectAgreement(other.covariance, plain.covariance, digits: 13)
      #expect(other.standardDeviations == plain.standardDeviations.reversed())
    }
  }

  @Test func turningASetOfVariablesChangesNothing() throws {
    let (a, b) = (Self.hours, Self.mood)
    let third = [2.0, 7, 1, 8, 2, 8, 1, 8, 2]
    let plain = try DistanceCorrelation([a, b], with: [third], method: .studentT)
    let turned = try DistanceCorrelation(
      [zip(a, b).map { 0.6 * $0 - 0.8 * $1 }, zip(a, b).map { 0.8 * $0 + 0.6 * $1 }], with: [third],
      method: .studentT)
    expectAgreement(turned.correlation, plain.correlation, digits: 12)
    expectAgreement(turned.pValue, plain.pValue, digits: 11)
    // A variable that does not vary adds no distance.
    let more = try DistanceCorrelation([a, b, a.map { _ in 4 }], with: [third], method: .studentT)
    expectAgreement(more.correlation, plain.correlation, digits: 13)
  }

  @Test func itFindsARelationWithoutALine() throws {
    let x = (-25...25).map(Double.init)
    let found = try DistanceCorrelation(
      x, with: x.map { $0 * $0 }, method: .monteCarlo(permutations: 299, seed: 2))
    #expect(found.pValue < 0.01 && found.correlation > 0.4)
    #expect(try PearsonCorrelation(x, with: x.map { $0 * $0 }).correlation.value.magnitude < 1e-12)
  }

  // MARK: Edges and refusals

  @Test func pairsOnALineAreFullyDependent() throws {
    let found = try DistanceCorrelation([1, 2, 4, 9, 10], with: [-2, -4, -8, -18, -20], method: .exact)
    expectAgreement(found.correlation, 1, digits: 14)
    expectAgreement(found.biasCorrectedSquare ?? .nan, 1, digits: 14)
    expectAgreement(found.pValue, 1.0 / 120, digits: 14)
    let student = try DistanceCorrelation([1, 2, 4, 9, 10], with: [1, 2, 4, 9, 10], method: .studentT)
    #expect(student.pValue < 1e-6)
    try checkFinding { try DistanceCorrelation([1, 2, 4, 9], with: [1, 2, 4, 9], method: .studentT) }
  }

  /// One case against three equal ones: the corrected distances are all zero.
  @Test func withoutCorrectedDistancesThereIsNoCorrectedSquare() throws {
    let found = try DistanceCorrelation([0, 0, 0, 1], with: [3, 1, 2, 5], method: .exact)
    #expect(found.biasCorrectedSquare == nil && found.report.notes.count == 1)
    expectAgreement(found.pValue, 0.25, digits: 14)
    expectRefusal(.constant) {
      try DistanceCorrelation([0, 0, 0, 1], with: [3, 1, 2, 5], method: .studentT)
    }
    try checkFinding { try DistanceCorrelation([0, 0, 0, 1], with: [3, 1, 2, 5], method: .exact) }
  }

  @Test func refusesWhatHasNoDistances() {
    expectRefusal(.tooFew) { try DistanceCorrelation([], with: []) }
    expectRefusal(.tooFew) { try DistanceCorrelation([[]], with: [[]]) }
    expectRefusal(.tooFew) { try DistanceCorrelation([[Double]](), with: [[1, 2, 3, 4]]) }
    expectRefusal(.tooFew) { try DistanceCorrelation([1, 2, 3], with: [1, 3, 2]) }
    expectRefusal(.lengthMismatch) { try DistanceCorrelation([1, 2, 3, 4], with: [1, 2, 3, 4, 5]) }
    expectRefusal(.lengthMismatch) {
      try DistanceCorrelation([[1, 2, 3, 4], [1, 2, 3, 4, 5]], with: [[1, 2, 3, 5]])
    }
    expectRefusal(.constant) { try DistanceCorrelation([1, 1, 1, 1], with: [1, 2, 3, 4]) }
    expectRefusal(.constant) { try DistanceCorrelation([1, 2, 3, 4], with: [5, 5, 5, 5]) }
    expectRefusal(.notFinite) { try DistanceCorrelation([1, .nan, 3, 4], with: [1, 2, 3, 4]) }
    expectRefusal(.notFinite) { try DistanceCorrelation([1, 2, 3, 4], with: [1, 2, .infinity, 4]) }
    let huge = Double.greatestFiniteMagnitude
    expectRefusal(.outOfRange) { try DistanceCorrelation([huge, -huge, 0, huge], with: [1, 2, 3, 4]) }
    let ten = (0..<10).map(Double.init)
    expectRefusal(.infeasible) { try DistanceCorrelation(ten, with: ten, method: .exact) }
    for count in [0, -1, .min] {
      expectRefusal(.tooFew) {
        try DistanceCorrelation(ten, with: ten, method: .monteCarlo(permutations: count, seed: 1))
      }
    }
    expectRefusal(.outOfRange) {
      try DistanceCorrelation(ten, with: ten, method: .monteCarlo(permutations: .max, seed: 1))
    }
    let many = (0..<20_001).map(Double.init)
    expectRefusal(.infeasible) { try DistanceCorrelation(many, with: many) }
    expectRefusal(.outOfRange) { try DistanceCorrelation(ten, with: ten, confidence: 1) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    for method in [DistanceCorrelation.Method.studentT, .exact, .monteCarlo(permutations: 99, seed: 3)] {
      try checkFinding {
        try DistanceCorrelation(Self.hours.prefix(7), with: Self.mood.prefix(7), method: method)
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DistanceCorrelation") { print in
      // page
      let hours = (1...20).map(Double.init)
      let strain = [9.0, 8, 7, 6, 5, 4, 3, 2, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9]
      let dependence = try DistanceCorrelation(hours, with: strain)
      print(dependence.named("volunteers", "hours", "strain"))
      // end
    }
  }
}
