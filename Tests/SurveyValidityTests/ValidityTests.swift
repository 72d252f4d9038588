import SurveyProbability
import SurveyTestSupport
import Testing

/// Rates of rejection and coverage in simulated samples, beside the tables of the page that states them.
@Suite(.serialized) struct ValidityTests {
  static let groupHeader = GroupStudy.ratios.map { "SD ratio \($0 == 0.5 ? "½" : "\(Int($0))")" }

  @Test(.enabled(if: Validity.isAskedFor), arguments: Shape.allCases)
  func testsOfTwoGroupsKeepTheirLevel(_ shape: Shape) async throws {
    let rates = await Self.rates(groupTests.count) { index in
      await GroupStudy(shape: shape, ratio: GroupStudy.ratios[index]).rejections(
        of: groupTests, runs: Validity.runs, seed: UInt64(index + 1))
    }
    // Where the two distributions are equal, theory promises the level.
    for (test, line) in zip(groupTests, rates) where test.isExact {
      #expect(try line[1].limits(0.999).lower <= Validity.level, "\(test.name), \(shape)")
    }
    try ValidityTable(
      heading: "### Tests of two groups: \(shape.rawValue)",
      header: ["test", "equal under the null"] + Self.groupHeader,
      names: groupTests.map { [$0.name, $0.null.rawValue] }, rates: rates
    ).checkOrWrite()
  }

  @Test(.enabled(if: Validity.isAskedFor), arguments: Shape.allCases)
  func intervalsOfTwoGroupsCover(_ shape: Shape) async throws {
    let rates = await Self.rates(groupIntervals.count) { index in
      await GroupStudy(shape: shape, ratio: GroupStudy.ratios[index]).coverage(
        of: groupIntervals, runs: Validity.runs, seed: UInt64(index + 11))
    }
    try ValidityTable(
      heading: "### Intervals of two groups: \(shape.rawValue)",
      header: ["interval"] + Self.groupHeader, names: groupIntervals.map { [$0.name] }, rates: rates
    ).checkOrWrite()
  }

  @Test(.enabled(if: Validity.isAskedFor)) func testsOfPairsKeepTheirLevel() async throws {
    let rates = await Self.rates(pairTests.count, columns: 4) { index in
      await PairStudy.rejections(
        PairShape.allCases[index], of: pairTests, runs: Validity.runs, seed: UInt64(index + 21))
    }
    for (test, line) in zip(pairTests, rates) where test.isExact {
      for rate in line.prefix(3) where rate.answered > 0 {
        #expect(try rate.limits(0.999).lower <= Validity.level, "\(test.name)")
      }
    }
    try ValidityTable(
      heading: "### Tests of 40 pairs",
      header: ["test", "under the null"] + PairShape.allCases.map(\.rawValue),
      names: pairTests.map { [$0.name, $0.null.rawValue] }, rates: rates
    ).checkOrWrite()
  }

  @Test(.enabled(if: Validity.isAskedFor)) func intervalsOfPairsCover() async throws {
    let rates = await Self.rates(pairIntervals.count, columns: 4) { index in
      await PairStudy(shape: PairShape.allCases[index], shift: 0.5).coverage(
        of: pairIntervals, runs: Validity.runs, seed: UInt64(index + 31))
    }
    try ValidityTable(
      heading: "### Intervals of 40 pairs",
      header: ["interval"] + PairShape.allCases.map(\.rawValue),
      names: pairIntervals.map { [$0.name] }, rates: rates
    ).checkOrWrite()
  }

  /// The rates of a table, line after line, from those of its columns.
  private static func rates(
    _ lines: Int, columns: Int = 3, _ column: (Int) async -> [Rate]
  ) async -> [[Rate]] {
    var rates = [[Rate]](repeating: [], count: lines)
    for index in 0..<columns {
      for (line, rate) in await column(index).enumerated() { rates[line].append(rate) }
    }
    return rates
  }
}
