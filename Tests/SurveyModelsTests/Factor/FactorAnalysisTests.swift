import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FactorAnalysisTests {
  static func analysis(_ reference: Fixture.Case, rotation: FactorAnalysis.Rotation) throws -> FactorAnalysis
  {
    let options = reference.options
    let extraction: FactorAnalysis.Extraction =
      switch try options["method"].string() {
      case "ml": .maximumLikelihood
      case "pa": .principalAxis
      default: .minres
      }
    return try FactorAnalysis(
      FactorData.columns(reference), factors: options["nfactors"].integer(), extraction: extraction,
      rotation: rotation)
  }

  /// The largest difference of two matrices of numbers.
  static func distance(_ found: Matrix, _ expected: Fixture.Value) throws -> Double {
    let rows = try expected.array().map { try $0.numbers() }
    #expect(found.rowCount == rows.count && found.columnCount == rows.first?.count)
    var largest = 0.0
    for (row, line) in rows.enumerated() {
      for (column, value) in line.enumerated() {
        largest = max(largest, (found[row, column] - value).magnitude)
      }
    }
    return largest
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("FactorAnalysis", method: "eigenvalues, KMO, Bartlett sphericity"))
  func eigenvaluesAgreeWithReference(_ reference: Fixture.Case) throws {
    let items = try FactorData.columns(reference)
    let analysis = try FactorAnalysis(items, factors: 1)
    try expectAgreement(analysis.eigenvalues, reference.expected["eigenvalues"], digits: 12)
    // Loadings of the first principal component.
    let correlations = try ItemCorrelations(items)
    let rows = items.indices.map { row in items.indices.map { correlations[row, $0] } }
    let eigen = try SymmetricEigen(Matrix(rows: rows))
    let loadings = eigen.vectors[column: 0].map { ($0 * eigen.values[0].squareRoot()).magnitude }
    try expectAgreement(loadings, reference.expected["pca1_abs_loadings"], digits: 11)
  }

  /// The references of minres end early (see the next test); those of maximum likelihood and principal axes
  /// agree closer than they state.
  @Test(arguments: try Fixture.cases("FactorAnalysis", method: "exploratory factor analysis"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let rotation: FactorAnalysis.Rotation =
      switch try reference.options["rotation"].string() {
      case "varimax": .varimax()
      case "promax": .promax(power: try reference.options["promax_power"].number())
      case "oblimin": .oblimin()
      default: .none
      }
    let analysis = try Self.analysis(reference, rotation: rotation)
    let expected = reference.expected
    let isMinres = try reference.options["method"].string() == "minres"
    let allowed = isMinres ? 1e-5 : 5e-7
    #expect(try Self.distance(analysis.loadings, expected["loadings"]) < allowed)
    #expect(try Self.distance(analysis.factorCorrelations, expected["phi"]) < allowed)
    let digits = isMinres ? 4.0 : 6
    try expectAgreement(analysis.communalities, expected["communalities"], digits: digits, "communalities")
    try expectAgreement(analysis.uniquenesses, expected["uniquenesses"], digits: digits, "uniquenesses")
    #expect(analysis.fit.degreesOfFreedom == (try expected["df"].integer()))
    try expectAgreement(
      analysis.fit.chiSquare?.value, expected["chi2"], digits: isMinres ? 5 : 9, "chi-square")
    try expectAgreement(analysis.fit.pValue, expected["p"], digits: isMinres ? 4 : 7, "p")
    if expected["rms"] != .null {
      try expectAgreement(analysis.fit.rootMeanSquareResidual, expected["rms"], digits: 7, "RMS")
      try expectAgreement(analysis.fit.discrepancy, expected["objective"], digits: 5, "objective")
    }
    #expect(analysis.warnings.isEmpty)
  }

  /// Minres makes the residuals smallest: no reference has smaller ones.
  @Test(arguments: try Fixture.cases("FactorAnalysis").filter { $0.id.hasSuffix(".minres.none") })
  func minresLeavesNoMoreThanTheReference(_ reference: Fixture.Case) throws {
    let analysis = try Self.analysis(reference, rotation: .none)
    #expect(analysis.fit.rootMeanSquareResidual <= (try reference.expected["rms"].number()))
  }

  @Test(arguments: try Fixture.cases("FactorAnalysisFurther", method: "rotation"))
  func rotationsAgreeWithReference(_ reference: Fixture.Case) throws {
    let rotation: FactorAnalysis.Rotation =
      switch try reference.options["rotation"].string() {
      case "varimax": .varimax()
      case "quartimax": .quartimax()
      case "oblimin_kaiser": .oblimin(kaiser: true)
      case "oblimin_negative": .oblimin(gamma: -0.5)
      case "geomin": .geomin()
      default: .oblimin()
      }
    let analysis = try Self.analysis(reference, rotation: rotation)
    let expected = reference.expected
    #expect(try Self.distance(analysis.loadings, expected["loadings"]) < 1e-6)
    #expect(try Self.distance(analysis.factorCorrelations, expected["phi"]) < 1e-6)
    let criterion = try #require(analysis.rotationCriterion)
    // Its loadings before rotation are known to about nine digits.
    #expect(criterion <= (try expected["criterion"].number()) + 1e-10)
  }

  @Test(arguments: try Fixture.cases("FactorAnalysisFurther", method: "fit of maximum likelihood"))
  func fitAgreesWithReference(_ reference: Fixture.Case) throws {
    let analysis = try Self.analysis(reference, rotation: .none)
    let (fit, expected) = (analysis.fit, reference.expected)
    try expectAgreement(analysis.uniquenesses, expected["uniquenesses"], digits: 7)
    try expectAgreement(fit.discrepancy, expected["objective"], digits: 12)
    try expectAgreement(analysis.extractionCriterion, expected["objective"], digits: 12)
    try expectAgreement(fit.chiSquare?.value, expected["chi2"], digits: 12)
    try expectAgreement(fit.pValue, expected["p"], digits: 10)
    try expectAgreement(fit.uncorrectedChiSquare?.value, expected["uncorrected"], digits: 12)
    try expectAgreement(fit.rmsea?.value, expected["rmsea"], digits: 12)
    let interval = try #require(fit.rmsea?.interval)
    try expectAgreement([interval.lower, interval.upper], expected["rmsea_ci90"], digits: 8)
    try expectAgreement(fit.tuckerLewis, expected["tucker_lewis"], digits: 12)
    try expectAgreement(fit.bayesianInformation, expected["bic"], digits: 12)
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try FactorAnalysis(FactorData.holzinger(), factors: 3) }
    try checkFinding {
      try FactorAnalysis(
        FactorData.holzinger(), factors: 3, extraction: .maximumLikelihood, rotation: .geomin(), starts: 5)
    }
    try checkFinding {
      try FactorAnalysis(
        FactorData.holzinger(), factors: 2, extraction: .principalAxis, rotation: .varimax())
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FactorAnalysis") { print in
      // page
      let correlations = try ItemCorrelations(
        matrix: [
          [1, 0.55, 0.48, 0.22, 0.18, 0.25],
          [0.55, 1, 0.51, 0.26, 0.20, 0.21],
          [0.48, 0.51, 1, 0.17, 0.24, 0.19],
          [0.22, 0.26, 0.17, 1, 0.61, 0.50],
          [0.18, 0.20, 0.24, 0.61, 1, 0.47],
          [0.25, 0.21, 0.19, 0.50, 0.47, 1],
        ],
        count: 200, names: ["calm", "steady", "relaxed", "warm", "kind", "helpful"])
      let analysis = try FactorAnalysis(
        correlations, factors: 2, extraction: .maximumLikelihood, rotation: .oblimin())
      print(analysis)
      // end
    }
  }
}
