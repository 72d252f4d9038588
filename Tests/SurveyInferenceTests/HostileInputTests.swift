import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Numbers and counts from every corner into every method: a typed error or a finding without NaN.
@Suite struct HostileInputTests {
  private static let samples: [[Double]] = [
    [], [1], [1, 2], [3, 3, 3], [1, 2, 2, 5, 9], [-0.0, 0, 0],
    [.leastNonzeroMagnitude, 0, -.leastNonzeroMagnitude, 1e-300],
    [1e308, -1e308, 0],
    [1e154, -1e154, 3, 4], [1e-160, 2e-160, 4e-160], [1, .nan, 2], [.infinity, 1, 2],
    [1e16, 1e16 + 2, 1e16 + 4],
    [0, 0, 0, 0, 1], [0.1, 0.2, 0.3, 0.4, 0.5], [1.7976931348623157e308, 1.7976931348623157e308, 1],
  ]
  private static let levels: [Double] = [
    0.95, 0, 1, -1, .nan, .infinity, 1 - 1e-17, 1 - 0x1p-53, .leastNonzeroMagnitude, 1e-300, 0.5,
  ]
  private static let counts: [Int] = [.min, -1, 0, 1, 2, 3, 1_000_000, 1 << 53, .max - 1, .max]

  /// Counts what was found, and records what is not sound.
  private struct Audit {
    var found = 0

    mutating func attempt(_ words: @autoclosure () -> String, _ make: () throws -> some Finding) throws {
      let report: Report
      do { report = try make().report } catch is InputError { return }
      found += 1
      let isSound = report.rows.allSatisfy { row in
        let numbers = [row.estimate?.value, row.estimate?.standardError].compactMap { $0 }
        let limits = row.estimate?.interval.map { $0.lower <= $0.upper } ?? true
        return numbers.allSatisfy(\.isFinite) && limits && (0...1).contains(row.pValue ?? 0)
      }
      let hasNaN = report.text.contains("NaN") || report.json.contains("\"NaN\"")
      if !isSound || hasNaN { Issue.record("\(words())\n\(report.text)") }
    }
  }

  @Test(arguments: samples.indices) func noSampleBreaksAMethodOfOneOrTwo(_ index: Int) throws {
    var audit = Audit()
    let x = Self.samples[index]
    try audit.attempt("descriptives of \(x)") { try Descriptives(x) }
    for type in Quantiles.Definition.allCases {
      try audit.attempt("quantiles of \(x)") {
        try Quantiles(x, at: [0, .leastNonzeroMagnitude, 0.5, 1], type: type)
      }
    }
    try audit.attempt("frequencies of \(x)") { try FrequencyTable(x) }
    try audit.attempt("adjustment of \(x)") { try HolmAdjustment(x) }
    for y in Self.samples {
      let words = "\(x) and \(y)"
      for alternative in Alternative.allCases {
        try audit.attempt(words) { try PairedTTest(x, against: y, alternative: alternative) }
        try audit.attempt(words) { try SignedRankTest(x, against: y, alternative: alternative) }
        try audit.attempt(words) { try PearsonCorrelation(x, with: y, alternative: alternative) }
        try audit.attempt(words) { try SpearmanCorrelation(x, with: y, alternative: alternative) }
        try audit.attempt(words) { try HedgesG(x, against: y, alternative: alternative) }
        try audit.attempt(words) { try ChangeCorrelation(x, since: y, with: y, since: x.reversed()) }
      }
      try audit.attempt(words) { try CronbachAlpha([x, y]) }
      try audit.attempt(words) { try CronbachAlpha([x, y, x.reversed()], names: ["a"]) }
      try audit.attempt(words) {
        try AttritionBounds(x, against: x.reversed(), leavers: y, range: -1e308...1e308)
      }
      try audit.attempt(words) { try AttritionBounds(x, against: x, leavers: y, range: 0...10) }
      try audit.attempt(words) {
        try PermutationTest(
          x, against: y, statistic: .meanDifference, method: .grid(unit: .leastNonzeroMagnitude))
      }
    }
    #expect(audit.found > 0 || x.isEmpty || !x.allSatisfy(\.isFinite))
  }

  @Test(arguments: levels) func everyLevelOfConfidenceIsUsedOrRefused(_ level: Double) throws {
    var audit = Audit()
    let (x, y): ([Double], [Double]) = ([1, 2, 2, 5, 9], [0, 1, 3, 3, 4])
    try audit.attempt("Welch") { try WelchTest(x, against: y, confidence: level) }
    try audit.attempt("Student") { try StudentTest(x, against: y, confidence: level) }
    try audit.attempt("g") { try HedgesG(x, against: y, confidence: level) }
    try audit.attempt("Mann-Whitney") { try MannWhitneyTest(x, against: y, confidence: level) }
    try audit.attempt("superiority") { try ProbabilityOfSuperiority(x, against: y, confidence: level) }
    try audit.attempt("Brunner-Munzel") { try BrunnerMunzelTest(x, against: y, confidence: level) }
    try audit.attempt("permutation") { try PermutationTest(x, against: y, confidence: level) }
    try audit.attempt("paired") { try PairedTTest(x, against: y, confidence: level) }
    try audit.attempt("signed ranks") { try SignedRankTest(x, against: y, confidence: level) }
    try audit.attempt("Pearson") { try PearsonCorrelation(x, with: y, confidence: level) }
    try audit.attempt("Spearman") { try SpearmanCorrelation(x, with: y, confidence: level) }
    try audit.attempt("alpha") { try CronbachAlpha([x, y], confidence: level) }
    try audit.attempt("descriptives") { try Descriptives(x, confidence: level) }
    try audit.attempt("bounds") {
      try AttritionBounds(x, against: y, leavers: [1], range: 0...10, confidence: level)
    }
    try audit.attempt("power") { try DetectableDifference(10, against: 10, power: level) }
    try audit.attempt("level") { try DetectableDifference(pairs: 10, level: level) }
    try audit.attempt("mean") { try RegressionToTheMean(distance: level, reliability: level) }
    try audit.attempt("reliability") { try DifferenceReliability(reliability: level, correlation: -level) }
    if !(level > 0 && level < 1) {
      expectRefusal(.outOfRange) { try WelchTest(x, against: y, confidence: level) }
      expectRefusal(.outOfRange) { try CronbachAlpha([x, y], confidence: level) }
    }
  }

  @Test(arguments: counts) func everyCountIsUsedOrRefused(_ count: Int) throws {
    var audit = Audit()
    let deviations: [Double] = [0, 1, 1e150, .leastNonzeroMagnitude, -1, .nan]
    for deviation in deviations {
      for mean in [0, 1e308, -Double.infinity] {
        guard let moments = try? Moments(count: count, mean: mean, standardDeviation: deviation) else {
          continue
        }
        for other in [moments, try Moments([1, 2, 4])] {
          try audit.attempt("\(moments)") { try WelchTest(moments, against: other) }
          try audit.attempt("\(moments)") { try StudentTest(other, against: moments) }
          try audit.attempt("\(moments)") { try HedgesG(moments, against: other) }
          _ = try? moments.merging(other)
        }
      }
    }
    for power in [0.8, 0.050001, 1 - 1e-12] {
      try audit.attempt("n \(count)") { try DetectableDifference(count, against: count, power: power) }
      try audit.attempt("pairs \(count)") {
        try DetectableDifference(pairs: count, power: power, level: 1e-3)
      }
    }
    try audit.attempt("missing \(count)") { try Descriptives([1, 2, 4], missing: count) }
    try audit.attempt("n \(count)") {
      try CronbachAlpha(
        ItemCovariances(matrix: [[1, 0.5], [0.5, 1]], count: count, means: [1e308, 1e308]))
    }
    if count < 100 || count > 1 << 60 {
      try audit.attempt("draws \(count)") {
        try PermutationTest([1, 2, 3], against: [2, 4, 7], permutations: count, seed: .max)
      }
    }
    #expect(count < 2 || audit.found > 0)
  }

  @Test func aMatrixThatNoDataHaveIsRefused() {
    let matrices: [[[Double]]] = [
      [], [[]], [[1, 2]], [[-1]], [[1, 2], [2, 1]], [[1, 0.5], [0.4, 1]], [[.nan]], [[1, 0], [0]],
    ]
    for matrix in matrices {
      #expect(throws: InputError.self) { try ItemCovariances(matrix: matrix, count: 10) }
    }
    expectRefusal(.lengthMismatch) { try ItemCovariances(matrix: [[1]], count: 10, means: [1, 2]) }
  }

  @Test func labelsOfAnyKindAreCounted() throws {
    let labels = ["", "\n", "\0", "\"", "👩‍👩‍👧", "עברית", String(repeating: "x", count: 10_000)]
    let table = try FrequencyTable(labels + labels, missing: labels)
    #expect(table.validCount == 14 && table.valid.count == 7 && !table.report.text.isEmpty)
    expectRefusal(.definition) { try FrequencyTable(labels, levels: ["a", "a"]) }
    expectRefusal(.unknownName) { try FrequencyTable(labels, levels: (0..<100_000).map { "\($0)" }) }
    expectRefusal(.tooFew) { try FrequencyTable([String]()) }
  }

  @Test(arguments: [Double.nan, -1, .infinity, 1e308]) func tolerancesAreRefusedOrUsed(_ tolerance: Double)
    throws
  {
    var audit = Audit()
    try audit.attempt("ties") { try SignedRankTest([1, 2, 5], against: [2, 1, 3], tieTolerance: tolerance) }
    try audit.attempt("ties") {
      try PermutationTest([1, 2, 5], against: [2, 1, 3], method: .exact, tieTolerance: tolerance)
    }
    try audit.attempt("unit") {
      try PermutationTest(
        [1, 2, 5], against: [2, 1, 3], statistic: .meanDifference, method: .grid(unit: tolerance))
    }
  }
}
