import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Huge and tiny units and data with few values: each gives finite numbers or a typed error.
@Suite struct RobustExtremesTests {
  @Test(arguments: [1e-300, 1e-200, 1e-100, 1e-20, 1e20, 1e100, 1e150, 1e200, 1e300])
  func unitsGiveNumbersOrAnError(_ unit: Double) throws {
    let outcome = RobustData.outcome.map { $0 * unit }
    for columnUnit in [1, unit] {
      let design = try Design(columns: [
        ("m", RobustData.motivation.map { $0 * columnUnit }), ("a", RobustData.age),
      ])
      expectFinite { try RobustRegression(outcome, on: design).coefficients }
      expectFinite { try RobustRegression(outcome, on: design, loss: .bisquare()).coefficients }
      expectFinite { try MMRegression(outcome, on: design, subsets: .random(20, seed: 1)).coefficients }
      for errors in [
        QuantileStandardErrors.equalErrors, .sandwich, .bootstrap(.percentile(resamples: 50, seed: 1)),
        .kernel(), .residuals(), .residuals(.medianSlope),
      ] {
        expectFinite {
          try QuantileRegression(outcome, on: design, standardErrors: errors, confidence: 0.9).coefficients
        }
      }
    }
  }

  @Test(arguments: [1e-300, 1e-12, 0.001, 0.999, 1 - 1e-16])
  func outerQuantilesGiveNumbersOrAnError(_ tau: Double) throws {
    let design = try RobustData.design()
    for errors in [
      QuantileStandardErrors.equalErrors, .sandwich, .kernel(), .residuals(), .residuals(.medianSlope),
      .kernel(bandwidth: .chamberlain), .residuals(bandwidth: .bofinger),
    ] {
      expectFinite {
        try QuantileRegression(RobustData.outcome, on: design, tau: tau, standardErrors: errors).coefficients
      }
    }
  }

  /// Answers of few values by columns that few cases have.
  @Test func fewValuesGiveNumbersOrAnError() throws {
    let answers = [1.0, 1, 1, 2, 2, 1, 1, 5, 1, 1, 2, 1]
    let rare = [0.0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    let often = [0.0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]
    let design = try Design(columns: [("rare", rare), ("often", often)])
    expectFinite { try RobustRegression(answers, on: design).coefficients }
    expectFinite { try MMRegression(answers, on: design, subsets: .all).coefficients }
    for tau in [0.1, 0.25, 0.5, 0.75, 0.9] {
      expectFinite {
        try QuantileRegression(answers, on: design, tau: tau, standardErrors: .equalErrors).coefficients
      }
      for errors in [QuantileStandardErrors.sandwich, .kernel(), .residuals(), .residuals(.medianSlope)] {
        expectFinite {
          try QuantileRegression(answers, on: design, tau: tau, standardErrors: errors).coefficients
        }
      }
    }
  }

  /// Without an intercept, the design of one column.
  @Test func oneColumnIsARatio() throws {
    let x = [1.0, 2, 3, 4, 5]
    let y = [2.0, 4.2, 5.7, 8.8, 30]
    let design = try Design(columns: [("x", x)], intercept: false)
    let found = try QuantileRegression(y, on: design, standardErrors: .equalErrors)
    // The weighted median of the ratios 2, 2.1, 1.9, 2.2, 6 with weights x.
    expectAgreement(found.coefficients[0].value, 2.2, digits: 13)
    #expect(found.goodnessOfFit == nil && found.isUnique)
  }

  private func expectFinite(
    sourceLocation: SourceLocation = #_sourceLocation, _ make: () throws -> [RobustCoefficient]
  ) {
    do {
      for coefficient in try make() {
        let numbers = [
          coefficient.value, coefficient.estimate.standardError ?? 0, coefficient.pValue ?? 0,
          coefficient.estimate.interval?.lower ?? 0, coefficient.estimate.interval?.upper ?? 0,
        ]
        let areFinite = numbers.allSatisfy { $0.isFinite }
        #expect(areFinite, "\(coefficient)", sourceLocation: sourceLocation)
      }
    } catch {
      #expect(error is InputError, sourceLocation: sourceLocation)
    }
  }
}
