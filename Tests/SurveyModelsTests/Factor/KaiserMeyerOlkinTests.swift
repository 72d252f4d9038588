import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KaiserMeyerOlkinTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("KaiserMeyerOlkin"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let measure = try KaiserMeyerOlkin(FactorData.columns(reference))
    let expected = reference.expected
    #expect(measure.cases.used == (try expected["n"].integer()))
    try expectAgreement(measure.overall, expected["kmo_overall"], digits: 11, "overall")
    try expectAgreement(measure.items.map { $0 ?? .nan }, expected["kmo_items"], digits: 11, "items")
    try expectAgreement(measure.squaredMultipleCorrelations, expected["smc"], digits: 11, "smc")
  }

  // MARK: Laws

  @Test func antiImageHoldsPartialCorrelationsWithTheSignChanged() throws {
    let correlations = [[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]]
    let measure = try KaiserMeyerOlkin(ItemCorrelations(matrix: correlations))
    let partial = (0.5 - 0.3 * 0.4) / ((1 - 0.09) * (1 - 0.16)).squareRoot()
    expectAgreement(-measure.antiImage[0, 1], partial, digits: 14)
    #expect(measure.antiImage == measure.antiImage.transposed && measure.antiImage[2, 2] == 1)
  }

  @Test func twoItemsGiveOneHalf() throws {
    let measure = try KaiserMeyerOlkin([[1, 2, 3, 5], [2, 1, 4, 3]])
    expectAgreement(measure.overall ?? .nan, 0.5, digits: 14)
    #expect(measure.items.allSatisfy { correctDigits($0 ?? .nan, 0.5) > 14 })
  }

  @Test func unitsSignsAndOrderOfItemsDoNotMatter() throws {
    let items = try FactorData.holzinger()
    let plain = try KaiserMeyerOlkin(items)
    let turned = try KaiserMeyerOlkin(
      items.reversed().enumerated().map { index, item in
        item.map { index == 2 ? -$0 : $0 * 1e200 }
      })
    expectAgreement(turned.overall ?? .nan, plain.overall ?? .nan, digits: 12)
    for (one, other) in zip(turned.items.reversed(), plain.items) {
      expectAgreement(one ?? .nan, other ?? .nan, digits: 12)
    }
  }

  @Test func dataCovariancesAndCorrelationsGiveTheSame() throws {
    let items = try FactorData.holzinger()
    let data = try KaiserMeyerOlkin(items)
    expectAgreement(
      try KaiserMeyerOlkin(ItemCovariances(items)).overall ?? .nan, data.overall ?? .nan, digits: 13)
    #expect(try KaiserMeyerOlkin(ItemCorrelations(items)).report.json == data.report.json)
  }

  @Test func squaredMultipleCorrelationsAreThoseOfRegressions() throws {
    let items = Array(try FactorData.holzinger().prefix(4))
    let measure = try KaiserMeyerOlkin(items)
    for (index, item) in items.enumerated() {
      var others = items
      others.remove(at: index)
      let centered = (others + [item]).map { column in
        let mean = column.reduce(0, +) / Double(column.count)
        return column.map { $0 - mean }
      }
      let predictors = try Matrix(columns: Array(centered.dropLast()))
      let fitted = try predictors.times(QRFactorization(predictors).solve(centered[3]))
      let share = fitted.reduce(0) { $0 + $1 * $1 } / centered[3].reduce(0) { $0 + $1 * $1 }
      expectAgreement(measure.squaredMultipleCorrelations[index], share, digits: 12)
    }
  }

  // MARK: Edges and refusals

  @Test func itemsWithoutCorrelationsHaveNoMeasure() throws {
    let unrelated = try KaiserMeyerOlkin(ItemCorrelations(matrix: [[1, 0], [0, 1]]))
    #expect(unrelated.overall == nil && unrelated.items == [nil, nil])
    let one = try KaiserMeyerOlkin(
      ItemCorrelations(matrix: [[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], names: ["a", "b", "c"]))
    #expect(one.overall != nil && one.items[2] == nil)
    #expect(one.report.warnings == ["c correlates with no other item: it has no measure."])
    try checkFinding { try KaiserMeyerOlkin(ItemCorrelations(matrix: [[1, 0], [0, 1]])) }
  }

  @Test func dependentItemsAreNamed() throws {
    let items = Array(try FactorData.holzinger().prefix(3))
    let sum = zip(items[0], items[2]).map { $0 + $1 }
    let names = ["a", "b", "c", "sum"]
    let error = #expect(throws: InputError.self) { try KaiserMeyerOlkin(items + [sum], names: names) }
    #expect(error?.code == .rankDeficient)
    #expect(error?.problem.hasPrefix("sum is a linear combination of a, c") == true)
    let twins = #expect(throws: InputError.self) { try KaiserMeyerOlkin(items + [items[1]], names: names) }
    #expect(twins?.problem.hasPrefix("sum is a linear combination of b") == true)
    expectRefusal(.rankDeficient) { try KaiserMeyerOlkin([[1, 2, 4], [2, 1, 5], [4, 4, 1], [1, 3, 1]]) }
  }

  @Test func refusesWhatHasNoMeasure() throws {
    expectRefusal(.tooFew) { try KaiserMeyerOlkin([]) }
    expectRefusal(.tooFew) { try KaiserMeyerOlkin([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try KaiserMeyerOlkin([[1], [2]]) }
    expectRefusal(.constant) { try KaiserMeyerOlkin([[1, 2, 3], [2, 2, 2]]) }
    expectRefusal(.notFinite) { try KaiserMeyerOlkin([[1, 2, .nan], [2, 1, 2]]) }
    expectRefusal(.notFinite) { try KaiserMeyerOlkin([[1, 2, .infinity], [2, 1, 2]]) }
    expectRefusal(.lengthMismatch) { try KaiserMeyerOlkin([[1, 2, 3], [2, 1]]) }
    expectRefusal(.lengthMismatch) { try KaiserMeyerOlkin([[1, 2, 3], [2, 1, 2]], names: ["a"]) }
    expectRefusal(.infeasible) {
      try KaiserMeyerOlkin([[Double]](repeating: [1, 2], count: 501))
    }
  }

  @Test func refusesMatricesThatAreNoCorrelations() {
    expectRefusal(.definition) { try ItemCorrelations(matrix: [[2, 0], [0, 1]]) }
    expectRefusal(.definition) { try ItemCorrelations(matrix: [[1, 0.5], [0.4, 1]]) }
    expectRefusal(.definition) { try ItemCorrelations(matrix: [[1, 1.5], [1.5, 1]]) }
    expectRefusal(.tooFew) { try ItemCorrelations(matrix: [[1, 0.5], [0.5, 1]], count: 1) }
    expectRefusal(.lengthMismatch) { try ItemCorrelations(matrix: [[1, 0.5], [0.5]]) }
    expectRefusal(.lengthMismatch) { try ItemCorrelations(matrix: [[1, 0.5], [0.5, 1]], names: ["a"]) }
    expectRefusal(.definition) {
      try KaiserMeyerOlkin(
        ItemCorrelations(matrix: [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]))
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try KaiserMeyerOlkin(FactorData.holzinger()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KaiserMeyerOlkin") { print in
      // page
      let correlations = try ItemCorrelations(
        matrix: [
          [1, 0.55, 0.48, 0.22, 0.18, 0.25],
          [0.55, 1, 0.51, 0.26, 0.20, 0.21],
          [0.48, 0.51, 1, 0.17, 0.24, 0.19],
          [0.22, 0.26, 0.17, 1, 0.61, 0.50],
          [0.18, 0.20, 0.24, 0.61, 1, 0.47],
          [0.25, 0.21, 0.19, 0.50, 0.47, 1],
        ],
        count: 200, names: ["calm", "steady", "relaxed", "warm", "kind", "helpful"])
      print(try KaiserMeyerOlkin(correlations))
      // end
    }
  }
}
