import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Values at the ends of the range of `Double`, combined in small groups: each method
/// gives a finding without NaN or a typed error.
@Suite struct TwoGroupExtremesTests {
  private static let values: [Double] = [
    0, -0.0, 1, 1 + 0x1p-52, 0x1p-1074, 0x1p-1030, 1e-160, -1e-145, 1e100, -1e153, 1e154, 1.7e308, -1.7e308,
    .infinity, .nan,
  ]

  @Test(arguments: values.indices) func noValueCrashesAMethod(_ index: Int) throws {
    var findings = 0
    let value = Self.values[index]
    for (place, a) in Self.values.enumerated() {
      let b = Self.values[(place * 7 + index) % Self.values.count]
      for first in [[value], [a, value], [1, a, value]] {
        for second in [[b, b], [2, a, b, value]] {
          findings += try check(first, second, place % 2 == 0 ? .twoSided : .less)
        }
      }
    }
    #expect(findings > 0 || !Self.values[index].isFinite)
  }

  private func check(_ x: [Double], _ y: [Double], _ alternative: Alternative) throws -> Int {
    var reports: [Report] = []
    func attempt(_ make: () throws -> some Finding) throws {
      do { reports.append(try make().report) } catch is InputError {}
    }
    try attempt { try WelchTest(x, against: y, alternative: alternative) }
    try attempt { try StudentTest(x, against: y, alternative: alternative) }
    try attempt { try MannWhitneyTest(x, against: y, alternative: alternative) }
    try attempt { try ProbabilityOfSuperiority(x, against: y, alternative: alternative) }
    try attempt { try BrunnerMunzelTest(x, against: y, alternative: alternative) }
    try attempt { try PermutationTest(x, against: y, alternative: alternative, method: .exact) }
    try attempt {
      try PermutationTest(
        x, against: y, statistic: .meanDifference, alternative: alternative, method: .grid(unit: 0.5))
    }
    for report in reports {
      let isSound = report.rows.allSatisfy { row in
        let numbers = [row.estimate?.value, row.estimate?.standardError].compactMap { $0 }
        let limits = row.estimate?.interval.map { $0.lower <= $0.upper } ?? true
        return numbers.allSatisfy(\.isFinite) && limits && (0...1).contains(row.pValue ?? 0)
          && !(row.statistic?.value.isNaN ?? false)
      }
      if !isSound { Issue.record("\(x) against \(y):\n\(report.text)") }
    }
    return reports.count
  }
}
