import SurveyVocabulary

/// Ratings with gaps, by subject, with what takes no part left out and counted.
struct CrossedRatings {
  /// The ratings of each subject that has one.
  let subjects: [[(rater: Int, value: Double)]]
  /// The names of the raters that have a rating.
  let names: [String]
  /// The names of those that have none.
  let unusedRaters: [String]
  /// The parts of the design that no subject connects.
  let partCount: Int
  /// The subjects that came in and were used.
  let cases: CaseLedger

  /// - Throws: `InputError` as the finding that uses it.
  init(_ ratings: [[Double?]], names: [String]) throws(InputError) {
    if !names.isEmpty { try checkEqualLength(names.count, "names", ratings.count, "the list of raters") }
    let name = { (index: Int) in names.isEmpty ? "rater \(index + 1)" : names[index] }
    let count = ratings.first?.count ?? 0
    var used: [Int] = []
    var unused: [String] = []
    for (index, rater) in ratings.enumerated() {
      try checkEqualLength(rater.count, name(index), count, name(0))
      for (row, value) in rater.enumerated() {
        if let value, !value.isFinite { throw .notFinite(name(index), value: value, at: row) }
      }
      if rater.contains(where: { $0 != nil }) { used.append(index) } else { unused.append(name(index)) }
    }
    try Self.check(used.count, "raters")
    guard used.count <= RatingVarianceComponents.mostRaters else {
      throw .infeasible(
        "raters", "\(used.count) raters found", remedy: "\(RatingVarianceComponents.mostRaters) are the most")
    }
    let cells = used.reduce(0) { $0 + ratings[$1].reduce(0) { $0 + ($1 == nil ? 0 : 1) } }
    guard cells <= RatingVarianceComponents.mostRatings else {
      throw .infeasible("ratings", "\(cells) ratings found", remedy: "10,000,000 are the most")
    }
    var subjects: [[(rater: Int, value: Double)]] = []
    for row in 0..<count {
      let given = used.enumerated().compactMap { place, rater in
        ratings[rater][row].map { (rater: place, value: $0) }
      }
      if !given.isEmpty { subjects.append(given) }
    }
    try Self.check(subjects.count, "subjects")
    partCount = Self.parts(subjects, raterCount: used.count)
    // What is left of the ratings when subjects and raters have taken their means.
    guard cells - subjects.count - used.count + partCount >= 1 else {
      throw InputError(
        .tooFew, "ratings",
        "\(cells) ratings of \(subjects.count) subjects by \(used.count) raters leave no degree of freedom to error",
        remedy: "more subjects must be rated by two or more of the same raters")
    }
    self.subjects = subjects
    self.names = used.map(name)
    unusedRaters = unused
    cases = CaseLedger(
      used: subjects.count,
      exclusions: [CaseLedger.Exclusion("with no rating", count: count - subjects.count)])
  }

  private static func check(_ count: Int, _ what: String) throws(InputError) {
    guard count >= 2 else {
      throw InputError(.tooFew, what, "\(count) with a rating found, at least 2 needed")
    }
  }

  /// The number of sets of raters that no subject connects.
  private static func parts(_ subjects: [[(rater: Int, value: Double)]], raterCount: Int) -> Int {
    var part = Array(0..<raterCount)
    for subject in subjects {
      guard let first = subject.first?.rater else { continue }
      for rating in subject.dropFirst() where part[rating.rater] != part[first] {
        let (old, new) = (part[rating.rater], part[first])
        for index in part.indices where part[index] == old { part[index] = new }
      }
    }
    return Set(part).count
  }
}
