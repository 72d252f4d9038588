import SurveyTestSupport
import SurveyVocabulary

/// The alternative of a reference case, in the library's words.
func referenceAlternative(_ reference: Fixture.Case) throws -> Alternative {
  switch try reference.options["alternative"].string() {
  case "greater": .greater
  case "less": .less
  default: .twoSided
  }
}

/// Numbers for laws that must hold for any data: the same ones on every run.
struct FixedNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A whole number below a bound.
  mutating func next(below bound: UInt64) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % bound)
  }

  /// Whole numbers from a low one, below a bound.
  mutating func integers(_ count: Int, from low: Int, below bound: Int) -> [Double] {
    (0..<count).map { _ in Double(low + next(below: UInt64(bound - low))) }
  }

  /// A number from the unit interval.
  mutating func uniform() -> Double { (Double(next(below: 1 << 30)) + 0.5) / Double(1 << 30) }

  /// The sum of twelve uniforms less six: close to standard normal, with variance one exactly.
  mutating func bell() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}
