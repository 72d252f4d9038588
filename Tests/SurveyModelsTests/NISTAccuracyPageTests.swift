import Foundation
import SurveyModels
import SurveyTestSupport
import Testing

/// The page of accuracies states the digits that NIST's certified data sets are reached with. This measures
/// them; ACCURACY_PAGE=write in the environment writes them to the page.
@Suite struct NISTAccuracyPageTests {
  /// The digits that the certified values can be reached with from the data as doubles, found with exact
  /// rational arithmetic on the rounded data.
  private static let regressionCeilings = [
    "nist_Norris": "13.9", "nist_Pontius": "13.5", "nist_Filip": "14.2", "nist_Wampler2": "13.2",
  ]
  private static let momentCeilings = [
    "nist/Mavro.dat": "13.1", "nist/Michelso.dat": "13.8", "nist/NumAcc3.dat": "9.4",
    "nist/NumAcc4.dat": "8.2",
  ]

  @Test func statesTheDigitsOfEveryDataSet() throws {
    let lines = try regressions() + variances() + moments()
    #expect(lines.count == 11 * 2 + 11 + 8 * 2)
    try checkAccuracyTable(
      under: "NIST's certified data",
      header: ["Data, estimate", "Ceiling", "Digits", "R", "NumPy"],
      lines)
  }

  private func regressions() throws -> [AccuracyLine] {
    let method = "NIST StRD linear least squares certified values"
    return try Fixture.cases("LinearRegression", method: method).sorted { $0.id < $1.id }.flatMap {
      reference in
      let estimates = try LinearRegressionTests.certifiedFit(reference).coefficients.map(\.estimate)
      let ceiling = Self.regressionCeilings[reference.dataset ?? ""] ?? "15.0"
      return [
        try line(
          reference, "coefficients", ceiling, estimates.map(\.value), reference.expected["coef"].numbers()),
        try line(
          reference, "standard errors", ceiling, estimates.compactMap(\.standardError),
          reference.expected["se"].numbers()),
      ]
    }
  }

  private func variances() throws -> [AccuracyLine] {
    let exact = "one-way ANOVA in rational arithmetic on the data as doubles"
    let certified = try Fixture.cases("NISTVariance", method: "NIST StRD one-way ANOVA certified values")
    return try Fixture.cases("NISTVariance", method: exact).sorted { $0.id < $1.id }.map { doubles in
      let id = try doubles.options["certified"].string()
      let reference = try #require(certified.first { $0.id == id })
      let found = try NISTVarianceTests.fit(doubles, .automatic).overall?.value ?? .nan
      let ceiling = try AccuracyLine.roundedDown(doubles.expected["ceiling"]["F"].number())
      return try line(reference, "F", ceiling, [found], [reference.expected["F"].number()])
    }
  }

  private func moments() throws -> [AccuracyLine] {
    try Fixture.cases("Moments").filter { $0.id.hasPrefix("nist.univariate.") }.sorted { $0.id < $1.id }
      .flatMap { reference in
        let name = reference.dataset ?? ""
        let start = try reference.options["data_starts_after_line"].integer()
        let text = try Fixture.text("Tests/Fixtures/data/\(name)").components(separatedBy: .newlines)
        let values = text.dropFirst(start).joined(separator: " ").split(separator: " ").compactMap {
          Double($0)
        }
        let moments = try Moments(values)
        return [
          try line(reference, "mean", "15.0", [moments.mean], [reference.expected["mean"].number()]),
          try line(
            reference, "SD", Self.momentCeilings[name] ?? "15.0", [moments.standardDeviation ?? .nan],
            [reference.expected["sd"].number()]),
        ]
      }
  }

  private func line(
    _ reference: Fixture.Case, _ estimate: String, _ ceiling: String, _ found: [Double], _ wanted: [Double]
  ) throws -> AccuracyLine {
    let digits = zip(found, wanted).map { correctDigits($0, $1) }.min() ?? 0
    #expect(found.count == wanted.count, "\(reference.id)")
    let name = reference.id.split(separator: ".").last.map(String.init) ?? reference.id
    let peers = try ["R", "NumPy"].map { program in
      let peer = try Fixture.cases("PeerDigits").first { $0.id == "peers.\(program)" }
      return (try? peer?.expected[reference.id][estimate].number()).map {
        AccuracyLine.roundedDown(min($0, 15))
      } ?? "–"
    }
    // The certified values have 15 digits.
    return AccuracyLine("\(name), \(estimate)", [ceiling, "digits"] + peers, measured: [1: min(digits, 15)])
  }
}
