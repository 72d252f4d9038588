import SurveyStatistics
import SurveyTestSupport
import Testing

/// Tests against bounds and Bayes factors from samples and panels: the numbers of the arrays, with names
/// and ledgers.
@Suite struct EquivalenceBridgeTests {
  private let age = Variable<Visitor>(\.age)

  private func groups() throws -> (treated: [Double], control: [Double]) {
    let known = try visitors().respondents.filter { $0.age != nil }
    return (
      known.filter { $0.arm == .treated }.compactMap(\.age),
      known.filter { $0.arm == .control }.compactMap(\.age)
    )
  }

  @Test func groupsOfASampleAreTestedAgainstBounds() throws {
    let sample = try visitors()
    let (x, y) = try groups()
    let test = GroupShiftMethod.mannWhitney()
    let equivalence = try EquivalenceTest(of: age, by: \.arm, in: sample, within: -9...9, test: test)
    #expect(equivalence.pValue == (try EquivalenceTest(x, against: y, within: -9...9, test: test).pValue))
    #expect(equivalence.context.parts == ["treated", "control"] && equivalence.cases.entered == 12)
    #expect(equivalence.context.subject == "age")
    #expect(
      try MarginTest(of: age, by: \.arm, in: sample, difference: .above(-0.4), unit: .pooledDeviation).test
        == MarginTest(x, against: y, difference: .above(-0.4), unit: .pooledDeviation).test)
    #expect(
      try MinimalEffectTest(of: age, by: \.arm, in: sample, outside: -1...1, test: .student).pValue
        == MinimalEffectTest(x, against: y, outside: -1...1, test: .student).pValue)
    let bayes = try BayesFactorTTest(of: age, by: \.arm, in: sample, priorScale: 1, alternative: .less)
    #expect(bayes.effect == (try BayesFactorTTest(x, against: y, priorScale: 1, alternative: .less).effect))
    #expect(bayes.cases.used == 10)
    expectRefusal(.definition) { try EquivalenceTest(of: age, by: \.site, in: sample, within: -1...1) }
    let scale = try EquivalenceTest(of: Visitor.wellBeing, by: \.arm, in: sample, within: -1...1)
    #expect(scale.context.subject == "Well-being")
  }

  @Test func wavesOfAPanelAreTestedAgainstBounds() throws {
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
    let found = try EquivalenceTest(of: age, in: panel, within: -2...2, test: .signedRank())
    #expect(
      found.pValue == (try EquivalenceTest(x, pairedWith: y, within: -2...2, test: .signedRank()).pValue))
    #expect(found.context.parts == ["end", "start"] && found.cases.used == 11)
    #expect(
      try MarginTest(of: age, in: panel, difference: .below(2)).pValue
        == MarginTest(x, pairedWith: y, difference: .below(2)).pValue)
    #expect(
      try MinimalEffectTest(of: age, in: panel, outside: -1...1, unit: .differenceDeviation).pValue
        == MinimalEffectTest(x, pairedWith: y, outside: -1...1, unit: .differenceDeviation).pValue)
    #expect(
      try BayesFactorTTest(of: age, in: panel).logBayesFactor
        == BayesFactorTTest(x, pairedWith: y).logBayesFactor)
    expectRefusal(.outOfRange) { try MarginTest(of: age, in: panel, from: 0, to: 7, difference: .below(2)) }
  }
}
