import SurveyProbability
import SurveyVocabulary

/// A variable with the two groups of its cases that a two-valued one makes, and their correlation.
struct TwoValued {
  /// Size, mean and variance of the two groups, in the order given.
  let groups: [Moments]
  /// Pearson's correlation with a variable that is 1 in the first group and 0 in the second.
  let correlation: Double
  /// Student's t of the two groups with pooled variances; infinite if neither group varies.
  let statistic: TestStatistic
  /// All values in units of their standard deviation with n in the denominator, first group first.
  let scores: [Double]

  var count: Int { scores.count }
  var degreesOfFreedom: Double { Double(count - 2) }
  /// The share of the cases in the first group.
  var share: Double { Double(groups[0].count) / Double(count) }

  /// - Throws: `InputError` if a group is empty, there are fewer than three values, one is not finite, or all
  ///   are equal.
  init(_ group: some Collection<Double>, _ baseline: some Collection<Double>) throws(InputError) {
    let first = try finiteValues(group, "group", atLeast: 1)
    let second = try finiteValues(baseline, "baseline", atLeast: 1)
    let all = first + second
    guard all.count >= 3 else { throw .tooFew("group and baseline", found: all.count, needed: 3) }
    groups = [try Moments(finite: first), try Moments(finite: second)]
    // In units of a power of two near the largest deviation no square leaves the range of Double.
    let center = all.reduce(0) { $0 + $1 / Double(all.count) }
    let largest = all.reduce(0) { max($0, ($1 - center).magnitude) }
    guard all.contains(where: { $0 != all[0] }), largest > 0 else {
      throw .constant(
        "group and baseline", remedy: "a correlation is undefined where one variable does not vary")
    }
    let unit = Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1)
    let a = try Moments(finite: first.map { ($0 - center) / unit })
    let b = try Moments(finite: second.map { ($0 - center) / unit })
    let (m, n) = (Double(a.count), Double(b.count))
    let between = (a.mean - b.mean) * (m * n / (m + n)).squareRoot()
    let within = a.sumOfSquares + b.sumOfSquares
    let total = within + between * between
    correlation = within > 0 ? between / total.squareRoot() : (between > 0 ? 1 : -1)
    statistic = TestStatistic(
      "t", between / (within / (m + n - 2)).squareRoot(), reference: .t(degreesOfFreedom: m + n - 2))
    let mean = (m * a.mean + n * b.mean) / (m + n)
    let deviation = (total / (m + n)).squareRoot()
    scores = all.map { (($0 - center) / unit - mean) / deviation }
  }

  /// Splits values by labels, those with a true label first.
  static func split(
    _ values: some Collection<Double>, by labels: some Collection<Bool>
  ) throws(InputError) -> (group: [Double], baseline: [Double]) {
    let values = try finiteValues(values, "values")
    try checkEqualLength(values.count, "values", labels.count, "labels")
    guard values.count >= 3 else { throw .tooFew("values", found: values.count, needed: 3) }
    var (group, baseline) = ([Double](), [Double]())
    for (value, label) in zip(values, labels) {
      if label { group.append(value) } else { baseline.append(value) }
    }
    guard !group.isEmpty, !baseline.isEmpty else {
      throw .constant("labels", remedy: "a correlation is undefined where one variable does not vary")
    }
    return (group, baseline)
  }
}
