import SurveyInstruments

/// A questionnaire whose items are absent for every reason, one of them known from a condition alone.
struct Commuter: Respondent, Hashable {
  var id = ""
  var takesTrain: YesNo?
  var status: Status?
  var noise = Answer<Agreement>.absent(.notShown)
  var crowds = Answer<Agreement>.absent(.notShown)
  var delay = Answer<Agreement>.absent(.notShown)
  var seats: Agreement?

  static let questionnaire = Questionnaire<Commuter>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("train", \.takesTrain)
    Field("status", \.status)
    Field("noise", \.noise, absent: codes)
    Field("crowds", \.crowds, absent: codes)
    Field("delay", \.delay, absent: codes)
    Field("seats", \.seats).shown(when: \.takesTrain, is: .yes)
  }
  private static let codes: [String: AbsenceReason] = [
    "6": .lost, "7": .notApplicable, "8": .refused, "9": .notShown,
  ]

  static func strain(_ missing: MissingRule, _ score: ScoreRule = .mean) -> Scale<Commuter> {
    Scale("Strain", missing: missing, score: score) {
      Item(\.noise, weight: 2)
      Item(\.crowds)
      Item(\.delay)
      Item(\.seats, keyed: .negative, weight: 0.5)
    }
  }

  /// Two scales as items, the first of which follows the rule too.
  static func journey(_ missing: MissingRule, parts: MissingRule) -> Scale<Commuter> {
    Scale("Journey", missing: missing, score: .proratedSum) {
      Item(
        Scale("Platform", missing: parts) {
          Item(\.noise); Item(\.crowds)
        })
      Item(
        Scale("Train", missing: .none) {
          Item(\.delay, keyed: .negative); Item(\.seats)
        }, weight: 3)
    }
  }

  /// Rules of every kind.
  static let rules: [MissingRule] = [
    .none, .atLeast(1), .atLeast(3), .atLeast(fraction: 0.5), .atLeast(fraction: 0.8),
    .atLeast(fraction: 0.01),
    .moreThan(fraction: 0), .moreThan(fraction: 0.5), .atMost(missing: 0), .atMost(missing: 1),
    .atMost(missing: 3),
  ]

  /// Answers and absences at random, the same for a seed.
  static func random(_ count: Int, seed: UInt64, absent: [AbsenceReason]) -> [Commuter] {
    var state = seed
    func draw(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    func answer() -> Answer<Agreement> {
      draw(2) == 0
        ? Answer(Agreement(rawValue: 1 + draw(5))) : .absent(absent[draw(absent.count)])
    }
    let takes: [YesNo?] = absent.contains(.notShown) ? [.yes, .no, nil] : [.yes]
    return (0..<count).map { row in
      var commuter = Commuter(
        id: "p\(row)", takesTrain: takes[draw(takes.count)], noise: answer(), crowds: answer(),
        delay: answer())
      if commuter.takesTrain == .yes { commuter.seats = Agreement(rawValue: draw(7)) }
      return commuter
    }
  }

  /// The keyed answers and weights of the items of strain, and whether each was shown.
  var strainItems: [(answer: Double?, weight: Double, isShown: Bool)] {
    func item(_ answer: Answer<Agreement>, _ weight: Double) -> (Double?, Double, Bool) {
      (answer.value?.score, weight, answer.absence != .notShown && answer.absence != .notApplicable)
    }
    return [
      item(noise, 2), item(crowds, 1), item(delay, 1), (seats.map { 6 - $0.score }, 0.5, takesTrain == .yes),
    ]
  }

  /// The same answers as rows of a codebook, read as a file is: a blank of a question that was not shown is
  /// not shown.
  static func responses(_ sample: Sample<Commuter>, _ codebook: Codebook) -> Codebook.Responses {
    var rows = CodedRows(codebook.columns)
    for commuter in sample {
      rows.beginRow()
      var codes = questionnaire.fields.enumerated().map { column, field in
        rows.put(field.load(commuter), column: column)
      }
      for place in codes.indices where !questionnaire.isShown(place, to: commuter) {
        codes[place] = CodedRows.code(of: .notShown)
      }
      rows.endRow(codes: codes)
    }
    return Codebook.Responses(codebook: codebook, rows: rows, notes: [])
  }
}
