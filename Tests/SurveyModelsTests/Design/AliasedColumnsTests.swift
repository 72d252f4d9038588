import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct AliasedColumnsTests {
  private let x = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  private let z = [3.0, 1, 2, 5, 1, 4, 2, 2, 5, 3]
  private let y = [2.0, 1, 4, 3, 6, 8, 5, 9, 7, 11]

  private func design(intercept: Bool = true) throws -> Design {
    try Design(
      columns: [("x", x), ("sum", zip(x, z).map(+)), ("z", z), ("four", x.map { _ in 4 })],
      intercept: intercept)
  }

  @Test func laterColumnsAreLeftOutAndNamed() throws {
    let (reduced, aliased) = try design().withoutAliasedColumns()
    #expect(aliased == ["z", "four"] && reduced.columnNames == ["intercept", "x", "sum"])
    let (without, names) = try design(intercept: false).withoutAliasedColumns()
    #expect(names == ["z"] && without.columnNames == ["x", "sum", "four"])
    let (constant, all) = try Design(columns: [("one", x.map { _ in 1 })]).withoutAliasedColumns()
    #expect(all == ["one"] && constant.columnNames == ["intercept"])
  }

  @Test func independentColumnsAreTheDesignItself() throws {
    let design = try Design([.numeric("x", x), .factor("half", x.map { $0 < 6 ? "a" : "b" })])
    let (same, aliased) = try design.withoutAliasedColumns()
    #expect(aliased.isEmpty && same.columnNames == design.columnNames && same.terms.count == 2)
  }

  @Test func leastSquaresLeavesTheSameColumnsOut() throws {
    let dropped = try LinearRegression(y, on: design(), aliased: .drop)
    let (reduced, aliased) = try design().withoutAliasedColumns()
    let regression = try LinearRegression(y, on: reduced)
    #expect(dropped.aliased == aliased && dropped.coefficients == regression.coefficients)
  }

  @Test func modelsThatRefuseTakeTheRest() throws {
    let events = [0.0, 1, 0, 0, 1, 1, 0, 1, 0, 1]
    let (reduced, _) = try design().withoutAliasedColumns()
    expectRefusal(.rankDeficient) {
      try GeneralizedRegression(events, on: design(), family: .binomial())
    }
    let logistic = try GeneralizedRegression(events, on: reduced, family: .binomial())
    let twin = try GeneralizedRegression(
      events, on: Design(columns: [("x", x), ("z", z)]), family: .binomial())
    for (one, other) in zip(logistic.fitted, twin.fitted) { expectAgreement(one, other, digits: 9) }
    let robust = try RobustRegression(y, on: reduced)
    #expect(robust.coefficients.count == 3)
  }

  @Test func refusesWhatHasNoRank() throws {
    expectRefusal(.notFinite) { try Design(columns: [("x", [.nan, 1, 2])]).withoutAliasedColumns() }
    expectRefusal(.tooFew) { try Design(columns: [("x", [1]), ("z", [2])]).withoutAliasedColumns() }
    expectRefusal(.tooFew) { try Design(columns: [("x", [])]).withoutAliasedColumns() }
    expectRefusal(.rankDeficient) {
      try Design(columns: [("x", [0, 0, 0])], intercept: false).withoutAliasedColumns()
    }
    let (reduced, _) = try design().withoutAliasedColumns()
    expectRefusal(.definition) { try reduced.matrix(for: ModelData(["x": .numbers([1])])) }
  }
}
