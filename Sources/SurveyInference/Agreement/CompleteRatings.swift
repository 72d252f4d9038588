import SurveyVocabulary

/// Refuses ratings that are not complete: the same subjects, at least two of them, rated by at least two raters.
///
/// - Parameters:
///   - ratings: One array to a rater.
///   - names: The names of the raters, for errors; numbers where there are none.
/// - Returns: The number of subjects.
/// - Throws: `InputError` if there are too few raters or subjects, lengths differ, or a rating is not finite.
func checkCompleteRatings(_ ratings: [[Double]], _ names: [String]) throws(InputError) -> Int {
  let name = { (index: Int) in names.indices.contains(index) ? names[index] : "rater \(index + 1)" }
  guard ratings.count >= 2 else {
    throw InputError(
      .tooFew, "raters",
      "\(ratings.count) \(ratings.count == 1 ? "rater" : "raters") found, at least 2 needed")
  }
  let count = ratings[0].count
  for (index, rater) in ratings.enumerated() {
    try checkEqualLength(rater.count, name(index), count, name(0))
    _ = try finiteValues(rater, name(index))
  }
  guard count >= 2 else {
    throw InputError(
      .tooFew, "subjects", "\(count) \(count == 1 ? "subject" : "subjects") found, at least 2 needed")
  }
  return count
}
