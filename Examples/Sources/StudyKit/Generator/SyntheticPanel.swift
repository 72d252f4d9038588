import SurveyStatistics

/// The made-up data of the study over time: 60 participants, and those of them who answer again after
/// half a year.
///
/// The signs follow the claims; every size below is this generator's own, in standard deviations of a
/// trait at the start.
package enum SyntheticPanel {
  /// What is planted for one construct.
  struct Construct: Sendable {
    let scale: Scale<Participant>
    /// The mean of the true changes.
    let change: Double
    /// The standard deviation of the true changes.
    let spread: Double
    /// The correlation of the true changes with those of trust in fellow participants.
    let withFellows: Double
  }

  static let size = 60
  static let corporations = SyntheticSelection.corporations
  static let betweenCorporations = 0.10
  /// The correlation between any two traits at the start.
  static let common = 0.36
  /// The standard deviation of what lifts or lowers all scales of a person on one occasion.
  static let occasion = 0.40
  /// The first seed from 2015 on whose sample has the claimed signs; sizes had no say in it.
  package static let seed: UInt64 = 2015

  static let fellows = Construct(scale: Participant.fellowTrust, change: 0, spread: 0.6, withFellows: 1)
  static let others = [
    Construct(scale: Participant.providerTrust, change: -0.50, spread: 0.6, withFellows: 0.5),
    Construct(scale: Participant.governmentTrust, change: -0.45, spread: 0.5, withFellows: 0),
    Construct(scale: Participant.generalizedTrust, change: -0.35, spread: 0.5, withFellows: 0.4),
    Construct(scale: Participant.motivation, change: -0.30, spread: 0.5, withFellows: 0),
    Construct(scale: Participant.control, change: -0.30, spread: 0.5, withFellows: 0),
  ]
  private static let constructs = [fellows] + others

  /// The two waves, and the coded interviews of some who stayed.
  package struct Waves: Sendable {
    package var start: [Participant] = []
    package var later: [Participant] = []
    package var interviews: [Interview] = []
  }

  /// A person before any answer is drawn.
  private struct Person {
    let id: String
    let corporation: Int
    /// The traits at the start and their true changes, fellow participants first.
    let traits: [Double]
    let changes: [Double]
    let leaves: Bool
  }

  /// All that is made up for the study.
  package static func waves(seed: UInt64 = seed) -> Waves {
    let people = drawPeople(seed)
    var waves = Waves()
    var (before, after) = (AnswerGenerator(seed: seed, part: 2), AnswerGenerator(seed: seed, part: 3))
    waves.start = people.map { questionnaire(of: $0, traits: $0.traits, &before) }
    let stayers = people.filter { !$0.leaves }
    waves.later = stayers.map { person in
      questionnaire(of: person, traits: zip(person.traits, person.changes).map(+), &after)
    }
    var coder = AnswerGenerator(seed: seed, part: 4)
    waves.interviews = coder.stream.sample(24, of: stayers.count).sorted()
      .map { interview(with: stayers[$0], &coder) }
    return waves
  }

  private static func drawPeople(_ seed: UInt64) -> [Person] {
    var generator = AnswerGenerator(seed: seed, part: 1)
    let (between, within) = (betweenCorporations.squareRoot(), (1 - betweenCorporations).squareRoot())
    var memberships = corporations.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    generator.stream.shuffle(&memberships)
    let effects = corporations.map { _ in constructs.map { _ in between * generator.stream.normal() } }
    let drifts = corporations.map { _ in constructs.map { _ in between * generator.stream.normal() } }
    return memberships.enumerated().map { index, corporation in
      let general = generator.stream.normal()
      let traits = constructs.indices.map { construct in
        let own = generator.trait(with: general, correlation: common.squareRoot())
        return within * own + effects[corporation][construct]
      }
      let drift = generator.stream.normal()
      let changes = constructs.indices.map { construct in
        let own =
          constructs[construct].withFellows == 1
          ? drift : generator.trait(with: drift, correlation: constructs[construct].withFellows)
        return constructs[construct].change
          + constructs[construct].spread * (within * own + drifts[corporation][construct])
      }
      // Who leaves depends on the start only: low motivation (4) and low trust in the provider (1).
      let pull = -0.9 - 0.5 * traits[4] - 0.4 * traits[1] + generator.stream.normal()
      return Person(
        id: SyntheticData.id(index + 1), corporation: corporation + 1, traits: traits, changes: changes,
        leaves: pull > 0)
    }
  }

  private static func questionnaire(
    of person: Person, traits: [Double], _ generator: inout AnswerGenerator
  ) -> Participant {
    var answers = Participant()
    answers.id = person.id
    answers.corporation = String(person.corporation)
    let mood = occasion * generator.stream.normal()
    for (construct, trait) in zip(constructs, traits) {
      generator.answer(construct.scale, trait: trait + mood, of: &answers)
    }
    if generator.happens(0.03) {
      generator.withhold(Participant.governmentTrust, as: .refused, of: &answers)
    }
    return answers
  }

  /// Support is voiced by those whose trust in the provider held up, commitment by those whose trust in
  /// fellow participants did; the second coder sees it otherwise one time in eight.
  private static func interview(with person: Person, _ generator: inout AnswerGenerator) -> Interview {
    var interview = Interview()
    interview.id = person.id
    func voiced(_ isVoiced: Bool) -> Voiced { isVoiced ? .yes : .no }
    let support = person.changes[1] + 0.5 + generator.normal(0, 0.5) > 0
    let commitment = person.changes[0] + generator.normal(0, 0.5) > 0
    interview.supportFirst = voiced(support)
    interview.supportSecond = voiced(support != generator.happens(0.125))
    interview.commitmentFirst = voiced(commitment)
    interview.commitmentSecond = voiced(commitment != generator.happens(0.125))
    return interview
  }
}
