import SurveyModels
import SurveyTestSupport

/// Cases in clusters of several kinds.
enum MultiwayCases {
  /// A regression and clusters of two kinds whose covariance matrix gives a coefficient a negative variance.
  static func negative() throws -> (fit: LinearRegression, clusters: [(name: String, labels: [String])]) {
    let table = try Fixture.table("mtcars")
    func column(_ name: String) throws -> [String] { try table.column(name).compactMap { $0 } }
    func numbers(_ name: String) throws -> [Double] { try column(name).compactMap { Double($0) } }
    let fit = try LinearRegression(
      numbers("mpg"), on: Design(columns: [("wt", numbers("wt")), ("hp", numbers("hp"))]))
    return (fit, [("carb", try column("carb")), ("am", try column("am"))])
  }
}
