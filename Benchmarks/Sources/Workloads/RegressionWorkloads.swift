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
    try LargeRegression(harness).run()
  }
}
