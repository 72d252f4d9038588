import Foundation
import SurveyInference
import SurveyProbability
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
  GroupTest(name: "Mann-Whitney, mid-p", null: .superiority) {
    try MannWhitneyTest($0.x, against: $0.y, method: .exact(twoSided: .midP)).pValue
  },
  GroupTest(name: "Brunner-Munzel, t", null: .superiority) {
    try BrunnerMunzelTest($0.x, against: $0.y).pValue
  },
  GroupTest(name: "Brunner-Munzel, permutation", null: .superiority, isExact: true) {
    try BrunnerMunzelTest(
      $0.x, against: $0.y, permutation: .monteCarlo(permutations: 999, seed: $0.seed)
    ).pValue
  },
  GroupTest(name: "Yuen, 20% trimmed", null: .trimmedMeans) {
    try YuenTest($0.x, against: $0.y, bootstrap: nil).pValue
  },
  GroupTest(name: "permutation of the difference in medians", null: .medians, isExact: true) {
    try PermutationTest(
      $0.x, against: $0.y, statistic: .medianDifference, permutations: 999, seed: $0.seed
    ).pValue
  },
  GroupTest(name: "Mood's median test, exact", null: .medians, isExact: true) {
    try MoodMedianTest($0.x, against: $0.y).pValue
  },
  GroupTest(name: "Kolmogorov-Smirnov, exact", null: .distributions, isExact: true) {
    try KolmogorovSmirnovTest($0.x, against: $0.y).pValue
  },
  GroupTest(name: "Cramér-von Mises, permutation", null: .distributions, isExact: true) {
    try CramerVonMisesTwoSampleTest(
      $0.x, against: $0.y, method: .monteCarlo(draws: 999, seed: $0.seed)
    ).pValue
  },
  GroupTest(name: "Anderson-Darling, permutation", null: .distributions, isExact: true) {
    try AndersonDarlingKSampleTest([$0.x, $0.y], method: .monteCarlo(draws: 999, seed: $0.seed)).pValue
  },
  GroupTest(name: "F test of variances", null: .variances) {
    try VarianceRatioTest($0.x, against: $0.y).pValue
  },
  GroupTest(name: "Bartlett", null: .variances) { try BartlettTest([$0.x, $0.y]).pValue },
  GroupTest(name: "Levene, means", null: .variances) {
    try LeveneTest($0.x, against: $0.y, center: .mean).pValue
  },
  GroupTest(name: "Brown-Forsythe, medians", null: .variances) {
    try LeveneTest($0.x, against: $0.y, center: .median).pValue
  },
  GroupTest(name: "Fligner-Killeen", null: .variances) { try FlignerKilleenTest([$0.x, $0.y]).pValue },
  GroupTest(name: "Ansari-Bradley, exact", null: .variances, isExact: true) {
    try AnsariBradleyTest($0.x, against: $0.y).pValue
  },
  GroupTest(name: "equivalence, Student", null: .bound) { try equivalence($0, .student) },
  GroupTest(name: "equivalence, Welch", null: .bound) { try equivalence($0, .welch) },
  GroupTest(name: "equivalence, bootstrap t", null: .bound) {
    try equivalence($0, .bootstrapT(resamples: 999, seed: $0.seed))
  },
  GroupTest(name: "equivalence, bootstrap percentile", null: .bound) {
    try equivalence($0, .bootstrapPercentile(resamples: 999, seed: $0.seed))
  },
  GroupTest(name: "equivalence, Mann-Whitney", null: .medianBound) { try equivalence($0, .mannWhitney()) },
  GroupTest(name: "non-inferiority, Welch", null: .bound) {
    try MarginTest($0.x, against: $0.y, difference: .below($0.bound)).pValue
  },
  GroupTest(name: "minimal effect, Welch", null: .bound) {
    try MinimalEffectTest($0.x, against: $0.y, outside: -$0.bound...$0.bound).pValue
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
  GroupInterval(
    name: "difference in trimmed means, Yuen",
    value: { $0.shape == .likert ? nil : $0.trimmedMean - $1.trimmedMean }
  ) {
    try YuenTest($0.x, against: $0.y, bootstrap: nil).difference.interval
  },
  GroupInterval(name: "shift, Hodges-Lehmann exact", value: { $0.medianDifference(from: $1) }) {
    try MannWhitneyTest($0.x, against: $0.y).shift.interval
  },
  GroupInterval(name: "shift, Hodges-Lehmann normal", value: { $0.medianDifference(from: $1) }) {
    try MannWhitneyTest($0.x, against: $0.y, method: .asymptotic(continuityCorrection: true)).shift.interval
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
  GroupInterval(
    name: "superiority, Brunner-Munzel permutation", value: { $0.superiority(over: $1) }
  ) {
    try BrunnerMunzelTest(
      $0.x, against: $0.y, permutation: .monteCarlo(permutations: 999, seed: $0.seed)
    ).effect.interval
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
  GroupInterval(name: "overlap, equal variances", value: normalOverlap) {
    try OverlapCoefficient($0.x, against: $0.y).overlap.interval
  },
  GroupInterval(name: "ratio of variances, F", value: varianceRatio) {
    try VarianceRatioTest($0.x, against: $0.y).ratio.interval
  },
  GroupInterval(
    name: "ratio of mean absolute deviations",
    value: { $0.shape == .likert ? nil : $0.spread / $1.spread }
  ) {
    try LeveneTest($0.x, against: $0.y, confidence: 0.95).ratioOfDeviations?.interval
  },
]

/// The probability of equivalence within bounds of which the true difference is the upper one.
private func equivalence(_ sample: GroupSample, _ test: GroupShiftMethod) throws -> Double {
  try EquivalenceTest(
    sample.x, against: sample.y, within: -sample.bound...sample.bound, test: test
  ).pValue
}

@Sendable private func varianceRatio(_ x: Population, _ y: Population) -> Double? {
  let ratio = x.standardDeviation / y.standardDeviation
  return ratio * ratio
}

/// The common area of two normal densities; known here where the spreads are equal, as its model has it.
@Sendable private func normalOverlap(_ x: Population, _ y: Population) -> Double? {
  guard x.shape == .normal, x.spread == y.spread else { return nil }
  return 2 * NormalDistribution.standard.lowerTail(-(x.mean - y.mean) / (2 * x.spread))
}

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
