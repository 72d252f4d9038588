import SurveyInference
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Refusals, prints and contracts of means, probabilities, effects and margins after partial proportional odds; the
/// reference values are in the tests of the findings.
@Suite struct ThresholdMarginsTests {
  private func fit(_ varying: [String] = ["arm", "age"]) throws -> PartialProportionalOdds {
    try ThresholdMarginsLawTests.fit(varying)
  }

  /// Where the two thresholds meet for cases of an arm, and which way they cross.
  private func meeting(_ fit: PartialProportionalOdds, arm: String) throws -> (age: Double, beyond: Double) {
    func own(_ level: String) throws -> (threshold: Double, slope: Double) {
      let place = try #require(fit.levels.firstIndex(of: level))
      let shift = arm == "a" ? 0 : try #require(fit["arm: \(arm)", above: level]).value
      return (fit.thresholds[place].value - shift, try #require(fit["age", above: level]).value)
    }
    let (low, middle) = (try own("low"), try own("middle"))
    let age = (middle.threshold - low.threshold) / (middle.slope - low.slope)
    return (age, age > 40 ? 1 : -1)
  }

  private func expectCrossing(
    _ words: [String], sourceLocation: SourceLocation = #_sourceLocation, _ call: () throws -> Any
  ) {
    do {
      let value = try call()
      Issue.record("expected a refusal, got \(value)", sourceLocation: sourceLocation)
    } catch let error as InputError {
      #expect(error.code == .outOfRange, sourceLocation: sourceLocation)
      #expect(
        error.problem.contains("level \"middle\" would have no positive"), sourceLocation: sourceLocation)
      for word in words {
        #expect(error.subject.contains(word), "\(error.subject)", sourceLocation: sourceLocation)
      }
    } catch { Issue.record("\(error)", sourceLocation: sourceLocation) }
  }

  // MARK: Refusals

  @Test func refusesPointsWhereThresholdsCross() throws {
    let fit = try fit()
    let (age, beyond) = try meeting(fit, arm: "a")
    let (near, far) = (age - beyond, age + beyond)
    let words = ["arm = a", "age = \(plainNumber(far))"]
    expectCrossing(words + ["site = x"]) {
      try MarginalProbabilities(of: fit, over: ["arm"], at: ["age": [far]])
    }
    expectCrossing(words) { try MarginalMeans(of: fit, over: ["arm"], at: ["age": [far]]) }
    expectCrossing(words) { try MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], at: ["age": [far]]) }
    expectCrossing(words) {
      try PredictiveMargins(of: fit, by: "arm", setting: ["age": .number(far)])
    }
    expectCrossing(words) {
      try AverageMarginalEffects(of: fit, setting: ["age": .number(far), "arm": "a"])
    }
    expectCrossing(words) {
      try AverageMarginalEffects(of: fit, ["age"], at: .means, setting: ["age": .number(far), "arm": "a"])
    }
    expectCrossing(words) {
      try AverageMarginalEffects(
        of: fit, ["age"],
        over: ModelData([
          "age": .numbers([40, far]), "arm": .labels(["b", "a"]), "site": .labels(["x", "y"]),
        ]))
    }
    // Just before they meet every level has some probability.
    let found = try AverageMarginalEffects(of: fit, ["age"], setting: ["age": .number(near), "arm": "a"])
    #expect(found.effects.count == 3)
    let margins = try PredictiveMargins(
      of: fit, by: "age", values: [40, .number(near)], setting: ["arm": "a"])
    #expect(margins.margins.allSatisfy { $0.estimate.value > 0 })
  }

  /// A combination without cases takes no part where cases are the weights.
  @Test func combinationsWithoutAShareAreNotAsked() throws {
    let counts: [(arm: String, site: String, counts: [Double])] = [
      ("a", "x", [9, 12, 8]), ("a", "y", [14, 3, 13]), ("b", "x", [16, 3, 12]),
    ]
    let cells = counts.flatMap { cell in cell.counts.map { (cell.arm, cell.site, $0) } }
    let design = try Design([
      .factor("arm", cells.map(\.0)), .factor("site", cells.map(\.1)),
    ])
    let fit = try PartialProportionalOdds(
      counts.flatMap { _ in ThresholdData.levels }, levels: ThresholdData.levels, on: design,
      varying: ["arm", "site"], weights: cells.map(\.2))
    expectCrossing(["arm = b", "site = y"]) { try MarginalProbabilities(of: fit, over: ["arm"]) }
    expectCrossing(["arm = b", "site = y"]) { try MarginalMeans(of: fit, over: ["arm"]) }
    let found = try MarginalProbabilities(of: fit, over: ["arm"], weights: .cells)
    expectAgreement(found.probabilities[3].estimate?.value ?? .nan, 16.0 / 31, digits: 8)
    #expect(try MarginalMeans(of: fit, over: ["arm"], weights: .cells).means.count == 2)
  }

  @Test func refusesWhatHasNoMean() throws {
    let fit = try fit()
    expectRefusal(.unknownName) { try MarginalMeans(ofEachThresholdOf: fit, over: ["none"]) }
    expectRefusal(.definition) { try MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], by: ["arm"]) }
    expectRefusal(.notFinite) {
      try MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], at: ["age": [.nan]])
    }
    expectRefusal(.outOfRange) { try MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], confidence: 0) }
    // One way the thresholds cross, the other way one level is certain but its logit has no number.
    for age in [1e305, -1e305] {
      expectRefusal(.outOfRange) { try MarginalMeans(of: fit, over: ["arm"], at: ["age": [age]]) }
      if let found = try? MarginalProbabilities(of: fit, over: ["arm"], at: ["age": [age]]) {
        #expect(found.probabilities.allSatisfy { [0, 1].contains($0.estimate?.value) })
      }
    }
    expectRefusal(.outOfRange) {
      try MarginalProbabilities(of: fit, over: ["arm"], at: ["age": [-1e305]])
    }
    expectRefusal(.outOfRange) { try PredictiveMargins(of: fit, by: "arm", setting: ["age": -1e305]) }
    let matrix = try PartialProportionalOdds(
      ThresholdData.answer, levels: ThresholdData.levels,
      on: Design(Matrix(96, 1, ThresholdData.age), names: ["age"]), varying: ["age"])
    expectRefusal(.definition) { try MarginalMeans(ofEachThresholdOf: matrix, over: []) }
    expectRefusal(.definition) { try MarginalProbabilities(of: matrix, over: []) }
    expectRefusal(.definition) { try AverageMarginalEffects(of: matrix) }
    let many = (0..<10_001).map(Double.init)
    expectRefusal(.infeasible) {
      try MarginalMeans(ofEachThresholdOf: self.fit(["arm"]), over: ["age"], at: ["age": many])
    }
  }

  /// A predictor that moves all thresholds alike cannot make them cross, however far it goes.
  @Test func farValuesOfSharedTermsHaveCertainLevels() throws {
    let found = try MarginalProbabilities(
      of: fit(["arm"]), over: ["arm"], at: ["age": [1e300]], comparing: .pairwise, adjustment: .none)
    #expect(found.probabilities.allSatisfy { [0, 1].contains($0.estimate?.value) })
  }

  @Test func aModelOfSharesAloneHasThem() throws {
    let fit = try PartialProportionalOdds("answer ~ 1", in: ThresholdData.data(), varying: [])
    let found = try MarginalMeans(ofEachThresholdOf: fit, over: [], scale: .response)
    for (mean, levels) in zip(found.means, [["middle", "high"], ["high"]]) {
      let share = Double(ThresholdData.answer.count { levels.contains($0) }) / 96
      expectAgreement(mean.estimate?.value ?? .nan, share, digits: 9)
    }
  }

  @Test func aModelOfOnesOwnHasTheCoefficientsOfItsThresholdsInCommon() throws {
    struct Own: ThresholdModel {
      let linearPart: LinearPart
      let thresholdParts: [(level: String, part: LinearPart)]
    }
    let fit = try fit(["arm"])
    let (latent, parts) = (fit.linearPart, fit.thresholdParts)
    let own = try MarginalMeans(
      ofEachThresholdOf: Own(linearPart: latent, thresholdParts: parts), over: ["arm"])
    #expect(try own.means == MarginalMeans(ofEachThresholdOf: fit, over: ["arm"]).means)
    let other = try self.fit([]).thresholdParts
    for wrong in [[parts[0], other[1]], []] {
      #expect(throws: InputError.self) {
        try MarginalMeans(ofEachThresholdOf: Own(linearPart: latent, thresholdParts: wrong), over: ["arm"])
      }
    }
  }

  // MARK: Adjustments

  @Test func everyThresholdIsAFamily() throws {
    let means = try MarginalMeans(ofEachThresholdOf: fit(), over: ["arm"])
    let plain = try MarginalContrasts(of: means, adjustment: .none).contrasts.compactMap(\.pValue)
    for adjustment in [ContrastAdjustment.tukey, .holm, .bonferroni, .scheffe, .singleStep()] {
      let found = try MarginalContrasts(of: means, adjustment: adjustment).contrasts
      #expect(found.map { $0.group[0] } == ["> low", "> low", "> low", "> middle", "> middle", "> middle"])
      for (own, p) in zip(found, plain) { #expect((own.adjustedPValue ?? -1) >= p) }
    }
    // Dunnett's: exact where two contrasts share a control.
    let control = try MarginalContrasts(of: means, .againstControl("b"), adjustment: .singleStep())
    #expect(control.error == 0 && control.contrasts.count == 4)
    let tests = try MarginalMeansTest(of: means).tests
    #expect(tests.map(\.group) == [["> low"], ["> middle"]] && tests.allSatisfy { $0.restrictions == 2 })
  }

  // MARK: Print and conformance

  @Test func printsItsFindings() throws {
    let fit = try fit(["arm"])
    let latent = try MarginalMeans(of: fit, over: ["arm"])
    #expect(
      latent.description == """
        Marginal means: answer
          arm   mean    SE  df  95% CI
          a    -0.09  0.33      [-0.73, 0.55]
          b     0.15  0.33      [-0.50, 0.80]
          c     0.80  0.36      [0.09, 1.51]
          age held at = 39.96
          all 96 cases used
          averages weighted: equal
          Note: a mean is the average over the thresholds of the log odds of a higher level
          Note: averaged over site
        """)
    let each = try MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], scale: .response)
    #expect(
      each.description == """
        Marginal means: answer
          arm  threshold  probability     SE  df  95% CI
          a    > low             0.66  0.085      [0.48, 0.80]
          a    > middle          0.30  0.082      [0.17, 0.48]
          b    > low             0.75  0.077      [0.58, 0.87]
          b    > middle          0.31  0.082      [0.17, 0.48]
          c    > low             0.85  0.063      [0.68, 0.94]
          c    > middle          0.47  0.090      [0.30, 0.64]
          age held at = 39.96
          all 96 cases used
          averages weighted: equal; scale: response; link: logit
          Note: the event is a level above the threshold
          Note: averaged over site, on the scale of the link
        """)
    let contrasts = try MarginalContrasts(of: each, .againstControl("a"), adjustment: .singleStep())
    #expect(
      contrasts.description == """
        Contrasts of marginal means: answer, arm
          threshold  contrast  odds ratio    SE  95% CI            z     p  adjusted p
          > low      b - a           1.60  0.89  [0.46, 5.52]   0.84  .401        .621
          > low      c - a           2.92  1.81  [0.74, 11.55]  1.73  .083        .151
          > middle   b - a           1.01  0.55  [0.30, 3.38]   0.02  .981      > .999
          > middle   c - a           2.03  1.08  [0.63, 6.55]   1.34  .179        .301
          age held at = 39.96
          all 96 cases used
          contrasts: against a control; adjustment: single-step, multivariate t; averages weighted: equal;
          scale: response; link: logit
          Note: the event is a level above the threshold
          Note: the intervals hold together at their level, and p is adjusted, for the contrasts of a table
          within a level of threshold
          Note: averaged over site
        """)
    let test = try MarginalMeansTest(of: each)
    #expect(
      test.description == """
        Test of marginal means: answer
          all means of arm equal: > low     χ²(2) = 3.03, p = .220
          all means of arm equal: > middle  χ²(2) = 2.42, p = .299
          age held at = 39.96
          all 96 cases used
          averages weighted: equal; link: logit
          Note: the event is a level above the threshold
          Note: averaged over site
        """)
  }

  @Test func keepsTheContract() throws {
    let fit = try fit()
    try checkFinding { try MarginalMeans(of: fit, over: ["arm"]) }
    try checkFinding { try MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], by: ["site"]) }
    try checkFinding {
      try MarginalContrasts(of: MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], scale: .response))
    }
    try checkFinding { try MarginalMeansTest(of: MarginalMeans(ofEachThresholdOf: fit, over: ["arm"])) }
    try checkFinding { try MarginalProbabilities(of: fit, over: ["arm"], comparing: .pairwise) }
    try checkFinding { try AverageMarginalEffects(of: fit) }
    try checkFinding { try PredictiveMargins(of: fit, by: "arm") }
  }
}
