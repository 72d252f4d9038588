import SurveyFiles

enum Agreement: Int, ResponseFormat { case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree }
enum Status: String, Factor { case participant, nonParticipant }
enum ZeroToTen: ContinuousRange { static let range = 0.0...10.0 }

/// A respondent with one field of every kind.
struct Client: Respondent, Hashable {
  var id = ""
  var status: Status?
  var age: Double?
  var children: Int?
  var trust = Answer<Agreement>.absent(.notShown)
  var control: Agreement?
  var mood: Rating<ZeroToTen>?
  var remark: String?

  static let questionnaire = Questionnaire<Client>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("status", \.status)
    Field("age", \.age, "Age in years", in: 16...110)
    Field("children", \.children, in: 0...20)
    Field("trust", \.trust, "Most people can be trusted", absent: ["8": .refused, "9": .notShown])
    Field("control", \.control)
    Field("mood", \.mood)
    Field("remark", \.remark)
  }

  static let scale = Scale<Client>("Trust", missing: .atLeast(1)) {
    Item(\.trust)
    Item(\.control)
  }

  /// Clients with any content that a file can hold, the same for a seed.
  static func random(_ count: Int, seed: UInt64) -> [Client] {
    var random = Randomness(seed: seed)
    let remarks: [String?] = [
      nil, ",", "\"", "\"\"", "a\nb", "\r\n", "\r", " x ", "é 漢 👩‍👩‍👧", "=1+1", "'", ";", "na", "-",
    ]
    let trusts: [Answer<Agreement>] =
      Agreement.allCases.map { .given($0) } + [.absent(.refused), .absent(.skipped), .absent(.notShown)]
    return (0..<count).map { row in
      Client(
        id: (remarks.randomElement(using: &random).flatMap { $0 } ?? "p") + "\(row)",
        status: [.participant, .nonParticipant, nil].randomElement(using: &random) ?? nil,
        age: Bool.random(using: &random) ? nil : Double.random(in: 16...110, using: &random),
        children: Bool.random(using: &random) ? nil : Int.random(in: 0...20, using: &random),
        trust: trusts.randomElement(using: &random) ?? .given(.agree),
        control: Agreement(rawValue: Int.random(in: 0...5, using: &random)),
        mood: Rating(Double.random(in: -1...10, using: &random)),
        remark: remarks.randomElement(using: &random) ?? nil)
    }
  }
}
