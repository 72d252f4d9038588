import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ConditionalStandardErrorTests {
  @Test(arguments: try Fixture.cases("ConditionalStandardError"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    guard expected["lord"] != .null else {
      let finding = try ConditionalStandardError(reference.keyedItems())
      try expectAgreement(finding.levels.map(\.score), expected["levels"], digits: 15, "levels")
      try expectAgreement(finding.levels.map(\.standardError), expected["within"], digits: 12, "within")
      try expectAgreement(finding.overall, expected["overall"], digits: 12, "overall")
      return
    }
    let items = try reference.dichotomousItems()
    let evens = Array(stride(from: 0, to: items.count, by: 2))
    for (key, method): (String, ConditionalStandardError.Method) in [
      ("lord", .lord), ("lord", .withinPerson), ("keats", .keats), ("odd_even", .halves(evens)),
    ] {
      let finding = try ConditionalStandardError(items, method: method)
      try expectAgreement(
        finding.levels.map(\.standardError), expected[key], digits: 11, floor: 1e-14, method.name)
      #expect(finding.levels.map { Double($0.count) } == (try expected["counts"].numbers()))
    }
  }

  /// What the single standard error hides agrees with it on average: Lord's with KR-21, Keats's with
  /// KR-20, that of two halves with the split's reliability.
  @Test func theMeanAgreesWithTheCoefficients() throws {
    let items = Answers.dichotomous
    let sums = (0..<20).map { row in items.reduce(0) { $0 + $1[row] } }
    let moments = try Moments(sums)
    let population = moments.sumOfSquares / 20
    func check(_ method: ConditionalStandardError.Method, _ reliability: Double) throws {
      let overall = try ConditionalStandardError(items, method: method).overall
      expectAgreement(overall * overall, population * (1 - reliability), digits: 12, method.name)
    }
    try check(.lord, KuderRichardson21(items, bootstrap: nil).reliability.value)
    try check(.keats, KuderRichardson20(items).reliability.value)
    let half = [0, 2, 4]
    try check(
      .halves(half), SplitHalfReliability(items, half: half, splits: nil, bootstrap: nil).guttman.value)
  }

  @Test func refusesWhatHasNoErrors() throws {
    typealias Errors = ConditionalStandardError
    expectRefusal(.tooFew) { try Errors([]) }
    expectRefusal(.tooFew) { try Errors([[1, 2]]) }
    expectRefusal(.tooFew) { try Errors([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try Errors([[1, 2], [2]]) }
    expectRefusal(.notFinite) { try Errors([[1, .nan], [2, 3]]) }
    expectRefusal(.outOfRange) { try Errors([[1e200, 0], [-1e200, 1]]) }
    expectRefusal(.outOfRange) { try Errors(Answers.raw, method: .lord) }
    expectRefusal(.outOfRange) { try Errors(Answers.raw, method: .keats) }
    for half in [[], [0, 0], [0, 1, 2, 3], [4], [-1], [.max]] {
      expectRefusal(.definition) { try Errors(Answers.raw, method: .halves(half)) }
    }
    expectRefusal(.constant) { try Errors([[1, 0], [0, 1]], method: .keats) }
    // Two levels at the ends leave no binomial error, and KR-21 of one no correction.
    expectRefusal(.constant) { try Errors([[1, 0], [1, 0]], method: .keats) }
    #expect(try Errors([[1, 0], [1, 0]], method: .lord).overall == 0)
    #expect(try Errors([[2, 2], [3, 3]]).levels.count == 1)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try ConditionalStandardError(Answers.raw) }
    try checkFinding { try ConditionalStandardError(Answers.dichotomous, method: .keats) }
    try checkFinding { try ConditionalStandardError(Answers.raw, method: .halves([0, 1])) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ConditionalStandardError") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3],
        [5, 3, 4, 2, 4, 2, 5, 2],
        [4, 3, 5, 2, 4, 1, 5, 2],
        [4, 4, 5, 1, 3, 2, 4, 3],
      ]
      print(try ConditionalStandardError(answers))
      // end
    }
  }
}
