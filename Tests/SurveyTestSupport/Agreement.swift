import Foundation
import Testing

/// McCullough's log relative error: the number of correct significant digits, 16 for equality.
///
/// Where the reference is zero it is the log absolute error. Two NaN and two equal infinities are
/// equal; a NaN or an infinity against anything else has no correct digit.
public func correctDigits(_ actual: Double, _ expected: Double) -> Double {
  if actual == expected || (actual.isNaN && expected.isNaN) { return 16 }
  guard actual.isFinite, expected.isFinite else { return -.infinity }
  let error = (actual - expected).magnitude
  return min(16, -log10(expected == 0 ? error : error / expected.magnitude))
}

/// Expects that a number agrees with its reference to a number of significant digits.
///
/// `floor` is an absolute error below which numbers agree whatever their digits: for quantities that
/// are zero but for rounding, such as the lower tail at the far end.
public func expectAgreement(
  _ actual: Double, _ expected: Double, digits: Double, floor: Double = 0, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let reached = correctDigits(actual, expected)
  let isClose = reached >= digits || (actual - expected).magnitude <= floor
  #expect(
    isClose, "\(what): \(actual) against \(expected), \(reached) of \(digits) digits",
    sourceLocation: sourceLocation)
}

/// Expects that an optional number agrees with a value of a fixture.
public func expectAgreement(
  _ actual: Double?, _ expected: Fixture.Value, digits: Double, floor: Double = 0, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let reference = try expected.number()
  guard let actual else {
    Issue.record("\(what): nothing against \(reference)", sourceLocation: sourceLocation)
    return
  }
  expectAgreement(actual, reference, digits: digits, floor: floor, what, sourceLocation: sourceLocation)
}

/// Expects that numbers agree with an array of a fixture, element by element.
public func expectAgreement(
  _ actual: [Double], _ expected: Fixture.Value, digits: Double, floor: Double = 0, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let reference = try expected.numbers()
  #expect(actual.count == reference.count, "\(what): counts differ", sourceLocation: sourceLocation)
  for (index, (found, wanted)) in zip(actual, reference).enumerated() {
    expectAgreement(
      found, wanted, digits: digits, floor: floor, "\(what)[\(index)]", sourceLocation: sourceLocation)
  }
}
