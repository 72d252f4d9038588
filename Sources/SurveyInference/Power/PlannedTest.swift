import SurveyVocabulary

/// A test that is planned: everything about it but the effect, the sizes, the level and the power, any
/// three of which give the fourth.
///
/// It is made by a function that names the test, such as `.student()` or `.correlation()`, and handed to
/// ``PowerAnalysis``, ``DetectableEffect`` or ``PowerCurve``.
///
/// ```swift
/// try PowerAnalysis(.student(), effect: 0.5, power: 0.8)
/// ```
public struct PlannedTest: Sendable {
  /// The test, such as "Student's test of two groups".
  public let name: String
  /// The measure of the effect, such as "d".
  public let effectName: String
  /// Whether the test looks on one side only, that of a positive effect.
  public let isOneSided: Bool
  /// What the sizes count, in their order: two groups, one number of pairs, and so on.
  public let sizeNames: [String]
  /// How the power is computed.
  public let computation: String

  /// The least number that each size can be.
  let leastSize: Double
  /// The largest effect; infinite where there is none.
  let largestEffect: Double
  /// The smallest effect, which is negative.
  let lowestEffect: Double
  /// Whether the power without an effect is (nearly) the level: so it is for every test of a difference.
  let hasNullAtZero: Bool
  /// For an exact test of counts, the largest size at which the number of cases is sought; `nil` for a test
  /// whose sizes need not be whole.
  let largestSought: Int?
  /// What is chosen about the test, for print.
  let options: [Report.Fact]
  /// What the smallest significant effect is called.
  let criticalName: String
  let powerRule: PowerRule
  let criticalRule: CriticalRule

  typealias PowerRule =
    @Sendable (_ effect: Double, _ sizes: [Double], _ level: Double) throws(InputError) -> Double
  typealias CriticalRule = @Sendable (_ sizes: [Double], _ level: Double) throws(InputError) -> Double?

  /// The largest size that is computed with.
  static let largestSize = 1e15
  /// The smallest level that is computed with.
  static let smallestLevel = 1e-300

  init(
    _ name: String, effect: String, sizes: [String], least: Double, largestEffect: Double = .infinity,
    lowestEffect: Double? = nil, nullAtZero: Bool = true, largestSought: Int? = nil, oneSided: Bool?,
    computation: String,
    options: [Report.Fact] = [], critical criticalName: String? = nil,
    criticalRule: @escaping CriticalRule, powerRule: @escaping PowerRule
  ) {
    self.name = name
    effectName = effect
    isOneSided = oneSided ?? false
    sizeNames = sizes
    self.computation = computation
    leastSize = least
    self.largestEffect = largestEffect
    self.lowestEffect = lowestEffect ?? -largestEffect
    hasNullAtZero = nullAtZero
    self.largestSought = largestSought
    let side = oneSided.map { [Report.Fact("test", .text($0 ? "one-sided" : "two-sided"))] } ?? []
    self.options = options + side + [Report.Fact("computed by", .text(computation))]
    self.criticalName =
      criticalName ?? "smallest observed \(effect) that reaches the level"
    self.criticalRule = criticalRule
    self.powerRule = powerRule
  }
}

extension PlannedTest {
  /// The probability that the test rejects at an effect.
  ///
  /// - Parameters:
  ///   - effect: The true effect, named beforehand and not taken from the data at hand.
  ///   - sizes: The sizes, as many as the test has; they need not be whole.
  ///   - level: The level of the test.
  /// - Returns: The power.
  /// - Throws: `InputError` if the effect is not finite or outside its range, if there are too many or too
  ///   few sizes, if one is below the least or above 10^15, or if the level is not from 1e-300 to below 1.
  public func power(of effect: Double, sizes: [Double], level: Double = 0.05) throws(InputError) -> Double {
    guard effect.isFinite else { throw .notFinite("effect", value: effect, at: 0) }
    guard effect <= largestEffect, effect >= lowestEffect else {
      let (lowest, largest) = (lowestEffect, largestEffect)
      throw .outOfRange("effect", value: effect, allowed: "\(effectName) from \(lowest) to \(largest)")
    }
    try check(sizes)
    try Self.check(level: level)
    return min(max(try powerRule(effect, sizes, level), 0), 1)
  }

  /// The smallest observed effect that reaches the level; `nil` where no effect does.
  ///
  /// - Throws: `InputError` as ``power(of:sizes:level:)`` does.
  public func criticalEffect(sizes: [Double], level: Double = 0.05) throws(InputError) -> Double? {
    try check(sizes)
    try Self.check(level: level)
    return try criticalRule(sizes, level)
  }

  func check(_ sizes: [Double]) throws(InputError) {
    guard sizes.count == sizeNames.count else {
      throw InputError(
        .lengthMismatch, "sizes",
        "\(sizes.count) given, \(name) has \(sizeNames.count): \(sizeNames.joined(separator: ", "))")
    }
    for (size, name) in zip(sizes, sizeNames)
    where !(size >= leastSize && size <= Self.largestSize) {
      let least = leastSize.rounded(.up)
      if size < leastSize, size >= 0 {
        throw .tooFew(name, found: Int(size), needed: Int(min(least, Self.largestSize)))
      }
      throw .outOfRange("size of \(name)", value: size, allowed: "a number from \(Int(least)) to 10^15")
    }
    if largestSought != nil, let part = sizes.first(where: { $0 != $0.rounded() }) {
      throw .outOfRange("size", value: part, allowed: "a whole number")
    }
  }

  static func check(level: Double) throws(InputError) {
    guard level >= smallestLevel, level < 1 else {
      throw .outOfRange("level", value: level, allowed: "a probability of at least 1e-300 and below 1")
    }
  }
}

extension NumberStyle {
  /// Without a leading zero, with two places or as many more as a level needs to be told from its neighbours.
  static func level(_ value: Double) -> NumberStyle { bounded(value, from: 2, within: 1e-3) }

  /// Without a leading zero, with three places or more so that a small half-width does not look like none.
  static func halfWidth(_ value: Double) -> NumberStyle { bounded(value, from: 3, within: 0.02) }

  private static func bounded(_ value: Double, from least: Int, within tolerance: Double) -> NumberStyle {
    var places = least
    var unit = least == 2 ? 100.0 : 1_000
    while places < 12, ((value * unit).rounded() / unit - value).magnitude > tolerance * value {
      places += 1
      unit *= 10
    }
    return .bounded(places)
  }
}
