import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Change scores and analysis of covariance are linear regressions.
@Suite struct AncovaChangeTests {
  @Test(arguments: try Fixture.cases("AncovaChange"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let post = try options["post"].string()
    let pre = try options["pre"].string()
    let group = try options["group"].string()
    let covariates = options["covariates"] == .null ? [] : [try options["covariates"].string()]
    let names = [group, pre] + covariates
    let table = try reference.data()
    var cells: [[Double?]] = []
    for name in [post] + names { cells.append(try table.column(name).map { $0.flatMap(Double.init) }) }
    let rows = cells[0].indices.filter { row in cells.allSatisfy { $0[row] != nil } }
    let values = cells.map { column in rows.compactMap { column[$0] } }
    #expect(try rows.count == expected["n"].integer())

    let ancova = try LinearRegression(
      values[0], on: Design(columns: zip(names, values.dropFirst()).map { ($0, $1) }))
    try expectAgreement(ancova.coefficients.map(\.value), expected["ancova_coef"], digits: 10, "ANCOVA")
    try expectAgreement(ancova.coefficients.map(\.standardError), expected["ancova_se"], digits: 10, "se")
    try expectAgreement(ancova.coefficients.compactMap(\.pValue), expected["ancova_p"], digits: 10, "p")
    let centre = values.dropFirst(2).map { column in column.reduce(0, +) / Double(rows.count) }
    let shared = zip(ancova.coefficients.dropFirst(2), centre).reduce(ancova.coefficients[0].value) {
      $0 + $1.0.value * $1.1
    }
    try expectAgreement(
      [shared, shared + ancova.coefficients[1].value], expected["adjusted_means"], digits: 10, "means")

    let change = zip(values[0], values[2]).map { $0 - $1 }
    var columns = [(group, values[1])]
    for (name, column) in zip(covariates, values.dropFirst(3)) { columns.append((name, column)) }
    let score = try LinearRegression(change, on: Design(columns: columns))
    try expectAgreement(score.coefficients.map(\.value), expected["change_coef"], digits: 10, "change")
    try expectAgreement(score.coefficients.map(\.standardError), expected["change_se"], digits: 10, "se")
    try expectAgreement(score.coefficients.compactMap(\.pValue), expected["change_p"], digits: 10, "p")
    try expectAgreement(
      change.reduce(0, +) / Double(rows.count), expected["mean_change"], digits: 10, "mean change")
  }
}
