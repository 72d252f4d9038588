import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Numbers and counts from every corner into every coefficient: a typed error or a finding without NaN.
@Suite struct ReliabilityHostileInputTests {
  private static let samples: [[Double]] = [
    [], [1], [1, 2], [3, 3, 3], [1, 2, 2, 5, 9], [-0.0, 0, 0, 1], [0, 1, 1, 0, 1], [1, 0, 0, 0, 1],
    [.leastNonzeroMagnitude, 0, -.leastNonzeroMagnitude, 1e-300], [1e308, -1e308, 0],
    [1e154, -1e154, 3, 4], [1e-160, 2e-160, 4e-160], [1, .nan, 2], [.infinity, 1, 2],
    [1e16, 1e16 + 2, 1e16 + 4], [0, 0, 0, 0, 1], [0.1, 0.2, 0.3, 0.4, 0.5], [0.5, 0.4, 0.3, 0.2, 0.1],
  ]
  private static let levels: [Double] = [0.95, 1 - 0x1p-53, .leastNonzeroMagnitude, 0.5, 1, .nan]
  private static let counts: [Int] = [.min, -1, 0, 1, 2, 3, 1_000_000, 1 << 53, .max - 1, .max]

  private func attempt(_ words: @autoclosure () -> String, _ make: () throws -> some Finding) throws {
    let report: Report
    do { report = try make().report } catch is InputError { return }
    let isSound = report.rows.allSatisfy { row in
      let numbers = [row.estimate?.value, row.estimate?.standardError].compactMap { $0 }
      let limits = row.estimate?.interval.map { $0.lower <= $0.upper } ?? true
      return numbers.allSatisfy(\.isFinite) && limits && (0...1).contains(row.pValue ?? 0)
    }
    if !isSound || report.text.contains("NaN") || report.json.contains("\"NaN\"") {
      Issue.record("\(words())\n\(report.text)")
    }
  }

  @Test(arguments: samples.indices) func noSampleBreaksACoefficient(_ index: Int) throws {
    let x = Self.samples[index]
    let plan = BootstrapPlan.percentile(resamples: 50)
    for y in Self.samples {
      let words = "\(x) and \(y)"
      for items in [[x, y], [x, y, x.reversed()]] {
        for method: CronbachAlpha.IntervalMethod in [
          .feldt, .bonett, .duhachekIacobucci, .bootstrap(plan), .bootstrap(.bca(resamples: 50)),
        ] {
          try attempt(words) { try CronbachAlpha(items, interval: method) }
        }
        try attempt(words) { try GuttmanLambda1(items, bootstrap: plan, confidence: 0.8) }
        try attempt(words) { try GuttmanLambda2(items, bootstrap: plan, confidence: 0.8) }
        try attempt(words) { try GuttmanLambda4(items, bootstrap: plan, confidence: 0.8) }
        try attempt(words) { try GuttmanLambda5(items, bootstrap: nil) }
        try attempt(words) { try SplitHalfReliability(items, bootstrap: plan, confidence: 0.8) }
        try attempt(words) { try SplitHalfReliability(items, half: [0], splits: nil, bootstrap: nil) }
        try attempt(words) { try KuderRichardson20(items) }
        try attempt(words) { try KuderRichardson21(items, bootstrap: plan, confidence: 0.8) }
        for method: ConditionalStandardError.Method in [.withinPerson, .lord, .keats, .halves([1])] {
          try attempt(words) { try ConditionalStandardError(items, method: method) }
        }
        let gaps = items.map { $0.map { $0.isNaN ? nil : $0 } }
        try attempt(words) { try CronbachAlpha(ItemCovariances(pairwise: gaps)) }
      }
      try attempt(words) { try SpearmanBrownReliability(x, with: y) }
      try attempt(words) {
        try SpearmanBrownReliability(x, with: y, interval: .bootstrap(plan), confidence: 0.8)
      }
      try attempt(words) { try TestRetestReliability(x, against: y) }
      try attempt(words) { try AlphaComparison(of: [x, y], against: [y, x], reference: .manyItems) }
      try attempt(words) { try AlphaComparison(of: [x, y], withSamePersons: [y, x.reversed()]) }
    }
  }

  @Test func noNumberBreaksASummary() throws {
    let numbers: [Double] = [
      0.8, 0, -1, 1, 0.999_999_999_999, 1e-300, 1e300, -1e300, .nan, .infinity, -.infinity,
      .leastNonzeroMagnitude,
    ]
    for level in Self.levels {
      for one in numbers {
        for two in numbers {
          let words = "\(one), \(two), \(level)"
          try attempt(words) {
            try StandardErrorOfMeasurement(standardDeviation: one, reliability: two, confidence: level)
          }
          try attempt(words) {
            try AlphaSampleSize(width: one, planned: two, itemCount: 5, confidence: level)
          }
          try attempt(words) {
            try AlphaSampleSize(lower: one, upper: two, itemCount: 5, confidence: level)
          }
          try attempt(words) {
            try AlphaSampleSize(
              testingAgainst: one, planned: two, itemCount: 5, power: 0.8, significance: 1 - level)
          }
          try attempt(words) {
            try AlphaComparison(
              of: .init(one, count: 50, itemCount: 5), against: .init(two, count: 40, itemCount: 5),
              confidence: level)
          }
          try attempt(words) {
            try AlphaComparison(
              of: .init(one, count: 50, itemCount: 5), withSamePersons: .init(two, count: 50, itemCount: 5),
              correlation: 0.3, confidence: level)
          }
          try attempt(words) {
            try CronbachAlpha(
              itemCount: 4, sumOfItemVariances: one, varianceOfSum: two, count: 20, confidence: level)
          }
        }
      }
    }
  }

  @Test(arguments: counts) func noCountBreaksASummary(_ count: Int) throws {
    for other in Self.counts {
      let words = "\(count), \(other)"
      for method: CronbachAlpha.IntervalMethod in [.feldt, .bonett] {
        try attempt(words) {
          try CronbachAlpha(published: 0.7, count: count, itemCount: other, interval: method)
        }
      }
      try attempt(words) { try SpearmanBrownReliability(correlation: 0.5, count: count) }
      try attempt(words) {
        try KuderRichardson21(Moments(count: count, mean: 1, standardDeviation: 0.5), itemCount: other)
      }
      try attempt(words) { try AlphaSampleSize(width: 0.1, planned: 0.7, itemCount: count) }
      let one = AlphaComparison.Coefficient(0.7, count: count, itemCount: other)
      let two = AlphaComparison.Coefficient(0.6, count: other, itemCount: 6)
      for reference in AlphaComparison.Reference.allCases {
        try attempt(words) { try AlphaComparison(of: one, against: two, reference: reference) }
      }
      try attempt(words) { try AlphaComparison(of: one, withSamePersons: one, correlation: 0.2) }
      try attempt(words) { try AlphaComparison(among: [one, two, one]) }
      try attempt(words) {
        try AlphaComparison(amongSamePersons: [one, one], correlations: [[1, 0.2], [0.2, 1]])
      }
    }
  }
}
