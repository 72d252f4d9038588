import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct TauEquivalenceTestTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("TauEquivalenceTest")) func agreesWithLavaan(_ reference: Fixture.Case)
    throws
  {
    let items = try reference.keyedItems()
    let test = try TauEquivalenceTest(items)
    let steps = [
      ("tau", test.statistic, test.pValue), ("parallel", test.parallelStatistic, test.parallelPValue),
    ]
    for (key, statistic, pValue) in steps {
      let expected = reference.expected[key]
      try expectAgreement(statistic.value, expected["chisq"], digits: 8, "\(key) chi-square")
      #expect(statistic.reference == .chiSquare(degreesOfFreedom: Double(items.count - 1)))
      #expect(try expected["df"].integer() == items.count - 1)
      // lavaan takes p as one minus the lower tail in some of its functions.
      try expectAgreement(pValue, expected["p"], digits: 6, floor: 1e-15, "\(key) p")
    }
  }

  // MARK: Laws

  @Test func itIsTheDifferenceOfTheModels() throws {
    let test = try TauEquivalenceTest(Answers.four)
    let (free, equal) = (
      try OneFactorModel(Answers.four), try OneFactorModel(Answers.four, form: .tauEquivalent)
    )
    let difference = try #require(equal.fit.statistic).value - #require(free.fit.statistic).value
    expectAgreement(test.statistic.value, difference, digits: 12)
    #expect(test.congeneric.fit == free.fit && test.tauEquivalent.fit == equal.fit)
  }

  @Test func parallelOmegaIsAlpha() throws {
    let omegas = try TauEquivalenceTest(Answers.four).reliabilities
    expectAgreement(omegas.parallel, try CronbachAlpha(Answers.four).alpha.value, digits: 13)
    expectAgreement(omegas.congeneric, try OmegaTotal(Answers.four).omega.value, digits: 15)
  }

  @Test func modelsThatHoldAreNotRejected() throws {
    let parallel: [[Double]] = (0..<4).map { row in (0..<4).map { row == $0 ? 1.5 : 0.7 } }
    let test = try TauEquivalenceTest(Answers.covariances(parallel))
    #expect(test.statistic.value < 1e-9 && test.parallelStatistic.value < 1e-9)
    #expect(test.pValue > 0.999 && test.parallelPValue > 0.999)
    try checkFinding { try TauEquivalenceTest(Answers.covariances(parallel)) }
  }

  /// Under equal loadings p is spread evenly: its mean is one half, within four standard errors.
  @Test func probabilitiesAreEvenlySpreadWhereLoadingsAreEqual() throws {
    let values = try (1...200).map { seed in
      try TauEquivalenceTest(Answers.normal([1, 1, 1, 1], cases: 250, seed: UInt64(seed))).pValue
    }
    let mean = values.reduce(0, +) / 200
    #expect((mean - 0.5).magnitude < 4 * 0.2887 / 200.0.squareRoot(), "\(mean)")
  }

  @Test func scalingAllItemsAlikeChangesNothing() throws {
    let plain = try TauEquivalenceTest(Answers.four)
    let scaled = try TauEquivalenceTest(Answers.four.map { $0.map { $0 * 1e30 } })
    expectAgreement(scaled.statistic.value, plain.statistic.value, digits: 10)
    expectAgreement(scaled.parallelStatistic.value, plain.parallelStatistic.value, digits: 10)
  }

  // MARK: Edges and refusals

  @Test func threeItemsHaveATest() throws {
    let test = try TauEquivalenceTest(Array(Answers.four[..<3]))
    #expect(test.congeneric.fit.degreesOfFreedom == 0)
    #expect(test.statistic.reference == .chiSquare(degreesOfFreedom: 2))
    try checkFinding { try TauEquivalenceTest(Array(Answers.four[..<3])) }
  }

  @Test func refusesWhatHasNoModels() throws {
    expectRefusal(.tooFew) { try TauEquivalenceTest([]) }
    expectRefusal(.tooFew) { try TauEquivalenceTest(Array(Answers.four[..<2])) }
    expectRefusal(.constant) { try TauEquivalenceTest(Answers.four + [[Double](repeating: 1, count: 12)]) }
    expectRefusal(.rankDeficient) { try TauEquivalenceTest(Answers.four + [Answers.four[1]]) }
    expectRefusal(.lengthMismatch) { try TauEquivalenceTest(Answers.four, names: ["a", "b"]) }
    var opposed = Answers.four
    opposed[0] = opposed[0].map { 6 - $0 }
    opposed[1] = opposed[1].map { 6 - $0 }
    expectRefusal(.notConverged) { try TauEquivalenceTest(opposed) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try TauEquivalenceTest(Answers.four) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("TauEquivalenceTest") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let test = try TauEquivalenceTest(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(test)
      // end
    }
  }
}
