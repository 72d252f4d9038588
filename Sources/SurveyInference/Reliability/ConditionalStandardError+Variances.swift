import SurveyVocabulary

extension ConditionalStandardError {
  /// The estimated error variance of the sum of each person.
  static func variances(
    _ items: [[Double]], _ sums: [Double], _ names: [String], _ method: Method
  ) throws(InputError) -> [Double] {
    let k = Double(items.count)
    switch method {
    case .withinPerson:
      return sums.indices.map { row in
        let mean = sums[row] / k
        return k / (k - 1) * items.reduce(0) { $0 + ($1[row] - mean) * ($1[row] - mean) }
      }
    case .lord:
      return try binomial(items, names, factor: 1)
    case .keats:
      let first = try KuderRichardson20(items, names: names).reliability.value
      let second = try KuderRichardson21(items, names: names, bootstrap: nil).reliability.value
      guard 1 - second > 1e-13 else {
        throw InputError(
          .constant, "1 - KR-21", "is zero, so that the correction does not exist", remedy: "use .lord")
      }
      return try binomial(items, names, factor: (1 - first) / (1 - second))
    case .halves(let half):
      return try halves(items, half)
    }
  }

  private static func binomial(
    _ items: [[Double]], _ names: [String], factor: Double
  ) throws(InputError) -> [Double] {
    let k = Double(items.count)
    return try DichotomousItems(items, names: names).totals.map { factor * $0 * (k - $0) / (k - 1) }
  }

  private static func halves(_ items: [[Double]], _ half: [Int]) throws(InputError) -> [Double] {
    let first = Set(half)
    guard first.count == half.count, half.allSatisfy(items.indices.contains), !half.isEmpty,
      half.count < items.count
    else {
      throw InputError(
        .definition, "halves", "the first half must name some of the \(items.count) items, each once",
        remedy: "use places from 0 to \(items.count - 1)")
    }
    let cases = items[0].count
    var differences = [Double](repeating: 0, count: cases)
    for (index, item) in items.enumerated() {
      let sign = first.contains(index) ? 1.0 : -1
      for row in 0..<cases { differences[row] += sign * item[row] }
    }
    let mean = differences.reduce(0) { $0 + $1 / Double(cases) }
    return differences.map { ($0 - mean) * ($0 - mean) }
  }
}
