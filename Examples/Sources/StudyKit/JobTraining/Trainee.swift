import SurveyStatistics

/// A man of the job-training data: who he was before, and what he earned after.
package struct Trainee: Respondent {
  /// Whether the man was trained. The groups were not formed by lot.
  package enum Group: String, Factor {
    case trained = "1"
    case comparison = "0"

    package var label: String { self == .trained ? "trained" : "comparison" }
  }

  /// The three groups of descent that the file knows, by its own codes.
  package enum Race: String, Factor { case black, hispan, white }

  /// A yes or no that the file codes 1 and 0, so that its mean is a share.
  package enum Flag: Int, ResponseFormat { case no = 0, yes = 1 }

  package var id = ""
  package var group = Group.comparison
  package var age: Double?
  package var schooling: Double?
  package var race: Race?
  package var married: Flag?
  package var noDegree: Flag?
  package var earnings1974: Double?
  package var earnings1975: Double?
  package var earnings1978: Double?

  package init() {}

  package static let questionnaire = Questionnaire<Trainee>(missing: ["", "NA"]) {
    Field("row", \.id, "Name of the case")
    Field("treat", \.group, "1 trained, 0 comparison")
    Field("age", \.age, "Age in years", in: 14...110)
    Field("educ", \.schooling, "Years of schooling", in: 0...40)
    Field("race", \.race)
    Field("married", \.married, "Married")
    Field("nodegree", \.noDegree, "Without a high-school degree")
    Field("re74", \.earnings1974, "Earnings in 1974, US dollars", in: 0...10_000_000)
    Field("re75", \.earnings1975, "Earnings in 1975, US dollars", in: 0...10_000_000)
    Field("re78", \.earnings1978, "Earnings in 1978, US dollars", in: 0...10_000_000)
  }
}
