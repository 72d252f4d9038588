import SurveyModels
import SurveyTestSupport
import Testing

/// NIST's one-way analyses of variance by the regression on a factor.
///
/// The data are decimals. Rounded to doubles they no longer have the certified values: how many of their
/// digits are left is the ceiling of every program, found with exact rational arithmetic on the doubles by
/// Tests/Fixtures/scripts/nist_variance.py. The regression is asked for the ceiling less half a digit, and
/// for 13 digits of what the doubles do have.
@Suite struct NISTVarianceTests {
  private static let exact = "one-way ANOVA in rational arithmetic on the data as doubles"

  @Test(
    arguments: try Fixture.cases("NISTVariance", method: exact), [ArithmeticChoice.automatic, .doubleDouble])
  func reachesTheCeiling(_ reference: Fixture.Case, _ arithmetic: ArithmeticChoice) throws {
    let certified = try #require(
      try Fixture.cases("NISTVariance", method: "NIST StRD one-way ANOVA certified values").first {
        $0.id == (try reference.options["certified"].string())
      })
    let regression = try Self.fit(reference, arithmetic)
    #expect(regression.arithmetic == (arithmetic == .automatic ? .refined : .doubleDouble))
    #expect(try regression.cases.used == certified.expected["n"].integer())
    let df = try (
      certified.expected["between_df"].integer(), certified.expected["within_df"].integer()
    )
    #expect(regression.residualDegreesOfFreedom == df.1 && regression.coefficients.count - 1 == df.0)
    let found = [
      ("between_ss", regression.explainedSumOfSquares), ("within_ss", regression.residualSumOfSquares),
      ("F", regression.overall?.value), ("r_squared", regression.rSquared),
      ("residual_sd", regression.residualStandardDeviation),
    ]
    for (key, value) in found {
      let ceiling = try reference.expected["ceiling"][key].number()
      try expectAgreement(value, certified.expected[key], digits: ceiling - 0.5, key)
      try expectAgreement(value, reference.expected[key], digits: 13, "\(key) of the doubles")
    }
    // The mean squares are sums of squares over degrees of freedom, with the digits of the sums.
    for (square, sum, count) in [("between_ms", "between_ss", df.0), ("within_ms", "within_ss", df.1)] {
      let value = sum == "between_ss" ? regression.explainedSumOfSquares : regression.residualSumOfSquares
      try expectAgreement(
        value / Double(count), certified.expected[square],
        digits: reference.expected["ceiling"][sum].number() - 0.5, square)
    }
  }

  /// Plain doubles lose what the corrections keep, and no more than rounding explains.
  @Test(arguments: try Fixture.cases("NISTVariance", method: exact))
  func plainDoublesKeepTenDigits(_ reference: Fixture.Case) throws {
    let regression = try Self.fit(reference, .double)
    #expect(regression.arithmetic == .double)
    try expectAgreement(regression.overall?.value, reference.expected["F"], digits: 10)
  }

  static func fit(
    _ reference: Fixture.Case, _ arithmetic: ArithmeticChoice
  ) throws -> LinearRegression {
    let (labels, values) = try data(reference.dataset ?? "")
    return try LinearRegression(
      values, on: Design([.factor("treatment", labels)]), arithmetic: arithmetic)
  }

  /// The data files of NIST have 60 lines of text before the data.
  private static func data(_ name: String) throws -> (labels: [String], values: [Double]) {
    guard name.hasSuffix(".dat") else {
      let table = try Fixture.table(name)
      return (try table.column("treatment").compactMap { $0 }, try table.complete(["response"])[0])
    }
    let lines = try Fixture.text("Tests/Fixtures/data/\(name)").split(whereSeparator: \.isNewline)
    let rows = lines.map { $0.split(separator: " ") }
      .drop { $0.count != 3 || $0[0] != "Data:" || $0[1] != "Treatment" }.dropFirst()
    return (rows.map { String($0[0]) }, rows.compactMap { Double($0[1]) })
  }
}
