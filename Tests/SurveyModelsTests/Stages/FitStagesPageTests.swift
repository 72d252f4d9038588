import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct FitStagesPageTests {
  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/FitStages.md") { print in
      // page
      let design = try Design(columns: [("contacts", [0, 1, 1, 2, 3, 3, 4, 5, 6, 8])])
      let found = [0.0, 0, 1, 0, 1, 0, 1, 1, 0, 1]

      let problem = try GeneralizedRegression.Problem(found, on: design, family: .binomial())
      print("\(problem.parameterNames)")
      print("\(try problem.objective(at: [0, 0]))")
      let minimum = try problem.minimum(from: [0, 0])
      print("\(minimum.iterations) steps, converged: \(minimum.converged)")
      print(try GeneralizedRegression(problem, at: minimum))
      // end
    }
  }
}
