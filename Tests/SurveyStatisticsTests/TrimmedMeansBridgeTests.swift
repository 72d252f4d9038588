import SurveyStatistics
import SurveyTestSupport
import Testing

/// Trimmed means and several methods side by side, from samples and panels: the same numbers as from arrays, with
/// names and ledgers.
@Suite struct TrimmedMeansBridgeTests {
  private let age = Variable<Visitor>(\.age)

  @Test func comparisonsOfASampleAreThoseOfItsGroups() throws {
    let sample = try visitors()
    let known = sample.respondents.filter { $0.age != nil }
    let x = known.filter { $0.arm == .treated }.compactMap(\.age)
    let y = known.filter { $0.arm == .control }.compactMap(\.age)
    let yuen = try YuenTest(of: age, by: \.arm, in: sample, trim: 0.1, unit: .baseline)
    #expect(yuen.statistic == (try YuenTest(x, against: y, trim: 0.1).statistic))
    #expect(yuen.effect == (try YuenTest(x, against: y, trim: 0.1, unit: .baseline).effect))
    #expect(yuen.context.parts == ["treated", "control"] && yuen.context.subject == "age")
    #expect(yuen.cases.entered == 12 && yuen.cases.used == 10)
    let comparison = try MethodComparison(of: age, by: \.arm, in: sample, permutation: .exact)
    #expect(comparison.methods == (try MethodComparison(x, against: y, permutation: .exact).methods))
    #expect(
      comparison.description.contains("treated is higher")
        || comparison.description.contains("control is higher"))
    expectRefusal(.definition) { try YuenTest(of: age, by: \.site, in: sample) }
    expectRefusal(.definition) { try MethodComparison(of: age, by: \.site, in: sample) }
  }

  @Test func pairsComeFromTheWavesOfAPanel() throws {
    let first = try visitors()
    let later = try Sample(
      first.respondents.enumerated().map { place, visitor in
        var visitor = visitor
        visitor.age = visitor.age.map { $0 + Double(place % 4) - 1 }
        return visitor
      })
    let panel = try Panel(["start": first, "end": later])
    let y = first.respondents.compactMap(\.age)
    let x = later.respondents.compactMap(\.age)
    let yuen = try PairedYuenTest(of: age, in: panel, trim: 0.1)
    #expect(yuen.statistic == (try PairedYuenTest(x, against: y, trim: 0.1).statistic))
    #expect(yuen.context.parts == ["end", "start"] && yuen.cases.used == 11)
    let comparison = try PairedMethodComparison(of: age, in: panel, flips: .exact)
    #expect(comparison.methods == (try PairedMethodComparison(x, against: y, flips: .exact).methods))
    #expect(comparison.context.parts == ["end", "start"])
    expectRefusal(.outOfRange) { try PairedYuenTest(of: age, in: panel, from: 0, to: 7) }
  }
}
