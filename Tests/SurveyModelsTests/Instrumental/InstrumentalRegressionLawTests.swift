import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct InstrumentalRegressionLawTests {
  private typealias Data = InstrumentCases

  // Laws

  @Test func oneInstrumentIsTheRatioOfCovariances() throws {
    func covariance(_ one: [Double], _ other: [Double]) -> Double {
      let mean = other.reduce(0, +) / Double(other.count)
      return zip(one, other).reduce(0) { $0 + $1.0 * ($1.1 - mean) }
    }
    let found = try Data.fit("trust ~ contact | distance")
    let ratio = covariance(Data.trust, Data.distance) / covariance(Data.contact, Data.distance)
    try expectAgreement(#require(found["contact"]).value, ratio, digits: 12)
    // Two groups: Wald's estimator.
    let near = Data.distance.map { $0 < 4 ? 1.0 : 0 }
    func difference(_ values: [Double]) -> Double {
      let (inside, outside) = (
        zip(values, near).filter { $1 == 1 }.map(\.0), zip(values, near).filter { $1 == 0 }.map(\.0)
      )
      return inside.reduce(0, +) / Double(inside.count) - outside.reduce(0, +) / Double(outside.count)
    }
    let wald = try InstrumentalRegression(
      "trust ~ contact | near", in: Data.data(["near": .numbers(near)]))
    try expectAgreement(
      #require(wald["contact"]).value, difference(Data.trust) / difference(Data.contact), digits: 12)
  }

  @Test(arguments: [StandardErrors.classical, .hc0, .hc1, .hc2, .hc3, .hc4, .hc5])
  func withoutEndogenousPredictorsItIsLeastSquares(_ errors: StandardErrors) throws {
    let found = try Data.fit("trust ~ contact + age | contact + age", errors)
    let plain = try LinearRegression("trust ~ contact + age", in: Data.data(), standardErrors: errors)
    for (one, other) in zip(found.coefficients, plain.coefficients) {
      #expect(one.name == other.name)
      expectAgreement(one.value, other.value, digits: 12)
      expectAgreement(one.standardError, other.standardError, digits: 11)
    }
    #expect(found.firstStages.isEmpty && found.craggDonald == nil && found.wuHausman == nil)
  }

  @Test func unitsDoNotMatter() throws {
    let plain = try Data.fit()
    for (outcome, predictor, instrument) in [(10.0, 3.0, -7.0), (1e70, 1e-70, 1e200), (1e-100, 1, 1e-250)] {
      let other = try InstrumentalRegression(
        Data.trust.map { $0 * outcome },
        endogenous: [.numeric("contact", Data.contact.map { $0 * predictor })],
        exogenous: [.numeric("age", Data.age)],
        instruments: [
          .numeric("distance", Data.distance.map { $0 * instrument }), .numeric("hours", Data.hours),
        ])
      let (one, two) = (try #require(plain["contact"]), try #require(other["contact"]))
      try expectAgreement(#require(two.statistic).value, #require(one.statistic).value, digits: 10)
      if outcome == 10 { expectAgreement(two.value, one.value * outcome / predictor, digits: 11) }
      try expectAgreement(
        #require(other.overidentification).value, #require(plain.overidentification).value, digits: 9)
      try expectAgreement(#require(other.craggDonald), #require(plain.craggDonald), digits: 10)
    }
  }

  @Test func refusesWhatLeavesTheRange() {
    for (outcome, predictor) in [(1e200, 1.0), (1e-200, 1), (1, 1e-200), (1e150, 1e-150)] {
      expectRefusal(.outOfRange) {
        try InstrumentalRegression(
          Data.trust.map { $0 * outcome },
          endogenous: [.numeric("contact", Data.contact.map { $0 * predictor })],
          instruments: [.numeric("distance", Data.distance)])
      }
    }
  }

  @Test func weightsCountAsReplication() throws {
    let weights = [1.0, 2, 3, 1, 0, 2, 1, 1, 3, 2, 1, 2, 1, 1, 2, 1]
    let rows = weights.indices.flatMap { row in [Int](repeating: row, count: Int(weights[row])) }
    func column(_ values: [Double]) -> [Double] { rows.map { values[$0] } }
    let weighted = try InstrumentalRegression(
      Data.trust, endogenous: [.numeric("contact", Data.contact)], exogenous: [.numeric("age", Data.age)],
      instruments: [.numeric("distance", Data.distance), .numeric("hours", Data.hours)], weights: weights)
    let repeated = try InstrumentalRegression(
      column(Data.trust), endogenous: [.numeric("contact", column(Data.contact))],
      exogenous: [.numeric("age", column(Data.age))],
      instruments: [.numeric("distance", column(Data.distance)), .numeric("hours", column(Data.hours))])
    let ratio = (Double(repeated.residualDegreesOfFreedom) / Double(weighted.residualDegreesOfFreedom))
      .squareRoot()
    for (one, other) in zip(weighted.coefficients, repeated.coefficients) {
      expectAgreement(one.value, other.value, digits: 11)
      expectAgreement(one.standardError, other.standardError * ratio, digits: 10)
    }
    #expect(weighted.cases.used == 15 && weighted.cases.entered == 16)
  }

  @Test func clustersOfOneCaseAreRobust() throws {
    let labels = Data.trust.indices.map { "c\($0)" }
    let clustered = try InstrumentalRegression(
      "trust ~ contact + age | distance + hours + age", in: Data.data(["id": .labels(labels)]),
      clusters: "id",
      clusterEstimator: .cr0)
    let robust = try Data.fit("trust ~ contact + age | distance + hours + age", .hc0)
    for (one, other) in zip(clustered.coefficients, robust.coefficients) {
      expectAgreement(one.standardError, other.standardError, digits: 12)
    }
    try expectAgreement(
      #require(clustered.overidentification).value, #require(robust.overidentification).value, digits: 11)
  }

  /// Two steps of GMM by their formulas: the weights from the residuals of two-stage least squares, then the least value
  /// of the criterion over the coefficients.
  @Test(arguments: [nil, 5])
  func theRobustScoreIsHansensJ(clusters: Int?) throws {
    let rows = Data.trust.indices
    let codes = rows.map { $0 % (clusters ?? 16) }
    let found = try InstrumentalRegression(
      "trust ~ contact + age | distance + hours + age",
      in: Data.data(["id": .labels(codes.map { "c\($0)" })]),
      standardErrors: clusters == nil ? .hc1 : .classical,
      clusters: clusters == nil ? nil : "id")
    let ones = rows.map { _ in 1.0 }
    let predictors = try Matrix(columns: [ones, Data.age, Data.contact])
    let instruments = try Matrix(columns: [ones, Data.age, Data.distance, Data.hours])
    var sums = Matrix(zeros: (codes.max() ?? 0) + 1, 4)
    for column in 0..<4 {
      for row in rows { sums[codes[row], column] += instruments[row, column] * found.residuals[row] }
    }
    let weights = try CholeskyFactorization(sums.gram())
    let moments = try instruments.transposed.times(found.residuals)
    let slopes = try instruments.transposed.times(predictors)
    let step = try CholeskyFactorization(slopes.transposed.times(weights.solve(slopes)))
      .solve(slopes.transposed.times(weights.solve(moments)))
    let left = try zip(moments, slopes.times(step)).map { $0 - $1 }
    let criterion = try zip(left, weights.solve(left)).reduce(0) { $0 + $1.0 * $1.1 }
    let score = try #require(found.overidentification)
    expectAgreement(score.value, criterion, digits: 9)
    #expect(score.reference == .chiSquare(degreesOfFreedom: 1))
  }

  @Test func theSetHoldsTheValuesThatAreNotRejected() throws {
    for formula in [
      "trust ~ contact | distance", "trust ~ contact | hours", "trust ~ hours | age + distance",
    ] {
      let found = try Data.fit(formula)
      let set = try #require(found.andersonRubinSet)
      let name = found.endogenous[0]
      let values = name == "contact" ? Data.contact : Data.hours
      for step in -40...40 {
        let value = Double(step) / 4
        let shifted = zip(Data.trust, values).map { $0 - value * $1 }
        let test = try InstrumentalRegression(
          shifted, endogenous: [.numeric(name, values)],
          instruments: found.instruments.map {
            .numeric($0, $0 == "distance" ? Data.distance : $0 == "age" ? Data.age : Data.hours)
          })
        try #expect(set.contains(value) == (#require(test.andersonRubin).pValue(.greater) >= 0.05))
      }
    }
  }

  // Edges

  @Test func refusesWhatIsNotIdentified() throws {
    expectRefusal(.tooFew) { try Data.fit("trust ~ contact + hours | distance") }
    expectRefusal(.tooFew) { try Data.fit("trust ~ contact + age | age") }
    expectRefusal(.rankDeficient) { try Data.fit("trust ~ contact | distance + I(2 * distance + 1)") }
    expectRefusal(.rankDeficient) { try Data.fit("trust ~ contact | I(3 * contact)") }
    expectRefusal(.rankDeficient) { try Data.fit("trust ~ I(2 * age) + age | distance + age") }
    // An instrument that is unrelated to the predictor to the last digit.
    let data = try ModelData([
      "y": .numbers([1, 3, 2, 5, 4, 8, 6, 7]), "x": .numbers([1, 2, 1, 2, 1, 2, 1, 2]),
      "z": .numbers([0, 0, 1, 1, 0, 0, 1, 1]),
    ])
    expectRefusal(.rankDeficient) { try InstrumentalRegression("y ~ x | z", in: data) }
    expectRefusal(.constant) { try Data.fit("I(0 * trust) ~ contact | distance") }
    expectRefusal(.constant) { try Data.fit("I(2 * contact + 1) ~ contact | distance") }
  }

  @Test func refusesBadArguments() throws {
    expectRefusal(.malformed) { try Data.fit("trust ~ contact") }
    expectRefusal(.malformed) { try Data.fit("trust ~ contact | distance | age") }
    expectRefusal(.definition) { try Data.fit("trust ~ contact - 1 | distance") }
    expectRefusal(.definition) { try Data.fit("trust ~ contact + (1 | age) | distance") }
    expectRefusal(.unknownName) { try Data.fit("trust ~ contact | nothing") }
    func fit(
      _ outcome: [Double], _ x: [Double], _ z: [Double], weights: [Double]? = nil, clusters: [String]? = nil,
      _ estimator: ClusteredRegression.Estimator = .cr1, _ errors: StandardErrors = .classical,
      confidence: Double = 0.95
    ) throws -> InstrumentalRegression {
      try InstrumentalRegression(
        outcome, endogenous: [.numeric("x", x)], instruments: [.numeric("z", z)], standardErrors: errors,
        clusters: clusters, clusterEstimator: estimator, weights: weights, confidence: confidence)
    }
    expectRefusal(.tooFew) { try fit([], [], []) }
    expectRefusal(.tooFew) { try fit([1, 2], [1, 3], [2, 1]) }
    expectRefusal(.lengthMismatch) { try fit([1, 2, 4, 3], [1, 2, 3], [1, 3, 2]) }
    expectRefusal(.lengthMismatch) { try fit([1, 2, 4, 3], [1, 2, 3, 5], [1, 3, 2]) }
    expectRefusal(.notFinite) { try fit([1, .nan, 4, 3], [1, 2, 3, 5], [1, 3, 2, 4]) }
    expectRefusal(.notFinite) { try fit([1, 2, 4, 3], [1, 2, 3, 5], [1, .infinity, 2, 4]) }
    let (y, x, z) = (Data.trust, Data.contact, Data.distance)
    expectRefusal(.outOfRange) { try fit(y, x, z, weights: y.map { -$0 }) }
    expectRefusal(.notFinite) { try fit(y, x, z, weights: y.map { _ in .nan }) }
    expectRefusal(.tooFew) { try fit(y, x, z, weights: y.map { _ in 0 }) }
    expectRefusal(.outOfRange) { try fit(y, x, z, confidence: 1) }
    let groups = y.indices.map { "\($0 % 4)" }
    expectRefusal(.definition) { try fit(y, x, z, clusters: groups, .cr2) }
    expectRefusal(.definition) { try fit(y, x, z, clusters: groups, .cr1, .hc3) }
    expectRefusal(.lengthMismatch) { try fit(y, x, z, clusters: ["a"]) }
    expectRefusal(.tooFew) { try fit(y, x, z, clusters: y.map { _ in "a" }) }
  }

  @Test func theThreeShapesOfTheSet() throws {
    #expect(CoefficientSet.rays(upTo: -1, from: 2).contains(-1))
    #expect(!CoefficientSet.rays(upTo: -1, from: 2).contains(0))
    #expect(!CoefficientSet.empty.contains(0) && CoefficientSet.everything.contains(1e300))
    #expect(CoefficientSet.interval(lower: 1, upper: .infinity).contains(1))
    // Instruments that contradict each other strongly reject every coefficient.
    let one = (0..<40).map { Double($0 % 2) }
    let two = (0..<40).map { Double($0 / 2 % 2) }
    let noise = (0..<40).map { Double($0 * 7 % 11) / 100 }
    let x = (0..<40).map { row -> Double in one[row] + 2 * two[row] + noise[39 - row] }
    let y = (0..<40).map { row -> Double in 3 * one[row] - 2 * two[row] + noise[row] }
    let found = try InstrumentalRegression(
      y, endogenous: [.numeric("x", x)], instruments: [.numeric("one", one), .numeric("two", two)])
    #expect(found.andersonRubinSet == .empty && found.report.text.contains("set = empty"))
  }
}
