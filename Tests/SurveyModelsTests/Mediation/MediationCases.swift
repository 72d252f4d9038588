import SurveyInference
import SurveyModels

/// Sixteen cases: contact, trust, cooperation, age and fear.
enum MediationCases {
  static let contact = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2, 5, 4, 1, 3]
  static let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5, 4.4, 3.2, 2.6, 3.7]
  static let cooperation = [3.0, 3.4, 4.1, 2.9, 4.4, 4.0, 2.5, 3.9, 4.2, 3.1, 2.8, 3.6, 4.9, 3.9, 3.3, 3.5]
  static let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 27, 49, 36, 30]
  static let fear = [3.0, 2.1, 2.6, 3.4, 1.9, 1.6, 3.8, 2.2, 1.4, 3.1, 3.3, 2.0, 1.7, 2.5, 3.2, 2.7]

  static func found(_ interval: MediationInterval = .sobel) throws -> Mediation {
    try Mediation(contact, through: trust, on: cooperation, given: [age], interval: interval)
  }

  /// The bootstrap of an effect that is made of slopes, the regressions of each resample fitted by QR.
  static func refitted(
    _ columns: [[Double]], _ plan: BootstrapPlan, around estimate: Double,
    _ effect: (_ slopes: (_ outcome: Int, _ predictors: [Int]) -> [Double]?) -> Double?
  ) throws -> BootstrapFinding {
    try Bootstrap(cases: columns[0].count, plan: plan).interval(around: estimate, confidence: 0.95) { rows in
      let drawn = columns.map { column in rows.map { column[$0] } }
      return effect { outcome, predictors in
        let design = try? Design(columns: predictors.map { ("\($0)", drawn[$0]) })
        return design.flatMap { try? LinearRegression(drawn[outcome], on: $0).coefficients.map(\.value) }
      }
    }
  }
}
