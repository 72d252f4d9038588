import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct JackknifeEstimateTests {
  private static let values: [Double] = [2.1, 3.4, 0.7, 9.8, 4.4, 5.1, 2.2, 3.9]

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func variance(_ values: [Double]) -> Double? {
    mean(values).map { mean in
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }
  }

  // Reference

  @Test(arguments: try Fixture.cases("JackknifeEstimate"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let pairs = Array(zip(try options["u"].numbers(), try options["x"].numbers()))
    let clusters = reference.method == "clusters" ? try options["clusters"].strings() : nil
    let found = try JackknifeEstimate(
      pairs, clusters: clusters, confidence: options["level"].number()
    ) { drawn in drawn.reduce(0) { $0 + $1.1 } / drawn.reduce(0) { $0 + $1.0 } }
    let expected = reference.expected
    try expectAgreement(found.estimate.value, expected["estimate"], digits: 13, "estimate")
    try expectAgreement(found.estimate.standardError, expected["se"], digits: 11, "SE")
    try expectAgreement(found.estimate.interval?.lower, expected["lower"], digits: 11, "lower")
    try expectAgreement(found.estimate.interval?.upper, expected["upper"], digits: 11, "upper")
    if reference.method == "cases" {
      try expectAgreement(found.bias, expected["bias"], digits: 11, "bias")
      try expectAgreement(found.values, expected["values"], digits: 13, "values")
    }
  }

  // Laws

  @Test func theJackknifeOfAMeanIsItsStandardError() throws {
    let found = try JackknifeEstimate(Self.values, statistic: Self.mean)
    let moments = try Moments(Self.values)
    expectAgreement(
      try #require(found.estimate.standardError), try #require(moments.standardErrorOfMean), digits: 13)
    #expect(found.bias.magnitude < 1e-14)
    for (pseudo, value) in zip(found.pseudoValues, Self.values) { expectAgreement(pseudo, value, digits: 13) }
  }

  @Test func theCorrectedVarianceHasNMinusOneInItsDenominator() throws {
    let found = try JackknifeEstimate(Self.values, statistic: Self.variance)
    let moments = try Moments(Self.values)
    expectAgreement(found.corrected.value, try #require(moments.variance), digits: 13)
    let mean = found.pseudoValues.reduce(0, +) / 8
    expectAgreement(found.corrected.value, mean, digits: 13)
    let squares = found.pseudoValues.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    expectAgreement(
      try #require(found.estimate.standardError), (squares / 56).squareRoot(), digits: 13)
  }

  @Test func clustersOfOneCaseAreCasesAndTheirOrderDoesNotMatter() throws {
    let cases = try JackknifeEstimate(Self.values, statistic: Self.variance)
    let single = try JackknifeEstimate(
      Self.values, clusters: Self.values.indices.map { "\($0)" }, statistic: Self.variance)
    #expect(single.estimate == cases.estimate && single.clusterCount == 8)
    let clusters = ["a", "b", "a", "c", "b", "c", "a", "d"]
    let one = try JackknifeEstimate(Self.values, clusters: clusters, statistic: Self.variance)
    let other = try JackknifeEstimate(
      Array(Self.values.reversed()), clusters: Array(clusters.reversed()), statistic: Self.variance)
    expectAgreement(
      try #require(other.estimate.standardError), try #require(one.estimate.standardError), digits: 12)
    expectAgreement(other.bias, one.bias, digits: 11)
    let moved = try JackknifeEstimate(
      Self.values.map { 100 - 2 * $0 }, clusters: clusters, statistic: Self.variance)
    expectAgreement(moved.bias, 4 * one.bias, digits: 11)
  }

  // Edges

  @Test func aStatisticThatNeverVariesHasNoError() throws {
    let found = try JackknifeEstimate(Self.values) { _ in 3 }
    #expect(found.estimate.standardError == 0 && found.bias == 0)
    #expect(found.estimate.interval?.lower == 3 && found.estimate.interval?.upper == 3)
    let two = try JackknifeEstimate([1.0, 2], statistic: Self.mean)
    #expect(two.estimate.standardError == 0.5)
  }

  @Test func refusesWhatItCannotLeaveOut() {
    for values in [[], [1.0]] {
      expectRefusal(.tooFew) { try JackknifeEstimate(values, statistic: Self.mean) }
    }
    expectRefusal(.tooFew) { try JackknifeEstimate([1, 2], clusters: ["a", "a"], statistic: Self.mean) }
    expectRefusal(.lengthMismatch) { try JackknifeEstimate([1, 2], clusters: ["a"], statistic: Self.mean) }
    expectRefusal(.infeasible) { try JackknifeEstimate(Self.values) { _ in nil } }
    expectRefusal(.infeasible) { try JackknifeEstimate(Self.values) { _ in .infinity } }
    expectRefusal(.infeasible) {
      try JackknifeEstimate(Self.values) { $0.contains(9.8) ? Self.mean($0) : nil }
    }
    expectRefusal(.outOfRange) { try JackknifeEstimate(Self.values, confidence: 0, statistic: Self.mean) }
    expectRefusal(.outOfRange) { try JackknifeEstimate([1e300, -1e300], statistic: Self.mean) }
    expectRefusal(.infeasible) { try JackknifeEstimate(0..<200_000) { Double($0.count) } }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try JackknifeEstimate(
      Self.values, clusters: ["a", "b", "a", "c", "b", "c", "a", "d"], statistic: Self.variance
    ).named("waiting time", "variance").description
    #expect(
      text == """
        Jackknife: waiting time
          variance            6.64  95% CI [-8.49, 21.77]
          corrected for bias  9.11  95% CI [-6.02, 24.24]
          bias = -2.48   standard error = 4.75   clusters = 4
          all 8 cases used
          left out: each cluster; interval: jackknife t
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try JackknifeEstimate(Self.values, statistic: Self.variance) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("JackknifeEstimate") { print in
      // page
      let hours = [2.0, 3.5, 0.5, 10.0, 4.5, 5.0, 2.0, 4.0, 1.5, 14.0, 3.0, 6.0]
      let pay = [24.0, 45.5, 5.0, 150.0, 50.0, 62.0, 22.5, 51.0, 20.0, 210.0, 33.0, 80.0]
      let rate = try JackknifeEstimate(Array(zip(hours, pay))) { left in
        let total = left.reduce(0) { $0 + $1.0 }
        return total > 0 ? left.reduce(0) { $0 + $1.1 } / total : nil
      }
      print(rate.named("volunteers", "pay by hour"))
      // end
    }
  }
}
