import SurveyVocabulary

/// The divisions of values on a grid into two groups, told apart by the sum of the first.
struct GridDivisions {
  private let first: [Int]
  private let second: [Int]

  /// Refuses values that are not whole multiples of the unit apart.
  init(_ first: [Double], _ second: [Double], unit: Double) throws(InputError) {
    guard unit > 0, unit.isFinite else {
      throw .outOfRange("unit", value: unit, allowed: "a finite number above 0")
    }
    let origin = min(first.min() ?? 0, second.min() ?? 0)
    func steps(_ values: [Double]) throws(InputError) -> [Int] {
      var steps: [Int] = []
      for value in values {
        let exact = (value - origin) / unit
        guard exact < 1e12 else { throw Self.infeasible }
        guard (exact - exact.rounded()).magnitude < 1e-6 else {
          throw InputError(
            .outOfRange, "unit", "\(value) is not a whole number of units of \(unit) above \(origin)",
            remedy: "use .exact or .monteCarlo")
        }
        steps.append(Int(exact.rounded()))
      }
      return steps
    }
    self.first = try steps(first)
    self.second = try steps(second)
  }

  /// The tails of the difference in means, by exact counting.
  func tails(_ definition: TwoSidedDefinition) throws(InputError) -> TailProbabilities {
    try DividedSums(first: first, second: second).tails(definition, tooLarge: Self.infeasible)
  }

  private static var infeasible: InputError {
    .infeasible(
      "method", "the sums on this grid are too many to count",
      remedy: "use a coarser unit that fits the values, or .monteCarlo(permutations:seed:)")
  }
}
