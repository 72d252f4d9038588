import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GiniCoefficientTests {
  static let values = [900.0, 1_200, 1_500, 2_000, 2_600, 4_800, 11_000]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("GiniCoefficient"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try GiniCoefficient(reference.columnValues())
    for (estimate, name) in [(found.biased, "biased"), (found.unbiased, "unbiased")] {
      try expectAgreement(estimate.value, reference.expected[name], digits: 12, name)
      try expectAgreement(estimate.standardError, reference.expected[name + "_se"], digits: 11, "SE")
      try expectAgreement(limits(of: estimate), reference.expected[name + "_ci95"], digits: 11, "limits")
    }
  }

  // MARK: Laws

  @Test func itIsHalfTheRelativeMeanDifference() throws {
    var numbers = FixedNumbers(seed: 3)
    for count in 2...20 {
      let x = numbers.integers(count, from: 0, below: 9).map { $0 + 0.5 }
      let sum = x.reduce(0) { sum, value in sum + x.reduce(0) { $0 + ($1 - value).magnitude } }
      let (size, mean) = (Double(count), x.reduce(0, +) / Double(count))
      let found = try GiniCoefficient(x)
      expectAgreement(found.biased.value, sum / (2 * size * size * mean), digits: 13, floor: 1e-16)
      expectAgreement(found.unbiased.value, sum / (2 * size * (size - 1) * mean), digits: 13, floor: 1e-16)
    }
  }

  @Test func scaleOrderAndDuplication() throws {
    let plain = try GiniCoefficient(Self.values)
    for factor in [1e-300, 0.3, 1e140] {
      let scaled = try GiniCoefficient(Self.values.reversed().map { $0 * factor })
      expectAgreement(scaled.unbiased.value, plain.unbiased.value, digits: 14)
      expectAgreement(
        scaled.unbiased.standardError ?? .nan, plain.unbiased.standardError ?? .nan, digits: 13)
    }
    // The biased form sees the distribution only, not the number of cases.
    expectAgreement(
      try GiniCoefficient(Self.values + Self.values).biased.value, plain.biased.value, digits: 14)
    // A fixed amount for everybody makes the shares more equal.
    #expect(try GiniCoefficient(Self.values.map { $0 + 1_000 }).biased.value < plain.biased.value)
  }

  @Test func extremes() throws {
    let equal = try GiniCoefficient([0.1, 0.1, 0.1])
    #expect(equal.unbiased.value == 0 && equal.unbiased.standardError == 0)
    let one = try GiniCoefficient([0, 0, 0, 5])
    expectAgreement(one.unbiased.value, 1, digits: 15)
    expectAgreement(one.biased.value, 0.75, digits: 15)
    #expect(one.unbiased.interval == nil)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    for values in [[1.0, 3], [0, 0, 5], [2, 2, 2], [0, 1, 3], [0, 1e150]] {
      try checkFinding { try GiniCoefficient(values) }
    }
    let two = try GiniCoefficient([1, 3]).unbiased
    expectAgreement(two.value, 0.5, digits: 15)
    #expect(two.standardError == nil && two.interval == nil)
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try GiniCoefficient([]) }
    expectRefusal(.tooFew) { try GiniCoefficient([1]) }
    expectRefusal(.notFinite) { try GiniCoefficient([1, .nan]) }
    expectRefusal(.outOfRange) { try GiniCoefficient([1, -2, 4]) }
    expectRefusal(.constant) { try GiniCoefficient([0, 0, 0]) }
    expectRefusal(.outOfRange) { try GiniCoefficient([1e200, 1]) }
    expectRefusal(.outOfRange) { try GiniCoefficient([1, 2], confidence: 1) }
    expectRefusal(.tooFew) {
      try GiniCoefficient([1, 2, 5], interval: .bootstrap(.percentile(resamples: 9, seed: 1)))
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try GiniCoefficient(Self.values) }
    try checkFinding {
      try GiniCoefficient(Self.values, interval: .bootstrap(.bca(resamples: 400, seed: 3)))
    }
    try checkFinding {
      try GiniCoefficient([0, 0, 0, 0, 2], interval: .bootstrap(.percentile(resamples: 400, seed: 3)))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GiniCoefficient") { print in
      // page
      let income = [900.0, 1_200, 1_500, 2_000, 2_600, 4_800, 11_000]
      print(try GiniCoefficient(income).named("income"))
      // end
    }
  }
}
