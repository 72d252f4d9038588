import SurveyStatistics

/// The made-up data of the study of selection: 60 participants and 18 non-participants.
///
/// The signs follow the claims; every size below is this generator's own.
package enum SyntheticSelection {
  /// What is planted for one construct, in standard deviations of the participants' trait.
  struct Construct: Sendable {
    /// The scale that measures it.
    let scale: Scale<Applicant>
    /// Participants minus non-participants.
    let difference: Double
    /// The standard deviation among non-participants; among participants it is 1.
    let spread: Double
    /// The correlation with motivation within either group.
    let correlation: Double
  }

  static let participants = 60
  static let nonParticipants = 18
  /// The sizes of the ten work corporations.
  static let corporations = [9, 8, 7, 7, 6, 6, 5, 5, 4, 3]
  /// The share of the participants' variance that lies between corporations.
  static let betweenCorporations = 0.10
  /// The first seed from 2016 on whose sample has the claimed signs; sizes had no say in it.
  package static let seed: UInt64 = 2017

  static let motivation = Construct(
    scale: Applicant.motivation, difference: 0.8, spread: 1.2, correlation: 1)
  static let others = [
    Construct(scale: Applicant.generalizedTrust, difference: 0.6, spread: 1.0, correlation: 0.35),
    Construct(scale: Applicant.municipalTrust, difference: 0.6, spread: 1.6, correlation: 0.30),
    Construct(scale: Applicant.interpersonalTrust, difference: 0.8, spread: 1.0, correlation: 0.40),
    // No difference is planted here, and the small group varies more: where pooled tests go wrong.
    Construct(scale: Applicant.control, difference: 0.0, spread: 1.8, correlation: 0.50),
  ]

  /// The 78 applicants.
  package static func applicants(seed: UInt64 = seed) -> [Applicant] {
    var generator = AnswerGenerator(seed: seed, part: 1)
    let between = betweenCorporations.squareRoot()
    let effects = corporations.map { _ in
      (0...others.count).map { _ in between * generator.stream.normal() }
    }
    var people: [Applicant] = []
    for (corporation, size) in corporations.enumerated() {
      for _ in 0..<size {
        people.append(participant(corporation + 1, effects: effects[corporation], &generator))
      }
    }
    for _ in 0..<nonParticipants { people.append(nonParticipant(&generator)) }
    generator.stream.shuffle(&people)
    for index in people.indices { people[index].id = SyntheticData.id(index + 1) }
    return people
  }

  private static func participant(
    _ corporation: Int, effects: [Double], _ generator: inout AnswerGenerator
  ) -> Applicant {
    var person = Applicant()
    person.status = .participant
    person.corporation = String(corporation)
    background(of: &person, age: 41, schooling: 0.25, rootMonths: 4.8, &generator)
    let within = (1 - betweenCorporations).squareRoot()
    let drive = generator.stream.normal()
    generator.answer(motivation.scale, trait: within * drive + effects[0], of: &person)
    for (index, construct) in others.enumerated() {
      let own = generator.trait(with: drive, correlation: construct.correlation)
      generator.answer(construct.scale, trait: within * own + effects[index + 1], of: &person)
    }
    absences(of: &person, &generator)
    return person
  }

  private static func nonParticipant(_ generator: inout AnswerGenerator) -> Applicant {
    var person = Applicant()
    person.status = .nonParticipant
    background(of: &person, age: 44, schooling: -0.1, rootMonths: 5.6, &generator)
    let drive = generator.stream.normal()
    generator.answer(
      motivation.scale, trait: motivation.spread * drive - motivation.difference, of: &person)
    for construct in others {
      let own = generator.trait(with: drive, correlation: construct.correlation)
      generator.answer(construct.scale, trait: construct.spread * own - construct.difference, of: &person)
    }
    absences(of: &person, &generator)
    return person
  }

  private static func background(
    of person: inout Applicant, age: Double, schooling: Double, rootMonths: Double,
    _ generator: inout AnswerGenerator
  ) {
    let years = generator.normal(age, 10).rounded()
    person.age = min(max(years, 18), 64)
    let gender = generator.stream.uniform()
    person.gender = gender < 0.44 ? .woman : gender < 0.98 ? .man : .other
    let level = generator.normal(schooling, 1)
    person.education = Education.allCases[[-1.1, -0.2, 1.0].count { level > $0 }]
    let root = generator.normal(rootMonths, 1.4)
    person.monthsUnemployed = max((root * root).rounded(), 1)
  }

  /// What is absent beyond the single answers that are refused or skipped.
  private static func absences(of person: inout Applicant, _ generator: inout AnswerGenerator) {
    if generator.happens(0.03) {  // An early form lacked two of the items.
      person.municipalityIsReliable = .absent(.notShown)
      person.othersDecide = .absent(.notShown)
    }
    if generator.happens(0.03) {
      generator.withhold(Applicant.municipalTrust, as: .refused, of: &person)
    }
    if generator.happens(0.02) { person.age = nil }
    if generator.happens(0.03) { person.education = nil }
    if generator.happens(0.04) { person.monthsUnemployed = nil }
  }
}
