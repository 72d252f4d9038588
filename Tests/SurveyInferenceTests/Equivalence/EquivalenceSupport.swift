import SurveyInference
import SurveyTestSupport
import SurveyVocabulary

/// Data of the page and of the laws: two groups, and two occasions of the same cases.
enum Offices {
  static let north = [3.25, 4, 2.75, 4.5, 3.75, 3, 4.25, 4, 3.5, 4.75, 4, 3.25]
  static let south = [3, 3.75, 2.75, 4.25, 3.5, 3.25, 3.75, 4, 3.25]
  static let after = [3.75, 4.25, 2.75, 4.75, 3.5, 3.75, 3.5, 4.5, 4, 4.75, 3.25]
  static let before = [3.25, 4, 2.75, 4.5, 3.75, 3, 2.5, 4.25, 3.5, 4.75, 3]
}

/// Every test of two groups, with few resamples.
let groupShiftMethods: [GroupShiftMethod] = [
  .student, .welch, .mannWhitney(), .mannWhitney(.asymptotic(continuityCorrection: true)),
  .bootstrapT(resamples: 399, seed: 3), .bootstrapPercentile(resamples: 399, seed: 4),
]

/// Every test of pairs, with few resamples.
let pairedShiftMethods: [PairedShiftMethod] = [
  .t, .signedRank(), .signedRank(zeros: .wilcoxon), .signedRank(method: .asymptotic()),
  .bootstrapT(resamples: 399, seed: 3), .bootstrapPercentile(resamples: 399, seed: 4),
]

extension FixedNumbers {
  /// Values without ties, of a spread and about a centre of their own.
  mutating func bells(_ count: Int, center: Double, spread: Double) -> [Double] {
    (0..<count).map { _ in center + spread * bell() }
  }
}

/// All ways to choose `size` of `count` places, as bits.
func choices(_ count: Int, _ size: Int) -> [Int] { (0..<(1 << count)).filter { $0.nonzeroBitCount == size } }

/// U of the places of a choice, ties counted half, by comparing every pair.
func naiveU(_ values: [Double], _ choice: Int) -> Double {
  var u = 0.0
  for (i, x) in values.enumerated() where choice >> i & 1 == 1 {
    for (j, y) in values.enumerated() where choice >> j & 1 == 0 { u += x > y ? 1 : (x == y ? 0.5 : 0) }
  }
  return u
}

/// The exact one-sided probabilities of U for the first values against the second, by enumeration.
func naiveTails(_ first: [Double], _ second: [Double]) -> (lower: Double, upper: Double) {
  let all = first + second
  let observed = naiveU(all, (1 << first.count) - 1)
  let us = choices(all.count, first.count).map { naiveU(all, $0) }
  let count = Double(us.count)
  return (
    Double(us.count { $0 <= observed }) / count, Double(us.count { $0 >= observed }) / count
  )
}

/// The exact one-sided probabilities of the sum of positive ranks, by enumeration; Pratt's zeros.
func naiveSignedTails(_ differences: [Double]) -> (lower: Double, upper: Double) {
  let sizes = differences.map(\.magnitude)
  let ranks = sizes.map { size in
    Double(sizes.count { $0 < size }) + Double(sizes.count { $0 == size } + 1) / 2
  }
  let kept = differences.indices.filter { differences[$0] != 0 }
  let observed = kept.reduce(0) { $0 + (differences[$1] > 0 ? ranks[$1] : 0) }
  let sums = (0..<(1 << kept.count)).map { signs in
    kept.enumerated().reduce(0) { $0 + (signs >> $1.offset & 1 == 1 ? ranks[$1.element] : 0) }
  }
  let count = Double(sums.count)
  return (
    Double(sums.count { $0 <= observed }) / count, Double(sums.count { $0 >= observed }) / count
  )
}
