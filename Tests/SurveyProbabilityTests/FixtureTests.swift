import SurveyProbability
import SurveyTestSupport
import Testing

@Suite struct FixtureTests {
  @Test(arguments: try Fixture.cases("NormalDistribution")) func normal(_ reference: Fixture.Case) throws {
    try checkReference(reference, digits: 13) { _, _ in NormalDistribution.standard }
  }
  @Test(arguments: try Fixture.cases("StudentTDistribution")) func t(_ reference: Fixture.Case) throws {
    try checkReference(reference, digits: 13) { row, columns in
      try StudentTDistribution(degreesOfFreedom: columns["df"][row].number())
    }
  }
  @Test(arguments: try Fixture.cases("ChiSquareDistribution")) func chi(_ reference: Fixture.Case) throws {
    try checkReference(reference, digits: 13) { row, columns in
      try ChiSquareDistribution(degreesOfFreedom: columns["df"][row].number())
    }
  }
  @Test(arguments: try Fixture.cases("FDistribution")) func f(_ reference: Fixture.Case) throws {
    try checkReference(reference, digits: 13) { row, columns in
      try FDistribution(numerator: columns["df1"][row].number(), denominator: columns["df2"][row].number())
    }
  }
  @Test(arguments: try Fixture.cases("BetaDistribution")) func beta(_ reference: Fixture.Case) throws {
    try checkReference(reference, digits: 13) { row, columns in
      try BetaDistribution(alpha: columns["shape1"][row].number(), beta: columns["shape2"][row].number())
    }
  }
  @Test(arguments: try Fixture.cases("GammaDistribution")) func gamma(_ reference: Fixture.Case) throws {
    try checkReference(reference, digits: 13) { row, columns in
      try GammaDistribution(shape: columns["shape"][row].number(), rate: columns["rate"][row].number())
    }
  }
  @Test func nct() throws {
    for reference in try Fixture.cases("NoncentralTDistribution") {
      let columns = reference.expected
      if columns["t"] != .null {
        for (row, t) in try columns["t"].numbers().enumerated() {
          let found = try NoncentralTDistribution.noncentrality(
            ofLowerTail: columns["p"][row].number(), at: t, degreesOfFreedom: columns["df"][row].number())
          expectAgreement(found, try columns["ncp"][row].number(), digits: 12, "ncp \(row)")
        }
      } else {
        try checkReference(reference, digits: 12) { row, columns in
          try NoncentralTDistribution(
            degreesOfFreedom: columns["df"][row].number(), noncentrality: columns["ncp"][row].number())
        }
      }
    }
  }
  @Test func binomial() throws {
    for reference in try Fixture.cases("BinomialDistribution") {
      let columns = reference.expected
      for row in try columns["k"].numbers().indices {
        let d = try BinomialDistribution(
          trials: columns["n"][row].integer(), probability: columns["prob"][row].number())
        let k = try columns["k"][row].integer()
        expectAgreement(
          d.mass(k), try columns["pmf"][row].number(), digits: 13, floor: 1e-307, "\(d) pmf \(k)")
        expectAgreement(
          d.lowerTail(k), try columns["cdf"][row].number(), digits: 13, floor: 1e-307, "\(d) cdf \(k)")
        expectAgreement(
          d.upperTail(k), try columns["sf"][row].number(), digits: 13, floor: 1e-307, "\(d) sf \(k)")
      }
    }
  }
  @Test(arguments: try Fixture.cases("SpecialFunctions")) func special(_ reference: Fixture.Case) throws {
    typealias S = SpecialFunctions
    let c = reference.expected
    let rows = try c["value"].numbers()
    for (row, wanted) in rows.enumerated() {
      func n(_ k: String) throws -> Double { try c[k][row].number() }
      let found: Double
      var floor = 0.0
      switch reference.id {
      case "special.lgamma": found = S.logGamma(try n("x"))
      case "special.gamma": found = S.gamma(try n("x"))
      case "special.digamma": found = S.digamma(try n("x")); floor = 1e-15
      case "special.trigamma": found = S.trigamma(try n("x"))
      case "special.lbeta": found = S.logBeta(try n("a"), try n("b"))
      case "special.lchoose": found = S.logBinomial(try n("n"), try n("k"))
      case "special.erf": found = S.erf(try n("x"))
      case "special.erfc": found = S.erfc(try n("x"))
      case "special.erfcx": found = S.erfcx(try n("x"))
      case "special.ibeta": found = S.regularizedBetaLower(try n("a"), try n("b"), try n("x"))
      case "special.ibetac": found = S.regularizedBetaUpper(try n("a"), try n("b"), try n("x"))
      case "special.igamma_p": found = S.regularizedGammaLower(try n("a"), try n("x"))
      case "special.igamma_q": found = S.regularizedGammaUpper(try n("a"), try n("x"))
      case "special.log1p": found = S.log1p(try n("x"))
      case "special.expm1": found = S.expm1(try n("x"))
      default: Issue.record("unknown \(reference.id)"); continue
      }
      expectAgreement(found, wanted, digits: 13, floor: max(floor, 1e-307), "\(reference.id) row \(row) ")
    }
  }
}
