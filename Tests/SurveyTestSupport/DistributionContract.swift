import Foundation
import SurveyProbability
import SurveyVocabulary
import Testing

/// Checks what every continuous distribution must satisfy: tails between 0 and 1 that sum to 1 and do
/// not turn back, logarithms that agree with them, quantiles that lead back to their probability from
/// both sides, refusal of what is no probability, and NaN for NaN.
public func checkDistribution(
  _ distribution: some ContinuousDistribution, at points: [Double],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var faults: [String] = []
  func check(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds { faults.append(what()) } }
  var previous: (lower: Double, upper: Double)?
  for x in points.sorted() {
    let (lower, upper) = (distribution.lowerTail(x), distribution.upperTail(x))
    check((0...1).contains(lower) && (0...1).contains(upper), "tails at \(x): \(lower), \(upper)")
    check((lower + upper - 1).magnitude < 1e-14, "the tails at \(x) sum to \(lower + upper)")
    if let previous {
      check(lower >= previous.lower * (1 - 1e-13), "the lower tail falls at \(x)")
      check(upper <= previous.upper * (1 + 1e-13), "the upper tail rises at \(x)")
    }
    previous = (lower, upper)
    checkLogarithm(lower, distribution.logLowerTail(x), "lower tail at \(x)", &faults)
    checkLogarithm(upper, distribution.logUpperTail(x), "upper tail at \(x)", &faults)
    let density = distribution.density(x)
    check(density >= 0, "density at \(x): \(density)")
    if density.isFinite { checkLogarithm(density, distribution.logDensity(x), "density at \(x)", &faults) }
  }
  for p in [1e-250, 1e-40, 1e-9, 0.001, 0.025, 0.25, 0.5, 0.625, 0.975, 0.9999] {
    let q = try distribution.quantile(lowerTail: p)
    let r = try distribution.quantile(upperTail: p)
    // The nearest double to a quantile may be its best; beyond the range of doubles there is none.
    let isWithin = { (x: Double) in x.magnitude > 1e-300 && x.magnitude < 1e300 }
    let (wide, narrow) = (p * (1 + 1e-12), p * (1 - 1e-12))
    if isWithin(q) {
      check(
        distribution.lowerTail(q.nextUp) >= narrow && distribution.lowerTail(q.nextDown) <= wide,
        "lower quantile of \(p) is \(q), which has \(distribution.lowerTail(q))")
    }
    if isWithin(r) {
      check(
        distribution.upperTail(r.nextUp) <= wide && distribution.upperTail(r.nextDown) >= narrow,
        "upper quantile of \(p) is \(r), which has \(distribution.upperTail(r))")
    }
  }
  for p in [0.25, 0.5, 0.75] {
    let (q, r) = (try distribution.quantile(lowerTail: p), try distribution.quantile(upperTail: 1 - p))
    check(q == r, "quantiles \(q) and \(r) of \(p) from both sides")
  }
  check(try distribution.quantile(lowerTail: 0) == distribution.support.lowerBound, "quantile of 0")
  check(try distribution.quantile(lowerTail: 1) == distribution.support.upperBound, "quantile of 1")
  check(try distribution.quantile(upperTail: 0) == distribution.support.upperBound, "upper quantile of 0")
  check(try distribution.quantile(upperTail: 1) == distribution.support.lowerBound, "upper quantile of 1")
  for nan in [
    distribution.lowerTail(.nan), distribution.upperTail(.nan), distribution.logLowerTail(.nan),
    distribution.logUpperTail(.nan), distribution.density(.nan), distribution.logDensity(.nan),
  ] {
    check(nan.isNaN, "NaN gives \(nan)")
  }
  #expect(
    faults.isEmpty, "\(distribution):\n\(faults.joined(separator: "\n"))", sourceLocation: sourceLocation)
  for p in [-0.1, 1.1, .nan, .infinity] {
    expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(lowerTail: p) }
    expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(upperTail: p) }
  }
}

/// Checks what every discrete distribution must satisfy, at all the whole numbers of a range.
public func checkDistribution(
  _ distribution: some DiscreteDistribution, at points: ClosedRange<Int>,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var faults: [String] = []
  func check(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds { faults.append(what()) } }
  for k in points {
    let (lower, upper, mass) = (distribution.lowerTail(k), distribution.upperTail(k), distribution.mass(k))
    check((0...1).contains(lower) && (0...1).contains(upper), "tails at \(k): \(lower), \(upper)")
    check((lower + upper - 1).magnitude < 1e-14, "the tails at \(k) sum to \(lower + upper)")
    let before = distribution.lowerTail(k - 1)
    check(
      (before + mass - lower).magnitude <= 1e-12 * lower, "the masses do not sum to the lower tail at \(k)")
    let above = distribution.upperTail(k - 1)
    check(
      (upper + mass - above).magnitude <= 1e-12 * above, "the masses do not sum to the upper tail at \(k)")
    checkLogarithm(lower, distribution.logLowerTail(k), "lower tail at \(k)", &faults)
    checkLogarithm(upper, distribution.logUpperTail(k), "upper tail at \(k)", &faults)
    checkLogarithm(mass, distribution.logMass(k), "mass at \(k)", &faults)
  }
  for p in [0, 1e-250, 1e-9, 0.001, 0.025, 0.25, 0.5, 0.975, 1] {
    let q = try distribution.quantile(lowerTail: p)
    check(distribution.lowerTail(q) >= p, "lower quantile of \(p): \(q)")
    check(
      q == distribution.support.lowerBound || distribution.lowerTail(q - 1) < p,
      "lower quantile of \(p) is not the smallest: \(q)")
    let r = try distribution.quantile(upperTail: p)
    check(distribution.upperTail(r) <= p, "upper quantile of \(p): \(r)")
    check(
      r == distribution.support.lowerBound || distribution.upperTail(r - 1) > p,
      "upper quantile of \(p) is not the smallest: \(r)")
  }
  #expect(
    faults.isEmpty, "\(distribution):\n\(faults.joined(separator: "\n"))", sourceLocation: sourceLocation)
  for p in [-0.1, 1.1, .nan] {
    expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(lowerTail: p) }
    expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(upperTail: p) }
  }
}

/// A value and its logarithm must tell the same, where the value is a normal number.
private func checkLogarithm(_ value: Double, _ logarithm: Double, _ what: String, _ faults: inout [String]) {
  guard value > 1e-290 else {
    if logarithm > -667 { faults.append("\(what) is \(value) and its logarithm \(logarithm)") }
    return
  }
  if (log(value) - logarithm).magnitude > 1e-13 * max(1, logarithm.magnitude) {
    faults.append("\(what) is \(value) and its logarithm \(logarithm)")
  }
}
