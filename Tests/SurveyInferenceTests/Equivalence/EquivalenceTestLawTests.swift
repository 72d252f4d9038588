import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Laws of the test of equivalence.
@Suite struct EquivalenceTestLawTests {
  @Test func exactRankTestIsTheEnumerationOfAllDivisions() throws {
    var numbers = FixedNumbers(seed: 8)
    for (n, m) in [(2, 2), (2, 3), (3, 3), (4, 3), (4, 5), (6, 3), (5, 5), (3, 7)] {
      let x = numbers.integers(n, from: 0, below: 4)
      let y = numbers.integers(m, from: 0, below: 4)
      for bounds in [-1.0...1.0, -0.5...2.0, 1.0...3.0] {
        let found = try EquivalenceTest(x, against: y, within: bounds, test: .mannWhitney())
        let lower = naiveTails(x.map { $0 - bounds.lowerBound }, y).upper
        let upper = naiveTails(x.map { $0 - bounds.upperBound }, y).lower
        expectAgreement(found.aboveLower.pValue, lower, digits: 12, "\(x) \(y)")
        expectAgreement(found.belowUpper.pValue, upper, digits: 12, "\(x) \(y)")
      }
    }
  }

  @Test func exactSignedRankTestIsTheEnumerationOfAllSigns() throws {
    var numbers = FixedNumbers(seed: 9)
    for n in 2...10 {
      let x = numbers.integers(n, from: 0, below: 5)
      let y = numbers.integers(n, from: 0, below: 5)
      for bounds in [-1.0...1.0, -0.5...2.0, 1.0...3.0] {
        let found = try EquivalenceTest(x, pairedWith: y, within: bounds, test: .signedRank())
        let differences = zip(x, y).map { $0 - $1 }
        let lower = naiveSignedTails(differences.map { $0 - bounds.lowerBound }).upper
        let upper = naiveSignedTails(differences.map { $0 - bounds.upperBound }).lower
        expectAgreement(found.aboveLower.pValue, lower, digits: 12, "\(differences)")
        expectAgreement(found.belowUpper.pValue, upper, digits: 12, "\(differences)")
      }
    }
  }

  /// p is at most the level where the interval lies inside the bounds: two routes, for every test.
  @Test func theIntervalInsideTheBoundsIsTheSmallP() throws {
    var numbers = FixedNumbers(seed: 77)
    var (inside, all) = (0, 0)
    for _ in 0..<12 {
      let x = numbers.bells(9, center: 0.2, spread: 1)
      let y = numbers.bells(12, center: 0, spread: 1.5)
      let low = -0.4 - 1.6 * numbers.uniform()
      let bounds = low...(0.4 + 1.6 * numbers.uniform())
      for level in [0.02, 0.05, 0.2] {
        var found = try groupShiftMethods.map { method in
          try EquivalenceTest(x, against: y, within: bounds, test: method, level: level)
        }
        found += try pairedShiftMethods.filter { !isAsymptotic($0) }.map { method in
          try EquivalenceTest(x, pairedWith: Array(y.prefix(9)), within: bounds, test: method, level: level)
        }
        for test in found {
          guard let interval = test.estimate.interval else { continue }
          all += 1
          let isInside = interval.lower > bounds.lowerBound && interval.upper < bounds.upperBound
          inside += isInside ? 1 : 0
          #expect(isInside == (test.pValue <= level), "\(test)")
        }
      }
    }
    #expect(inside > 60 && inside < all - 60)
  }

  /// The interval of the asymptotic signed-rank test has a rule of its own for the ranks of its limits.
  private func isAsymptotic(_ method: PairedShiftMethod) -> Bool {
    if case .signedRank(_, let distribution, _) = method { return distribution != .exact }
    return false
  }

  @Test func swappingTheGroupsMirrorsTheBounds() throws {
    let (x, y) = (Offices.north, Offices.south)
    for method in groupShiftMethods.prefix(4) {
      let one = try EquivalenceTest(x, against: y, within: -0.25...0.75, test: method)
      let other = try EquivalenceTest(
        y.reversed(), against: Array(x.reversed()), within: -0.75...0.25, test: method)
      expectAgreement(one.aboveLower.pValue, other.belowUpper.pValue, digits: 12)
      expectAgreement(one.belowUpper.pValue, other.aboveLower.pValue, digits: 12)
      expectAgreement(one.estimate.value, -other.estimate.value, digits: 12)
    }
    for method in pairedShiftMethods.prefix(4) {
      let one = try EquivalenceTest(
        Offices.after, pairedWith: Offices.before, within: -0.25...0.75, test: method)
      let other = try EquivalenceTest(
        Offices.before.reversed(), pairedWith: Array(Offices.after.reversed()), within: -0.75...0.25,
        test: method)
      expectAgreement(one.pValue, other.pValue, digits: 12)
    }
  }

  @Test func shiftAndScaleMoveTheBounds() throws {
    let (x, y) = (Offices.north, Offices.south)
    for method in groupShiftMethods {
      let one = try EquivalenceTest(x, against: y, within: -0.5...0.5, test: method)
      let moved = try EquivalenceTest(
        x.map { $0 + 2 }, against: y, within: 1.5...2.5, test: method)
      expectAgreement(one.pValue, moved.pValue, digits: 11, "\(method)")
      let scaled = try EquivalenceTest(
        x.map { 8 * $0 }, against: y.map { 8 * $0 }, within: -4...4, test: method)
      expectAgreement(one.pValue, scaled.pValue, digits: 11, "\(method)")
      expectAgreement(8 * one.estimate.value, scaled.estimate.value, digits: 11)
    }
    for method in pairedShiftMethods {
      let one = try EquivalenceTest(
        Offices.after, pairedWith: Offices.before, within: -0.5...0.5, test: method)
      let sample = try EquivalenceTest(
        zip(Offices.after, Offices.before).map { $0 - $1 + 4 }, against: 4, within: -0.5...0.5, test: method)
      expectAgreement(one.pValue, sample.pValue, digits: 11, "\(method)")
    }
  }

  @Test func boundsInUnitsAreMultiplesOfTheNamedDeviation() throws {
    let (x, y) = (Offices.north, Offices.south)
    for unit in GroupBoundUnit.allCases {
      let found = try EquivalenceTest(x, against: y, within: -0.5...0.5, unit: unit)
      #expect(
        (found.unit == nil) == (unit == .data) && found.bounds.upperBound == 0.5 * (found.unit?.size ?? 1))
      let same = try EquivalenceTest(x, against: y, within: found.bounds)
      #expect(
        same.pValue == found.pValue
          && same.report.notes.count == (found.report.notes.count - (unit == .data ? 0 : 1)))
    }
    let pooled = try EquivalenceTest(x, against: y, within: -1...1, unit: .pooledDeviation)
    expectAgreement(
      pooled.bounds.upperBound * (try CohensD(x, against: y).d.value), pooled.estimate.value, digits: 12)
    let paired = try EquivalenceTest(
      Offices.after, pairedWith: Offices.before, within: -1...1, unit: .differenceDeviation)
    expectAgreement(
      paired.bounds.upperBound * (try CohensDz(Offices.after, against: Offices.before).dz.value),
      paired.estimate.value, digits: 12)
    for unit in [PairedBoundUnit.rootMeanVariance, .baselineDeviation] {
      let found = try EquivalenceTest(
        Offices.after, pairedWith: Offices.before, within: -1...1, unit: unit)
      #expect(found.unit?.name == unit.rawValue && found.pValue < 0.05)
    }
  }

  @Test func momentsGiveTheNumbersOfTheirValues() throws {
    let (x, y) = (Offices.north, Offices.south)
    let (a, b) = (try Moments(x), try Moments(y))
    for (variances, method) in [
      (GroupVariances.separate, GroupShiftMethod.welch), (.pooled, .student),
    ] {
      for unit in GroupBoundUnit.allCases {
        let equivalence = try EquivalenceTest(a, against: b, within: -1...1, unit: unit, variances: variances)
        #expect(
          equivalence.pValue
            == (try EquivalenceTest(x, against: y, within: -1...1, unit: unit, test: method).pValue))
        let margin = try MarginTest(a, against: b, difference: .below(0.5), unit: unit, variances: variances)
        #expect(
          margin.test
            == (try MarginTest(x, against: y, difference: .below(0.5), unit: unit, test: method).test))
        let effect = try MinimalEffectTest(a, against: b, outside: -1...1, unit: unit, variances: variances)
        #expect(
          effect.pValue
            == (try MinimalEffectTest(x, against: y, outside: -1...1, unit: unit, test: method).pValue))
      }
    }
  }

  /// Few differences have few resamples: the drawn share is close to that of all 256.
  @Test func resamplesAreDrawnEvenly() throws {
    let x = [0.5, 1.25, -0.75, 2]
    var beyond = 0
    for code in 0..<256 {
      let sum = (0..<4).reduce(0.0) { $0 + x[code >> (2 * $1) & 3] }
      if sum / 4 <= 0.25 { beyond += 1 }
    }
    let found = try EquivalenceTest(
      x, against: 0, within: 0.25...9, test: .bootstrapPercentile(resamples: 100_000, seed: 6))
    #expect((found.aboveLower.pValue - Double(beyond) / 256).magnitude < 0.006)
  }

  /// The studentized bootstrap of large normal groups is close to the t test.
  @Test func resamplesOfLargeGroupsAgreeWithT() throws {
    var numbers = FixedNumbers(seed: 5)
    let x = numbers.bells(400, center: 0, spread: 1)
    let y = numbers.bells(400, center: 0, spread: 1)
    let t = try EquivalenceTest(x, against: y, within: -0.1...0.1)
    for method in [GroupShiftMethod.bootstrapT(), .bootstrapPercentile()] {
      let found = try EquivalenceTest(x, against: y, within: -0.1...0.1, test: method)
      #expect((found.pValue - t.pValue).magnitude < 0.02 && found.report.method?.seed == 1)
    }
  }
}
