import Foundation
import SurveyProbability
import SurveyTestSupport
import Testing

/// The corner grid: where algorithms break. Computed with mpmath by Tests/Fixtures/scripts/distribution_corners.py.
@Suite struct DistributionCornersTests {
  private func columns(_ id: String) throws -> Fixture.Value {
    let found = try Fixture.cases("DistributionCorners").filter { $0.id == id }
    #expect(found.count == 1)
    return found.first?.expected ?? .null
  }

  private func checkTails(
    _ id: String, digits: Double,
    _ make: (_ parameters: (String) throws -> Double) throws -> any ContinuousDistribution
  ) throws {
    let grid = try columns(id)
    let points = try grid["x"].numbers()
    #expect(points.count > 90)
    for (row, x) in points.enumerated() {
      let distribution = try make { try grid[$0][row].number() }
      let found = [
        "cdf": distribution.lowerTail(x), "sf": distribution.upperTail(x),
        "log_cdf": distribution.logLowerTail(x), "log_sf": distribution.logUpperTail(x),
        "log_pdf": distribution.logDensity(x),
      ]
      for (column, value) in found.sorted(by: { $0.key < $1.key }) {
        // A log density crosses zero, where its error is absolute; probabilities below 1e-300 print as 0.
        let floor = column == "log_pdf" ? 1e-14 : 1e-299
        expectAgreement(
          value, try grid[column][row].number(), digits: digits, floor: floor,
          "\(distribution) \(column) at \(x)")
      }
      // The density itself, also far out, is the exponential of its logarithm.
      let logDensity = try grid["log_pdf"][row].number()
      if logDensity.magnitude < 600 {
        expectAgreement(
          log(distribution.density(x)), logDensity, digits: digits, floor: 2e-13,
          "\(distribution) density at \(x)")
      }
    }
  }

  @Test func gamma() throws {
    try checkTails("corners.gamma", digits: 13) { try GammaDistribution(shape: $0("shape")) }
  }

  @Test func studentT() throws {
    try checkTails("corners.t", digits: 13) { try StudentTDistribution(degreesOfFreedom: $0("df")) }
  }

  @Test func f() throws {
    try checkTails("corners.f", digits: 13) {
      try FDistribution(numerator: $0("df1"), denominator: $0("df2"))
    }
  }

  @Test func beta() throws {
    try checkTails("corners.beta", digits: 13) { try BetaDistribution(alpha: $0("a"), beta: $0("b")) }
  }

  @Test func binomial() throws {
    let grid = try columns("corners.binomial")
    for row in try grid["k"].numbers().indices {
      let distribution = try BinomialDistribution(
        trials: grid["n"][row].integer(), probability: grid["prob"][row].number())
      let k = try grid["k"][row].integer()
      let found = [
        "cdf": distribution.lowerTail(k), "sf": distribution.upperTail(k),
        "log_cdf": distribution.logLowerTail(k), "log_sf": distribution.logUpperTail(k),
        "log_pmf": distribution.logMass(k),
      ]
      for (column, value) in found.sorted(by: { $0.key < $1.key }) {
        expectAgreement(
          value, try grid[column][row].number(), digits: 13, floor: 1e-299,
          "\(distribution) \(column) at \(k)")
      }
    }
  }

  @Test func noncentralT() throws {
    try checkTails("corners.nct", digits: 12) {
      try NoncentralTDistribution(degreesOfFreedom: $0("df"), noncentrality: $0("ncp"))
    }
  }

  @Test func normal() throws {
    let grid = try columns("corners.normal")
    let normal = NormalDistribution.standard
    for (row, x) in try grid["x"].numbers().enumerated() {
      func expect(_ found: Double, _ column: String) throws {
        expectAgreement(found, try grid[column][row].number(), digits: 13, floor: 1e-299, "\(column) at \(x)")
      }
      try expect(normal.lowerTail(x), "cdf")
      try expect(normal.upperTail(x), "sf")
      try expect(normal.logLowerTail(x), "log_cdf")
      try expect(normal.logUpperTail(x), "log_sf")
      try expect(normal.lowerTail(-x), "sf")
      try expect(normal.logLowerTail(-x), "log_sf")
      try expect(SpecialFunctions.erfcx(x), "erfcx")
    }
  }

  @Test func gammaFunctions() throws {
    let grid = try columns("corners.one")
    for (row, x) in try grid["x"].numbers().enumerated() {
      expectAgreement(
        SpecialFunctions.logGamma(x), try grid["lgamma"][row].number(), digits: 13, "logGamma(\(x))")
      expectAgreement(
        SpecialFunctions.digamma(x), try grid["digamma"][row].number(), digits: 13, floor: 1e-15,
        "digamma(\(x))")
      expectAgreement(
        SpecialFunctions.trigamma(x), try grid["trigamma"][row].number(), digits: 13, "trigamma(\(x))")
    }
    let pairs = try columns("corners.lbeta")
    for (row, a) in try pairs["a"].numbers().enumerated() {
      let b = try pairs["b"][row].number()
      let wanted = try pairs["value"][row].number()
      expectAgreement(SpecialFunctions.logBeta(a, b), wanted, digits: 13, "logBeta(\(a), \(b))")
      expectAgreement(SpecialFunctions.logBeta(b, a), wanted, digits: 13, "logBeta(\(b), \(a))")
    }
  }
}
