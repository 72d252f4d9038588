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
