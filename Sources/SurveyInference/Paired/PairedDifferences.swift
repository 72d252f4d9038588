import SurveyVocabulary

/// The first values minus the second, checked.
func pairedDifferences(
  _ values: some Collection<Double>, _ baseline: some Collection<Double>, atLeast needed: Int
) throws(InputError) -> [Double] {
  let first = try finiteValues(values, "values")
  let second = try finiteValues(baseline, "baseline")
  try checkEqualLength(first.count, "values", second.count, "baseline")
  guard first.count >= needed else { throw .tooFew("pairs", found: first.count, needed: needed) }
  let differences = zip(first, second).map { $0 - $1 }
  guard differences.allSatisfy(\.isFinite) else {
    throw InputError(
      .outOfRange, "differences", "a difference exceeds the range of Double", remedy: "rescale the values")
  }
  return differences
}
