import Foundation
import SurveyProbability
import SurveyVocabulary
import Testing

/// Checks what every continuous distribution must satisfy at some points of its support: tails that add up
/// to 1 and agree with their logarithms, a density that is the slope of the tails, quantiles from either
/// tail and its logarithm that lead back, the ends of the support, NaN, refusals, and a sample whose mean
/// and whose share below each point are as the distribution says.
public func checkInversion(
  _ distribution: some ContinuousDistribution, at points: [Double], digits: Double = 11, samples: Int = 4000,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let name = "\(distribution)"
  var last = -Double.infinity
  for x in points {
    let (lower, upper) = (distribution.lowerTail(x), distribution.upperTail(x))
    let (logLower, logUpper) = (distribution.logLowerTail(x), distribution.logUpperTail(x))
    #expect(
      (lower + upper - 1).magnitude < 1e-14, "\(name) at \(x): \(lower) + \(upper)",
      sourceLocation: sourceLocation)
    #expect(lower >= last, "\(name) falls before \(x)", sourceLocation: sourceLocation)
    last = lower
    func back(_ found: Double, _ how: String) {
      // A quantile is known no better than the rounding of its probability allows.
      let allowed = 4e-15 * max(1, max(logLower.magnitude, logUpper.magnitude)) * min(lower, upper)
      let isFlat = (distribution.lowerTail(found) - lower).magnitude <= allowed
      #expect(
        isFlat || correctDigits(found, x) >= digits, "\(name) \(how) of \(x): \(found)",
        sourceLocation: sourceLocation)
    }
    if lower > 1e-300, upper > 1e-300 {
      expectExponential(logLower, lower, name, sourceLocation)
      expectExponential(logUpper, upper, name, sourceLocation)
      if lower < 0.9 { back(try distribution.quantile(lowerTail: lower), "lower quantile") }
      if upper < 0.9 { back(try distribution.quantile(upperTail: upper), "upper quantile") }
    }
    if logLower > -.infinity, lower < 0.9 {
      back(try distribution.quantile(logLowerTail: logLower), "log lower quantile")
    }
    if logUpper > -.infinity, upper < 0.9 {
      back(try distribution.quantile(logUpperTail: logUpper), "log upper quantile")
    }
    let density = distribution.density(x)
    if density.isFinite, density > 1e-290 {
      expectExponential(distribution.logDensity(x), density, name, sourceLocation)
    }
    try checkSlope(distribution, x, sourceLocation)
  }
  checkEnds(distribution, name, sourceLocation)
  expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(lowerTail: 1.5) }
  expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(upperTail: .nan) }
  expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(logLowerTail: 0.1) }
  expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(logUpperTail: .nan) }
  checkSample(distribution, points, samples, name, sourceLocation)
}

private func expectExponential(
  _ logarithm: Double, _ value: Double, _ name: String, _ location: SourceLocation
) {
  let error = (logarithm - log(value)).magnitude
  #expect(
    error <= 4e-15 * max(1, logarithm.magnitude), "\(name): log \(value) given as \(logarithm)",
    sourceLocation: location)
}

private func checkSlope(_ distribution: some ContinuousDistribution, _ x: Double, _ location: SourceLocation)
  throws
{
  let density = distribution.density(x)
  let step = 1e-4 * min(distribution.lowerTail(x), distribution.upperTail(x)) / density
  guard density > 1e-250, step.isFinite, step > 1e-9 * x.magnitude,
    x - 2 * step > distribution.support.lowerBound,
    x + 2 * step < distribution.support.upperBound
  else { return }
  let isLower = distribution.lowerTail(x) < 0.5
  func tail(_ x: Double) -> Double { isLower ? distribution.lowerTail(x) : -distribution.upperTail(x) }
  let slope =
    (8 * (tail(x + step) - tail(x - step)) - (tail(x + 2 * step) - tail(x - 2 * step))) / (12 * step)
  #expect(
    (slope / density - 1).magnitude < 1e-6, "\(distribution) at \(x): slope \(slope), density \(density)",
    sourceLocation: location)
}

private func checkEnds(
  _ distribution: some ContinuousDistribution, _ name: String, _ location: SourceLocation
) {
  let support = distribution.support
  for (x, isLow) in [
    (-Double.infinity, true), (support.lowerBound, true), (support.upperBound, false), (.infinity, false),
  ] {
    #expect(
      distribution.lowerTail(x) == (isLow ? 0 : 1), "\(name): lower tail at \(x)", sourceLocation: location)
    #expect(
      distribution.upperTail(x) == (isLow ? 1 : 0), "\(name): upper tail at \(x)", sourceLocation: location)
  }
  #expect(
    distribution.lowerTail(.nan).isNaN && distribution.logUpperTail(.nan).isNaN, "\(name)",
    sourceLocation: location)
  #expect(
    distribution.density(.nan).isNaN && distribution.logDensity(.nan).isNaN, "\(name)",
    sourceLocation: location)
  #expect(
    (try? distribution.quantile(lowerTail: 0)) == support.lowerBound, "\(name) quantile of 0",
    sourceLocation: location)
  #expect(
    (try? distribution.quantile(upperTail: 0)) == support.upperBound, "\(name) quantile of 0",
    sourceLocation: location)
}

private func checkSample(
  _ distribution: some ContinuousDistribution, _ points: [Double], _ count: Int, _ name: String,
  _ location: SourceLocation
) {
  guard count > 0 else { return }
  var stream = RandomStream(seed: 20_261_123)
  var twin = stream
  let values = (0..<count).map { _ in distribution.sample(using: &stream) }
  #expect(
    values[0] == distribution.sample(using: &twin), "\(name): the same stream twice", sourceLocation: location
  )
  #expect(
    values.allSatisfy { distribution.support.contains($0) }, "\(name): sample", sourceLocation: location)
  for x in points {
    let p = distribution.lowerTail(x)
    let share = Double(values.count { $0 <= x }) / Double(count)
    let deviation = (p * (1 - p) / Double(count)).squareRoot()
    #expect(
      (share - p).magnitude <= 4.5 * deviation + 1 / Double(count), "\(name) at \(x): share \(share), p \(p)",
      sourceLocation: location)
  }
  if let mean = distribution.mean, let variance = distribution.variance, variance.isFinite {
    let found = values.reduce(0) { $0 + $1 / Double(count) }
    let allowed = 6 * (variance / Double(count)).squareRoot()
    #expect(
      (found - mean).magnitude <= allowed, "\(name): mean \(found) against \(mean)", sourceLocation: location)
  }
}

/// Checks what every distribution over the whole numbers must satisfy at some of them.
public func checkInversion(
  _ distribution: some DiscreteDistribution, at points: [Int], samples: Int = 4000,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let name = "\(type(of: distribution))"
  for k in points {
    let (lower, upper) = (distribution.lowerTail(k), distribution.upperTail(k))
    let mass = distribution.mass(k)
    #expect(
      (lower + upper - 1).magnitude < 1e-14, "\(name) at \(k): \(lower) + \(upper)",
      sourceLocation: sourceLocation)
    if lower > 1e-300 { expectExponential(distribution.logLowerTail(k), lower, name, sourceLocation) }
    if upper > 1e-300 { expectExponential(distribution.logUpperTail(k), upper, name, sourceLocation) }
    if mass > 1e-300 { expectExponential(distribution.logMass(k), mass, name, sourceLocation) }
    if k > distribution.support.lowerBound {
      let step = lower < 0.5 ? lower - distribution.lowerTail(k - 1) : distribution.upperTail(k - 1) - upper
      #expect(
        (step - mass).magnitude <= 1e-12 * mass + 2e-16 * max(lower, 1e-290), "\(name): mass at \(k)",
        sourceLocation: sourceLocation)
    }
    guard mass > 1e-13 * min(lower, upper), lower > 1e-300, upper > 1e-300 else { continue }
    // Near 1 a tail no longer tells neighbours apart.
    if mass > 1e-15 * lower {
      #expect(
        try distribution.quantile(lowerTail: lower) == k, "\(name): \(k)", sourceLocation: sourceLocation)
    }
    if mass > 1e-15 * upper {
      #expect(
        try distribution.quantile(upperTail: upper) == k, "\(name): \(k)", sourceLocation: sourceLocation)
    }
    #expect(
      try distribution.quantile(logLowerTail: distribution.logLowerTail(k)) == k, "\(name): \(k)",
      sourceLocation: sourceLocation)
    #expect(
      try distribution.quantile(logUpperTail: distribution.logUpperTail(k)) == k, "\(name): \(k)",
      sourceLocation: sourceLocation)
  }
  let support = distribution.support
  #expect(
    distribution.lowerTail(support.upperBound) == 1 && distribution.upperTail(support.upperBound) == 0,
    "\(name)", sourceLocation: sourceLocation)
  for k in [Int.min, support.lowerBound - 1] {
    #expect(
      distribution.lowerTail(k) == 0 && distribution.upperTail(k) == 1, "\(name) at \(k)",
      sourceLocation: sourceLocation)
    #expect(
      distribution.mass(k) == 0 && distribution.logMass(k) == -.infinity, "\(name) at \(k)",
      sourceLocation: sourceLocation)
  }
  #expect(
    distribution.lowerTail(.max) == 1 && distribution.upperTail(.max) == 0, "\(name)",
    sourceLocation: sourceLocation)
  expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(lowerTail: -0.5) }
  expectRefusal(.outOfRange, sourceLocation: sourceLocation) { try distribution.quantile(logUpperTail: .nan) }
  checkCounts(distribution, points, samples, name, sourceLocation)
}

private func checkCounts(
  _ distribution: some DiscreteDistribution, _ points: [Int], _ count: Int, _ name: String,
  _ location: SourceLocation
) {
  guard count > 0 else { return }
  var stream = RandomStream(seed: 20_261_123)
  let values = (0..<count).map { _ in distribution.sample(using: &stream) }
  #expect(
    values.allSatisfy { distribution.support.contains($0) }, "\(name): sample", sourceLocation: location)
  for k in points {
    let p = distribution.lowerTail(k)
    let share = Double(values.count { $0 <= k }) / Double(count)
    let deviation = (p * (1 - p) / Double(count)).squareRoot()
    #expect(
      (share - p).magnitude <= 4.5 * deviation + 1 / Double(count), "\(name) at \(k): share \(share), p \(p)",
      sourceLocation: location)
  }
  let found = values.reduce(0) { $0 + Double($1) / Double(count) }
  let allowed = 6 * (distribution.variance / Double(count)).squareRoot()
  #expect(
    (found - distribution.mean).magnitude <= allowed + 1e-12, "\(name): mean \(found)",
    sourceLocation: location)
}

/// Compares a distribution with the columns of a reference grid: `cdf`, `sf`, `log_cdf`, `log_sf` and
/// `log_pdf`, those that are there.
public func checkColumns(
  _ reference: Fixture.Case, digits: Double, _ names: [String],
  values: (_ arguments: [Double]) throws -> [String: Double]
) throws {
  let columns = reference.expected
  let count = try columns[names[0]].numbers().count
  for row in 0..<count {
    let arguments = try names.map { try columns[$0][row].number() }
    for (column, found) in try values(arguments) where columns[column] != .null {
      let wanted = try columns[column][row].number()
      let isDensity = column == "log_pdf"
      // Grids print 0 below 1e-307, and a log density near zero is known to an absolute error.
      let floor = isDensity ? 1e-14 : (column.hasPrefix("log") ? 1e-45 : 1e-300)
      expectAgreement(
        found, wanted, digits: digits, floor: floor, "\(reference.id) \(column) at \(arguments)")
    }
  }
}

/// The columns of a continuous distribution at a point, for ``checkColumns(_:digits:_:values:)``.
public func columns(_ distribution: some ContinuousDistribution, at x: Double) -> [String: Double] {
  [
    "cdf": distribution.lowerTail(x), "sf": distribution.upperTail(x),
    "log_cdf": distribution.logLowerTail(x),
    "log_sf": distribution.logUpperTail(x), "log_pdf": distribution.logDensity(x),
  ]
}

/// The columns of a discrete distribution at a whole number, for ``checkColumns(_:digits:_:values:)``.
public func columns(_ distribution: some DiscreteDistribution, at k: Double) -> [String: Double] {
  guard let k = Int(exactly: k) else { return [:] }
  return [
    "cdf": distribution.lowerTail(k), "sf": distribution.upperTail(k),
    "log_cdf": distribution.logLowerTail(k),
    "log_sf": distribution.logUpperTail(k), "log_pdf": distribution.logMass(k), "pmf": distribution.mass(k),
  ]
}
