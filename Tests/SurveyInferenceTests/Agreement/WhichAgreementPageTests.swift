import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct WhichAgreementPageTests {
  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/WhichAgreement.md") { print in
      // page
      let pairs = [(1, ["yes", "yes"]), (4, ["yes", "no"]), (3, ["no", "yes"]), (92, ["no", "no"])]
      let units = pairs.flatMap { Array(repeating: $1, count: $0) }
      let marks = try RatingTable(units: units, categories: ["yes", "no"])
      let agreement = try PercentAgreement(marks).agreement
      let kappa = try CohensKappa(marks)
      let values = [
        ("agreement", agreement.value), ("by chance", kappa.chanceAgreement), ("kappa", kappa.kappa.value),
        ("AC1", try GwetAC1(marks).coefficient.value),
        ("Brennan and Prediger", try BrennanPredigerKappa(marks).kappa.value),
      ]
      for (name, value) in values { print("\(name): \(NumberStyle.bounded(3).text(value))") }
      // end
    }
  }
}
