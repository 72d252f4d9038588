import SurveyProbability
import SurveyTestSupport
import Testing

@testable import SurveyModels

/// Which of several equally good median slopes `.medianSlope` takes.
@Suite struct QuantileMedianSlopeTests {
  /// Forty-eight data sets of which each has several slopes: R takes the same.
  @Test(arguments: try Fixture.cases("QuantileMedianSlope"))
  func takesTheSlopeThatRTakes(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let design = try Design(columns: [("x", options["x"].numbers()), ("z", options["z"].numbers())])
    let bandwidth = try options["hall_sheather"].bool() ? QuantileBandwidth.hallSheather : .bofinger
    let found = try QuantileRegression(
      options["y"].numbers(), on: design, tau: options["tau"].number(),
      standardErrors: .residuals(.medianSlope, bandwidth: bandwidth))
    try expectAgreement(
      found.coefficients.compactMap(\.estimate.standardError), expected["se_iid"], digits: 10, "error")
    try expectAgreement(#require(found.sparsity), expected["sparsity"].number(), digits: 10)
    let range = try #require(found.sparsityRange)
    let ends = try expected["sparsity_range"].numbers()
    expectAgreement(range.lowerBound, ends[0], digits: 10)
    expectAgreement(range.upperBound, ends[1], digits: 10)
    let other = try expected["sparsity_highs"].number()
    #expect(other > range.lowerBound * (1 - 1e-9) && other < range.upperBound * (1 + 1e-9))
  }

  /// That it is this one is a convention: another exact program takes another slope in 22 of the 48.
  @Test func programsDisagreeAboutEquallyGoodSlopes() throws {
    let references = try Fixture.cases("QuantileMedianSlope").map(\.expected)
    let different = try references.count {
      let (here, other) = (try $0["sparsity"].number(), try $0["sparsity_highs"].number())
      return (here - other).magnitude > 1e-6 * here
    }
    #expect(references.count == 48 && different == 22)
  }

  // Laws

  /// The rotating line and the tableau of the published simplex end at the same slope.
  @Test(arguments: UInt64(1)...40)
  func agreesWithTheTableau(_ seed: UInt64) throws {
    let (x, z, y) = RobustData.sample(12 + Int(seed), seed: seed)
    let design = try Design(columns: [("x", x), ("z", z)])
    for tau in [0.1, 0.3, 0.5, 0.8] {
      for bandwidth in [QuantileBandwidth.hallSheather, .chamberlain] {
        let found = try QuantileRegression(
          y, on: design, tau: tau, standardErrors: .residuals(.medianSlope, bandwidth: bandwidth))
        let slopes = try ResidualSlopes(of: found, bandwidth)
        let sparsity = try #require(found.sparsity)
        try expectAgreement(sparsity, #require(slopes.first), digits: 10)
        let nearest = slopes.best.min { ($0 - sparsity).magnitude < ($1 - sparsity).magnitude }
        try expectAgreement(sparsity, #require(nearest), digits: 10)
      }
    }
  }

  /// Neither the order of the cases nor their units decide, also where there are several slopes.
  @Test(arguments: try Fixture.cases("QuantileMedianSlope").prefix(12))
  func dependsOnNeitherOrderNorUnits(_ reference: Fixture.Case) throws {
    let options = reference.options
    let (y, x) = (try options["y"].numbers(), try options["x"].numbers())
    let (z, tau) = (try options["z"].numbers(), try options["tau"].number())
    let sparsity = { (y: [Double], x: [Double], z: [Double]) throws in
      try #require(
        QuantileRegression(
          y, on: Design(columns: [("x", x), ("z", z)]), tau: tau, standardErrors: .residuals(.medianSlope)
        ).sparsity)
    }
    let plain = try sparsity(y, x, z)
    try expectAgreement(sparsity(y.reversed(), x.reversed(), z.reversed()), plain, digits: 9)
    try expectAgreement(sparsity(y.map { $0 * 1e-90 }, x, z), plain * 1e-90, digits: 9)
    try expectAgreement(sparsity(y.map { $0 * 1e90 }, x, z), plain * 1e90, digits: 9)
    try expectAgreement(sparsity(zip(y, x).map { 5 + $0 - 3 * $1 }, x, z), plain, digits: 9)
    try expectAgreement(sparsity(y, x.map { 7 * $0 + 2 }, z.map { -$0 }), plain, digits: 9)
  }

  /// The mirrored outcome at 1 - τ has the mirrored set of slopes, of which the descent may meet another first.
  @Test func mirrorsTheSetOfSlopes() throws {
    var others = 0
    for reference in try Fixture.cases("QuantileMedianSlope") {
      let options = reference.options
      let (y, tau) = (try options["y"].numbers(), try options["tau"].number())
      let design = try Design(columns: [("x", options["x"].numbers()), ("z", options["z"].numbers())])
      let plain = try QuantileRegression(y, on: design, tau: tau, standardErrors: .residuals(.medianSlope))
      let mirrored = try QuantileRegression(
        y.map { -$0 }, on: design, tau: 1 - tau, standardErrors: .residuals(.medianSlope))
      let (range, turned) = (try #require(plain.sparsityRange), try #require(mirrored.sparsityRange))
      expectAgreement(turned.lowerBound, range.lowerBound, digits: 9)
      expectAgreement(turned.upperBound, range.upperBound, digits: 9)
      let (here, there) = (try #require(plain.sparsity), try #require(mirrored.sparsity))
      if (here - there).magnitude > 1e-6 * here { others += 1 }
    }
    #expect(others > 0)
  }

  // Edges

  /// Values of which many are equal or in one line: the descent ends, at a slope as good as the best of all pairs.
  @Test(arguments: UInt64(1)...60)
  func endsAmongTies(_ seed: UInt64) throws {
    var stream = RandomStream(seed: seed)
    for count in 2..<30 {
      let values = (0..<count).map { _ in
        (Double(stream.index(below: 4)) + 1) * (stream.uniform() < 0.5 ? -1 : 1)
      }
      .sorted()
      let (first, unit) = (1 + stream.index(below: 9), 1 + stream.index(below: 90))
      let found = try #require(MedianSlope(values, first: first, unit: unit, rounding: 1e-13)).value
      let loss = { (slope: Double) in
        let rests = values.indices.map { values[$0] - slope * Double($0) }.sorted()
        return rests.reduce(0) { $0 + ($1 - rests[count / 2]).magnitude }
      }
      let least = values.indices.flatMap { i in
        (0..<i).map { j in loss((values[i] - values[j]) / Double(i - j)) }
      }.min()
      try expectAgreement(loss(found), #require(least), digits: 12, "\(values)")
      let scaled = MedianSlope(values.map { $0 * 1024 }, first: first, unit: unit, rounding: 1e-10)
      #expect(scaled?.value == found * 1024)
    }
  }

  @Test func needsTwoValues() {
    #expect(MedianSlope([], first: 1, unit: 1, rounding: 0) == nil)
    #expect(MedianSlope([1], first: 1, unit: 1, rounding: 0) == nil)
    #expect(MedianSlope([-1, 3], first: 1, unit: 1, rounding: 0)?.value == 4)
    // As many places as an array can have, and no sum overflows.
    #expect(MedianSlope([-1, 1, 2], first: 1 << 40, unit: 1 << 20, rounding: 0) != nil)
  }
}
