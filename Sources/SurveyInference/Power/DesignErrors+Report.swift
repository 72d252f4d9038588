import SurveyVocabulary

extension DesignErrors {
  /// The three numbers, the effect and the model.
  public var report: Report {
    var facts: [Report.Fact] = [.init("true effect", .number(effect, .automatic))]
    let name: String
    switch model {
    case .normal(let error):
      name = "normal estimate"
      facts.append(.init("standard error", .number(error, .automatic)))
    case .shiftedT(let error, let df):
      name = "t around the effect"
      facts += [
        .init("standard error", .number(error, .automatic)), .init("df", .number(df, .decimals(1))),
      ]
    case .student(let sizes):
      name = "Student's test of two groups"
      facts.append(.init("n", .counts(sizes)))
    case .paired(let pairs):
      name = "paired t test"
      facts.append(.init("pairs", .count(pairs)))
    }
    return Report(
      context.title("Design errors", name),
      method: .init(
        Self.methodID,
        options: [.init("level", .number(level, .level(level))), .init("test", .text("two-sided"))],
        citation: Citation(
          "Gelman & Carlin", 2014, "Perspectives on Psychological Science 9, 641-651",
          doi: "10.1177/1745691614551642")),
      rows: [
        .init("power", Estimate(power), style: .bounded(3)),
        .init("wrong sign if significant (type S)", Estimate(typeS)),
        .init("exaggeration if significant (type M)", Estimate(exaggeration)),
      ], facts: facts, cases: nil)
  }
}
