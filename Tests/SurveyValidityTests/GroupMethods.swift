import Foundation
import SurveyInference
import SurveyVocabulary

/// Every test of two groups, with its null hypothesis.
let groupTests: [GroupTest] = [
  GroupTest(name: "Student", null: .means) { try StudentTest($0.x, against: $0.y).pValue },
  GroupTest(name: "Welch", null: .means) { try WelchTest($0.x, against: $0.y).pValue },
  GroupTest(name: "permutation of Welch's t", null: .means, isExact: true) {
    try PermutationTest($0.x, against: $0.y, permutations: 999, seed: $0.seed).pValue
  },
  GroupTest(name: "permutation of the difference in means", null: .means, isExact: true) {
    try PermutationTest(
      $0.x, against: $0.y, statistic: .meanDifference, permutations: 999, seed: $0.seed
    ).pValue
  },
  GroupTest(name: "Mann-Whitney, exact", null: .superiority, isExact: true) {
    try MannWhitneyTest($0.x, against: $0.y).pValue
  },
  GroupTest(name: "Mann-Whitney, normal with correction", null: .superiority) {
    try MannWhitneyTest($0.x, against: $0.y, method: .asymptotic(continuityCorrection: true)).pValue
  },
  GroupTest(name: "Brunner-Munzel, t", null: .superiority) {
    try BrunnerMunzelTest($0.x, against: $0.y).pValue
  },
]

/// Every interval of two groups, with the value that it should cover.
let groupIntervals: [GroupInterval] = [
  GroupInterval(name: "difference in means, Student", value: meanDifference) {
    try StudentTest($0.x, against: $0.y).difference.interval
  },
  GroupInterval(name: "difference in means, Welch", value: meanDifference) {
    try WelchTest($0.x, against: $0.y).difference.interval
  },
  GroupInterval(name: "Hedges' g, noncentral t", value: pooledDifference) {
    try HedgesG($0.x, against: $0.y).g.interval
  },
  GroupInterval(name: "Hedges' g, bootstrap BCa", value: pooledDifference) {
    try HedgesG($0.x, against: $0.y, bootstrap: .bca(resamples: 999, seed: $0.seed)).g.interval
  },
  GroupInterval(name: "Cohen's d, noncentral t", value: pooledDifference) {
    try CohensD($0.x, against: $0.y).d.interval
  },
  GroupInterval(name: "average-variance d, Bonett", value: averageVarianceDifference) {
    try AverageVarianceD($0.x, against: $0.y).d.interval
  },
  GroupInterval(name: "Glass's delta", value: glassDifference) {
    try GlassDelta($0.x, against: $0.y).delta.interval
  },
  GroupInterval(name: "log ratio of means", value: { log($0.mean / $1.mean) }) {
    try LogRatioOfMeans($0.x, against: $0.y).logRatio.interval
  },
  GroupInterval(name: "probability of superiority", value: { $0.superiority(over: $1) }) {
    try ProbabilityOfSuperiority($0.x, against: $0.y).superiority.interval
  },
  GroupInterval(name: "superiority, Brunner-Munzel", value: { $0.superiority(over: $1) }) {
    try BrunnerMunzelTest($0.x, against: $0.y).effect.interval
  },
  GroupInterval(name: "Cliff's delta", value: { 2 * $0.superiority(over: $1) - 1 }) {
    try CliffsDelta($0.x, against: $0.y).delta.interval
  },
  GroupInterval(name: "rank-biserial correlation", value: { 2 * $0.superiority(over: $1) - 1 }) {
    try RankBiserial($0.x, against: $0.y).r.interval
  },
  GroupInterval(name: "superiority from d", value: { $0.shape == .normal ? $0.superiority(over: $1) : nil }) {
    try CommonLanguageEffect($0.x, against: $0.y).superiority.interval
  },
]

@Sendable private func meanDifference(_ x: Population, _ y: Population) -> Double? { x.mean - y.mean }

/// The difference over the root of the pooled variance at these sizes.
@Sendable private func pooledDifference(_ x: Population, _ y: Population) -> Double? {
  let (n, m) = (Double(GroupStudy.sizes.0), Double(GroupStudy.sizes.1))
  let (a, b) = (x.standardDeviation, y.standardDeviation)
  return (x.mean - y.mean) / (((n - 1) * a * a + (m - 1) * b * b) / (n + m - 2)).squareRoot()
}

@Sendable private func averageVarianceDifference(_ x: Population, _ y: Population) -> Double? {
  let (a, b) = (x.standardDeviation, y.standardDeviation)
  return (x.mean - y.mean) / ((a * a + b * b) / 2).squareRoot()
}

@Sendable private func glassDifference(_ x: Population, _ y: Population) -> Double? {
  (x.mean - y.mean) / y.standardDeviation
}
