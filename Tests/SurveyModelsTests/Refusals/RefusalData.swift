import SurveyModels
import SurveyProbability

/// Forty cases in ten groups of four with an outcome of every kind, and variables that no model can take.
enum RefusalData {
  static let count = 40

  /// The variables, for the first of the forty cases.
  ///
  /// - x, z and "c1" to "c12" are noise; "twice" follows from x, and "apart" from the event.
  /// - "same" is a factor with one level; "site" has a level "rare" of one case.
  /// - "group" has ten groups of four, "alone" one of one case besides, "each" a group for every case, "one" a
  ///   single group.
  /// - Cases with "none" have no event in "eventless", no count in "countless" and the lowest level in "lowest".
  static func table(rows: Int = count) throws -> ModelData {
    var stream = RandomStream(seed: 6)
    let x = (0..<count).map { _ in stream.normal() }
    let z = (0..<count).map { _ in stream.normal() }
    let group = (0..<count).map { $0 / 4 }
    let shifts = (0..<10).map { _ in stream.normal() }
    let latent = (0..<count).map { 0.4 * x[$0] - 0.3 * z[$0] + 0.5 * shifts[group[$0]] + stream.normal() }
    let distance = (0..<count).map { _ in stream.normal() }
    let none = (0..<count).map { $0 % 8 == 5 ? 1.0 : 0 }
    let event = latent.map { $0 > 0 ? 1.0 : 0 }
    let counts = latent.map { Double(stream.poisson(mean: max(0.3, 1 + $0) * stream.gamma(shape: 2))) }
    var variables: [String: ModelVariable] = [
      "amount": .numbers(latent.map { $0 + 5 }), "event": .numbers(event), "count": .numbers(counts),
      "level": .labels(
        latent.map { $0 < -0.5 ? "low" : $0 < 0.6 ? "middle" : "high" }, levels: ["low", "middle", "high"]),
      "x": .numbers(x), "z": .numbers(z), "twice": .numbers(x.map { 1 - 2 * $0 }),
      "same": .labels(x.map { _ in "everybody" }), "apart": .numbers(event.map { 3 * $0 - 1 }),
      "site": .labels((0..<count).map { $0 == 6 ? "rare" : $0 % 2 == 0 ? "east" : "west" }),
      "group": .labels(group.map { "g\($0)" }), "wave": .labels((0..<count).map { "w\($0 % 4)" }),
      "alone": .labels((0..<count).map { $0 == 6 ? "hermit" : "g\(group[$0])" }),
      "each": .labels((0..<count).map { "case \($0)" }), "one": .labels(x.map { _ in "all" }),
      "weight": .numbers((0..<count).map { 1 + Double($0 % 3) }),
      "distance": .numbers(distance),
      "contact": .numbers(zip(distance, latent).map { $0 + 0.5 * $1 + 0.3 * stream.normal() }),
      "none": .numbers(none), "eventless": .numbers(zip(event, none).map { $1 == 1 ? 0 : $0 }),
      "countless": .numbers(zip(counts, none).map { $1 == 1 ? 0 : $0 }),
      "lowest": .labels(
        zip(latent, none).map { $1 == 1 ? "low" : $0 < -0.5 ? "low" : $0 < 0.6 ? "middle" : "high" },
        levels: ["low", "middle", "high"]),
    ]
    for column in 1...12 { variables["c\(column)"] = .numbers((0..<count).map { _ in stream.normal() }) }
    return try ModelData(variables.mapValues { $0.first(rows) })
  }
}

extension ModelVariable {
  fileprivate func first(_ rows: Int) -> ModelVariable {
    switch self {
    case .numbers(let values): .numbers(Array(values.prefix(rows)))
    case .labels(let values, let levels): .labels(Array(values.prefix(rows)), levels: levels)
    }
  }
}
