import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LinsConcordanceTests {
  static let first: [Double] = [12, 15, 11, 18, 14, 20, 9, 16, 13, 17]
  static let second: [Double] = [13, 15, 12, 17, 16, 21, 11, 15, 15, 18]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("LinsConcordance"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let (x, y): ([Double], [Double])
    if reference.dataset == nil {
      (x, y) = (try options["x"].numbers(), try options["y"].numbers())
    } else {
      let columns = try reference.data().complete(options["columns"].strings())
      (x, y) = (columns[0], columns[1])
    }
    let found = try LinsConcordance(x, with: y, confidence: options["conf_level"].number())
    let expected = reference.expected
    #expect(found.variables[0].count == (try expected["n"].integer()))
    try expectAgreement(found.concordance.value, expected["ccc"], digits: 11, "concordance")
    guard expected["se"] != .null else { return }
    try expectAgreement(found.concordance.standardError, expected["se"], digits: 11, "SE")
    let interval = try #require(found.concordance.interval)
    try expectAgreement([interval.lower, interval.upper], expected["ci"], digits: 11, "interval")
    try expectAgreement(found.correlation, expected["r"], digits: 11, "r")
    try expectAgreement(found.biasCorrection, expected["bias_correction"], digits: 11, "bias correction")
    try expectAgreement(found.locationShift, expected["location"], digits: 11, "location")
    try expectAgreement(found.scaleShift, expected["scale"], digits: 11, "scale")
    try expectAgreement(
      found.unbiasedVarianceConcordance, expected["ccc_unbiased_variances"], digits: 11, "with n - 1")
  }

  // MARK: Laws

  @Test func swappingTheMeasurementsInvertsTheShifts() throws {
    let plain = try LinsConcordance(Self.first, with: Self.second)
    let swapped = try LinsConcordance(Self.second, with: Self.first)
    expectAgreement(swapped.concordance.value, plain.concordance.value, digits: 14)
    expectAgreement(
      try #require(swapped.concordance.standardError), try #require(plain.concordance.standardError),
      digits: 13)
    expectAgreement(try #require(swapped.locationShift), -(try #require(plain.locationShift)), digits: 14)
    expectAgreement(try #require(swapped.scaleShift), 1 / (try #require(plain.scaleShift)), digits: 14)
  }

  @Test func concordanceIsPrecisionTimesAccuracy() throws {
    let found = try LinsConcordance(Self.first, with: Self.second)
    let (r, v, u) = (
      try #require(found.correlation), try #require(found.scaleShift), try #require(found.locationShift)
    )
    expectAgreement(found.concordance.value, r * found.biasCorrection, digits: 14)
    expectAgreement(found.biasCorrection, 2 / (v + 1 / v + u * u), digits: 14)
    expectAgreement(r, try PearsonCorrelation(Self.first, with: Self.second).correlation.value, digits: 14)
  }

  @Test func commonShiftsAndUnitsChangeNothing() throws {
    let plain = try LinsConcordance(Self.first, with: Self.second)
    for (factor, shift) in [(-3.0, 100.0), (1e-150, 0), (1e150, 0)] {
      let moved = try LinsConcordance(
        Self.first.map { factor * $0 + shift }, with: Self.second.map { factor * $0 + shift })
      expectAgreement(moved.concordance.value, plain.concordance.value, digits: 12)
      expectAgreement(
        try #require(moved.concordance.interval).lower, try #require(plain.concordance.interval).lower,
        digits: 11)
    }
  }

  /// The standard error against the delta method from the moments of normal pairs, with Lin's n - 2.
  @Test func theStandardErrorIsThatOfTheDeltaMethod() throws {
    for (x, y) in [
      (Self.first, Self.second), (Self.first, Self.second.map { 2 * $0 - 9 }),
      (Self.first, Self.second.reversed()),
    ] {
      let found = try LinsConcordance(x, with: y)
      let n = Double(x.count)
      let (a, b) = (found.variables[0].sumOfSquares / n, found.variables[1].sumOfSquares / n)
      let c = (try #require(found.correlation)) * (a * b).squareRoot()
      let d = found.variables[0].mean - found.variables[1].mean
      let size = a + b + d * d
      let (byCovariance, byVariance, byShift) = (
        2 / size, -2 * c / (size * size), -4 * c * d / (size * size)
      )
      let variance =
        byCovariance * byCovariance * (a * b + c * c)
        + byVariance * byVariance * (2 * a * a + 2 * b * b + 4 * c * c)
        + 2 * byCovariance * byVariance * (2 * a * c + 2 * b * c) + byShift * byShift * (a + b - 2 * c)
      expectAgreement(
        try #require(found.concordance.standardError), (variance / (n - 2)).squareRoot(), digits: 12)
    }
  }

  // MARK: Edges and refusals

  @Test func equalPairsAreOneWithoutInterval() throws {
    let same = try LinsConcordance([1, 2, 4], with: [1, 2, 4])
    #expect(same.concordance.value == 1 && same.concordance.interval == nil && same.biasCorrection == 1)
    let opposite = try LinsConcordance([1, 2, 3], with: [3, 2, 1])
    #expect(opposite.concordance.value == -1 && opposite.concordance.interval == nil)
    let line = try LinsConcordance([1, 2, 3, 5], with: [2, 3, 4, 6])
    #expect(line.concordance.value < 1 && line.concordance.interval != nil)
    try checkFinding { try LinsConcordance([1, 2, 4], with: [1, 2, 4]) }
    try checkFinding { try LinsConcordance([1, 2], with: [2, 4]) }
  }

  @Test func aConstantVariableHasConcordanceZero() throws {
    let found = try LinsConcordance([1, 2, 3], with: [2, 2, 2])
    #expect(found.concordance == Estimate(0) && found.correlation == nil && found.scaleShift == nil)
    #expect(found.report.notes.count == 1)
    let levels = try LinsConcordance([1, 1, 1], with: [2, 2, 2])
    #expect(levels.concordance.value == 0 && levels.biasCorrection == 0)
    try checkFinding { try LinsConcordance([1, 2, 3], with: [2, 2, 2]) }
    try checkFinding { try LinsConcordance([0.1, 0.1, 0.1], with: [0.2, 0.2, 0.2]) }
  }

  @Test func aCorrelationOfZeroHasAnInterval() throws {
    let found = try LinsConcordance([1, 2, 3, 2], with: [2, 1, 2, 3])
    expectAgreement(found.concordance.value, 0, digits: 14)
    #expect(found.concordance.interval != nil)
  }

  @Test func refusesWhatHasNoConcordance() {
    expectRefusal(.tooFew) { try LinsConcordance([], with: []) }
    expectRefusal(.tooFew) { try LinsConcordance([1], with: [2]) }
    expectRefusal(.lengthMismatch) { try LinsConcordance([1, 2], with: [2]) }
    expectRefusal(.notFinite) { try LinsConcordance([1, .infinity], with: [2, 3]) }
    expectRefusal(.constant) { try LinsConcordance([2, 2], with: [2, 2]) }
    expectRefusal(.outOfRange) { try LinsConcordance([1e200, 1], with: [2, 3]) }
    expectRefusal(.outOfRange) { try LinsConcordance([1e-200, 2e-200], with: [2e-200, 3e-200]) }
    expectRefusal(.outOfRange) { try LinsConcordance([1, 2], with: [2, 5], confidence: 1) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try LinsConcordance(Self.first, with: Self.second) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LinsConcordance") { print in
      // page
      let first: [Double] = [12, 15, 11, 18, 14, 20, 9, 16, 13, 17]
      let second: [Double] = [13, 15, 12, 17, 16, 21, 11, 15, 15, 18]
      let concordance = try LinsConcordance(first, with: second).named("score", "rater A", "rater B")
      print(concordance)
      // end
    }
  }
}
