import SurveyStatistics
import SurveyTestSupport

/// The synthetic survey of the fixtures, as types.
struct SurveyPerson: Respondent {
  enum Group: String, Factor { case participant, nonparticipant }

  var id = ""
  var group: Group?
  var mot1: Agreement?
  var mot2: Agreement?
  var mot3: Agreement?
  var mot4: Agreement?
  var pc1: Agreement?
  var pc2: Agreement?
  var pc3: Agreement?
  var pc4: Agreement?
  var pc5: Agreement?
  var mtr1: Agreement?
  var mtr2: Agreement?
  var mtr3: Agreement?
  var mtr4: Agreement?

  static let columns: [(name: String, path: WritableKeyPath<SurveyPerson, Agreement?> & Sendable)] = [
    ("mot1", \.mot1), ("mot2", \.mot2), ("mot3", \.mot3), ("mot4", \.mot4), ("pc1", \.pc1), ("pc2", \.pc2),
    ("pc3", \.pc3), ("pc4", \.pc4), ("pc5", \.pc5), ("mtr1", \.mtr1), ("mtr2", \.mtr2), ("mtr3", \.mtr3),
    ("mtr4", \.mtr4),
  ]

  static let questionnaire = Questionnaire<SurveyPerson>(missing: ["NA"]) {
    Field("id", \.id)
    Field("group", \.group)
    for column in columns { Field(column.name, column.path) }
  }

  static func sample() throws -> Sample<SurveyPerson> {
    try Sample(csv: Fixture.text("Tests/Fixtures/data/synth_survey.csv"), otherColumns: .ignore)
  }

  /// The scale of a reference's options `items`, `keys` and `weights`.
  static func scale(
    _ options: Fixture.Value, _ missing: MissingRule = .none, _ score: ScoreRule = .mean
  ) throws -> Scale<SurveyPerson> {
    let names = try options["items"].strings()
    let keys = try options["keys"].numbers()
    let weights = options["weights"] == .null ? names.map { _ in 1.0 } : try options["weights"].numbers()
    var items: [Item<SurveyPerson>] = []
    for (place, name) in names.enumerated() {
      guard let path = columns.first(where: { $0.name == name })?.path else {
        throw InputError(.unknownName, name, "is no column")
      }
      items.append(Item(path, keyed: keys[place] < 0 ? .negative : .positive, weight: weights[place]))
    }
    return Scale("scale", missing: missing, score: score) { items }
  }
}
