import Foundation
import SurveyInference
import SurveyVocabulary

/// Every test of pairs, with its null hypothesis.
let pairTests: [PairTest] = [
  PairTest(name: "paired t", null: .mean) { try PairedTTest($0.x, against: $0.y).pValue },
  PairTest(name: "sign flips", null: .symmetry, isExact: true) {
    try SignFlipTest($0.x, against: $0.y, method: .monteCarlo(permutations: 999, seed: $0.seed)).pValue
  },
  PairTest(name: "signed rank, Pratt", null: .symmetry, isExact: true) {
    try SignedRankTest($0.x, against: $0.y).pValue
  },
  PairTest(name: "signed rank, Wilcoxon", null: .symmetry, isExact: true) {
    try SignedRankTest($0.x, against: $0.y, zeros: .wilcoxon).pValue
  },
  PairTest(name: "signed rank, split zeros", null: .symmetry, isExact: true) {
    try SignedRankTest($0.x, against: $0.y, zeros: .split).pValue
  },
  PairTest(name: "signed rank, normal with correction", null: .symmetry) {
    try SignedRankTest($0.x, against: $0.y, method: .asymptotic(continuityCorrection: true)).pValue
  },
  PairTest(name: "sign test", null: .median, isExact: true) { try SignTest($0.x, against: $0.y).pValue },
  PairTest(
    name: "Yuen, 20% trimmed", null: .exchangeable, shapes: [.normal, .skewed, .likert]
  ) {
    try PairedYuenTest($0.x, against: $0.y, bootstrap: nil).pValue
  },
  PairTest(name: "McNemar, exact", null: .exchangeable, isExact: true, shapes: [.likert]) {
    try mcNemar($0, .exact).pValue
  },
  PairTest(name: "McNemar, mid-p", null: .exchangeable, shapes: [.likert]) { try mcNemar($0, .midP).pValue },
  PairTest(name: "McNemar, normal with correction", null: .exchangeable, shapes: [.likert]) {
    try mcNemar($0, .asymptotic()).pValue
  },
  PairTest(name: "Bowker", null: .exchangeable, shapes: [.likert]) {
    try BowkerTest(table: answerTable($0)).pValue
  },
  PairTest(name: "Stuart-Maxwell", null: .exchangeable, shapes: [.likert]) {
    try StuartMaxwellTest(table: answerTable($0)).pValue
  },
  PairTest(name: "equivalence, t", null: .bound) { try equivalence($0, .t) },
  PairTest(name: "equivalence, bootstrap t", null: .bound) {
    try equivalence($0, .bootstrapT(resamples: 999, seed: $0.seed))
  },
  PairTest(name: "equivalence, signed rank", null: .bound, shapes: [.normal, .skewed]) {
    try equivalence($0, .signedRank())
  },
]

/// Every interval of pairs, with the value that it should cover.
let pairIntervals: [PairInterval] = [
  PairInterval(name: "mean difference, paired t", value: { $0.meanDifference }) {
    try PairedTTest($0.x, against: $0.y).difference.interval
  },
  PairInterval(
    name: "pseudomedian, signed rank", value: { $0.shape == .likert ? nil : pseudomedian($0) }
  ) {
    try SignedRankTest($0.x, against: $0.y).pseudomedian.interval
  },
  PairInterval(name: "median difference, sign test", value: { $0.shape == .likert ? nil : median($0) }) {
    try SignTest($0.x, against: $0.y).median.interval
  },
  PairInterval(
    name: "d of differences (dz), noncentral t",
    value: { PairParameters($0).difference / PairParameters($0).ofDifferences }
  ) {
    try CohensDz($0.x, against: $0.y).dz.interval
  },
  PairInterval(
    name: "average-variance d (dav)",
    value: { PairParameters($0).difference / PairParameters($0).rootMeanVariance }
  ) {
    try CohensDav($0.x, against: $0.y).dav.interval
  },
  PairInterval(
    name: "repeated-measures d (drm)",
    value: { study in
      let truth = PairParameters(study)
      return truth.difference / truth.ofDifferences * (2 * (1 - truth.correlation)).squareRoot()
    }
  ) {
    try CohensDrm($0.x, against: $0.y).drm.interval
  },
  PairInterval(
    name: "baseline d (Becker)", value: { PairParameters($0).difference / PairParameters($0).second }
  ) {
    try BeckersDb($0.x, against: $0.y).db.interval
  },
]

@Sendable private func median(_ study: PairStudy) -> Double {
  study.shift + (study.shape == .skewedDifferences ? log(2) - 1 : 0)
}

@Sendable private func pseudomedian(_ study: PairStudy) -> Double {
  study.shift + (study.shape == .skewedDifferences ? 1.6783469900166608 / 2 - 1 : 0)
}

/// The probability of equivalence within bounds of which the true difference is the upper one.
private func equivalence(_ sample: PairSample, _ test: PairedShiftMethod) throws -> Double {
  try EquivalenceTest(
    sample.x, pairedWith: sample.y, within: -sample.bound...sample.bound, test: test
  ).pValue
}

/// McNemar's test of who answers 4 or 5.
private func mcNemar(_ sample: PairSample, _ method: McNemarTest.Method) throws -> McNemarTest {
  try McNemarTest(sample.x.map { $0 >= 4 }, against: sample.y.map { $0 >= 4 }, method: method)
}

private func answerTable(_ sample: PairSample) -> [[Int]] {
  var table = [[Int]](repeating: [Int](repeating: 0, count: 5), count: 5)
  for (one, other) in zip(sample.x, sample.y) { table[Int(one) - 1][Int(other) - 1] += 1 }
  return table
}
