import SurveyTestSupport
import SurveyVocabulary

/// What a test expected and did not find.
struct TestFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Fixture.Case {
  /// The alternative in R's spelling.
  func alternative() throws -> Alternative {
    switch try options["alternative"].string() {
    case "greater": .greater
    case "less": .less
    default: .twoSided
    }
  }
}

/// All choices of `count` indices below `size`: the slow and obvious enumeration.
func subsets(of size: Int, choosing count: Int) -> [[Int]] {
  guard count > 0 else { return [[]] }
  guard size >= count else { return [] }
  return subsets(of: size - 1, choosing: count)
    + subsets(of: size - 1, choosing: count - 1).map { $0 + [size - 1] }
}

/// Small groups with heavy ties, the same at every run.
func tiedGroups(_ first: Int, _ second: Int, levels: Int, seed: UInt64) -> ([Double], [Double]) {
  var state = seed
  func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double((state >> 33) % UInt64(levels))
  }
  let values = (0..<(first + second)).map { _ in next() }
  return (Array(values[..<first]), Array(values[first...]))
}
