import SurveyStatistics

/// Whether an applicant entered a work corporation.
package enum Status: String, Factor {
  case participant
  case nonParticipant = "non-participant"
}

/// One completed questionnaire of the study of selection.
package struct Applicant: Respondent {
  package var id = ""
  package var status: Status?
  package var corporation: String?
  package var age: Double?
  package var gender: Gender?
  package var education: Education?
  package var monthsUnemployed: Double?

  package var doesThingsWell = Answer<Agreement>.absent(.notShown)
  package var looksForUse = Answer<Agreement>.absent(.notShown)
  package var hardToStart = Answer<Agreement>.absent(.notShown)
  package var likesATask = Answer<Agreement>.absent(.notShown)
  package var effortIsPointless = Answer<Agreement>.absent(.notShown)

  package var peopleCanBeTrusted = Answer<ZeroToTen>.absent(.notShown)
  package var peopleAreFair = Answer<ZeroToTen>.absent(.notShown)
  package var peopleHelp = Answer<ZeroToTen>.absent(.notShown)

  package var municipalityIsFair = Answer<Agreement>.absent(.notShown)
  package var municipalityKeepsPromises = Answer<Agreement>.absent(.notShown)
  package var municipalityHides = Answer<Agreement>.absent(.notShown)
  package var municipalityIsReliable = Answer<Agreement>.absent(.notShown)

  package var othersMeanWell = Answer<Agreement>.absent(.notShown)
  package var canCountOnOthers = Answer<Agreement>.absent(.notShown)
  package var othersTakeAdvantage = Answer<Agreement>.absent(.notShown)
  package var believesPromises = Answer<Agreement>.absent(.notShown)

  package var dependsOnMe = Answer<Agreement>.absent(.notShown)
  package var littleSay = Answer<Agreement>.absent(.notShown)
  package var carriesOutPlans = Answer<Agreement>.absent(.notShown)
  package var othersDecide = Answer<Agreement>.absent(.notShown)

  package init() {}
}

extension Applicant {
  package static let questionnaire = Questionnaire<Applicant>(missing: ["", "NA"]) {
    Field("id", \.id, "Any code, a different one for each person")
    Field("status", \.status, "Whether the applicant entered a work corporation")
    Field(
      "corporation", \.corporation, "The work corporation, by any name or number; empty for non-participants")
    Field("age", \.age, "Age in years", in: 16...80)
    Field("gender", \.gender, "Gender")
    Field("education", \.education, "Highest completed education")
    Field("months", \.monthsUnemployed, "Months without paid work", in: 0...600)
    motivationFields
    generalizedTrustFields
    municipalTrustFields
    interpersonalTrustFields
    controlFields
  }

  private static let motivationFields: [Field<Applicant>] = [
    Field("mo1", \.doesThingsWell, "What I take on, I want to do well", absent: Agreement.absent),
    Field("mo2", \.looksForUse, "I look for chances to do something useful", absent: Agreement.absent),
    Field("mo3", \.hardToStart, "I have to force myself to get started (reversed)", absent: Agreement.absent),
    Field("mo4", \.likesATask, "I like to have a task to work at", absent: Agreement.absent),
    Field("mo5", \.effortIsPointless, "Making an effort is pointless (reversed)", absent: Agreement.absent),
  ]

  private static let generalizedTrustFields: [Field<Applicant>] = [
    Field(
      "gt1", \.peopleCanBeTrusted, "0 better be careful with people - 10 most can be trusted",
      absent: ZeroToTen.absent),
    Field(
      "gt2", \.peopleAreFair, "0 most people look for their profit - 10 most try to be fair",
      absent: ZeroToTen.absent),
    Field(
      "gt3", \.peopleHelp, "0 most people think of themselves - 10 most are willing to help",
      absent: ZeroToTen.absent),
  ]

  private static let municipalTrustFields: [Field<Applicant>] = [
    Field(
      "mt1", \.municipalityIsFair, "The municipality is fair to people like me", absent: Agreement.absent),
    Field(
      "mt2", \.municipalityKeepsPromises, "The municipality keeps what it promises", absent: Agreement.absent),
    Field(
      "mt3", \.municipalityHides, "The municipality hides things from residents (reversed)",
      absent: Agreement.absent),
    Field(
      "mt4", \.municipalityIsReliable, "I can rely on the municipality when I need it",
      absent: Agreement.absent),
  ]

  private static let interpersonalTrustFields: [Field<Applicant>] = [
    Field("it1", \.othersMeanWell, "The people I deal with mean well", absent: Agreement.absent),
    Field("it2", \.canCountOnOthers, "I can count on the people around me", absent: Agreement.absent),
    Field(
      "it3", \.othersTakeAdvantage, "People I know would take advantage of me (reversed)",
      absent: Agreement.absent),
    Field("it4", \.believesPromises, "What somebody I know promises, I believe", absent: Agreement.absent),
  ]

  private static let controlFields: [Field<Applicant>] = [
    Field("pc1", \.dependsOnMe, "What happens to me depends mostly on what I do", absent: Agreement.absent),
    Field(
      "pc2", \.littleSay, "I have little say in how things turn out (reversed)", absent: Agreement.absent),
    Field("pc3", \.carriesOutPlans, "When I make a plan, I can carry it out", absent: Agreement.absent),
    Field("pc4", \.othersDecide, "Others decide what my days look like (reversed)", absent: Agreement.absent),
  ]
}

/// The scales of the study of selection. A score needs all items but one.
extension Applicant {
  package static let motivation = Scale<Applicant>("General motivation", missing: .atLeast(4)) {
    Item(\.doesThingsWell)
    Item(\.looksForUse)
    Item(\.hardToStart, keyed: .negative)
    Item(\.likesATask)
    Item(\.effortIsPointless, keyed: .negative)
  }

  package static let generalizedTrust = Scale<Applicant>("Generalized trust", missing: .atLeast(2)) {
    Item(\.peopleCanBeTrusted)
    Item(\.peopleAreFair)
    Item(\.peopleHelp)
  }

  package static let municipalTrust = Scale<Applicant>("Municipal trust", missing: .atLeast(3)) {
    Item(\.municipalityIsFair)
    Item(\.municipalityKeepsPromises)
    Item(\.municipalityHides, keyed: .negative)
    Item(\.municipalityIsReliable)
  }

  package static let interpersonalTrust = Scale<Applicant>(
    "Interpersonal trust", missing: .atLeast(3)
  ) {
    Item(\.othersMeanWell)
    Item(\.canCountOnOthers)
    Item(\.othersTakeAdvantage, keyed: .negative)
    Item(\.believesPromises)
  }

  package static let control = Scale<Applicant>("Perceived control", missing: .atLeast(3)) {
    Item(\.dependsOnMe)
    Item(\.littleSay, keyed: .negative)
    Item(\.carriesOutPlans)
    Item(\.othersDecide, keyed: .negative)
  }

  /// The instrument of the study: its outcomes in the order of the claims, then perceived control.
  package static let instrument = Instrument(
    "Selection questionnaire", version: "1",
    scales: [motivation, generalizedTrust, municipalTrust, interpersonalTrust, control])
}
