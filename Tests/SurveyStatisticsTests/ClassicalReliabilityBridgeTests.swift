import SurveyStatistics
import SurveyTestSupport
import Testing

enum YesNo: Int, ResponseFormat { case no = 0, yes }

private struct Reader: Respondent {
  var id = ""
  var arm: Arm?
  var calm: Agreement?
  var tense: Agreement?
  var content: Agreement?
  var sad: Agreement?
  var reads: YesNo?
  var writes: YesNo?
  var asks: YesNo?

  static let questionnaire = Questionnaire<Reader>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("arm", \.arm)
    Field("calm", \.calm)
    Field("tense", \.tense)
    Field("content", \.content)
    Field("sad", \.sad)
    Field("reads", \.reads)
    Field("writes", \.writes)
    Field("asks", \.asks)
  }

  static let calmness = Scale<Reader>("Calmness") {
    Item(\.calm)
    Item(\.tense, keyed: .negative)
  }
  static let mood = Scale<Reader>("Mood") {
    Item(\.calm)
    Item(\.tense, keyed: .negative)
    Item(\.content)
    Item(\.sad, keyed: .negative)
  }
  static let activity = Scale<Reader>("Activity") {
    Item(\.reads)
    Item(\.writes)
    Item(\.asks)
  }

  init() {}
}

private func readers(_ shift: Int = 0) throws -> Sample<Reader> {
  let answers = [
    [5, 1, 4, 2], [4, 2, 4, 1], [4, 1, 5, 2], [3, 2, 3, 3], [5, 2, 5, 1], [2, 4, 3, 4], [3, 3, 2, 3],
    [1, 5, 2, 4], [3, 4, 0, 3], [4, 2, 3, 2], [2, 3, 3, 5], [4, 2, 5, 2], [1, 4, 1, 5], [5, 2, 4, 2],
  ]
  return try Sample(
    answers.enumerated().map { index, row in
      var reader = Reader()
      reader.id = "r\(index)"
      reader.arm = index == 13 ? nil : index % 2 == 0 ? .treated : .control
      reader.calm = Agreement(rawValue: min(5, row[0] + (index % 3 == 0 ? shift : 0)))
      reader.tense = Agreement(rawValue: row[1])
      reader.content = Agreement(rawValue: row[2])
      reader.sad = Agreement(rawValue: row[3])
      reader.reads = row[0] > 2 ? .yes : .no
      reader.writes = row[1] < 3 ? .yes : .no
      reader.asks = row[3] < 4 ? .yes : .no
      return reader
    })
}

@Suite struct ClassicalReliabilityBridgeTests {
  @Test func coefficientsOfAScaleAreThoseOfItsKeyedItems() throws {
    let sample = try readers()
    let items = try Reader.mood.itemMatrix(in: sample)
    let columns = items.columns
    #expect(columns.count == 4 && columns[0].count == 13)
    let plan = BootstrapPlan.percentile(resamples: 100, seed: 4)
    #expect(
      try GuttmanLambda1(of: Reader.mood, in: sample, bootstrap: plan).lambda
        == GuttmanLambda1(columns, bootstrap: plan).lambda)
    #expect(
      try GuttmanLambda2(items, bootstrap: plan).lambda == GuttmanLambda2(columns, bootstrap: plan).lambda)
    #expect(
      try GuttmanLambda4(of: Reader.mood, in: sample, bootstrap: nil).lambda
        == GuttmanLambda4(columns, bootstrap: nil).lambda)
    #expect(
      try GuttmanLambda5(of: Reader.mood, in: sample, bootstrap: nil).lambda
        == GuttmanLambda5(columns, bootstrap: nil).lambda)
    let split = try SplitHalfReliability(of: Reader.mood, in: sample, half: [0, 1], bootstrap: nil)
    #expect(split.guttman == (try SplitHalfReliability(columns, half: [0, 1], bootstrap: nil).guttman))
    let alpha = try CronbachAlpha(of: Reader.mood, in: sample, interval: .bonett)
    #expect(alpha.alpha == (try CronbachAlpha(columns, interval: .bonett).alpha))
    #expect(
      try ConditionalStandardError(of: Reader.mood, in: sample).levels
        == ConditionalStandardError(columns).levels)
    let error = try StandardErrorOfMeasurement(of: Reader.mood, in: sample)
    expectAgreement(error.value, alpha.standardErrorOfMeasurement ?? 0, digits: 13)
    for finding in [split.description, alpha.description, error.description] {
      #expect(finding.contains(": Mood") && finding.contains("13 of 14 cases used"))
    }
  }

  @Test func polychoricCorrelationsOfAScaleAreThoseOfItsKeyedItems() throws {
    let sample = try readers()
    let columns = try Reader.mood.itemMatrix(in: sample).columns
    let found = try PolychoricMatrix(of: Reader.mood, in: sample, addingToEmptyCells: 0.5)
    #expect(found[0, 1] == (try PolychoricMatrix(columns, addingToEmptyCells: 0.5)[0, 1]))
    #expect(found[0, 1] > 0)
    #expect(found.description.contains(": Mood") && found.description.contains("13 of 14 cases used"))
    expectRefusal(.outOfRange) {
      try PolychoricMatrix(of: Reader.mood, in: sample, addingToEmptyCells: -1)
    }
  }

  @Test func coefficientsOfYesAndNo() throws {
    let sample = try readers()
    let columns = try Reader.activity.itemMatrix(in: sample).columns
    let twenty = try KuderRichardson20(of: Reader.activity, in: sample)
    #expect(twenty.reliability == (try KuderRichardson20(columns).reliability))
    #expect(twenty.description.contains("reads") && twenty.description.contains("Activity"))
    let one = try KuderRichardson21(of: Reader.activity, in: sample, bootstrap: nil)
    #expect(one.reliability == (try KuderRichardson21(columns, bootstrap: nil).reliability))
    expectRefusal(.outOfRange) { try KuderRichardson20(of: Reader.mood, in: sample) }
  }

  @Test func twoItemsAndNoOtherNumber() throws {
    let sample = try readers()
    let columns = try Reader.calmness.itemMatrix(in: sample).columns
    let finding = try SpearmanBrownReliability(of: Reader.calmness, in: sample)
    #expect(finding.reliability == (try SpearmanBrownReliability(columns[0], with: columns[1]).reliability))
    #expect(finding.context.parts == ["calm", "tense"])
    expectRefusal(.definition) { try SpearmanBrownReliability(of: Reader.mood, in: sample) }
  }

  @Test func pairwiseAlphaKeepsThoseWithGaps() throws {
    let alpha = try CronbachAlpha(pairwise: Reader.mood, in: try readers())
    #expect(alpha.count == 14 && alpha.cases.used == 14)
    let content = alpha.items[2]
    let complete = try CronbachAlpha(of: Reader.mood, in: try readers())
    expectAgreement(content.mean ?? 0, complete.items[2].mean ?? 1, digits: 14)
    #expect(alpha.items[0].mean != complete.items[0].mean)
    let rows: [[Double?]] = [
      [5, 4, 4, 3, 5, 2, 3, 1, 3, 4, 2, 4, 1, 5], [5, 4, 5, 4, 4, 2, 3, 1, 2, 4, 3, 4, 2, 4],
      [4, 4, 5, 3, 5, 3, 2, 2, nil, 3, 3, 5, 1, 4], [4, 5, 4, 3, 5, 2, 3, 2, 3, 4, 1, 4, 1, 4],
    ]
    expectAgreement(
      alpha.alpha.value, try CronbachAlpha(ItemCovariances(pairwise: rows)).alpha.value, digits: 13)
  }

  @Test func occasionsOfAPanel() throws {
    let panel = try Panel(["March": try readers(), "April": try readers(1)])
    let finding = try TestRetestReliability(of: Reader.mood, in: panel)
    let pairs = try panel.pairs(of: Reader.mood)
    #expect(finding.agreement == (try TestRetestReliability(pairs.second, against: pairs.first).agreement))
    #expect(finding.context.parts == ["April", "March"] && finding.meanDifference.value > 0)
  }

  @Test func alphasOfGroupsAndScales() throws {
    let sample = try readers()
    let groups = try AlphaComparison(of: Reader.mood, by: \.arm, in: sample, reference: .manyItems)
    #expect(groups.context.parts == ["treated", "control"])
    #expect(groups.cases.entered == 14 && groups.cases.used == 12)
    #expect(groups.coefficients.map(\.count) == [6, 6])
    let items = try Reader.mood.itemMatrix(in: sample)
    let treated = items.ids.indices.filter {
      Int(items.ids[$0].dropFirst()).map { $0 % 2 == 0 && $0 != 13 } ?? false
    }
    let own = try CronbachAlpha(items.columns.map { column in treated.map { column[$0] } }).alpha.value
    expectAgreement(groups.coefficients[0].alpha, own, digits: 13)
    expectRefusal(.tooFew) { try AlphaComparison(of: Reader.mood, by: \.arm, in: sample) }
    let chi = try AlphaComparison(of: Reader.mood, among: \.arm, in: sample)
    #expect(chi.coefficients == groups.coefficients && chi.design == .independent)
    let scales = try AlphaComparison(of: Reader.mood, withSamePersons: Reader.activity, in: sample)
    #expect(scales.context.parts == ["Mood", "Activity"] && scales.cases.used == 13)
    #expect(scales.coefficients.allSatisfy { $0.count == 13 } && scales.cases.entered == 14)
  }

  @Test func errorsNameTheScale() throws {
    let none = try readers().excluding("for the test") { _ in true }
    do {
      _ = try CronbachAlpha(of: Reader.mood, in: none)
      Issue.record("an alpha of nobody")
    } catch {
      #expect(error.subject.hasPrefix("Mood"))
    }
    expectRefusal(.tooFew) { try GuttmanLambda2(of: Reader.mood, in: none) }
    expectRefusal(.tooFew) { try SplitHalfReliability(of: Reader.mood, in: none) }
    expectRefusal(.tooFew) { try AlphaComparison(of: Reader.mood, by: \.arm, in: none) }
    expectRefusal(.tooFew) { try CronbachAlpha(pairwise: Reader.mood, in: none) }
  }
}
