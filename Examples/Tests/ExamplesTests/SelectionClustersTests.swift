import Foundation
import Testing

/// Work corporations as clusters in the study of selection.
@Suite struct SelectionClustersTests {
  static let clusters = "Participants sit in work corporations"

  /// The study on the clean file with other corporations, by row.
  private func run(_ corporation: (_ row: [String]) -> String) throws -> Command.Outcome {
    var rows = try SelectionBadInputTests.rows()
    for index in rows.indices.dropFirst() { rows[index][2] = corporation(rows[index]) }
    let outcome = try Command.run(
      SelectionBadInputTests.example, data: SelectionBadInputTests.csv(rows), ["--format", "json"])
    #expect(outcome.status == 0, "\(outcome.error)")
    return outcome
  }

  private func numbers(_ cell: Any) -> [Double] {
    if let limits = cell as? [String: Any] {
      return ["lower", "upper"].compactMap { (limits[$0] as? NSNumber)?.doubleValue }
    }
    return [(cell as? NSNumber)?.doubleValue].compactMap { $0 }
  }

  @Test func corporationsOfOneGiveWelchsTest() throws {
    let outcome = try run { $0[1] == "participant" ? $0[0] : "" }
    let clustered = try #require(try Command.grids(outcome, section: Self.clusters).first)
    let welch = try #require(try Command.grids(outcome, section: "Differences in means").first)
    #expect(clustered.count == 5)
    for (one, other) in zip(clustered, welch) {
      let found = numbers(one[1]) + numbers(one[2]) + numbers(one[5])
      let wanted = numbers(other[1]) + numbers(other[2]) + numbers(other[3])
      #expect(found.count == 4)
      for (value, expected) in zip(found, wanted) { #expect((value - expected).magnitude < 1e-9) }
    }
    #expect(outcome.output.contains("no cluster has two cases"))
  }

  @Test func differencesAndCoefficientsAreThoseOfThePlainAnalyses() throws {
    let outcome = try run { $0[2] }
    let clustered = try #require(try Command.grids(outcome, section: Self.clusters).first)
    let welch = try #require(try Command.grids(outcome, section: "Differences in means").first)
    for (one, other) in zip(clustered, welch) {
      #expect((numbers(one[1])[0] - numbers(other[1])[0]).magnitude < 1e-12)
    }
    let regressions = try Command.grids(outcome, section: "Trust on motivation")
    let plain = regressions[0].filter { $0[1] as? String != "intercept" }
    #expect(regressions[1].map { $0[1] as? String } == plain.map { $0[1] as? String })
    for (one, other) in zip(regressions[1], plain) { #expect(numbers(one[2]) == numbers(other[2])) }
  }

  @Test func aParticipantWithoutACorporationIsAClusterOfOne() throws {
    let outcome = try run { $0[0] == "synthetic-02" ? "" : $0[2] }
    let grids = try Command.grids(outcome, section: Self.clusters)
    #expect(grids[0].count == 5)
    #expect(grids[1].first?[1] as? Int == 59)
  }

  @Test func withoutCorporationsNothingIsSaidOfThem() throws {
    let outcome = try run { _ in "" }
    #expect(outcome.output.contains("clustering cannot be looked at"))
    #expect(try Command.grids(outcome, section: "Trust on motivation").count == 1)
  }
}
