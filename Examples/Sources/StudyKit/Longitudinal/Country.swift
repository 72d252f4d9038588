import SurveyStatistics

/// The range of the ratings of democracy.
package enum DemocracyRange: ContinuousRange { package static let range = 0.0...10.0 }

/// A line of the file on political democracy: a country with its ratings of two years.
package struct CountryRecord: Respondent {
  package var id = ""
  package var press1960: Rating<DemocracyRange>?
  package var opposition1960: Rating<DemocracyRange>?
  package var elections1960: Rating<DemocracyRange>?
  package var legislature1960: Rating<DemocracyRange>?
  package var press1965: Rating<DemocracyRange>?
  package var opposition1965: Rating<DemocracyRange>?
  package var elections1965: Rating<DemocracyRange>?
  package var legislature1965: Rating<DemocracyRange>?

  package init() {}

  package static let questionnaire = Questionnaire<CountryRecord>(missing: ["", "NA"]) {
    Field("country", \.id, "The country")
    Field("y1", \.press1960, "Freedom of the press, 1960")
    Field("y2", \.opposition1960, "Freedom of political opposition, 1960")
    Field("y3", \.elections1960, "Fairness of elections, 1960")
    Field("y4", \.legislature1960, "Effectiveness of the elected legislature, 1960")
    Field("y5", \.press1965, "Freedom of the press, 1965")
    Field("y6", \.opposition1965, "Freedom of political opposition, 1965")
    Field("y7", \.elections1965, "Fairness of elections, 1965")
    Field("y8", \.legislature1965, "Effectiveness of the elected legislature, 1965")
  }
}

/// A country in one of the two years.
struct Country: Respondent {
  var id = ""
  var press: Rating<DemocracyRange>?
  var opposition: Rating<DemocracyRange>?
  var elections: Rating<DemocracyRange>?
  var legislature: Rating<DemocracyRange>?

  static let questionnaire = Questionnaire<Country> {
    Field("country", \.id)
    Field("press", \.press)
    Field("opposition", \.opposition)
    Field("elections", \.elections)
    Field("legislature", \.legislature)
  }

  static let democracy = Scale<Country>("Political democracy") {
    Item(\.press)
    Item(\.opposition)
    Item(\.elections)
    Item(\.legislature)
  }
}

extension Country {
  /// The country of a line in 1960 and in 1965.
  static func years(_ record: CountryRecord) -> (Country, Country) {
    var (first, second) = (Country(), Country())
    (first.id, second.id) = (record.id, record.id)
    (first.press, second.press) = (record.press1960, record.press1965)
    (first.opposition, second.opposition) = (record.opposition1960, record.opposition1965)
    (first.elections, second.elections) = (record.elections1960, record.elections1965)
    (first.legislature, second.legislature) = (record.legislature1960, record.legislature1965)
    return (first, second)
  }
}
