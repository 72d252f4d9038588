import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct FormatsTests {
  private enum Endless: WholeRange { static let range = Int.min...Int.max }
  private enum Reordered: Int, ResponseFormat { case yes = 2, perhaps = 1, no = 0 }
  private enum Uneven: Int, ResponseFormat { case one = 1, two = 2, five = 5 }
  private enum Tenths: SteppedRange {
    static let range = 0.0...1.0
    static let step = 0.1
  }

  @Test func likertItemsOfAnyLengthAreReady() {
    #expect(Likert<SevenPoints>.allCases.map(\.rawValue) == Array(1...7))
    #expect(Likert<SevenPoints>(8) == nil && Likert<SevenPoints>(0) == nil)
    #expect(Likert<SevenPoints>(7)?.score == 7)
    #expect(Likert<Satisfaction>(10)?.label == "completely")
    #expect(Likert<Satisfaction>(3)?.label == "3")
    #expect(Likert<Satisfaction>.minimum == 0 && Likert<Satisfaction>.maximum == 10)
    #expect(SurveyInstruments.ZeroToTen(0)?.score == 0 && SurveyInstruments.ZeroToTen(11) == nil)
  }

  @Test func anEndlessLikertItemHasNoAnswersAndAFieldThatSaysSo() {
    #expect(Likert<Endless>.allCases.isEmpty)
    #expect(Likert<Endless>.columnKind == .answers([]))
    #expect(Likert<Endless>.midpoint == nil)
    #expect(!Codebook("x", columns: [ColumnDescription("a", Likert<Endless>.columnKind)]).faults.isEmpty)
  }

  @Test func yesIsOne() {
    #expect(YesNo.yes.score == 1 && YesNo.no.score == 0)
    #expect(YesNo.yes.label(in: .dutch) == "ja")
    #expect(YesNo.midpoint == nil)
  }

  @Test func visualAnaloguesRunFromZeroToOneHundred() {
    #expect(VisualAnalogue(37.25)?.score == 37.25)
    #expect(VisualAnalogue(100.5) == nil && VisualAnalogue(.nan) == nil)
    #expect(VisualAnalogue.midpoint == 50)
  }

  @Test func slidersMoveInSteps() {
    #expect(Slider<Percent>(35)?.score == 35)
    #expect(Slider<Percent>(36) == nil)
    #expect([-5, 105, .nan, .infinity].allSatisfy { Slider<Percent>($0) == nil })
    #expect(
      (0...10).allSatisfy {
        Slider<Tenths>(Double($0) / 10) != nil && Slider<Tenths>(0.1 * Double($0)) != nil
      })
    #expect(Slider<Tenths>(0.55) == nil)
    #expect(Slider<Percent>.midpoint == 50)
    #expect(Slider<Percent>.columnKind.allowed == "0 to 100 in steps of 5")
  }

  @Test func onlyAnOddNumberOfAnswersHasAMidpoint() {
    #expect(Agreement.midpoint == 3)
    #expect(Likert<FourPoints>.midpoint == nil)
    #expect([Likert<FivePoints>.midpoint, Likert<NinePoints>.midpoint] == [3, 5])
    #expect(Likert<SixPoints>.midpoint == nil && SurveyInstruments.ZeroToTen.midpoint == 5)
    #expect(Reordered.midpoint == 1)
    // The middle one of three answers is no midpoint where it does not lie in the middle.
    #expect(Uneven.midpoint == nil)
    #expect(Ease.midpoint == nil)
    #expect(ColumnKind.rating(minimum: -2, maximum: 1).middle == -0.5)
    #expect(ColumnKind.slider(minimum: 0, maximum: 3, step: 1).middle == nil)
    #expect(
      [ColumnKind.text, .number(minimum: 0, maximum: 2), .factor(["a", "b", "c"])].allSatisfy {
        $0.middle == nil
      })
  }

  @Test func theMidpointThatAFormatDeclaresIsThatOfItsColumn() throws {
    let column = { (name: String) in try #require(Worker.questionnaire.columns.first { $0.name == name }) }
    #expect(try column("ease").midpoint == nil && column("ease").neutral == .none)
    #expect(try column("sat").midpoint == 5 && column("sat").neutral == .middle)
    #expect(
      ColumnDescription("a", .answers([.init(value: 0), .init(value: 1)]), neutral: .at(1)).midpoint == 1)
  }

  @Test func orderIsDeclared() {
    #expect(School.columnKind.isOrdered && !Contract.columnKind.isOrdered)
    #expect(Agreement.columnKind.isOrdered && !ColumnKind.text.isOrdered)
    #expect(!ColumnKind.choices(School.allCases.map { .init($0.rawValue) }).isOrdered)
    #expect(School.columnKind.name == "ordered name")
  }

  @Test func answersHoldFactorsNumbersAndTexts() throws {
    let worker = Worker(id: "a", contract: .given(.permanent), income: .absent(.refused), children: .given(2))
    #expect(worker.contract.level == .permanent)
    let sample = try Sample([worker])
    #expect(try sample.values(of: Variable(\.income)).reasons == ["refused"])
    #expect(try sample.values(of: Variable(\.children)).values == [2])
    #expect(
      try sample.groups(by: \.contract).levels == ["no contract", "permanent contract", "temporary contract"])
  }

  @Test func groupsKeepTheReasonsApart() throws {
    let sample = try Sample([
      Worker(id: "a", contract: .absent(.refused)), Worker(id: "b", contract: .absent(.notApplicable)),
      Worker(id: "c", contract: .given(.none)),
    ])
    let groups = try sample.groups(by: \.contract)
    #expect(groups.reasons == ["refused", "not applicable", nil])
    #expect(groups.cases.exclusionText == "1 not applicable (contract), 1 refused (contract)")
    let complete = try sample.complete([Variable("one") { _ in 1 }], by: [groups])
    #expect(complete.cases.exclusionText == "1 not applicable (contract), 1 refused (contract)")
    #expect(try sample.groups(by: \.school).cases.exclusionText == "3 missing (school)")
  }

  @Test func everyItemFormatIsScoredAndReversedByItsDeclaredRange() throws {
    let scale = Scale<Worker>("all", rescaling: .percentOfRange) {
      Item(\.isEmployed, keyed: .negative)
      Item(\.satisfaction, keyed: .negative)
      Item(\.confidence, keyed: .negative)
      Item(\.pain)
    }
    #expect(scale.faults.isEmpty)
    var worker = Worker(
      id: "a", isEmployed: .yes, satisfaction: Likert(4), confidence: Slider(35), pain: Rating(12.5))
    #expect(try scale.score(worker) == (0 + 60 + 65 + 12.5) / 4)
    worker.isEmployed = .no
    #expect(try scale.score(worker) == (100 + 60 + 65 + 12.5) / 4)
    let steps = Scale<Worker>("steps") { Item(\.confidence) }
    let line = Scale<Worker>("line") { Item(\.pain) }
    #expect(steps.definition.fingerprint != line.definition.fingerprint)
  }

  // MARK: Languages

  @Test func wordsInALanguageAreThereOrNot() {
    #expect(School.higher.label(in: .dutch) == "hoger")
    #expect(School.higher.label(in: .german) == nil)
    #expect(School.higher.label(inFirstOf: [.german, .dutch]) == Words("hoger", in: .dutch))
    #expect(School.higher.label(inFirstOf: [.german]) == Words("higher"))
    #expect(Agreement.agree.label(in: .english) == nil)
  }

  @Test func wordingsAreTranslatedToo() throws {
    let field = try #require(Worker.questionnaire.field(for: \Worker.isEmployed))
    #expect(field.wording(in: .dutch) == "Hebt u werk?")
    let column = try #require(Worker.questionnaire.columns.first { $0.name == "employed" })
    #expect(column.wording(in: .french) == nil)
    #expect(column.wording(inFirstOf: [.french, .dutch]) == Words("Hebt u werk?", in: .dutch))
    #expect(column.wording(inFirstOf: []) == Words("Are you employed?"))
    #expect(ColumnDescription("a", .text).wording(inFirstOf: [.dutch]) == nil)
    let both = Field<Worker>("a", \.school, "x").translated([.dutch: "y"]).translated([
      "de": "z", .dutch: "w",
    ])
    #expect(both.translations == [.dutch: "w", .german: "z"])
  }

  @Test func aReportInALanguageNamesWhatIsNotInIt() {
    let columns = Array(Worker.questionnaire.columns.prefix(4))
    let codebook = Codebook("Werk", columns: columns)
    #expect(
      codebook.report(in: .dutch).text == """
        Werk
          column    holds           allowed                    absent                      wording
          id        text, required  any text
          school    ordered name    primary basisschool,       empty, NA skipped           Hoogste opleiding
                                    secondary middelbaar,
                                    higher hoger
          contract  name            0 no contract, 1           empty, NA skipped; 8        Contract
                                    permanent contract, 2      refused; 9 not applicable
                                    temporary contract
          employed  answer          0 nee, 1 ja                empty, NA skipped           Hebt u werk?
          Note: A file is comma-separated text (RFC 4180, UTF-8) with these names in its first line, in any
          order.
          Note: Numbers have a decimal point and no separators of thousands; nothing stands around a value.
          Note: Not in nl: the wording of contract.
          Note: Not in nl: the answers of contract.
        """)
  }

  // MARK: Multiple choice

  @Test func nothingTickedIsAnAnswer() throws {
    let sample = try Sample([
      Worker(id: "a", news: .given([.internet, .paper, .internet])), Worker(id: "b", news: .given([])),
      Worker(id: "c", news: .absent(.refused)), Worker(id: "d", news: .absent(.skipped)),
    ])
    let choices = try sample.choices(of: \.news)
    #expect(choices.name == "news" && choices.options == ["paper", "radio", "television", "internet"])
    #expect(choices.ticked == [[0, 3], [], nil, nil])
    #expect(choices.labels == [["paper", "internet"], []])
    #expect(choices.reasons == [nil, nil, "refused", "skipped"])
    #expect(choices.cases.used == 2 && choices.cases.exclusionText == "1 refused, 1 skipped")
    #expect(MultipleChoice<News>([.radio]).contains(.radio) && !MultipleChoice<News>().contains(.radio))
  }

  @Test func optionsWithoutACodeOfTheirOwnAreFaults() {
    func faults(_ options: [String], none: String = "none") -> Int {
      let kind = ColumnKind.choices(options.map { .init($0) }, none: none)
      return Codebook("x", columns: [ColumnDescription("a", kind)]).faults.count
    }
    #expect(faults(["a", "b"]) == 0)
    #expect(faults([]) == 1)
    #expect(faults(["a", "a"]) == 1)
    #expect(faults(["a", "none"]) == 1)
    #expect(faults(["a;b"]) == 1)
    #expect(faults(["a", ""]) == 1)
    #expect(faults(["a"], none: "") == 1)
    #expect(faults((0...64).map { "o\($0)" }) == 1)
    #expect(faults((0..<64).map { "o\($0)" }) == 0)
    let coded = ColumnDescription(
      "a", .choices([.init("x")]), absence: [.init("none", .refused), .init("x", .lost)])
    #expect(Codebook("x", columns: [coded]).faults.count == 2)
  }

  @Test func stepsThatDoNotMakeARangeAreFaults() {
    func faults(_ low: Double, _ high: Double, _ step: Double) -> Int {
      let kind = ColumnKind.slider(minimum: low, maximum: high, step: step)
      return Codebook("x", columns: [ColumnDescription("a", kind)]).faults.count
    }
    #expect(faults(0, 100, 5) == 0)
    #expect(faults(0, 1, 0.1) == 0)
    #expect(faults(0, 100, 30) == 1)
    for step in [0, -1, Double.nan, .infinity, -.infinity] { #expect(faults(0, 100, step) >= 1) }
    #expect(faults(0, 1e7, 1) == 1)
    #expect(faults(1, 0, 1) == 1)
    #expect(faults(.nan, 1, 1) == 1)
  }
}
