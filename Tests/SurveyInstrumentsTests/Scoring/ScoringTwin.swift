import SurveyInstruments

/// Scores a definition by the plainest means, one respondent at a time: what the blocks must agree with.
enum NaiveScoring {
  /// The score of one respondent.
  ///
  /// - Parameters:
  ///   - scale: The definition.
  ///   - answers: The scores of the answers by column; absent ones have none.
  ///   - level: The level by which norms differ.
  /// - Returns: The score; `nil` where there is none.
  static func score(_ scale: ScaleDefinition, _ answers: [String: Double], level: String? = nil) -> Double? {
    var (total, weights, answered) = (0.0, 0.0, 0)
    var (allWeights, low, high) = (0.0, 0.0, 0.0)
    for item in scale.items {
      guard let range = item.kind.scoreRange else { return nil }
      allWeights += item.weight
      (low, high) = scale.rescaling == .none ? (range.minimum, range.maximum) : (0, 100)
      let given = item.scale.map { score($0, answers, level: level) } ?? answers[item.column]
      guard var value = given else { continue }
      if item.keyed == .negative {
        let mirror = item.scale?.norms.map { 2 * $0.metric.mean } ?? (range.minimum + range.maximum)
        value = mirror - value
      }
      if scale.rescaling == .percentOfRange {
        value = (value - range.minimum) / (range.maximum - range.minimum) * 100
      }
      total += item.weight * value
      weights += item.weight
      answered += 1
    }
    guard let needed = scale.missing.needed(of: scale.items.count), answered >= needed else { return nil }
    let mean = total / weights
    let raw =
      switch scale.score {
      case .mean: mean
      case .sum: total
      case .proratedSum: mean * allWeights
      case .percentOfMaximum: (mean - low) / (high - low) * 100
      }
    guard let norms = scale.norms else { return raw }
    guard let norm = norms.references.first(where: { $0.level == (norms.factor == nil ? nil : level) })?.norm
    else { return nil }
    return norms.metric.mean + norms.metric.standardDeviation * (raw - norm.mean) / norm.standardDeviation
  }

  /// The answers of a client by column.
  static func answers(_ client: Client) -> [String: Double] {
    var answers: [String: Double] = [:]
    answers["gt1"] = client.mostPeopleCanBeTrusted.value?.score
    answers["gt2"] = client.carefulWithPeople.value?.score
    answers["gt3"] = client.peopleAreHelpful?.score
    answers["mood"] = client.mood?.score
    return answers
  }
}

extension Client {
  /// Scales of every kind of rule, weight, part, norm and band.
  static let manyScales: [Scale<Client>] = {
    let rules: [(MissingRule, ScoreRule)] = [
      (.none, .mean), (.none, .sum), (.atLeast(1), .proratedSum), (.atLeast(fraction: 0.5), .mean),
      (.moreThan(fraction: 0.5), .percentOfMaximum), (.atMost(missing: 1), .proratedSum),
    ]
    var scales: [Scale<Client>] = []
    for (place, (missing, score)) in rules.enumerated() {
      scales.append(
        Scale("plain \(place)", missing: missing, score: score) {
          Item(\.mostPeopleCanBeTrusted)
          Item(\.carefulWithPeople, keyed: .negative)
          Item(\.peopleAreHelpful)
        })
      scales.append(
        Scale("weighted \(place)", missing: missing, score: score, rescaling: .percentOfRange) {
          Item(\.mostPeopleCanBeTrusted, weight: 0.7)
          Item(\.mood, keyed: .negative, weight: 3)
          Item(\.peopleAreHelpful)
        })
    }
    return scales + higherOrder + standardized
  }()

  static let higherOrder: [Scale<Client>] = [
    Scale("mean of scales", missing: .atLeast(1)) {
      Item(generalizedTrust, weight: 2)
      Item(careful, keyed: .negative)
    },
    Scale("sum of sums", score: .sum) {
      Item(trustSum)
      Item(carefulSum, keyed: .negative)
    },
    Scale("mixed", missing: .atMost(missing: 1), score: .percentOfMaximum, rescaling: .percentOfRange) {
      Item(trustSum)
      Item(\.mood)
    },
    Scale("third order", missing: .atLeast(1), score: .proratedSum, rescaling: .percentOfRange) {
      Item(
        Scale("second order", missing: .atLeast(1)) {
          Item(careful); Item(generalizedTrust)
        })
      Item(\.mood, keyed: .negative)
    },
  ]

  static let careful = Scale<Client>("Careful", missing: .atLeast(1)) {
    Item(\.carefulWithPeople)
    Item(\.peopleAreHelpful, keyed: .negative)
  }
  static let trustSum = Scale<Client>("Trust (sum)", score: .sum) {
    Item(\.mostPeopleCanBeTrusted)
    Item(\.peopleAreHelpful)
  }.banded([Band("low", 2...4), Band("middle", 5...7), Band("high", 8...10)])
  static let carefulSum = Scale<Client>("Careful (sum)", score: .sum) { Item(\.carefulWithPeople, weight: 3) }

  static let trustT = generalizedTrust.standardized(
    "Trust (T)", against: Norm(mean: 3.1, standardDeviation: 0.8)
  )
  .banded([Band("below", to: 40), Band("about", 40...60), Band("above", from: 60)])
  static let carefulByStatus = careful.standardized(
    "Careful by status",
    against: [
      .participant: Norm(mean: 2.5, standardDeviation: 1.1),
      .nonParticipant: Norm(mean: 3.5, standardDeviation: 0.9),
    ], by: \.status)
  static let standardized: [Scale<Client>] = [
    trustT, carefulByStatus,
    careful.standardized(
      "IQ of some", against: [.participant: Norm(mean: 3, standardDeviation: 1)], by: \.status, as: .iq),
    trustSum.standardized("Stanine", against: Norm(mean: 6, standardDeviation: 2), as: .stanine),
    Scale("mean of T", missing: .atLeast(1)) {
      Item(trustT)
      Item(carefulByStatus, keyed: .negative, weight: 0.5)
    },
  ]
}
