import SurveyStatistics
import SurveyTestSupport
import Testing

/// Correlations, assumptions, outliers and pairs of categories from samples and panels: the same numbers as from
/// arrays, with names and ledgers.
@Suite struct LooseEndsBridgeTests {
  private let age = Variable<Visitor>(\.age)
  private let tense = Variable<Visitor>(\.tense)

  private func ages(_ arm: Arm) throws -> [Double] {
    try visitors().respondents.filter { $0.arm == arm }.compactMap(\.age)
  }

  private func panel() throws -> Panel<Visitor> {
    let first = try visitors()
    let later = try Sample(
      first.respondents.dropLast().enumerated().map { place, visitor in
        var visitor = visitor
        visitor.site = [.north, .south, .south, .east][place % 4]
        visitor.tense = [.agree, .neutral, .disagree][place % 3]
        return visitor
      })
    return try Panel(["start": first, "end": later])
  }

  // MARK: Correlations

  @Test func correlationsWithAFactorAreThoseOfItsGroups() throws {
    let sample = try visitors()
    let (x, y) = (try ages(.treated), try ages(.control))
    let point = try PointBiserialCorrelation(of: age, by: \.arm, in: sample, alternative: .greater)
    let twin = try PointBiserialCorrelation(x, against: y, alternative: .greater)
    #expect(point.correlation == twin.correlation && point.pValue == twin.pValue)
    #expect(point.context.parts == ["treated", "control"] && point.cases.entered == 12)
    let latent = try BiserialCorrelation(of: age, by: \.arm, in: sample, method: .maximumLikelihood)
    #expect(
      latent.correlation == (try BiserialCorrelation(x, against: y, method: .maximumLikelihood)).correlation)
    #expect(latent.context == point.context)
    expectRefusal(.definition) { try PointBiserialCorrelation(of: age, by: \.site, in: sample) }
    let named = try BiserialCorrelation(of: age, by: \.site, comparing: (.east, .north), in: sample)
    #expect(named.context.parts == ["east", "north"])
  }

  @Test func correlationsWithAnswersAreThoseOfCompleteCases() throws {
    let sample = try visitors()
    let complete = try sample.complete([age, tense])
    let serial = try PolyserialCorrelation(of: age, with: tense, in: sample)
    #expect(
      serial.correlation
        == (try PolyserialCorrelation(complete.columns[0], with: complete.columns[1])).correlation)
    #expect(serial.context.parts == ["age", "tense"] && serial.cases == complete.cases)
    let both = try sample.complete([tense, Variable(\.calm)])
    let choric = try PolychoricCorrelation(of: tense, with: Variable(\.calm), in: sample)
    #expect(
      choric.correlation == (try PolychoricCorrelation(both.columns[0], with: both.columns[1])).correlation)
    let ordered = try PearsonCorrelation(
      of: age, with: tense, in: sample, method: .monteCarlo(permutations: 99, seed: 3),
      bootstrap: .percentile(resamples: 99, seed: 2))
    #expect(
      ordered.pValue
        == (try PearsonCorrelation(
          complete.columns[0], with: complete.columns[1], method: .monteCarlo(permutations: 99, seed: 3)
        ).pValue))
    #expect(ordered.bootstrap != nil)
    let ranks = try SpearmanCorrelation(
      of: age, with: tense, in: sample, method: .exact, twoSided: .doubled)
    #expect(ranks.pValue <= 1)
  }

  @Test func aMatrixOfVariablesHasTheLedgerOfItsRule() throws {
    let sample = try visitors()
    let variables = [Visitor.wellBeing.variable, age, tense]
    let listwise = try CorrelationMatrix(of: variables, in: sample)
    let complete = try sample.complete(variables)
    #expect(listwise.cases == complete.cases && listwise.context.parts == ["Well-being", "age", "tense"])
    #expect(listwise.pairs == (try CorrelationMatrix(complete.columns)).pairs)
    let pairwise = try CorrelationMatrix(of: variables, in: sample, kind: .spearman, rule: .pairwise)
    let own = try SpearmanCorrelation(of: variables[0], with: age, in: sample)
    #expect(pairwise.pair(0, 1)?.correlation == own.correlation && pairwise.cases.used == 12)
    let dependent = try DependentCorrelations(of: age, with: tense, against: Variable(\.calm), in: sample)
    #expect(dependent.context.parts == ["tense", "calm"] && dependent.context.subject == "age")
    let three = try sample.complete([age, tense, Variable(\.calm)])
    #expect(
      dependent.pValue
        == (try DependentCorrelations(
          of: three.columns[0], with: three.columns[1], against: three.columns[2]
        ).pValue))
  }

  @Test func distancesOfSetsOfVariablesUseCompleteCases() throws {
    let sample = try visitors()
    let one = try DistanceCorrelation(of: age, with: tense, in: sample, method: .studentT)
    let complete = try sample.complete([age, tense])
    #expect(
      one.correlation
        == (try DistanceCorrelation(complete.columns[0], with: complete.columns[1], method: .studentT))
        .correlation)
    #expect(one.context.parts == ["age", "tense"] && one.cases == complete.cases)
    let sets = try DistanceCorrelation(
      of: [age], with: [tense, Variable(\.calm)], in: sample, method: .studentT)
    #expect(sets.context.parts == ["age", "tense, calm"])
    #expect(sets.cases == (try sample.complete([age, tense, Variable(\.calm)])).cases)
  }

  @Test func oneSidedLimitsComeThrough() throws {
    let sample = try visitors()
    let d = try CohensD(of: age, by: \.arm, in: sample, alternative: .greater)
    let twin = try CohensD(try ages(.treated), against: try ages(.control), alternative: .greater)
    #expect(d.d == twin.d && d.d.interval?.upper == .infinity)
    let panel = try panel()
    let dz = try CohensDz(of: tense, in: panel, alternative: .less)
    #expect(dz.dz.interval?.lower == -.infinity && dz.alternative == .less)
  }

  // MARK: Assumptions and outliers

  @Test func testsOfNormalityTakeEveryoneOrOneLevel() throws {
    let sample = try visitors()
    let all = sample.respondents.compactMap(\.age)
    let found = try ShapiroWilkTest(of: age, in: sample)
    #expect(found.w == (try ShapiroWilkTest(all)).w && found.context.subject == "age")
    #expect(found.cases.entered == 12 && found.cases.used == 11)
    let treated = try ShapiroWilkTest(of: age, by: \.arm, at: .treated, in: sample)
    #expect(treated.w == (try ShapiroWilkTest(try ages(.treated))).w)
    #expect(treated.context.subject == "age, treated" && treated.cases.entered == 12)
    #expect(treated.cases.exclusionText.contains("in another group"))
    #expect(
      try LillieforsTest(
        of: age, by: \.arm, at: .treated, in: sample, method: .monteCarlo(samples: 99, seed: 1)
      )
      .pValue == LillieforsTest(try ages(.treated), method: .monteCarlo(samples: 99, seed: 1)).pValue)
    #expect(try AndersonDarlingTest(of: age, in: sample).pValue == AndersonDarlingTest(all).pValue)
    #expect(try CramerVonMisesTest(of: age, in: sample).pValue == CramerVonMisesTest(all).pValue)
    #expect(try JarqueBeraTest(of: age, in: sample).pValue == JarqueBeraTest(all).pValue)
    #expect(try DAgostinoTest(of: age, in: sample).pValue == DAgostinoTest(all).pValue)
    #expect(
      try JarqueBeraTest(of: age, by: \.arm, at: .control, in: sample).pValue
        == JarqueBeraTest(try ages(.control)).pValue)
    let error = #expect(throws: InputError.self) {
      try AndersonDarlingTest(of: age, by: \.site, at: .north, in: sample)
    }
    #expect(error?.code == .tooFew && error?.subject == "age, north")
  }

  @Test func outliersOfAVariableAreThoseOfItsValues() throws {
    let sample = try visitors()
    let all = sample.respondents.compactMap(\.age)
    let grubbs = try GrubbsTest(of: age, in: sample, alternative: .greater)
    #expect(grubbs.g == (try GrubbsTest(all, alternative: .greater)).g && grubbs.context.subject == "age")
    // The place leads to the respondent.
    let ids = try sample.complete([age]).ids
    #expect(sample.respondents.first { $0.id == ids[grubbs.index] }?.age == grubbs.value)
    #expect(
      try RosnerTest(of: age, in: sample, upTo: 2).report.rows == RosnerTest(all, upTo: 2).report.rows)
    let distances = try MADOutliers(of: age, by: \.arm, at: .control, in: sample, threshold: 3)
    #expect(distances.threshold == 3 && distances.cases.used == 4)
    expectRefusal(.outOfRange) { try MADOutliers(of: age, in: sample, threshold: 0) }
    #expect(
      try Quantiles(of: age, in: sample, at: [0.1]).report.rows == Quantiles(all, at: [0.1]).report.rows)
  }

  @Test func severalVariablesAtOnceUseCompleteCases() throws {
    let sample = try visitors()
    let outcomes = [Visitor.wellBeing.variable, age]
    let method = MaxTAdjustment.Method.monteCarlo(permutations: 99, seed: 2)
    let found = try MaxTAdjustment(of: outcomes, by: \.arm, in: sample, method: method)
    let complete = try sample.complete(outcomes, by: [sample.groups(by: \.arm)])
    let part = { (arm: Int) in
      complete.columns.map { column in zip(column, complete.groups[0]).filter { $0.1 == arm }.map(\.0) }
    }
    #expect(found.adjusted == (try MaxTAdjustment(part(0), against: part(1), method: method)).adjusted)
    #expect(found.cases == complete.cases && found.context.parts == ["Well-being", "age"])
    #expect(found.context.subject == "treated - control")
    let pair = try MaxTAdjustment(
      of: [age], by: \.site, comparing: (.south, .north), in: sample, method: .exact)
    #expect(pair.cases.exclusionText.contains("in another group"))
    expectRefusal(.definition) { try MaxTAdjustment(of: outcomes, by: \.site, in: sample) }
    expectRefusal(.tooFew) { try MaxTAdjustment(of: [], by: \.arm, in: sample) }
    let mardia = try MardiaTest(of: Visitor.wellBeing, in: sample)
    #expect(mardia.context.subject == "Well-being" && mardia.cases.entered == 12)
    let two = try MardiaTest(of: [age, tense], in: sample)
    #expect(two.cases == (try sample.complete([age, tense])).cases)
  }

  // MARK: Two waves

  @Test func categoriesOfTwoWavesAreThoseOfTheirPairs() throws {
    let panel = try panel()
    let start = panel.waves[0].sample.respondents.dropLast()
    let end = panel.waves[1].sample.respondents
    let bowker = try BowkerTest(of: \.site, in: panel)
    let order: [Site] = Array(Site.allCases)
    let place = { (visitor: Visitor) in order.firstIndex(of: visitor.site) ?? 0 }
    let twin = try BowkerTest(end.map(place), against: start.map(place))
    #expect(bowker.statistic == twin.statistic && bowker.labels == ["north", "south", "east"])
    #expect(bowker.context.parts == ["end", "start"] && bowker.context.subject == "site")
    #expect(bowker.cases.used == 11 && bowker.cases.entered == 12)
    let margins = try StuartMaxwellTest(of: \.site, in: panel)
    #expect(margins.statistic == (try StuartMaxwellTest(end.map(place), against: start.map(place))).statistic)
    let shares = try McNemarTest(of: \.site, being: .south, in: panel, alternative: .greater)
    let isSouth = { (visitor: Visitor) in visitor.site == .south }
    let pair = try McNemarTest(end.map(isSouth), against: start.map(isSouth), alternative: .greater)
    #expect(shares.pValue == pair.pValue && shares.counts == pair.counts)
    #expect(shares.context.subject == "site south")
  }

  @Test func answersOfTwoWavesAreCategoriesToo() throws {
    let panel = try panel()
    let pairs = try panel.pairs(of: tense)
    let bowker = try BowkerTest(of: tense, in: panel)
    #expect(bowker.statistic == (try BowkerTest(pairs.second, against: pairs.first)).statistic)
    #expect(bowker.labels == ["1", "2", "3", "4", "5"] && bowker.cases == pairs.cases)
    let margins = try StuartMaxwellTest(of: tense, in: panel)
    #expect(margins.statistic == (try StuartMaxwellTest(pairs.second, against: pairs.first)).statistic)
    let high = try McNemarTest(of: tense, in: panel) { $0 >= 3 }
    #expect(
      high.counts
        == (try McNemarTest(pairs.second.map { $0 >= 3 }, against: pairs.first.map { $0 >= 3 })).counts)
    expectRefusal(.outOfRange) { try BowkerTest(of: tense, in: panel, to: 7) }
  }
}
