import SurveyStatistics

func regressionWorkloads(_ harness: Harness) throws {
  if harness.wants("ols-small") {
    let data = try NumberFile("\(harness.folder)/regression_78.csv")
    let columns = (1...5).map { (name: "x\($0)", values: data["x\($0)"]) }
    try harness.bench("ols-small") {
      var error = 0.0
      for _ in 0..<1000 {
        let fit = try LinearRegression(data["y"], on: Design(columns: columns), standardErrors: .hc3)
        error = fit.coefficients[1].estimate.standardError ?? .nan
      }
      return error
    }
  }
  if harness.wants("ols-large") {
    let (design, outcome) = try large(rows: 1_000_000, columns: 20)
    try harness.bench("ols-large", runs: 3) {
      let fit = try LinearRegression(outcome, on: design, standardErrors: .hc3)
      return fit.coefficients[1].estimate.standardError ?? .nan
    }
    try harness.bench("ols-large-classical", runs: 3) {
      let fit = try LinearRegression(outcome, on: design)
      return fit.coefficients[1].estimate.standardError ?? .nan
    }
  }
}

/// Standard normal predictors with coefficients of 0.1, and an outcome with standard normal noise.
private func large(rows: Int, columns: Int) throws -> (Design, [Double]) {
  var stream = RandomStream(seed: 1)
  var outcome = (0..<rows).map { _ in stream.normal() + 0.1 }
  var elements: [Double] = []
  elements.reserveCapacity(rows * columns)
  for _ in 0..<columns {
    for row in 0..<rows {
      let value = stream.normal()
      elements.append(value)
      outcome[row] += 0.1 * value
    }
  }
  let matrix = try Matrix(rowCount: rows, columnCount: columns, elements: elements)
  return (try Design(matrix, names: (1...columns).map { "x\($0)" }), outcome)
}
