import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MardiaTestTests {
  static let items = [[3.0, 4, 2, 5, 4, 3, 2, 4], [6.0, 7, 5, 8, 7, 7, 6, 5], [2.0, 6, 3, 4, 3, 5, 2, 4]]

  // MARK: Reference

  /// The reference says that its covariances are divided by n; its numbers are those of n - 1, as the direct
  /// computation below shows.
  @Test(arguments: try Fixture.cases("MardiaTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let columns = try reference.data().complete(reference.options["columns"].strings())
    let found = try MardiaTest(columns, denominator: .countLessOne)
    let expected = reference.expected
    #expect(found.count == (try expected["n"].integer()))
    try expectAgreement(found.skewness, expected["b1p"], digits: 9, "b1p")
    try expectAgreement(found.skewnessStatistic.value, expected["skew"], digits: 9, "skew")
    try expectAgreement(found.skewnessStatistic.pValue(), expected["p_skew"], digits: 9, "p skew")
    try expectAgreement(found.correctedSkewnessStatistic.value, expected["small_skew"], digits: 9, "small")
    try expectAgreement(found.correctedSkewnessStatistic.pValue(), expected["p_small"], digits: 9, "p small")
    try expectAgreement(found.kurtosis, expected["b2p"], digits: 9, "b2p")
    try expectAgreement(found.kurtosisStatistic.value, expected["kurtosis_z"], digits: 9, "z")
    try expectAgreement(found.kurtosisStatistic.pValue(), expected["p_kurt"], digits: 9, "p kurtosis")
  }

  // MARK: Laws

  /// Two variables by the definition: the inverse covariance matrix, and every two cases.
  @Test(arguments: MardiaTest.Denominator.allCases)
  func twoVariablesFollowTheDefinition(_ denominator: MardiaTest.Denominator) throws {
    let (x, y) = (Self.items[0], Self.items[1])
    let n = Double(x.count)
    let divisor = denominator == .count ? n : n - 1
    let (a, b) = (x.map { $0 - x.reduce(0, +) / n }, y.map { $0 - y.reduce(0, +) / n })
    let product = { (u: [Double], v: [Double]) in zip(u, v).reduce(0) { $0 + $1.0 * $1.1 } / divisor }
    let (aa, ab, bb) = (product(a, a), product(a, b), product(b, b))
    let g = { (i: Int, j: Int) -> Double in
      let sum = bb * a[i] * a[j] - ab * (a[i] * b[j] + b[i] * a[j]) + aa * b[i] * b[j]
      return sum / (aa * bb - ab * ab)
    }
    var (cubes, squares) = (0.0, 0.0)
    for i in x.indices {
      squares += g(i, i) * g(i, i)
      for j in x.indices { cubes += g(i, j) * g(i, j) * g(i, j) }
    }
    let found = try MardiaTest([x, y], denominator: denominator)
    expectAgreement(found.skewness, cubes / (n * n), digits: 12)
    expectAgreement(found.kurtosis, squares / n, digits: 12)
  }

  @Test func oneVariableHasItsOwnShape() throws {
    let found = try MardiaTest([Self.items[2]])
    let shape = try Descriptives(Self.items[2], shape: .one)
    let (skewness, excess) = (try #require(shape.skewness), try #require(shape.kurtosis))
    expectAgreement(found.skewness, skewness * skewness, digits: 12)
    expectAgreement(found.kurtosis, excess + 3, digits: 12)
  }

  /// No invertible linear transformation changes anything.
  @Test func linearTransformationsChangeNothing() throws {
    let plain = try MardiaTest(Self.items)
    let (a, b, c) = (Self.items[0], Self.items[1], Self.items[2])
    let mixed = try MardiaTest([
      zip(a, b).map { $0 - 3 * $1 }, zip(b, c).map { $0 + $1 + 100 }, c.map { $0 * -0x1p600 },
    ])
    expectAgreement(mixed.skewness, plain.skewness, digits: 10)
    expectAgreement(mixed.kurtosis, plain.kurtosis, digits: 10)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoShape() {
    expectRefusal(.tooFew) { try MardiaTest([]) }
    expectRefusal(.tooFew) { try MardiaTest([[]]) }
    expectRefusal(.tooFew) { try MardiaTest([[1, 2], [2, 1]]) }
    expectRefusal(.tooFew) { try MardiaTest([[1, 2]]) }
    expectRefusal(.lengthMismatch) { try MardiaTest([[1, 2, 4], [2, 1]]) }
    expectRefusal(.lengthMismatch) { try MardiaTest([[1, 2, 4]], names: ["a", "b"]) }
    expectRefusal(.constant) { try MardiaTest([[1, 2, 4], [2, 2, 2]]) }
    expectRefusal(.notFinite) { try MardiaTest([[1, .infinity, 4]]) }
    expectRefusal(.rankDeficient) { try MardiaTest([[1, 2, 4, 5], [2, 4, 8, 10]]) }
    expectRefusal(.infeasible) { try MardiaTest([[Double]](repeating: [1, 2, 3], count: 101)) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try MardiaTest(Self.items, names: ["a", "b", "c"]) }
    try checkFinding { try MardiaTest([[1, 2, 4]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MardiaTest") { print in
      // page
      let mood = [3.0, 4, 2, 5, 4, 3, 2, 4]
      let sleep = [6.0, 7, 5, 8, 7, 7, 6, 5]
      let calm = [2.0, 6, 3, 4, 3, 5, 2, 4]
      let test = try MardiaTest([mood, sleep, calm], names: ["mood", "sleep", "calm"])
      print(test.named("a diary week"))
      // end
    }
  }
}
