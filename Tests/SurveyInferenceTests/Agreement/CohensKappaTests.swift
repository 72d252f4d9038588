import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CohensKappaTests {
  static let counts = [[11, 3, 1], [2, 9, 4], [0, 2, 8]]
  static let words = ["low", "middle", "high"]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CohensKappa").filter { $0.id.hasPrefix("kappa.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let table = try AgreementCases.table(reference)
    let weights: [(String, AgreementWeights)] = [
      ("unweighted", .identity), ("linear", .linear), ("quadratic", .quadratic),
    ]
    for (key, weights) in weights {
      let found = try CohensKappa(table, weights: weights)
      let expected = reference.expected[key]
      #expect(found.cases.used == (try reference.expected["n"].integer()))
      try expectAgreement(found.kappa.value, expected["kappa"], digits: 11, key)
      try expectAgreement(found.observedAgreement, expected["po"], digits: 11, key)
      try expectAgreement(found.chanceAgreement, expected["pe"], digits: 11, key)
      try expectAgreement(found.kappa.standardError, expected["ase"], digits: 11, key)
      try expectAgreement(found.nullStandardError, expected["se0"], digits: 11, key)
      try expectAgreement(found.statistic?.value, expected["z"], digits: 11, key)
      try expectAgreement(found.pValue, expected["p"], digits: 11, key)
      let interval = try #require(found.kappa.interval)
      try expectAgreement([interval.lower, interval.upper], expected["ci95"], digits: 11, key)
    }
  }

  @Test(arguments: try Fixture.cases("CohensKappa").filter { $0.id.hasPrefix("vcd.") })
  func agreesWithVcdAndPsych(_ reference: Fixture.Case) throws {
    let counts = try reference.options["table"].array().map { try $0.numbers().map { Int($0) } }
    let words = counts.indices.map { "\($0)" }
    let plain = try CohensKappa(counts: counts, categories: words)
    let weighted = try CohensKappa(
      counts: counts, categories: words, weights: AgreementCases.weights(reference))
    let expected = reference.expected
    try expectAgreement(plain.kappa.value, expected["kappa"], digits: 12)
    try expectAgreement(plain.kappa.value, expected["psych_kappa"], digits: 12)
    try expectAgreement(plain.kappa.standardError, expected["ase"], digits: 12)
    try expectAgreement(weighted.kappa.value, expected["weighted"], digits: 12)
    try expectAgreement(weighted.kappa.standardError, expected["weighted_ase"], digits: 12)
  }

  // MARK: Laws

  @Test func ratingsGiveWhatTheirTableGives() throws {
    var (first, second): ([String?], [String?]) = ([], [])
    for (row, counts) in Self.counts.enumerated() {
      for (column, count) in counts.enumerated() {
        first += [String?](repeating: Self.words[row], count: count)
        second += [String?](repeating: Self.words[column], count: count)
      }
    }
    let ratings = try RatingTable(raters: [first, second], categories: Self.words)
    for weights in [AgreementWeights.identity, .linear, .quadratic, .radical] {
      let one = try CohensKappa(ratings, weights: weights)
      let other = try CohensKappa(counts: Self.counts, categories: Self.words, weights: weights)
      #expect(one.report.json == other.report.json)
      let words = try CohensKappa(first, with: second, categories: Self.words, weights: weights)
      let grades = try CohensKappa(
        first.map { $0.flatMap(Self.words.firstIndex) },
        with: second.map { $0.flatMap(Self.words.firstIndex) },
        categories: 0...2, weights: weights)
      #expect(words.kappa == one.kappa && grades.kappa == one.kappa)
    }
  }

  /// The formulas as Fleiss, Cohen & Everitt print them, with weights and sums that cancel.
  @Test func standardErrorsAreThoseOfTheirFormulas() throws {
    for weights in [AgreementWeights.identity, .linear, .quadratic] {
      let found = try CohensKappa(counts: Self.counts, categories: Self.words, weights: weights)
      let w = try weights.matrix(for: Self.words.enumerated().map { .init($1, value: Double($0 + 1)) })
      let n = Double(Self.counts.joined().reduce(0, +))
      let p = Self.counts.map { $0.map { Double($0) / n } }
      let rows = p.map { $0.reduce(0, +) }
      let columns = (0..<3).map { column in p.reduce(0) { $0 + $1[column] } }
      let byRow = (0..<3).map { i in (0..<3).reduce(0) { $0 + w[i][$1] * columns[$1] } }
      let byColumn = (0..<3).map { j in (0..<3).reduce(0) { $0 + w[$1][j] * rows[$1] } }
      let (k, chance) = (found.kappa.value, found.chanceAgreement)
      var (own, null) = (0.0, 0.0)
      for i in 0..<3 {
        for j in 0..<3 {
          let mean = byRow[i] + byColumn[j]
          own += p[i][j] * (w[i][j] - mean * (1 - k)) * (w[i][j] - mean * (1 - k))
          null += rows[i] * columns[j] * (w[i][j] - mean) * (w[i][j] - mean)
        }
      }
      let mean = k - chance * (1 - k)
      let scale = n * (1 - chance) * (1 - chance)
      expectAgreement(
        found.kappa.standardError ?? .nan, ((own - mean * mean) / scale).squareRoot(), digits: 12)
      expectAgreement(
        found.nullStandardError ?? .nan, ((null - chance * chance) / scale).squareRoot(), digits: 12)
    }
  }

  @Test func exchangingTheRatersOrTheCategoriesChangesNothing() throws {
    let plain = try CohensKappa(counts: Self.counts, categories: Self.words)
    let transposed = (0..<3).map { row in (0..<3).map { Self.counts[$0][row] } }
    let moved = [2, 0, 1].map { row in [2, 0, 1].map { Self.counts[row][$0] } }
    for other in [transposed, moved] {
      let found = try CohensKappa(counts: other, categories: Self.words)
      expectAgreement(found.kappa.value, plain.kappa.value, digits: 14)
      expectAgreement(found.kappa.standardError ?? 0, plain.kappa.standardError ?? 1, digits: 13)
      expectAgreement(found.nullStandardError ?? 0, plain.nullStandardError ?? 1, digits: 13)
      expectAgreement(found.maximumKappa ?? 0, plain.maximumKappa ?? 1, digits: 13)
    }
  }

  @Test func anUnusedCategoryChangesNothingWithoutWeights() throws {
    let plain = try CohensKappa(counts: Self.counts, categories: Self.words)
    let wider = try CohensKappa(
      counts: Self.counts.map { $0 + [0] } + [[0, 0, 0, 0]], categories: Self.words + ["never"])
    #expect(wider.kappa == plain.kappa && wider.statistic == plain.statistic)
  }

  /// All tables of two raters' frequencies, one by one.
  @Test func theLargestKappaIsThatOfTheBestTable() throws {
    let counts = [[2, 2, 0], [1, 1, 1], [0, 2, 1]]
    let rows = counts.map { $0.reduce(0, +) }
    let columns = (0..<3).map { column in counts.reduce(0) { $0 + $1[column] } }
    for weights in [AgreementWeights.identity, .linear, .quadratic] {
      var best = -Double.infinity
      for a in 0...rows[0] {
        for b in 0...(rows[0] - a) {
          for d in 0...rows[1] {
            for e in 0...(rows[1] - d) {
              let upper = [[a, b, rows[0] - a - b], [d, e, rows[1] - d - e]]
              let last = (0..<3).map { columns[$0] - upper[0][$0] - upper[1][$0] }
              guard last.allSatisfy({ $0 >= 0 }) else { continue }
              let found = try CohensKappa(
                counts: upper + [last], categories: Self.words, weights: weights)
              best = max(best, found.kappa.value)
            }
          }
        }
      }
      let found = try CohensKappa(counts: counts, categories: Self.words, weights: weights)
      expectAgreement(found.maximumKappa ?? .nan, best, digits: 13, weights.name)
    }
  }

  @Test func twoCategoriesHavePrevalenceAndBias() throws {
    let found = try CohensKappa(counts: [[80, 10], [4, 6]], categories: ["no", "yes"])
    expectAgreement(found.prevalenceIndex ?? .nan, 0.74, digits: 14)
    expectAgreement(found.biasIndex ?? .nan, 0.06, digits: 14)
    // Byrt, Bishop & Carlin: kappa from agreement adjusted for both, prevalence and bias.
    let adjusted = 2 * found.observedAgreement - 1
    let (prevalence, bias) = (found.prevalenceIndex ?? .nan, found.biasIndex ?? .nan)
    let squares = prevalence * prevalence - bias * bias
    expectAgreement(found.kappa.value, (adjusted - squares) / (1 - squares), digits: 13)
    #expect(try CohensKappa(counts: Self.counts, categories: Self.words).biasIndex == nil)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementHasAStandardErrorOfZero() throws {
    let found = try CohensKappa(AgreementCases.perfect)
    #expect(found.kappa.value == 1 && found.kappa.standardError == 0 && found.maximumKappa == 1)
    #expect(
      found.report.notes == ["The ratings agree on every unit: the interval is a point and says nothing."])
    #expect(found.statistic != nil)
  }

  @Test func agreementBelowChanceIsNegative() throws {
    let found = try CohensKappa(counts: [[0, 5], [5, 0]], categories: ["no", "yes"])
    expectAgreement(found.kappa.value, -1, digits: 15)
    #expect(found.maximumKappa == 1)
  }

  @Test func aRaterWithOneCategoryHasKappaZeroAndNoTest() throws {
    let found = try CohensKappa(counts: [[7, 3], [0, 0]], categories: ["no", "yes"])
    #expect(found.kappa == Estimate(0) && found.statistic == nil && found.pValue == nil)
    #expect(found.report.warnings.count == 1)
    let single = try CohensKappa(counts: [[0, 1], [0, 0]], categories: ["no", "yes"])
    #expect(single.kappa == Estimate(0) && single.report.warnings.isEmpty)
    try checkFinding { try CohensKappa(counts: [[7, 3], [0, 0]], categories: ["no", "yes"]) }
  }

  @Test func unitsThatLackARatingAreInTheLedger() throws {
    let table = try RatingTable(
      units: [[1, 1], [nil, 2], [2, 2], [1, nil], [nil, nil], [2, 1]], categories: 1...2)
    let found = try CohensKappa(table)
    #expect(found.cases.exclusions == [.init("without a rating by every rater", count: 3)])
    #expect(found.table == [[1, 0], [1, 1]])
  }

  @Test func someWeightsHaveNoLargestKappaByMatching() throws {
    let found = try CohensKappa(counts: Self.counts, categories: Self.words, weights: .radical)
    #expect(found.maximumKappa == nil && found.report.notes.count == 1)
  }

  @Test func hugeCountsKeepTheirDigits() throws {
    let huge = Self.counts.map { $0.map { $0 << 44 } }
    let found = try CohensKappa(counts: huge, categories: Self.words)
    let plain = try CohensKappa(counts: Self.counts, categories: Self.words)
    expectAgreement(found.kappa.value, plain.kappa.value, digits: 14)
    #expect(found.table == huge)
  }

  @Test func refusesWhatHasNoKappa() throws {
    expectRefusal(.constant) { try CohensKappa(AgreementCases.uniform) }
    expectRefusal(.definition) { try CohensKappa(AgreementCases.table) }
    expectRefusal(.tooFew) { try CohensKappa(RatingTable(units: [[1], [2]], categories: 1...2)) }
    expectRefusal(.tooFew) { try CohensKappa(RatingTable(units: [[1, nil]], categories: 1...2)) }
    expectRefusal(.definition) { try CohensKappa(RatingTable(counts: [[1, 1]], categories: 1...2)) }
    expectRefusal(.tooFew) { try CohensKappa(counts: [[0, 0], [0, 0]], categories: ["a", "b"]) }
    expectRefusal(.tooFew) { try CohensKappa(counts: [[3]], categories: ["a"]) }
    expectRefusal(.lengthMismatch) { try CohensKappa(counts: [[1, 2]], categories: ["a", "b"]) }
    expectRefusal(.lengthMismatch) { try CohensKappa(counts: [[1, 2], [3]], categories: ["a", "b"]) }
    expectRefusal(.outOfRange) { try CohensKappa(counts: [[1, 2], [3, -1]], categories: ["a", "b"]) }
    expectRefusal(.outOfRange) { try CohensKappa(counts: [[1, .max], [3, 1]], categories: ["a", "b"]) }
    expectRefusal(.definition) { try CohensKappa(counts: [[1, 2], [3, 1]], categories: ["a", "a"]) }
    expectRefusal(.lengthMismatch) {
      try CohensKappa(
        counts: [[1, 2], [3, 1]], categories: ["a", "b"],
        weights: .custom([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    }
    expectRefusal(.lengthMismatch) { try CohensKappa([1, 2], with: [1], categories: 1...2) }
    expectRefusal(.unknownName) { try CohensKappa([1, 2], with: [1, 3], categories: 1...2) }
    for confidence in [0, 1, .nan] {
      expectRefusal(.outOfRange) {
        try CohensKappa(counts: Self.counts, categories: Self.words, confidence: confidence)
      }
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CohensKappa(counts: Self.counts, categories: Self.words, weights: .linear) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CohensKappa") { print in
      // page
      let counts = [
        [22, 4, 1],
        [3, 15, 6],
        [0, 2, 17],
      ]
      let kappa = try CohensKappa(
        counts: counts, categories: ["low", "middle", "high"], weights: .quadratic)
      print(kappa.named("neighbourhood ties", "interviewer", "coder"))
      // end
    }
  }
}
