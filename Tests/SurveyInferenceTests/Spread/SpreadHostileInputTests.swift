import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Numbers and counts from every corner into the tests of spread and shape: a typed error or a sound finding.
@Suite struct SpreadHostileInputTests {
  private static let samples: [[Double]] = [
    [], [1], [1, 2], [3, 3, 3], [1, 2, 2, 5, 9], [-0.0, 0, 0],
    [.leastNonzeroMagnitude, 0, -.leastNonzeroMagnitude, 1e-300], [1e308, -1e308, 0],
    [1e154, -1e154, 3, 4], [1e-160, 2e-160, 4e-160], [1, .nan, 2], [.infinity, 1, 2],
    [1e16, 1e16 + 2, 1e16 + 4], [0, 0, 0, 0, 1], [0.1, 0.2, 0.3, 0.4, 0.5],
    [.greatestFiniteMagnitude, .greatestFiniteMagnitude, 1], [1e200, 2e200, 4e200, 9e200],
  ]

  private func attempt(_ words: String, _ make: () throws -> some Finding) throws {
    let report: Report
    do { report = try make().report } catch is InputError { return }
    let isSound = report.rows.allSatisfy { row in
      let limits = row.estimate?.interval.map { $0.lower <= $0.upper } ?? true
      return row.estimate?.value.isFinite ?? true && limits && (0...1).contains(row.pValue ?? 0)
    }
    if !isSound || report.text.contains("NaN") || report.json.contains("NaN") {
      Issue.record("\(words)\n\(report.text)")
    }
  }

  @Test(arguments: samples.indices) func noSampleBreaksAMethod(_ index: Int) throws {
    let x = Self.samples[index]
    for y in Self.samples {
      let words = "\(x) and \(y)"
      for side in Alternative.allCases {
        try attempt(words) { try VarianceRatioTest(x, against: y, alternative: side) }
        try attempt(words) { try AnsariBradleyTest(x, against: y, alternative: side) }
        try attempt(words) { try AnsariBradleyTest(x, against: y, alternative: side, method: .asymptotic) }
      }
      for side in KolmogorovSmirnovTest.Side.allCases {
        for method in KolmogorovSmirnovTest.Method.allCases {
          try attempt(words) { try KolmogorovSmirnovTest(x, against: y, side: side, method: method) }
        }
      }
      try attempt(words) {
        try AnsariBradleyTest(x, against: y, method: .monteCarlo(draws: 9, seed: 1))
      }
      for center in [LeveneTest.Center.mean, .median, .trimmedMean(share: 0.3)] {
        try attempt(words) { try LeveneTest(x, against: y, center: center) }
      }
      for ties in MoodMedianTest.TieRule.allCases {
        try attempt(words) { try MoodMedianTest(x, against: y, ties: ties) }
        try attempt(words) { try MoodMedianTest(x, against: y, ties: ties, method: .chiSquare()) }
      }
      let three = ScoreGroups([x, [1, 4, 6], y])
      try attempt(words) { try FlignerKilleenTest(ScoreGroups([x, y]), method: .exact) }
      try attempt(words) { try FlignerKilleenTest(three) }
      try attempt(words) { try LeveneTest(three) }
      try attempt(words) { try BartlettTest(three) }
      try attempt(words) { try MoodMedianTest(three) }
    }
  }

  @Test(arguments: [
    0.95, 0, 1, -1, .nan, .infinity, 1 - 1e-17, 1 - 0x1p-53, .leastNonzeroMagnitude, 1e-300, 0.5,
  ])
  func everyLevelOfConfidenceIsUsedOrRefused(_ level: Double) throws {
    let (x, y): ([Double], [Double]) = ([1, 2, 2, 5, 9], [0, 1, 3, 3, 4])
    for side in Alternative.allCases {
      try attempt("F") { try VarianceRatioTest(x, against: y, alternative: side, confidence: level) }
      try attempt("AB") { try AnsariBradleyTest(x, against: y, alternative: side, confidence: level) }
    }
    try attempt("KS") { try KolmogorovSmirnovTest(x, against: y, confidence: level) }
    try attempt("Levene") { try LeveneTest(x, against: y, confidence: level) }
    try attempt("Mood") { try MoodMedianTest(x, against: y, confidence: level) }
    try attempt("Mood") { try MoodMedianTest([x, y, x], confidence: level) }
  }

  @Test(arguments: [Int.min, -1, 0, 1, 2, .max - 1, .max]) func everyCountIsUsedOrRefused(_ count: Int) throws
  {
    let moments = [-1, 1e-300, 1, 1e150].compactMap {
      try? Moments(count: count, mean: 0, standardDeviation: $0)
    }
    for one in moments {
      for other in moments {
        try attempt("F") { try VarianceRatioTest(one, against: other) }
        try attempt("Bartlett") { try BartlettTest([one, other]) }
      }
    }
    try attempt("AB") {
      try AnsariBradleyTest([1, 2, 9], against: [1, 3], method: .monteCarlo(draws: count, seed: 1))
    }
    try attempt("FK") {
      try FlignerKilleenTest([[1, 2, 9], [1, 3]], method: .monteCarlo(draws: count, seed: 1))
    }
    try attempt("Mood") {
      try MoodMedianTest([[1, 2, 9], [1, 3], [2, 4]], method: .monteCarlo(tables: count))
    }
  }
}
