import SurveyStatistics

/// One completed questionnaire of one wave of the study over time.
package struct Participant: Respondent {
  package var id = ""
  package var corporation: String?

  package var providerIsFair = Answer<Agreement>.absent(.notShown)
  package var providerKnowsWork = Answer<Agreement>.absent(.notShown)
  package var providerBreaksWord = Answer<Agreement>.absent(.notShown)
  package var providerListens = Answer<Agreement>.absent(.notShown)

  package var governmentIsFair = Answer<Agreement>.absent(.notShown)
  package var governmentKeepsPromises = Answer<Agreement>.absent(.notShown)
  package var governmentHides = Answer<Agreement>.absent(.notShown)
  package var governmentIsReliable = Answer<Agreement>.absent(.notShown)

  package var fellowsDoTheirShare = Answer<Agreement>.absent(.notShown)
  package var fellowsHelp = Answer<Agreement>.absent(.notShown)
  package var fellowsTakeAdvantage = Answer<Agreement>.absent(.notShown)
  package var fellowsKeepTheirWord = Answer<Agreement>.absent(.notShown)

  package var peopleCanBeTrusted = Answer<ZeroToTen>.absent(.notShown)
  package var peopleAreFair = Answer<ZeroToTen>.absent(.notShown)
  package var peopleHelp = Answer<ZeroToTen>.absent(.notShown)

  package var looksForward = Answer<Agreement>.absent(.notShown)
  package var doesBest = Answer<Agreement>.absent(.notShown)
  package var wouldRatherStop = Answer<Agreement>.absent(.notShown)
  package var workMatters = Answer<Agreement>.absent(.notShown)

  package var dependsOnMe = Answer<Agreement>.absent(.notShown)
  package var littleSay = Answer<Agreement>.absent(.notShown)
  package var carriesOutPlans = Answer<Agreement>.absent(.notShown)
  package var othersDecide = Answer<Agreement>.absent(.notShown)

  package init() {}
}

extension Participant {
  package static let questionnaire = Questionnaire<Participant>(missing: ["", "NA"]) {
    Field("id", \.id, "Any code, the same in both waves")
    Field("corporation", \.corporation, "The work corporation, by any name or number")
    providerFields
    governmentFields
    fellowFields
    generalizedTrustFields
    motivationFields
    controlFields
  }

  private static let providerFields: [Field<Participant>] = [
    Field("tp1", \.providerIsFair, "The staff here are fair to me", absent: Agreement.absent),
    Field("tp2", \.providerKnowsWork, "The staff here know their work", absent: Agreement.absent),
    Field(
      "tp3", \.providerBreaksWord, "The staff here break their word (reversed)", absent: Agreement.absent),
    Field("tp4", \.providerListens, "The staff here listen to what I say", absent: Agreement.absent),
  ]

  private static let governmentFields: [Field<Participant>] = [
    Field("tg1", \.governmentIsFair, "The municipality is fair to people like me", absent: Agreement.absent),
    Field(
      "tg2", \.governmentKeepsPromises, "The municipality keeps what it promises", absent: Agreement.absent),
    Field(
      "tg3", \.governmentHides, "The municipality hides things from residents (reversed)",
      absent: Agreement.absent),
    Field(
      "tg4", \.governmentIsReliable, "I can rely on the municipality when I need it", absent: Agreement.absent
    ),
  ]

  private static let fellowFields: [Field<Participant>] = [
    Field("tf1", \.fellowsDoTheirShare, "The other participants do their share", absent: Agreement.absent),
    Field("tf2", \.fellowsHelp, "The other participants help me when I ask", absent: Agreement.absent),
    Field(
      "tf3", \.fellowsTakeAdvantage, "The other participants take advantage of me (reversed)",
      absent: Agreement.absent),
    Field("tf4", \.fellowsKeepTheirWord, "The other participants keep their word", absent: Agreement.absent),
  ]

  private static let generalizedTrustFields: [Field<Participant>] = [
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

  private static let motivationFields: [Field<Participant>] = [
    Field("mo1", \.looksForward, "I look forward to the working day", absent: Agreement.absent),
    Field("mo2", \.doesBest, "I do my best here", absent: Agreement.absent),
    Field("mo3", \.wouldRatherStop, "I would rather stop here (reversed)", absent: Agreement.absent),
    Field("mo4", \.workMatters, "The work that I do here matters to me", absent: Agreement.absent),
  ]

  private static let controlFields: [Field<Participant>] = [
    Field("pc1", \.dependsOnMe, "What happens to me depends mostly on what I do", absent: Agreement.absent),
    Field(
      "pc2", \.littleSay, "I have little say in how things turn out (reversed)", absent: Agreement.absent),
    Field("pc3", \.carriesOutPlans, "When I make a plan, I can carry it out", absent: Agreement.absent),
    Field("pc4", \.othersDecide, "Others decide what my days look like (reversed)", absent: Agreement.absent),
  ]
}

/// The scales of the study over time. A score needs all items but one.
extension Participant {
  package static let providerTrust = Scale<Participant>("Trust in the provider", missing: .atLeast(3)) {
    Item(\.providerIsFair)
    Item(\.providerKnowsWork)
    Item(\.providerBreaksWord, keyed: .negative)
    Item(\.providerListens)
  }

  package static let governmentTrust = Scale<Participant>("Trust in local government", missing: .atLeast(3)) {
    Item(\.governmentIsFair)
    Item(\.governmentKeepsPromises)
    Item(\.governmentHides, keyed: .negative)
    Item(\.governmentIsReliable)
  }

  package static let fellowTrust = Scale<Participant>("Trust in fellow participants", missing: .atLeast(3)) {
    Item(\.fellowsDoTheirShare)
    Item(\.fellowsHelp)
    Item(\.fellowsTakeAdvantage, keyed: .negative)
    Item(\.fellowsKeepTheirWord)
  }

  package static let generalizedTrust = Scale<Participant>("Generalized trust", missing: .atLeast(2)) {
    Item(\.peopleCanBeTrusted)
    Item(\.peopleAreFair)
    Item(\.peopleHelp)
  }

  package static let motivation = Scale<Participant>("Motivation", missing: .atLeast(3)) {
    Item(\.looksForward)
    Item(\.doesBest)
    Item(\.wouldRatherStop, keyed: .negative)
    Item(\.workMatters)
  }

  package static let control = Scale<Participant>("Personal control", missing: .atLeast(3)) {
    Item(\.dependsOnMe)
    Item(\.littleSay, keyed: .negative)
    Item(\.carriesOutPlans)
    Item(\.othersDecide, keyed: .negative)
  }

  /// The instrument of the study, its scales in the order of the claims.
  package static let instrument = Instrument(
    "Longitudinal questionnaire", version: "1",
    scales: [providerTrust, governmentTrust, generalizedTrust, fellowTrust, motivation, control])
}
