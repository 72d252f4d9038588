import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PairwiseCovariancesTests {
  /// psych::alpha on data with gaps: pairwise covariances, their correlations, and the number of rows.
  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("psych_alpha.") })
  func agreesWithPsych(_ reference: Fixture.Case) throws {
    let columns = try reference.keyedItemsWithGaps()
    let covariances = try ItemCovariances(pairwise: columns)
    let alpha = try CronbachAlpha(covariances)
    let expected = reference.expected
    try expectAgreement(alpha.alpha.value, expected["raw_alpha"], digits: 9, "alpha")
    try expectAgreement(alpha.standardizedAlpha, expected["std_alpha"], digits: 9, "standardized alpha")
    try expectAgreement(alpha.meanInterItemCorrelation, expected["average_r"], digits: 9, "mean r")
    try expectAgreement(alpha.medianInterItemCorrelation, expected["median_r"], digits: 9, "median r")
    try expectAgreement(alpha.asymptoticStandardError, expected["ase"], digits: 9, "ase")
    #expect(columns.indices.map { Double(covariances.cases($0, $0)) } == (try expected["item_n"].numbers()))
    func check(_ key: String, _ values: [Double]) throws {
      try expectAgreement(values, expected[key], digits: 9, key)
    }
    try check("r_drop", alpha.items.map { $0.restCorrelation ?? .nan })
    if columns.count > 2 { try check("alpha_drop", alpha.items.map { $0.alphaIfDeleted ?? .nan }) }
    // std.r is the item-total correlation of standardized items: alpha of the correlation matrix.
    let k = columns.count
    let r = (0..<k).map { row in
      (0..<k).map { column in
        covariances[row, column] / (covariances[row, row] * covariances[column, column]).squareRoot()
      }
    }
    let standardized = try CronbachAlpha(ItemCovariances(matrix: Self.symmetric(r), count: covariances.count))
    try check("std_r", standardized.items.map { $0.totalCorrelation ?? .nan })
    // The mean of the answers that a person gave is a score; its moments and its correlation with items.
    let persons = columns[0].indices.compactMap { row -> (Int, Double)? in
      let answers = columns.compactMap { $0[row] }
      return answers.isEmpty ? nil : (row, answers.reduce(0, +) / Double(answers.count))
    }
    let moments = try Moments(persons.map(\.1))
    try expectAgreement(moments.mean, expected["mean"], digits: 9, "mean")
    try expectAgreement(moments.standardDeviation, expected["sd"], digits: 9, "sd")
    let correlations = try columns.map { column in
      let pairs = persons.compactMap { row, mean in column[row].map { ($0, mean) } }
      return try PearsonCorrelation(pairs.map(\.0), with: pairs.map(\.1)).correlation.value
    }
    try check("raw_r", correlations)
    try check("r_cor", Self.correctedCorrelations(r))
  }

  /// psych's r.cor: the sums of the correlation matrix with squared multiple correlations on its diagonal
  /// over the root of its total; the inverse by Gauss-Jordan.
  private static func correctedCorrelations(_ r: [[Double]]) -> [Double] {
    let k = r.count
    var left = r
    var inverse = (0..<k).map { row in (0..<k).map { $0 == row ? 1.0 : 0 } }
    for pivot in 0..<k {
      let scale = left[pivot][pivot]
      for column in 0..<k {
        left[pivot][column] /= scale
        inverse[pivot][column] /= scale
      }
      for row in 0..<k where row != pivot {
        let factor = left[row][pivot]
        for column in 0..<k {
          left[row][column] -= factor * left[pivot][column]
          inverse[row][column] -= factor * inverse[pivot][column]
        }
      }
    }
    let sums = (0..<k).map { (row: Int) -> Double in
      let others: Double = r[row].reduce(0, +) - r[row][row]
      return others + 1 - 1 / inverse[row][row]
    }
    let total = sums.reduce(0, +)
    return sums.map { $0 / total.squareRoot() }
  }

  /// Mean of a matrix and its transpose, free of the last bit by which they differ.
  private static func symmetric(_ r: [[Double]]) -> [[Double]] {
    r.indices.map { row in r.indices.map { row == $0 ? 1 : (r[row][$0] + r[$0][row]) / 2 } }
  }

  @Test func completeDataGiveTheirCovariances() throws {
    let complete = try ItemCovariances(Answers.raw)
    let pairwise = try ItemCovariances(pairwise: Answers.raw.map { $0.map { Optional($0) } })
    for row in 0..<4 {
      for column in 0..<4 { expectAgreement(pairwise[row, column], complete[row, column], digits: 13) }
    }
    #expect(pairwise.count == 8 && pairwise.cases(0, 3) == 8 && complete.cases(0, 3) == 8)
  }

  @Test func gapsTakeOnlyTheirPairs() throws {
    let covariances = try ItemCovariances(pairwise: [[1, 2, 3, nil, nil], [2, nil, 4, 9, nil]])
    #expect(covariances.count == 4)
    #expect(covariances.cases(0, 0) == 3 && covariances.cases(0, 1) == 2 && covariances.cases(1, 1) == 3)
    expectAgreement(covariances[0, 0], 1, digits: 15)
    expectAgreement(covariances[0, 1], 2, digits: 15)
    expectAgreement(covariances.means?[1] ?? 0, 5, digits: 15)
  }

  @Test func refusesItemsWithoutCommonCases() throws {
    expectRefusal(.tooFew) { try ItemCovariances(pairwise: []) }
    expectRefusal(.tooFew) { try ItemCovariances(pairwise: [[nil, nil, 1]]) }
    expectRefusal(.tooFew) { try ItemCovariances(pairwise: [[1, 2, nil], [nil, nil, 3]]) }
    expectRefusal(.lengthMismatch) { try ItemCovariances(pairwise: [[1, 2], [1]]) }
    expectRefusal(.notFinite) { try ItemCovariances(pairwise: [[1, .nan, nil], [1, 2, 3]]) }
    expectRefusal(.outOfRange) { try ItemCovariances(pairwise: [[1e300, -1e300, nil], [1, 2, 3]]) }
    // Covariances that complete answers cannot have give the sum a negative variance.
    let impossible = try ItemCovariances(
      matrix: (0..<3).map { row in (0..<3).map { row == $0 ? 1 : -0.9 } }, count: 20)
    expectRefusal(.definition) { try CronbachAlpha(impossible) }
    expectRefusal(.definition) { try GuttmanLambda2(impossible) }
    #expect(impossible.cases(-1, 0) == 0 && impossible.cases(.max, .max) == 0)
  }
}
