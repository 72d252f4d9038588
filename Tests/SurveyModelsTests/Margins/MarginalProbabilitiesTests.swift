import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MarginalProbabilitiesTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("MarginalProbabilities"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let formula = try options["formula"].string()
    let (data, weights) = try Self.table(reference)
    let fit: any LevelRegression =
      switch reference.method {
      case "ordinal": try OrdinalRegression(formula, in: data, weights: weights)
      case "partial":
        try PartialProportionalOdds(
          formula, in: data, varying: options["varying"].strings(), weights: weights)
      case "adjacent": try AdjacentCategoryRegression(formula, in: data, weights: weights)
      default: try MultinomialRegression(formula, in: data, weights: weights)
      }
    var values: [String: [Double]] = [:]
    if options["at_name"] != .null {
      values[try options["at_name"].string()] = try options["at_values"].numbers()
    }
    let found = try MarginalProbabilities(
      of: fit, over: options["over"].strings(), by: options["by"].strings(), at: values,
      comparing: .pairwise, adjustment: .none)
    let estimates = found.probabilities.compactMap(\.estimate)
    // multinom stops where its gradient is about 1e-6.
    let digits: Double = reference.method == "multinomial" ? 5 : 6
    try expectAgreement(estimates.map(\.value), expected["probability"], digits: digits, "probability")
    try expectAgreement(estimates.compactMap(\.standardError), expected["se"], digits: digits, "error")
    let levels = found.meanLevels.compactMap(\.estimate)
    #expect(levels.isEmpty == (reference.method == "multinomial"))
    if !levels.isEmpty {
      try expectAgreement(levels.map(\.value), expected["mean_level"], digits: 6, "mean level")
      try expectAgreement(
        levels.compactMap(\.standardError), expected["mean_level_se"], digits: 6, "its error")
    }
    guard reference.method != "adjacent" else { return }
    let limits = estimates.compactMap(\.interval)
    try expectAgreement(limits.map(\.lower), expected["lower"], digits: digits, floor: 1e-7, "lower")
    try expectAgreement(limits.map(\.upper), expected["upper"], digits: digits, floor: 1e-7, "upper")
    let differences = found.contrasts.filter { $0.category != nil }.compactMap(\.estimate)
    try expectAgreement(
      differences.map(\.value), expected["difference"], digits: digits, floor: 1e-7, "difference")
    try expectAgreement(
      differences.compactMap(\.standardError), expected["difference_se"], digits: digits, "its error")
  }

  private static func table(_ reference: Fixture.Case) throws -> (ModelData, weights: String?) {
    let table = try reference.data()
    let formula = try Formula(reference.options["formula"].string())
    let weights = try reference.options["frequencies"].string()
    var variables: [String: ModelVariable] = [:]
    for (place, name) in (formula.variables + (weights.isEmpty ? [] : [weights])).enumerated() {
      let cells = try table.column(name)
      let isNumeric = cells.allSatisfy { $0.map { Double($0) != nil } ?? true }
      variables[name] =
        isNumeric
        ? .numbers(cells.map { $0.flatMap(Double.init) })
        : .labels(cells, levels: place == 0 ? try reference.options["levels"].strings() : nil)
    }
    return (try ModelData(variables), weights.isEmpty ? nil : weights)
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    let data = try LevelData.data()
    try checkFinding {
      try MarginalProbabilities(
        of: AdjacentCategoryRegression("answer ~ arm + site + age", in: data), over: ["arm"],
        comparing: .pairwise, adjustment: .singleStep())
    }
    try checkFinding {
      try MarginalProbabilities(of: MultinomialRegression("answer ~ arm + age", in: data), over: ["arm"])
    }
  }

  @Test func printsItsFinding() throws {
    let fit = try MultinomialRegression("answer ~ arm + site", in: LevelData.data())
    let found = try MarginalProbabilities(
      of: fit, over: ["site"], comparing: .pairwise, adjustment: .bonferroni)
    #expect(
      found.description == """
        Marginal probabilities: answer
          site  level   probability    SE  95% CI
          x     low            0.43  0.09  [0.26, 0.61]
          x     middle         0.30  0.08  [0.14, 0.46]
          x     high           0.27  0.08  [0.11, 0.42]
          y     low            0.39  0.11  [0.17, 0.61]
          y     middle         0.28  0.10  [0.07, 0.48]
          y     high           0.33  0.11  [0.12, 0.55]
          level   contrast  difference    SE  95% CI             z     p  adjusted p
          low     x - y          0.044  0.15  [-0.24, 0.33]   0.31  .760        .760
          middle  x - y          0.022  0.13  [-0.24, 0.28]   0.17  .868        .868
          high    x - y         -0.067  0.14  [-0.33, 0.20]  -0.49  .624        .624
          all 48 cases used
          averages weighted: equal; standard errors: delta method, information; contrasts: all pairs;
          adjustment: Bonferroni
          Note: the intervals hold together at their level, and p is adjusted, for the contrasts of a table
          Note: each level of the outcome is a family of its own
          Note: averaged over arm, on the scale of probabilities
        """)
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MarginalProbabilities") { print in
      // page
      let data = try ModelData([
        "rating": .labels(
          [
            "low", "middle", "low", "high", "middle", "high", "low", "middle", "high", "high", "low",
            "middle", "middle", "high", "low", "middle", "high", "low", "middle", "high",
          ], levels: ["low", "middle", "high"]),
        "arm": .labels([
          "old", "new", "old", "new", "old", "new", "old", "old", "new", "new", "old", "new", "old", "new",
          "new", "old", "old", "old", "new", "new",
        ]),
        "age": .numbers([
          25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 27, 49, 36, 55, 30, 62, 45, 39,
        ]),
      ])
      let regression = try OrdinalRegression("rating ~ arm + age", in: data)
      print(try MarginalProbabilities(of: regression, over: ["arm"], at: ["age": [40]], comparing: .pairwise))
      // end
    }
  }
}
