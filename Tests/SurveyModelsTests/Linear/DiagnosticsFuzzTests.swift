import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Diagnostics of random small designs: every one gives finite numbers or an error of the input.
@Suite struct DiagnosticsFuzzTests {
  @Test func noDesignGivesAnUnfiniteNumber() throws {
    var stream = RandomStream(seed: 20_261_127)
    var found = 0
    for round in 0..<400 {
      let n = 2 + stream.index(below: 13)
      let scale = [1, 1e-120, 1e120, 1e6][stream.index(below: 4)]
      func column(_ kind: Int) -> [Double] {
        switch kind {
        case 0: (0..<n).map { _ in Double(stream.index(below: 2)) }
        case 1: (0..<n).map { _ in Double(stream.index(below: 4)) * scale }
        case 2: (0..<n).map { $0 == 0 ? 1 : 0 }
        case 3: (0..<n).map { 1e9 + Double($0) }
        default: (0..<n).map { _ in stream.normal() * scale }
        }
      }
      let count = 1 + stream.index(below: 3)
      let columns = (0..<count).map { ("x\($0)", column(stream.index(below: 5))) }
      let outcome = column(stream.index(below: 5))
      let weights = stream.index(below: 3) == 0 ? (0..<n).map { _ in Double(stream.index(below: 3)) } : nil
      let clusters = (0..<n).map { _ in stream.index(below: 4) }
      guard
        let fit = try? LinearRegression(
          outcome, on: Design(columns: columns, intercept: stream.index(below: 4) > 0), weights: weights,
          aliased: .drop)
      else { continue }
      for finding in try diagnostics(of: fit, clusters: clusters) {
        found += 1
        check(finding.report, round)
      }
    }
    #expect(found > 1_000)
  }

  private func diagnostics(of fit: LinearRegression, clusters: [Int]) throws -> [any Finding] {
    var findings: [any Finding] = []
    func add(_ make: () throws -> any Finding) throws {
      do { findings.append(try make()) } catch is InputError {}
    }
    try add { try RegressionInfluence(of: fit, listed: 99) }
    try add { try RegressionOutlierTest(of: fit) }
    try add { try VarianceInflation(of: fit) }
    try add { try BreuschPaganTest(of: fit) }
    try add { try BreuschPaganTest(of: fit, by: .fitted, form: .original) }
    for form in WhiteTest.Form.allCases { try add { try WhiteTest(of: fit, form: form) } }
    try add { try RESETTest(of: fit) }
    try add { try RESETTest(of: fit, powers: [5]) }
    try add { try DurbinWatsonTest(of: fit) }
    try add { try DurbinWatsonTest(of: fit, probability: .normal) }
    try add { try HarveyCollierTest(of: fit) }
    for estimator in ClusteredRegression.Estimator.allCases {
      try add { try ClusteredRegression(of: fit, clusters: clusters, estimator: estimator) }
      guard let own = try? ClusteredRegression(of: fit, clusters: clusters, estimator: estimator) else {
        continue
      }
      let names = own.coefficients.map(\.name)
      try add { try JointTest(of: own, names) }
      for null in WildClusterBootstrap.Null.allCases {
        try add { try WildClusterBootstrap(of: own, [names[0]: 1], null: null, draws: .all) }
      }
      try add {
        try LinearCombination(
          of: own, Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Double($0) - 0.5) }))
      }
    }
    try add { try RegressionCrossValidation(of: fit) }
    try add { try RegressionCrossValidation(of: fit, folds: .random(3, repeats: 2, seed: 1)) }
    try add { try RegressionCrossValidation(of: fit, folds: .labels(clusters.map { "\($0)" })) }
    let kinds = [("one", clusters), ("other", clusters.indices.map { $0 % 3 })]
    for repair in MultiwayClusteredRegression.Repair.allCases {
      try add { try MultiwayClusteredRegression(of: fit, clusters: kinds, repair: repair) }
    }
    return findings
  }

  private func check(_ report: Report, _ round: Int) {
    for row in report.rows {
      if let estimate = row.estimate { #expect(estimate.value.isFinite, "\(round): \(report.title)") }
      if let statistic = row.statistic { #expect(statistic.value.isFinite, "\(round): \(report.title)") }
      if let p = row.pValue { #expect((0...1).contains(p), "\(round): \(report.title), p = \(p)") }
    }
    for cell in report.grids.flatMap(\.lines).joined() {
      if case .number(let value, _) = cell { #expect(value.isFinite, "\(round): \(report.title)") }
    }
    #expect(!report.text.contains("nan"), "\(round): \(report.text)")
  }
}
