// No fixture: the tails have theirs; this tests which of them a statistic takes.
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct TestStatisticPValueTests {
  @Test func symmetricDistributionsDoubleTheFartherTail() throws {
    let z = TestStatistic("z", -1.5, reference: .normal)
    let normal = NormalDistribution.standard
    #expect(z.pValue() == 2 * normal.upperTail(1.5))
    #expect(z.pValue(.less) == normal.lowerTail(-1.5) && z.pValue(.greater) == normal.upperTail(-1.5))
    let t = TestStatistic("t", 2.35, reference: .t(degreesOfFreedom: 25.3))
    let student = try StudentTDistribution(degreesOfFreedom: 25.3)
    #expect(t.pValue(.twoSided) == 2 * student.upperTail(2.35))
    #expect(t.pValue(.less) == student.lowerTail(2.35) && t.pValue(.greater) == student.upperTail(2.35))
    #expect(TestStatistic("t", 0, reference: .t(degreesOfFreedom: 4)).pValue() == 1)
    #expect(
      TestStatistic("t", 2, reference: .t(degreesOfFreedom: .infinity)).pValue() == 2 * normal.upperTail(2))
  }

  @Test func squaredStatisticsTakeTheUpperTailWhateverTheAlternative() throws {
    let upper = try FDistribution(numerator: 2, denominator: 57).upperTail(3)
    let chiSquare = TestStatistic("χ²", 5, reference: .chiSquare(degreesOfFreedom: 2))
    let f = TestStatistic("F", 3, reference: .f(numerator: 2, denominator: 57))
    for alternative in Alternative.allCases {
      expectAgreement(chiSquare.pValue(alternative), 0.0820849986238988, digits: 14)
      #expect(f.pValue(alternative) == upper)
    }
  }

  @Test func countedDistributionsSayTheirTails() {
    let tails = TailProbabilities(lower: 0.9, upper: 0.2, twoSided: 0.35, definition: "distance")
    for reference in [TestStatistic.Reference.exact(tails), .monteCarlo(tails, draws: 999, seed: 1)] {
      let statistic = TestStatistic("U", 3, reference: reference)
      #expect(
        statistic.pValue() == 0.35 && statistic.pValue(.less) == 0.9 && statistic.pValue(.greater) == 0.2)
    }
  }

  @Test func degenerateDegreesOfFreedomGiveNaN() {
    for df in [0, -1, Double.nan] {
      #expect(TestStatistic("t", 2, reference: .t(degreesOfFreedom: df)).pValue().isNaN)
      #expect(TestStatistic("χ²", 2, reference: .chiSquare(degreesOfFreedom: df)).pValue().isNaN)
      #expect(TestStatistic("F", 2, reference: .f(numerator: df, denominator: 3)).pValue().isNaN)
      #expect(TestStatistic("F", 2, reference: .f(numerator: 3, denominator: df)).pValue().isNaN)
    }
    #expect(TestStatistic("t", .nan, reference: .t(degreesOfFreedom: 3)).pValue().isNaN)
    #expect(TestStatistic("z", .nan, reference: .normal).pValue(.less).isNaN)
    #expect(TestStatistic("t", .infinity, reference: .t(degreesOfFreedom: 3)).pValue() == 0)
  }
}
