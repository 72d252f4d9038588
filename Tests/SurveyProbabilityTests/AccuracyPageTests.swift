import Foundation
import SurveyProbability
import SurveyTestSupport
import Testing

/// The page of accuracies states, for every reference grid of this module, how many digits the worst of its
/// points has. This measures them; ACCURACY_PAGE=write in the environment writes them to the page.
@Suite struct AccuracyPageTests {
  @Test func statesTheDigitsOfEveryGrid() throws {
    let peers = try Fixture.cases("PeerDigits")
    func peer(_ program: String, _ grid: String, _ quantity: String) -> String {
      let value = peers.first { $0.id == "peers.\(program)" }?.expected[grid][quantity] ?? .null
      return (try? value.number()).map(AccuracyLine.roundedDown) ?? "–"
    }
    var lines: [AccuracyLine] = []
    for (stem, reference) in try Self.references() {
      if stem == "MultivariateNormalDistribution" {
        lines.append(try Self.multivariate(reference))
        continue
      }
      guard let grid = AccuracyGrid.all[reference.id] else {
        Issue.record("\(stem): no grid of the page evaluates \(reference.id)")
        continue
      }
      for (quantity, worst) in try grid.worst(reference).sorted(by: { $0.key < $1.key }) {
        lines.append(
          AccuracyLine(
            "\(grid.title): \(quantity), `\(reference.id)`",
            [
              "\(worst.count)", "digits", worst.place, peer("R", reference.id, quantity),
              peer("SciPy", reference.id, quantity),
            ], measured: [1: worst.digits]))
      }
    }
    try checkAccuracyTable(
      under: "Distributions and special functions",
      header: ["Function, grid", "Values", "Digits", "Fewest at", "R", "SciPy"], lines)
  }

  /// The grid whose points and parameters are vectors.
  private static func multivariate(_ reference: Fixture.Case) throws -> AccuracyLine {
    let options = reference.options
    let distribution = try MultivariateNormalDistribution(
      means: options["means"].numbers(), covariances: options["covariances"].array().map { try $0.numbers() })
    var (digits, place) = (16.0, "–")
    let wanted = try reference.expected["log_density"].numbers()
    for (point, value) in zip(try options["points"].array(), wanted) {
      let reached = correctDigits(distribution.logDensity(try point.numbers()), value)
      if reached < digits { (digits, place) = (reached, "\(try point.numbers())") }
    }
    return AccuracyLine(
      "MultivariateNormalDistribution: density, `\(reference.id)`",
      ["\(wanted.count)", "digits", place, "–", "–"], measured: [1: digits])
  }

  /// The reference grids of this module: the fixtures of its distributions and functions.
  private static func references() throws -> [(stem: String, reference: Fixture.Case)] {
    let folder = Fixture.packageRoot.appending(path: "Tests/Fixtures/expected")
    let stems = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
      .filter {
        $0.hasSuffix("Distribution") || ["DistributionCorners", "OwenT", "SpecialFunctions"].contains($0)
      }
    return try stems.sorted().flatMap { stem in try Fixture.cases(stem).map { (stem, $0) } }
  }
}
