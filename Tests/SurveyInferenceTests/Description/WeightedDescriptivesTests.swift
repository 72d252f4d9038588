import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct WeightedDescriptivesTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6]
  static let counts = [2.0, 1, 3, 1, 1, 4, 2]

  // MARK: Reference

  private func weighted(_ reference: Fixture.Case) throws -> (values: [Double], weights: [Double]) {
    let table = try Fixture.table(try #require(reference.dataset))
    let column = try table.numbers(reference.options["column"].string())
    let weights: [Double?]
    if case .array = reference.options["weights"] {
      let cycle = try reference.options["weights"].numbers()
      weights = column.indices.map { cycle[$0 % cycle.count] }
    } else {
      weights = try table.numbers(reference.options["weights"].string())
    }
    let pairs = zip(column, weights).compactMap { value, weight in
      value.flatMap { value in weight.map { (value, $0) } }
    }
    return (pairs.map(\.0), pairs.map(\.1))
  }

  @Test(arguments: try Fixture.cases("WeightedDescriptives"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (values, weights) = try weighted(reference)
    let expected = reference.expected
    for kind in WeightKind.allCases {
      let found = try WeightedDescriptives(values, weights: weights, as: kind)
      try expectAgreement(found.sumOfWeights, expected["sum_w"], digits: 12, "sum")
      try expectAgreement(found.mean.value, expected["mean"], digits: 12, "mean")
      try expectAgreement(found.populationVariance, expected["var_ml"], digits: 12, "variance")
      try expectAgreement(found.effectiveSize, expected["ess_kish"], digits: 12, "effective n")
      switch kind {
      case .frequency:
        try expectAgreement(found.variance, expected["var_frequency"], digits: 12, "frequency")
      case .reliability:
        try expectAgreement(found.variance, expected["var_reliability_unbiased"], digits: 12, "reliability")
      case .sampling:
        try expectAgreement(found.mean.standardError, expected["se_linearised"], digits: 12, "linearized")
      case .precision: break
      }
    }
  }

  @Test(arguments: try Fixture.cases("WeightedMeans"))
  func precisionIsWeightedLeastSquares(_ reference: Fixture.Case) throws {
    let (values, weights) = try weighted(reference)
    let found = try WeightedDescriptives(values, weights: weights, as: .precision)
    try expectAgreement(found.mean.value, reference.expected["mean"], digits: 12, "mean")
    try expectAgreement(found.mean.standardError, reference.expected["se"], digits: 11, "SE")
    try expectAgreement(found.standardDeviation, reference.expected["sigma"], digits: 11, "sigma")
    #expect(found.degreesOfFreedom == (try reference.expected["df"].number()))
    let interval = try #require(found.mean.interval)
    try expectAgreement([interval.lower, interval.upper], reference.expected["ci95"], digits: 11, "limits")
  }

  @Test(arguments: try Fixture.cases("WeightedSurveys"))
  func samplingAgreesWithTheSurveyPackage(_ reference: Fixture.Case) throws {
    let (values, weights) = try weighted(reference)
    let found = try WeightedDescriptives(values, weights: weights, as: .sampling)
    let expected = reference.expected
    try expectAgreement(found.mean.value, expected["mean"], digits: 12, "mean")
    try expectAgreement(found.mean.standardError, expected["se"], digits: 12, "SE")
    try expectAgreement(limits(of: found.mean), expected["ci95"], digits: 11, "limits")
    try expectAgreement(found.variance, expected["variance"], digits: 12, "variance")
    for type in [Quantiles.Definition.one, .two] {
      let quantiles = try Quantiles(
        values, weights: weights, as: .sampling, at: expected["probs"].numbers(), type: type)
      try expectAgreement(quantiles.values, expected["hf\(type.rawValue)"], digits: 13, "quantiles")
    }
  }

  // MARK: Laws

  @Test func frequenciesAreReplications() throws {
    let replicated = zip(Self.values, Self.counts).flatMap { Array(repeating: $0, count: Int($1)) }
    let found = try WeightedDescriptives(
      Self.values, weights: Self.counts, as: .frequency, quantiles: .seven)
    let plain = try Descriptives(replicated)
    expectAgreement(found.mean.value, plain.mean.value, digits: 14)
    expectAgreement(found.mean.standardError ?? .nan, plain.mean.standardError ?? .nan, digits: 14)
    expectAgreement(found.variance ?? .nan, plain.moments.variance ?? .nan, digits: 14)
    expectAgreement(found.mean.interval?.lower ?? .nan, plain.mean.interval?.lower ?? .nan, digits: 13)
    #expect(found.median == plain.median && found.interquartileRange == plain.interquartileRange)
  }

  @Test(arguments: WeightKind.allCases) func equalWeightsAreNoWeights(_ kind: WeightKind) throws {
    let found = try WeightedDescriptives(
      Self.values, weights: Self.values.map { _ in 1 }, as: kind)
    let plain = try Descriptives(Self.values)
    expectAgreement(found.mean.value, plain.mean.value, digits: 15)
    expectAgreement(found.variance ?? .nan, plain.moments.variance ?? .nan, digits: 14)
    expectAgreement(found.mean.standardError ?? .nan, plain.mean.standardError ?? .nan, digits: 14)
    expectAgreement(found.degreesOfFreedom ?? .nan, 6, digits: 14)
    #expect(found.median == plain.median && found.effectiveSize == 7)
  }

  /// The scale of the weights means something for frequencies only.
  @Test(arguments: [WeightKind.reliability, .precision, .sampling])
  func theScaleOfWeightsChangesNoError(_ kind: WeightKind) throws {
    for factor in [1e-200, 0.3, 1e200] {
      let found = try WeightedDescriptives(
        Self.values, weights: Self.counts.map { $0 * factor }, as: kind)
      let plain = try WeightedDescriptives(Self.values, weights: Self.counts, as: kind)
      expectAgreement(found.mean.value, plain.mean.value, digits: 14)
      expectAgreement(found.mean.standardError ?? .nan, plain.mean.standardError ?? .nan, digits: 14)
      #expect(found.lowerQuartile == plain.lowerQuartile)
    }
  }

  @Test(arguments: WeightKind.allCases) func shiftScaleAndOrder(_ kind: WeightKind) throws {
    let plain = try WeightedDescriptives(Self.values, weights: Self.counts, as: kind)
    let moved = try WeightedDescriptives(
      Self.values.reversed().map { 5 - 2 * $0 }, weights: Self.counts.reversed(), as: kind)
    expectAgreement(moved.mean.value, 5 - 2 * plain.mean.value, digits: 14)
    expectAgreement(moved.variance ?? .nan, 4 * (plain.variance ?? .nan), digits: 14)
    expectAgreement(moved.mean.standardError ?? .nan, 2 * (plain.mean.standardError ?? .nan), digits: 14)
    expectAgreement(moved.upperQuartile, 5 - 2 * plain.lowerQuartile, digits: 15)
  }

  /// The linearized error by the influence of each case, and the unbiased variance by its expectation.
  @Test func twoRoutesToOneNumber() throws {
    let (w, x) = (Self.counts, Self.values)
    let sum = w.reduce(0, +)
    let mean = zip(w, x).reduce(0) { $0 + $1.0 * $1.1 } / sum
    let influence = zip(w, x).map { $0 / sum * ($1 - mean) }
    let error = (influence.reduce(0) { $0 + $1 * $1 } * 7 / 6).squareRoot()
    let sampled = try WeightedDescriptives(x, weights: w, as: .sampling)
    expectAgreement(sampled.mean.standardError ?? .nan, error, digits: 14)
    let reliable = try WeightedDescriptives(x, weights: w, as: .reliability)
    expectAgreement(
      reliable.mean.standardError ?? .nan,
      ((reliable.variance ?? .nan) / reliable.effectiveSize).squareRoot(), digits: 14)
  }

  @Test func casesOfWeightZero() throws {
    let (x, w) = (Self.values + [400], Self.counts + [0])
    for kind in WeightKind.allCases {
      let plain = try WeightedDescriptives(Self.values, weights: Self.counts, as: kind)
      let found = try WeightedDescriptives(x, weights: w, as: kind)
      #expect(found.mean.value == plain.mean.value && found.maximum == 9 && found.zeroWeights == 1)
      let ratio = kind == .sampling ? (8.0 / 7 * 6 / 7).squareRoot() : 1
      expectAgreement(
        found.mean.standardError ?? .nan, ratio * (plain.mean.standardError ?? .nan), digits: 14)
      #expect(found.variance == plain.variance)
    }
  }

  /// The variance and its degrees of freedom from the matrix of the quadratic form.
  @Test func satterthwaitesDegreesOfFreedom() throws {
    let (w, x) = (Self.counts, Self.values)
    let sum = w.reduce(0, +)
    let matrix = w.indices.map { row in
      w.indices.map { column in (row == column ? w[row] : 0) - w[row] * w[column] / sum }
    }
    let trace = matrix.indices.reduce(0) { $0 + matrix[$1][$1] }
    let squares = matrix.joined().reduce(0) { $0 + $1 * $1 }
    let form = zip(x, matrix).reduce(0) { sum, row in
      sum + row.0 * zip(row.1, x).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let found = try WeightedDescriptives(x, weights: w, as: .reliability)
    expectAgreement(found.variance ?? .nan, form / trace, digits: 13)
    expectAgreement(found.degreesOfFreedom ?? .nan, trace * trace / squares, digits: 13)
  }

  // MARK: Edges and refusals

  @Test func oneWeightMayOutweighAllOthers() throws {
    let found = try WeightedDescriptives([3, 8], weights: [1, 1e-18], as: .reliability)
    expectAgreement(found.variance ?? .nan, 12.5, digits: 14)
    expectAgreement(found.degreesOfFreedom ?? .nan, 1, digits: 14)
    expectRefusal(.outOfRange) {
      try WeightedDescriptives([3, 8], weights: [1, 1e-200], as: .reliability)
    }
    for kind in WeightKind.allCases where kind != .reliability {
      try checkFinding { try WeightedDescriptives([3, 8], weights: [1, 1e-200], as: kind) }
    }
  }

  @Test(arguments: WeightKind.allCases) func fewValuesHaveWhatTheyCanHave(_ kind: WeightKind) throws {
    let one = try WeightedDescriptives([3], weights: [1], as: kind)
    #expect(one.mean.interval == nil && one.variance == nil && one.median == 3 && one.effectiveSize == 1)
    let alone = try WeightedDescriptives([3, 8], weights: [1, 0], as: kind)
    #expect(alone.mean == Estimate(3) && alone.standardDeviation == nil && alone.maximum == 3)
    let constant = try WeightedDescriptives([0.1, 0.1, 0.1], weights: [0.3, 1, 2], as: kind)
    #expect(constant.mean.value == 0.1 && constant.variance == 0 && constant.mean.interval?.width == 0)
    for (x, w) in [([3.0], [1.0]), ([3, 8], [1, 0]), ([1, 2], [0.3, 0.2]), ([0.1, 0.1], [2, 3])] {
      try checkFinding { try WeightedDescriptives(x, weights: w, as: kind) }
    }
    for weights in [[0.6, 0.4 + 1e-10], [0.6, 0.7], [1.9, 0.1 + 1e-12]] {
      try checkFinding { try WeightedDescriptives([1, 2], weights: weights, as: kind) }
    }
    let tiny = try WeightedDescriptives([0, 1e-200], weights: [1, 1], as: kind)
    expectAgreement(tiny.standardDeviation ?? .nan, 1e-200 * 0.5.squareRoot(), digits: 14)
  }

  @Test func fewerThanTwoCasesHaveNoInterval() throws {
    let found = try WeightedDescriptives([1, 2], weights: [0.6, 0.7], as: .frequency)
    #expect(found.mean.standardError != nil && found.mean.interval == nil && found.degreesOfFreedom == nil)
  }

  @Test func refusesWhatCannotBeDescribed() {
    expectRefusal(.tooFew) { try WeightedDescriptives([], weights: [], as: .sampling) }
    expectRefusal(.lengthMismatch) { try WeightedDescriptives([1, 2], weights: [1], as: .sampling) }
    expectRefusal(.notFinite) { try WeightedDescriptives([1, .nan], weights: [1, 1], as: .sampling) }
    expectRefusal(.notFinite) { try WeightedDescriptives([1, 2], weights: [1, .infinity], as: .sampling) }
    expectRefusal(.outOfRange) { try WeightedDescriptives([1, 2], weights: [1, -1], as: .frequency) }
    expectRefusal(.outOfRange) { try WeightedDescriptives([1, 2], weights: [0, 0], as: .frequency) }
    expectRefusal(.outOfRange) { try WeightedDescriptives([1, 2], weights: [1e308, 1e308], as: .frequency) }
    expectRefusal(.outOfRange) {
      try WeightedDescriptives([1e200, -1e200], weights: [1, 1], as: .precision)
    }
    expectRefusal(.outOfRange) {
      try WeightedDescriptives([1, 2], weights: [1, 1], as: .precision, confidence: 1)
    }
    expectRefusal(.definition) {
      try WeightedDescriptives([1, 2], weights: [1, 1], as: .sampling, quantiles: .seven)
    }
  }

  // MARK: Print, conformance and page

  @Test func printsItsFinding() throws {
    let found = try WeightedDescriptives(Self.values, weights: Self.counts, as: .frequency)
    #expect(
      found.named("hours of help").description == """
        Weighted descriptives: hours of help
          weighted mean  3.54  95% CI [2.26, 4.81]
          n = 7   sum of weights = 14.00   SD = 2.21   SE = 0.59   df = 13   median = 3.00
          lower quartile = 2.00   upper quartile = 4.00   minimum = 1.00   maximum = 9.00
          all 7 cases used
          weights: frequency; quantiles: type 2
        """)
  }

  @Test(arguments: WeightKind.allCases) func keepsTheContract(_ kind: WeightKind) throws {
    try checkFinding { try WeightedDescriptives(Self.values, weights: Self.counts, as: kind) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("WeightedDescriptives") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6]
      let weights = [1.2, 0.8, 2.5, 0.8, 0.6, 1.9, 1.2]
      let found = try WeightedDescriptives(hours, weights: weights, as: .sampling)
      print(found.named("hours of help"))
      // end
    }
  }
}
