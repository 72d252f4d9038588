import SurveyProbability
import SurveyTestSupport
import Testing

@testable import SurveyModels

@Suite struct OneFactorModelTests {
  private static func form(_ reference: Fixture.Case) throws -> OneFactorForm {
    try #require(OneFactorForm(rawValue: reference.options["form"].string()))
  }

  // MARK: Reference

  /// The maximum of the likelihood in 40 digits: the search ends at it, not near it.
  @Test(arguments: try Fixture.cases("OneFactorModel").filter { $0.id.hasPrefix("mpmath.") })
  func agreesWithTheMaximumOfTheLikelihood(_ reference: Fixture.Case) throws {
    let model = try OneFactorModel(reference.keyedItems(), form: Self.form(reference))
    let expected = reference.expected
    func check(_ estimates: [Estimate], _ key: String) throws {
      try expectAgreement(estimates.map(\.value), expected[key], digits: 12, key)
      try expectAgreement(
        estimates.compactMap(\.standardError), expected[key + "_se"], digits: 12, key + " SE")
    }
    #expect(model.count == (try expected["n"].integer()))
    try check(model.loadings, "loadings")
    try check(model.errorVariances, "error_variances")
    try check(model.standardizedLoadings, "std_loadings")
    let chiSquare = Double(model.count) * model.discrepancy
    try expectAgreement(chiSquare, expected["chisq"], digits: 12, floor: 1e-12, "chi-square")
    try expectAgreement(model.fit.srmr, expected["srmr"], digits: 12, floor: 1e-14, "SRMR")
  }

  @Test(arguments: try Fixture.cases("OneFactorModel").filter { $0.id.hasPrefix("cfa1_cr.") })
  func agreesWithLavaan(_ reference: Fixture.Case) throws {
    let model = try OneFactorModel(reference.keyedItems())
    let expected = reference.expected
    try expectAgreement(
      model.standardizedLoadings.map(\.value), expected["std_loadings"], digits: 5, "standardized loadings")
    #expect(model.fit.degreesOfFreedom == (try expected["df"].integer()))
    guard model.fit.degreesOfFreedom > 0 else { return }
    try expectAgreement(model.fit.statistic?.value, expected["chisq"], digits: 5, "chi-square")
    // lavaan takes p as one minus the lower tail.
    try expectAgreement(model.fit.pValue, expected["p"], digits: 5, floor: 1e-15, "p")
  }

  @Test(arguments: try Fixture.cases("OneFactorModel").filter { $0.id.hasPrefix("lavaan.") })
  func agreesWithLavaansFit(_ reference: Fixture.Case) throws {
    let model = try OneFactorModel(reference.keyedItems(), form: Self.form(reference))
    let (fit, expected) = (model.fit, reference.expected)
    try expectAgreement(model.loadings.map(\.value), expected["loadings"], digits: 5, "loadings")
    try expectAgreement(
      model.loadings.compactMap(\.standardError), expected["loadings_se"], digits: 5, "SE of loadings")
    try expectAgreement(
      model.errorVariances.compactMap(\.standardError), expected["error_variances_se"], digits: 5,
      "SE of errors")
    try expectAgreement(fit.srmr, expected["srmr"], digits: 5, floor: 1e-7, "SRMR")
    try expectAgreement(fit.baselineChiSquare, expected["baseline_chisq"], digits: 12, "baseline")
    guard fit.degreesOfFreedom > 0 else { return }
    try expectAgreement(fit.statistic?.value, expected["chisq"], digits: 9, "chi-square")
    try expectAgreement(fit.pValue, expected["p"], digits: 8, floor: 1e-15, "p")
    try expectAgreement(fit.cfi, expected["cfi"], digits: 9, "CFI")
    try expectAgreement(fit.tli, expected["tli"], digits: 9, "TLI")
    try expectAgreement(fit.rmsea?.value, expected["rmsea"], digits: 9, "RMSEA")
    // R's noncentral chi-square has absolute digits only, and its limits come from a search to four.
    try expectAgreement(
      fit.closeFitProbability, expected["rmsea_pclose"], digits: 4, floor: 1e-10, "close fit")
    let limits = try #require(fit.rmsea?.interval)
    try expectAgreement([limits.lower, limits.upper], expected["rmsea_ci90"], digits: 4, "limits of RMSEA")
  }

  // MARK: Laws

  /// Gradient and second derivatives against differences of the discrepancy, away from its minimum.
  @Test(arguments: OneFactorForm.allCases) func derivativesAgreeWithDifferences(_ form: OneFactorForm) throws
  {
    let moments = try OneFactorMoments(ItemCovariances(Answers.four), names: [])
    let objective = OneFactorObjective(moments, form: form)
    let p = objective.parameterCount
    let point = (0..<p).map { 0.45 + 0.07 * Double($0 % 5) }
    var work = [Double](repeating: 0, count: objective.workCount)
    func gradient(_ point: [Double]) throws -> (gradient: [Double], hessian: [Double]) {
      var gradient = [Double](repeating: 0, count: p)
      var hessian = [Double](repeating: 0, count: p * p)
      _ = try #require(objective.value(point, work: &work))
      objective.derivatives(work: &work, expected: false, gradient: &gradient, hessian: &hessian)
      return (gradient, hessian)
    }
    let (first, second) = try gradient(point)
    for index in 0..<p {
      var (up, down) = (point, point)
      up[index] += 1e-5
      down[index] -= 1e-5
      let rise = try #require(objective.value(up, work: &work)) - #require(objective.value(down, work: &work))
      expectAgreement(first[index], rise / 2e-5, digits: 7, floor: 1e-8, "\(index)")
      let change = zip(try gradient(up).gradient, try gradient(down).gradient).map { ($0 - $1) / 2e-5 }
      for other in 0..<p {
        expectAgreement(
          second[index * p + other], change[other], digits: 7, floor: 1e-7, "\(index), \(other)")
      }
    }
  }

  /// The slow and obvious discrepancy is nowhere lower in the neighbourhood.
  @Test(arguments: OneFactorForm.allCases) func noNeighbourFitsBetter(_ form: OneFactorForm) throws {
    let covariances = try ItemCovariances(Answers.four)
    let model = try OneFactorModel(covariances, form: form)
    func naive(_ loadings: [Double], _ errors: [Double]) throws -> Double {
      let matrix = { (body: (Int, Int) -> Double) in
        try Matrix(rows: (0..<4).map { row in (0..<4).map { body(row, $0) } })
      }
      let observed = try matrix { covariances[$0, $1] * 11 / 12 }
      let implied = try matrix { loadings[$0] * loadings[$1] + ($0 == $1 ? errors[$0] : 0) }
      let factor = try CholeskyFactorization(implied)
      return factor.logDeterminant + (try factor.solve(observed)).diagonal.reduce(0, +)
        - (try CholeskyFactorization(observed)).logDeterminant - 4
    }
    let (loadings, errors) = (model.loadings.map(\.value), model.errorVariances.map(\.value))
    let least = try naive(loadings, errors)
    expectAgreement(model.discrepancy, least, digits: 11)
    var stream = RandomStream(seed: 4)
    for _ in 0..<100 {
      var changes = (0..<8).map { _ in 1 + 0.05 * stream.normal() }
      if form != .congeneric { for item in 1..<4 { changes[item] = changes[0] } }
      if form == .parallel { for item in 5..<8 { changes[item] = changes[4] } }
      let other = try naive(
        zip(loadings, changes).map { $0 * $1 }, zip(errors, changes[4...]).map { $0 * $1 })
      #expect(other > least)
    }
  }

  @Test func aModelThatHoldsIsFoundExactly() throws {
    let model = try OneFactorModel(ItemCovariances(matrix: Answers.congeneric, count: 100))
    let share = 0.99
    for (found, wanted) in zip(model.loadings, [1, 0.5, 2, 0.8]) {
      expectAgreement(found.value, wanted * share.squareRoot(), digits: 13)
    }
    for (found, wanted) in zip(model.errorVariances, [0.5, 1, 2, 0.3]) {
      expectAgreement(found.value, wanted * share, digits: 12)
    }
    #expect((model.fit.statistic?.value ?? 1) < 1e-11 && model.fit.cfi == 1 && model.fit.rmsea?.value == 0)
  }

  @Test func threeItemsHaveAClosedForm() throws {
    let items = Array(Answers.four[..<3])
    let covariances = try ItemCovariances(items)
    let model = try OneFactorModel(items)
    let first = (covariances[0, 1] * covariances[0, 2] / covariances[1, 2] * 11 / 12).squareRoot()
    expectAgreement(model.loadings[0].value, first, digits: 13)
    #expect(model.fit.degreesOfFreedom == 0 && model.fit.statistic == nil && model.fit.rmsea == nil)
    #expect(model.discrepancy < 1e-13 && model.report.notes.count == 1)
  }

  @Test func parallelItemsHaveAClosedForm() throws {
    let covariances = try ItemCovariances(Answers.four)
    let pairs = (0..<4).flatMap { row in (0..<4).map { (row, $0, covariances[row, $0] * 11 / 12) } }
    let shared = pairs.filter { $0.0 != $0.1 }.reduce(0) { $0 + $1.2 } / 12
    let own = pairs.filter { $0.0 == $0.1 }.reduce(0) { $0 + $1.2 } / 4
    let model = try OneFactorModel(covariances, form: .parallel)
    for item in 0..<4 {
      expectAgreement(model.loadings[item].value, shared.squareRoot(), digits: 13)
      expectAgreement(model.errorVariances[item].value, own - shared, digits: 13)
    }
  }

  @Test func unitsChangeNothingButTheUnits() throws {
    let model = try OneFactorModel(Answers.four)
    let factors = [1e-3, 7, 1e5, 1]
    let scaled = try OneFactorModel(
      zip(Answers.four, factors).map { item, factor in item.map { $0 * factor + 5 } })
    expectAgreement(scaled.discrepancy, model.discrepancy, digits: 9)
    for item in 0..<4 {
      expectAgreement(scaled.loadings[item].value, model.loadings[item].value * factors[item], digits: 11)
      expectAgreement(
        scaled.standardizedLoadings[item].standardError ?? 0,
        model.standardizedLoadings[item].standardError ?? 1,
        digits: 10)
    }
  }

  @Test func theOrderOfItemsDoesNotMatter() throws {
    let model = try OneFactorModel(Answers.four)
    let turned = try OneFactorModel(Array(Answers.four.reversed()))
    for (one, other) in zip(model.loadings, turned.loadings.reversed()) {
      expectAgreement(one.value, other.value, digits: 12)
    }
  }

  @Test func aReversedItemIsPointedOutAndNotTurned() throws {
    var items = Answers.four
    items[2] = items[2].map { 6 - $0 }
    let (model, keyed) = (try OneFactorModel(items, names: Answers.names), try OneFactorModel(Answers.four))
    #expect(model.opposedItems == [2])
    #expect(model.report.warnings == ["trust3 loads negatively: is it reverse-keyed?"])
    expectAgreement(model.loadings[2].value, -keyed.loadings[2].value, digits: 12)
    expectAgreement(model.loadings[0].value, keyed.loadings[0].value, digits: 12)
    expectAgreement(model.discrepancy, keyed.discrepancy, digits: 9)
  }
}
