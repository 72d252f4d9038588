import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct EstimatingEquationsEdgeTests {
  private func fit(
    _ outcome: [Double] = GEEData.mood, clusters: [Int] = GEEData.person, occasions: [Int]? = nil,
    _ family: EstimatingEquations.Family = .gaussian,
    _ correlation: EstimatingEquations.WorkingCorrelation = .exchangeable,
    _ errors: EstimatingEquations.Errors = .robust, offset: [Double]? = nil, confidence: Double = 0.95
  ) throws -> EstimatingEquations {
    try EstimatingEquations(
      outcome, on: GEEData.design(), clusters: clusters, occasions: occasions, family: family,
      correlation: correlation, errors: errors, offset: offset, confidence: confidence)
  }

  @Test func refusesWhatDoesNotFit() throws {
    expectRefusal(.lengthMismatch) { try fit(clusters: [1, 2]) }
    expectRefusal(.lengthMismatch) { try fit([1, 2, 3], clusters: [1, 2, 3]) }
    expectRefusal(.lengthMismatch) { try fit(occasions: [1, 2]) }
    expectRefusal(.lengthMismatch) { try fit(offset: [1]) }
    expectRefusal(.tooFew) { try fit(clusters: GEEData.person.map { _ in 1 }) }
    expectRefusal(.tooFew) { try fit([], clusters: []) }
    expectRefusal(.outOfRange) { try fit(confidence: 1) }
    expectRefusal(.definition) { try fit(occasions: GEEData.wave.map { $0 / 2 }) }
    for far in [Int.min, Int.max, 1_000_001] {
      expectRefusal(.outOfRange) { try fit(occasions: GEEData.wave.map { $0 == 2 ? far : $0 }) }
    }
    for bad in [Double.nan, .infinity] {
      let spoilt = [bad] + GEEData.mood.dropFirst()
      for family in EstimatingEquations.Family.allCases {
        expectRefusal(.notFinite) { try fit(spoilt, family) }
      }
      expectRefusal(.notFinite) { try fit(offset: spoilt) }
    }
    expectRefusal(.outOfRange) { try fit(GEEData.mood, .binomial) }
    expectRefusal(.outOfRange) { try fit(GEEData.mood, .poisson) }
  }

  @Test func refusesWhatHasNoFit() throws {
    let design = try Design(columns: [("load", GEEData.load), ("twice", GEEData.load.map { 2 * $0 })])
    for (family, outcome) in [
      (EstimatingEquations.Family.gaussian, GEEData.mood), (.binomial, GEEData.event),
      (.poisson, GEEData.count),
    ] {
      do {
        _ = try EstimatingEquations(
          outcome, on: design, clusters: GEEData.person, family: family, correlation: .independence)
        Issue.record("columns that depend on each other were taken")
      } catch {
        #expect(error.code == .rankDeficient)
        #expect("\(error)".contains("twice") || "\(error)".contains("load"))
      }
    }
    // Cases at a load of 3 and above have the event: the likelihood under independence has no maximum.
    #expect(throws: InputError.self) { try fit(GEEData.load.map { $0 > 2 ? 1 : 0 }, .binomial) }
    expectRefusal(.constant) { try fit(GEEData.event.map { _ in 1 }, .binomial) }
    #expect(throws: InputError.self) { try fit(GEEData.load) }
    for size in [1e-200, 1e200] {
      #expect(throws: InputError.self) { try fit(GEEData.mood.map { $0 * size }) }
    }
    let problem = try MarginalProblem(
      GEEData.event, on: GEEData.design(),
      cases: RepeatedCases(codes: GEEData.person, occasions: nil), family: .binomial, offset: nil)
    expectRefusal(.notConverged) { try problem.solution(.exchangeable, limit: 1) }
  }

  @Test func refusesMomentsThatAreNoCorrelations() throws {
    let each = Array(0..<24)
    for correlation in [
      EstimatingEquations.WorkingCorrelation.exchangeable, .autoregressive, .unstructured,
    ] {
      expectRefusal(.tooFew) { try fit(clusters: each, .gaussian, correlation) }
    }
    // Within a pair one case is what the other is not: the correlation is at its lower limit.
    let opposite = [[Double]](repeating: [1, 0, 0, 1], count: 6).flatMap { $0 }
    let flat = try Design(columns: [("half", (0..<24).map { $0 % 4 < 2 ? 0 : 1 })])
    for correlation in [
      EstimatingEquations.WorkingCorrelation.exchangeable, .autoregressive, .unstructured,
    ] {
      expectRefusal(.infeasible) {
        try EstimatingEquations(
          opposite, on: flat, clusters: (0..<24).map { $0 / 2 }, family: .gaussian, correlation: correlation)
      }
    }
    // The second and third occasions never meet in a cluster.
    let apart = [[Int]](repeating: [0, 1, 5, 0, 2, 6], count: 4).flatMap { $0 }
    expectRefusal(.tooFew) { try fit(occasions: apart, .gaussian, .unstructured) }
  }

  @Test func aClusterThatAloneDeterminesAColumn() throws {
    let last = GEEData.person.map { $0 == 7 ? 1.0 : 0 }
    let design = try Design(columns: [("load", GEEData.load), ("last", last)])
    expectRefusal(.infeasible) {
      try EstimatingEquations(
        GEEData.mood, on: design, clusters: GEEData.person, family: .gaussian, correlation: .exchangeable,
        errors: .manclDeRouen)
    }
    // Two clusters and two means, one for each: no variance between clusters is left.
    let half = GEEData.person.map { $0 / 4 }
    for errors in EstimatingEquations.Errors.allCases {
      expectRefusal(.infeasible) {
        try EstimatingEquations(
          GEEData.mood, on: Design(columns: [("half", half.map(Double.init))]), clusters: half,
          family: .gaussian, correlation: .independence, errors: errors)
      }
    }
  }

  /// Variances that grow over the occasions: products over the one dispersion exceed one.
  @Test func unstructuredMomentsMayBeNoCorrelations() throws {
    let table = try Fixture.table("sleepstudy")
    let columns = try ["Reaction", "Days"].map { try table.column($0).compactMap { $0.flatMap(Double.init) } }
    let subjects = try table.column("Subject")
    expectRefusal(.infeasible) {
      try EstimatingEquations(
        columns[0], on: Design(columns: [("Days", columns[1])]), clusters: subjects, family: .gaussian,
        correlation: .unstructured)
    }
  }

  @Test func fewClustersAreRemarked() throws {
    let found = try fit(clusters: GEEData.person.map { $0 / 3 }, .gaussian, .independence)
    #expect(found.clusterCount == 3 && found.clusterSizes == [9, 9, 6])
    #expect(found.warnings.count == 1 && found.report.text.contains("3 clusters"))
    #expect(found.alpha == nil)
  }

  @Test func aFormulaTakesTheCasesThatHaveEverything() throws {
    let data = try ModelData([
      "mood": .numbers(GEEData.mood.enumerated().map { $0.offset == 3 ? nil : $0.element }),
      "load": .numbers(GEEData.load),
      "wave": .numbers(GEEData.wave.enumerated().map { $0.offset == 7 ? nil : Double($0.element) }),
      "person": .labels(GEEData.person.enumerated().map { $0.offset == 12 ? nil : "p\($0.element)" }),
      "part": .numbers(GEEData.wave.map { Double($0) + 0.5 }),
    ])
    let rows = (0..<24).filter { ![3, 7, 12].contains($0) }
    let plain = try EstimatingEquations(
      rows.map { GEEData.mood[$0] }, on: Design(columns: [("load", rows.map { GEEData.load[$0] })]),
      clusters: rows.map { GEEData.person[$0] }, occasions: rows.map { GEEData.wave[$0] },
      family: .gaussian, correlation: .autoregressive)
    let found = try EstimatingEquations(
      "mood ~ load", in: data, clusters: "person", occasions: "wave", family: .gaussian,
      correlation: .autoregressive)
    #expect(found.coefficients == plain.coefficients && found.cases.entered == 24)
    expectRefusal(.outOfRange) {
      try EstimatingEquations(
        "mood ~ load", in: data, clusters: "person", occasions: "part", family: .gaussian,
        correlation: .autoregressive)
    }
    expectRefusal(.definition) {
      try EstimatingEquations(
        "mood ~ load + (1 | person)", in: data, clusters: "person", family: .gaussian,
        correlation: .independence)
    }
  }

  @Test func theSlopeOfTheLossIsItsDerivative() throws {
    let cases = try RepeatedCases(codes: GEEData.person, occasions: GEEData.wave.map { $0 * $0 - 3 })
    let lags = LagCorrelation(GEEData.mood.map { $0 - 3.3 }, cases)
    for alpha in [-0.7, 0.1, 0.8] {
      let step = 1e-6
      let numeric = (lags.loss(alpha + step) - lags.loss(alpha - step)) / (4 * step)
      expectAgreement(lags.slope(alpha), numeric, digits: 6, floor: 1e-8)
    }
    #expect(wholePower(-0.5, 3) == -0.125 && wholePower(2, 0) == 1)
  }

  @Test func aLargeMeanLeavesTheSlopes() throws {
    let plain = try GEEData.gaussian(.autoregressive)
    let found = try fit(GEEData.mood.map { $0 + 1e9 }, .gaussian, .autoregressive)
    try expectAgreement(#require(found["load"]).value, #require(plain["load"]).value, digits: 5)
  }

  @Test func noDataGivesAnUnfiniteNumber() throws {
    var stream = RandomStream(seed: 20_261_128)
    var found = 0
    for round in 0..<200 {
      let n = 2 + stream.index(below: 22)
      let scale = [1, 1e-120, 1e120, 1e6][stream.index(below: 4)]
      let family = EstimatingEquations.Family.allCases[stream.index(below: 3)]
      let correlation = EstimatingEquations.WorkingCorrelation.allCases[stream.index(below: 4)]
      let errors = EstimatingEquations.Errors.allCases[stream.index(below: 3)]
      let outcome = (0..<n).map { _ in
        family == .gaussian
          ? stream.normal() * scale : Double(stream.index(below: family == .binomial ? 2 : 5))
      }
      let kind = stream.index(below: 3)
      let column = (0..<n).map {
        kind == 0 ? stream.normal() * scale : kind == 1 ? Double($0 % 3) : 1e9 + Double($0)
      }
      let clusters = (0..<n).map { _ in stream.index(below: 8) }
      let occasions = stream.index(below: 2) == 0 ? nil : (0..<n).map { $0 * $0 - 40 }
      // Every error of the call is an `InputError`, by its type.
      guard
        let finding = try? EstimatingEquations(
          outcome, on: Design(columns: [("x", column)]), clusters: clusters, occasions: occasions,
          family: family, correlation: correlation, errors: errors)
      else { continue }
      found += 1
      #expect(finding.converged && finding.dispersion.isFinite && finding.dispersion > 0, "\(round)")
      for coefficient in finding.coefficients {
        #expect(coefficient.value.isFinite && coefficient.standardError > 0, "\(round)")
        #expect(coefficient.standardError.isFinite && (0...1).contains(coefficient.pValue), "\(round)")
      }
      #expect(!finding.description.lowercased().contains("nan"), "\(round): \(finding)")
    }
    #expect(found > 60, "\(found)")
  }
}
