import SurveyInference
import SurveyTestSupport
import Testing

extension Fixture.Case {
  /// The groups of a reference: two arrays, several, two labels of a column or several.
  func spreadGroups() throws -> ScoreGroups {
    if options["first"] != .null {
      return try ScoreGroups([options["first"].numbers(), options["second"].numbers()])
    }
    if options["groups"] != .null || options["levels"] != .null { return try scoreGroups() }
    let (first, second) = try twoGroups()
    return ScoreGroups([first, second])
  }
}

/// The median of at least one value.
func medianOf(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// Two groups whose spreads differ, in whole numbers and with ties.
let calm: [Double] = [5, 4, 6, 5, 5, 7, 4, 5]
let restless: [Double] = [1, 9, 5, 3, 8, 2, 7]
