import Foundation
import StudyKit
import SurveyStatistics
import Testing

/// The study over time says what the files say, by a second and plainer computation.
@Suite struct LongitudinalStudyTests {
  private func grid(_ title: String, _ arguments: [String] = []) throws -> [[Any]] {
    let outcome = try Command.run("LongitudinalStudy", ["--format", "json"] + arguments)
    return try #require(try Command.grids(outcome, section: title).first)
  }

  /// The scores of trust in the provider by id: the mean of at least three of four answers.
  private func providerTrust(_ rows: [[String]], _ files: WaveFiles) -> [String: Double] {
    var scores: [String: Double] = [:]
    for row in rows.dropFirst() {
      let answers = ["tp1", "tp2", "tp3", "tp4"].compactMap { item -> Double? in
        guard let answer = Double(row[files.column(item)]), answer <= 5 else { return nil }
        return item == "tp3" ? 6 - answer : answer
      }
      if answers.count >= 3 { scores[row[0]] = answers.reduce(0, +) / Double(answers.count) }
    }
    return scores
  }

  @Test func meanChangeIsThatOfThePairsInTheFiles() throws {
    let files = try WaveFiles()
    let waves = files.waves.map { providerTrust($0, files) }
    let changes = waves[0].keys.compactMap { id in waves[1][id].map { $0 - (waves[0][id] ?? 0) } }
    let mean = changes.reduce(0, +) / Double(changes.count)
    let line = try #require(try grid("Mean change, wave 1 - wave 0").first)
    #expect(line[1] as? Int == changes.count)
    let found = try #require(line[4] as? Double)
    #expect((found - mean).magnitude < 1e-12)
  }

  @Test func boundsAreThoseOfTheFilesWithTheLostAtTheEnds() throws {
    let files = try WaveFiles()
    let waves = files.waves.map { providerTrust($0, files) }
    let bounds = [1.0, 5.0].map { end in
      waves[0].map { id, score in (waves[1][id] ?? end) - score }.reduce(0, +) / Double(waves[0].count)
    }
    let line = try #require(try grid("at their worst and best").first)
    for (found, bound) in zip(line[3...4], bounds) {
      #expect((try #require(found as? Double) - bound).magnitude < 1e-12)
    }
  }

  /// For a mean CR2 multiplies the sum of a cluster's residuals by 1/√(1 - m/n), m cases of n in it.
  @Test func corporationsAreClustersOfTheMeanChange() throws {
    let files = try WaveFiles()
    let waves = files.waves.map { providerTrust($0, files) }
    var changes: [String: [Double]] = [:]
    for row in files.waves[0].dropFirst() {
      guard let before = waves[0][row[0]], let after = waves[1][row[0]] else { continue }
      changes[row[files.column("corporation")], default: []].append(after - before)
    }
    let all = changes.values.flatMap { $0 }
    let mean = all.reduce(0, +) / Double(all.count)
    let variance = changes.values.reduce(0.0) { sum, cluster in
      let residual = cluster.reduce(0) { $0 + $1 - mean } / Double(all.count)
      return sum + residual * residual / (1 - Double(cluster.count) / Double(all.count))
    }
    let line = try #require(try grid("work corporations as clusters").first)
    #expect(line[1] as? Int == all.count)
    let (found, t) = (try #require(line[2] as? Double), try #require(line[4] as? Double))
    #expect((found - mean).magnitude < 1e-12)
    #expect((t - mean / variance.squareRoot()).magnitude < 1e-9)
  }

  @Test func theMixedModelTakesEverybodyWithAScore() throws {
    let files = try WaveFiles()
    let scores = files.waves.map { providerTrust($0, files) }
    let line = try #require(try grid("mixed model").first)
    #expect(line[1] as? Int == Set(scores[0].keys).union(scores[1].keys).count)
  }

  @Test func theMixedModelOfPairsAloneIsThePairedTest() throws {
    var files = try WaveFiles()
    let stayed = Set(files.waves[1].map { $0[0] })
    files.waves[0] = files.waves[0].filter { stayed.contains($0[0]) }
    let outcome = try files.run(["--format", "json"])
    // Generalized trust, on which all who stayed have both scores.
    let mixed = try #require(try Command.grids(outcome, section: "mixed model").first?[2])
    let sizes = try #require(try Command.grids(outcome, section: "Mean change, wave 1").first?[2])
    let tests = try #require(try Command.grids(outcome, section: "Paired t tests").first?[2])
    let pairs: [(Any, Any)] = [(mixed[2], sizes[4]), (mixed[4], tests[3]), (mixed[5], tests[4])]
    for (found, paired) in pairs {
      let (found, paired) = (try #require(found as? NSNumber), try #require(paired as? NSNumber))
      #expect((found.doubleValue - paired.doubleValue).magnitude < 1e-6 * paired.doubleValue.magnitude)
    }
  }

  @Test func conditionsAreUntestableWithoutInterviews() throws {
    let claims = try grid("published claims")
    #expect(claims.map { $0[0] as? String } == (1...9).map { "D\($0)" })
    for line in claims.suffix(2) {
      #expect(line[5] as? String == "cannot be tested with these data")
      #expect(line[3] is NSNull)
    }
  }

  @Test func interviewsGiveTheConditionsAnEstimateAndNoProof() throws {
    let claims = try grid("published claims", ["--interviews", "Data/interviews.csv"])
    for line in claims.suffix(2) {
      #expect(line[3] is Double)
      #expect((line[2] as? String)?.contains("no test of a condition") == true)
    }
  }

  @Test func pairsDetectWhatTheTablesSay() throws {
    let lines = try grid("number of pairs")
    for (line, known) in zip(lines, [0.37, 0.45]) {
      #expect((try #require(line[2] as? Double) - known).magnitude < 0.005)
    }
  }

  @Test func ratingsOfDemocracyChangeAsInTheFile() throws {
    let text = try String(contentsOfFile: DataFolder.file("political_democracy.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").map { Double($0) ?? 0 }
    }
    let changes = rows.map { row in (row[5...8].reduce(0, +) - row[1...4].reduce(0, +)) / 4 }
    let line = try #require(try grid("Mean change, 1965 - 1960", ["--real"]).first)
    #expect(line[1] as? Int == 75)
    let found = try #require(line[4] as? Double)
    #expect((found - changes.reduce(0, +) / 75).magnitude < 1e-12)
  }
}
