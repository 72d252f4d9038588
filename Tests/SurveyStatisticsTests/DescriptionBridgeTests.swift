import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct DescriptionBridgeTests {
  @Test func everyDescriptionTakesASample() throws {
    let sample = try visitors()
    let variable = Variable<Visitor>(\.calm)
    let observed = try sample.values(of: variable)
    let values = observed.present
    func check<F: Finding>(_ found: F, _ plain: F) {
      #expect(found.report.rows == plain.report.rows && found.report.grids == plain.report.grids)
      #expect(found.context.subject == "calm" && found.cases == observed.cases, "\(F.self)")
    }
    check(try Quantiles(of: variable, in: sample), try Quantiles(values))
    check(try QuantileInterval(of: variable, in: sample), try QuantileInterval(values))
    check(try Ranking(of: variable, in: sample, ties: .dense), try Ranking(values, ties: .dense))
    check(try DistributionShape(of: variable, in: sample), try DistributionShape(values))
    check(try TrimmedMean(of: variable, in: sample), try TrimmedMean(values))
    check(try WinsorizedMean(of: variable, in: sample), try WinsorizedMean(values))
    check(try GeometricMean(of: variable, in: sample), try GeometricMean(values))
    check(try HarmonicMean(of: variable, in: sample), try HarmonicMean(values))
    check(try HodgesLehmannEstimate(of: variable, in: sample), try HodgesLehmannEstimate(values))
    check(try MedianAbsoluteDeviation(of: variable, in: sample), try MedianAbsoluteDeviation(values))
    check(try RousseeuwCrouxSn(of: variable, in: sample), try RousseeuwCrouxSn(values))
    check(try RousseeuwCrouxQn(of: variable, in: sample), try RousseeuwCrouxQn(values))
    check(
      try StandardDeviationEstimate(of: variable, in: sample), try StandardDeviationEstimate(values))
    check(try CoefficientOfVariation(of: variable, in: sample), try CoefficientOfVariation(values))
    check(try GiniCoefficient(of: variable, in: sample), try GiniCoefficient(values))
  }

  @Test func errorsNameTheVariable() throws {
    let sample = try visitors()
    let negative = Variable<Visitor>("below zero") { _ in -1 }
    do {
      _ = try GiniCoefficient(of: negative, in: sample)
      Issue.record("values below zero have no Gini coefficient")
    } catch {
      #expect(error.subject == "below zero" && error.code == .outOfRange)
    }
    expectRefusal(.outOfRange) { try GeometricMean(of: negative, in: sample) }
    expectRefusal(.outOfRange) {
      try WeightedDescriptives(of: Variable(\.calm), in: sample, weights: negative, as: .sampling)
    }
  }

  @Test func summariesHaveVariablesScalesAndGroups() throws {
    let sample = try visitors()
    let variables: [Variable<Visitor>] = [Variable(\.calm), Variable(Visitor.wellBeing)]
    let found = try GroupSummary(of: variables, by: \.site, in: sample)
    #expect(found.lines.map(\.variable) == ["calm", "Well-being"])
    #expect(found.groups == Site.allCases.map(\.label) && found.factor == "site")
    #expect(found.cases.entered == 12)
    let scores = try sample.complete([Visitor.wellBeing.variable], by: [sample.groups(by: \.site)]).values()
    for (cell, values) in zip(found.lines[1].groups, scores) {
      #expect(cell.count == values.count)
      #expect(try cell.descriptives?.mean == Descriptives(values).mean)
    }
    let other = try GroupSummary(of: variables, by: Categorical(\.site), in: sample)
    #expect(other.report.json == found.report.json)
    let all = try GroupSummary(of: variables, in: sample)
    #expect(all.groups.isEmpty && all.lines[0].all.count + all.lines[0].all.missing == 12)
    let some = sample.excluding("from the east") { $0.site == .east }
    let left = try GroupSummary(of: variables, by: \.site, in: some)
    #expect(left.cases.exclusionText.contains("from the east") && left.cases.entered == 12)
    try checkFinding { try GroupSummary(of: variables, by: \.site, in: some, arrangement: .groupsInColumns) }
  }

  @Test func columnsOfACodebookAreSummarized() throws {
    let codebook = Codebook("Visitors", idColumn: "id", questionnaire: Visitor.questionnaire)
    let csv = """
      id,arm,site,age,calm,tense,content
      a,treated,north,31,5,1,4
      b,control,south,47,3,3,2
      c,treated,south,NA,4,2,4
      d,NA,east,58,3,4,1
      """
    let responses = try Codebook.Responses(csv: csv, codebook: codebook)
    let found = try GroupSummary(of: ["age", "calm"], by: "arm", in: responses)
    #expect(found.groups == ["treated", "control"] && found.lines[0].groups.map(\.missing) == [1, 0])
    #expect(found.cases.exclusionText == "1 missing (arm)" && found.cases.entered == 4)
    #expect(try GroupSummary(of: ["age"], in: responses).lines[0].all.count == 3)
    expectRefusal(.unknownName) { try GroupSummary(of: ["height"], in: responses) }
  }

  @Test func weightsAreAVariableOfTheSameRespondents() throws {
    let sample = try visitors()
    let weight = Variable<Visitor>("weight") { $0.age == nil ? nil : $0.site == .north ? 2 : 1 }
    let found = try WeightedDescriptives(
      of: Variable(\.calm), in: sample, weights: weight, as: .sampling)
    let complete = try sample.complete([weight, Variable(\.calm)])
    let plain = try WeightedDescriptives(complete.columns[1], weights: complete.columns[0], as: .sampling)
    #expect(found.mean == plain.mean && found.context.subject == "calm")
    #expect(found.cases.entered == 12 && found.cases.used == complete.columns[0].count)
  }

  @Test func varietyOfAnswersKeepsTheLedger() throws {
    let sample = try visitors().excluding("from the east") { $0.site == .east }
    let entropy = try ShannonEntropy(of: Categorical(\.site), in: sample)
    let variation = try QualitativeVariation(of: Categorical(\.site), in: sample)
    #expect(entropy.counts.count == 3 && entropy.counts[2] == 0 && variation.counts == entropy.counts)
    #expect(entropy.cases.entered == 12 && variation.cases == entropy.cases)
    #expect(entropy.context.subject == "site" && entropy.cases.exclusionText.contains("from the east"))
  }
}
