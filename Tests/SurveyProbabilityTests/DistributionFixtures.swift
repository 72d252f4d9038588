import SurveyProbability
import SurveyTestSupport
import Testing

/// Compares a continuous distribution with the columns of a reference grid.
func checkReference(
  _ reference: Fixture.Case, digits: Double,
  make: (_ row: Int, _ columns: Fixture.Value) throws -> any ContinuousDistribution
) throws {
  let columns = reference.expected
  if columns["quantile"] != .null {
    let probabilities = try columns["p"].numbers()
    for (row, p) in probabilities.enumerated() {
      let distribution = try make(row, columns)
      let isUpper = try columns["upper"][row].bool()
      let found = try isUpper ? distribution.quantile(upperTail: p) : distribution.quantile(lowerTail: p)
      expectAgreement(
        found, try columns["quantile"][row].number(), digits: digits, floor: 1e-300,
        "\(distribution) quantile of \(isUpper ? "upper" : "lower") \(p)")
    }
    return
  }
  for (row, x) in try columns["x"].numbers().enumerated() {
    let distribution = try make(row, columns)
    func expect(_ found: Double, _ column: String) throws {
      guard columns[column] != .null else { return }
      let wanted = try columns[column][row].number()
      // The grids print 0 for what is below 1e-307; they took log(1 - p) with 60 digits, which leaves none
      // of a p below 1e-45; and a log density near zero is known to an absolute error.
      let floor = ["log_cdf", "log_sf"].contains(column) ? 1e-45 : (column == "log_pdf" ? 4e-16 : 1e-307)
      expectAgreement(found, wanted, digits: digits, floor: floor, "\(distribution) \(column) at \(x)")
    }
    try expect(distribution.lowerTail(x), "cdf")
    try expect(distribution.upperTail(x), "sf")
    try expect(distribution.logLowerTail(x), "log_cdf")
    try expect(distribution.logUpperTail(x), "log_sf")
    try expect(distribution.logDensity(x), "log_pdf")
  }
}
