import Foundation
import SurveyStatistics

/// Models whose fit is a search.
func modelWorkloads(_ harness: Harness) throws {
  if harness.wants("logit") {
    let (design, outcome) = try logisticData(rows: 100_000, columns: 20)
    try harness.bench("logit") {
      try GeneralizedRegression(outcome, on: design, family: .binomial(.logit)).deviance
    }
  }
  if harness.wants("lmm") {
    let file = try NumberFile("\(harness.folder)/panel_lmm.csv")
    let data = try ModelData([
      "trust": .numbers(file["trust"]), "wave": .numbers(file["wave"]), "person": .numbers(file["person"]),
    ])
    try harness.bench("lmm") {
      try LinearMixedModel("trust ~ wave + (1 + wave | person)", in: data).criterion
    }
  }
  if harness.wants("lmm-kr") {
    let file = try NumberFile("\(harness.folder)/sleepstudy.csv")
    let data = try ModelData([
      "Reaction": .numbers(file["Reaction"]), "Days": .numbers(file["Days"]),
      "Subject": .numbers(file["Subject"]),
    ])
    try harness.bench("lmm-kr") {
      let fit = try LinearMixedModel(
        "Reaction ~ Days + (1 + Days | Subject)", in: data, degreesOfFreedom: .kenwardRoger)
      return fit.coefficients[1].degreesOfFreedom ?? .nan
    }
  }
  if harness.wants("mediation") {
    let data = try NumberFile("\(harness.folder)/regression_78.csv")
    try harness.bench("mediation") {
      let found = try Mediation(
        data["x1"], through: data["m"], on: data["y"],
        interval: .bootstrap(.percentile(resamples: 5_000, seed: 1)))
      return found.indirect.interval?.lower ?? .nan
    }
  }
}

/// Standard normal predictors with coefficients of 0.1, and events with the probabilities of the logistic model.
private func logisticData(rows: Int, columns: Int) throws -> (Design, [Double]) {
  var stream = RandomStream(seed: 1)
  var predictor = [Double](repeating: 0, count: rows)
  let elements = (0..<columns).flatMap { _ in
    (0..<rows).map { row in
      let value = stream.normal()
      predictor[row] += 0.1 * value
      return value
    }
  }
  let matrix = try Matrix(rowCount: rows, columnCount: columns, elements: elements)
  let outcome = predictor.map { stream.uniform() < 1 / (1 + exp(-$0)) ? 1.0 : 0 }
  return (try Design(matrix, names: (1...columns).map { "x\($0)" }), outcome)
}
