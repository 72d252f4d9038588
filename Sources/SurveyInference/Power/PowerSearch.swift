import SurveyProbability
import SurveyVocabulary

/// Solves the power of a planned test for its sizes, its effect or its level. The power rises with each of
/// them, so that a bracket can be grown and a root found in it.
struct PowerSearch {
  let test: PlannedTest
  let power: Double

  init(_ test: PlannedTest, power: Double) throws(InputError) {
    guard power > 0, power < 1 else {
      throw .outOfRange("power", value: power, allowed: "a probability above 0 and below 1")
    }
    self.test = test
    self.power = power
  }

  /// The sizes in the given relation at which the power is reached; the least sizes where these suffice.
  func sizes(effect: Double, level: Double, allocation: [Double]?) throws(InputError) -> [Double] {
    try checkAgainstLevel(level)
    guard effect.isFinite else { throw .notFinite("effect", value: effect, at: 0) }
    if test.hasNullAtZero, test.isOneSided ? effect <= 0 : effect == 0 {
      throw .outOfRange(
        "effect", value: effect, allowed: test.isOneSided ? "an effect above 0" : "an effect other than 0")
    }
    if let most = test.largestSought {
      return try scanned(effect, level, allocation ?? test.sizeNames.map { _ in 1 }, upTo: most)
    }
    let search = try SizeSearch(
      allocation, count: test.sizeNames.count, least: test.leastSize, subject: test.name)
    let found = try search.sizes { sizes throws(InputError) in
      try test.power(of: effect, sizes: sizes, level: level) - power
    }
    guard let found else {
      throw .infeasible(
        "sizes", "none up to 10^15 reaches a power of \(power)",
        remedy: "name a larger effect, a larger level or a smaller power")
    }
    return found
  }

  /// The first whole sizes with the power: it goes up and down with the sizes of an exact test of counts.
  private func scanned(
    _ effect: Double, _ level: Double, _ allocation: [Double], upTo most: Int
  ) throws(InputError) -> [Double] {
    let shares = try SizeSearch(
      allocation, count: test.sizeNames.count, least: test.leastSize, subject: test.name
    ).shares
    let unit = shares.min() ?? 1
    for count in Int(test.leastSize)...max(most, Int(test.leastSize)) {
      let sizes = shares.map { ($0 / unit * Double(count) * (1 - 1e-12)).rounded(.up) }
      guard sizes.allSatisfy({ $0 <= Double(most) }) else { break }
      if try test.power(of: effect, sizes: sizes, level: level) >= power { return sizes }
    }
    throw .infeasible(
      "sizes", "none up to \(most) reaches a power of \(power)",
      remedy: "plan with the approximate power, or name a larger effect")
  }

  /// The smallest positive effect with the power.
  func effect(sizes: [Double], level: Double) throws(InputError) -> Double {
    try checkAgainstLevel(level)
    func excess(_ effect: Double) throws(InputError) -> Double {
      try test.power(of: effect, sizes: sizes, level: level) - power
    }
    guard try excess(0) < 0 else {
      throw .outOfRange("power", value: power, allowed: "a probability above that without an effect")
    }
    var (low, high) = (0.0, min(0.5, test.largestEffect))
    while try excess(high) < 0 {
      guard high < test.largestEffect, high < 1e150 else {
        throw .infeasible(
          "effect", "none reaches a power of \(power) at these sizes",
          remedy: "plan more cases, a larger level or a smaller power")
      }
      (low, high) = (high, min(2 * high, test.largestEffect))
    }
    return try SizeSearch.root(low...high, "effect", excess)
  }

  /// The level at which the power is reached.
  func level(effect: Double, sizes: [Double]) throws(InputError) -> Double {
    guard test.largestSought == nil else {
      throw InputError(
        .definition, "level", "the power of an exact test of counts is a step function of it",
        remedy: "compute the power at the levels in question")
    }
    let most = test.hasNullAtZero ? -0x1p-53 : libmLog(0.4999)
    func excess(_ logarithm: Double) throws(InputError) -> Double {
      let level = max(libmExp(logarithm), PlannedTest.smallestLevel)
      return try test.power(of: effect, sizes: sizes, level: level) - power
    }
    var high = min(libmLog(power), most)
    if try excess(high) < 0 {
      high = most
      guard try excess(high) >= 0 else { throw unreachableLevel("above \(libmExp(most))") }
    }
    var step = 1.0
    var low = high
    while try excess(low) >= 0 {
      guard low > libmLog(PlannedTest.smallestLevel) else { throw unreachableLevel("below 1e-300") }
      (high, low) = (low, max(low - step, libmLog(PlannedTest.smallestLevel)))
      step *= 2
    }
    return libmExp(try SizeSearch.root(low...high, "level", excess))
  }

  private func unreachableLevel(_ place: String) -> InputError {
    .infeasible(
      "level", "that with a power of \(power) lies \(place)",
      remedy: "change the effect, the sizes or the power")
  }

  private func checkAgainstLevel(_ level: Double) throws(InputError) {
    try PlannedTest.check(level: level)
    guard power > level || !test.hasNullAtZero else {
      throw .outOfRange("power", value: power, allowed: "a probability above the level")
    }
  }
}
