import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct DesignsPageTests {
  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/DesignsAndFormulas.md") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, nil, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "income": .numbers([900, 1400, 2100, 1800, 2600, 3900, 1000, 1700, nil, 1200, 1500, 2400]),
        "status": .labels(
          ["in", "in", "in", "in", "out", "in", "out", "out", "in", "out", "out", "in"],
          levels: ["out", "in"]),
      ])
      print(try LinearRegression("trust ~ log(income) * status", in: data))
      // end
    }
  }
}
