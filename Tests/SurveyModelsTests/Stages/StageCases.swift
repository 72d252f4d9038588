import SurveyLinearAlgebra
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Sixty cases in twelve groups whose outcomes of every kind depend on the same two predictors.
struct StageCases {
  let x: [Double]
  let design: Design
  let groups: [String]
  let events: [Double]
  let counts: [Double]
  let amounts: [Double]
  let answers: [String]
  let levels = ["little", "some", "much"]

  init() throws {
    var stream = RandomStream(seed: 41)
    var (x, z, groups): ([Double], [Double], [String]) = ([], [], [])
    var (events, counts, amounts, answers): ([Double], [Double], [Double], [String]) = ([], [], [], [])
    for group in 0..<12 {
      let shift = stream.normal()
      for _ in 0..<5 {
        x.append(stream.normal())
        z.append(stream.normal())
        groups.append("g\(group)")
        let eta = 0.3 + 0.5 * (x.last ?? 0) - 0.4 * (z.last ?? 0) + 0.6 * shift
        events.append(eta + stream.normal() > 0 ? 1 : 0)
        counts.append(Double(stream.poisson(mean: 2 * (eta > 0 ? 1 + eta : 0.6) * stream.gamma(shape: 1.5))))
        amounts.append(eta + 0.7 * shift * (x.last ?? 0) + 0.5 * stream.normal())
        let latent = eta + stream.normal()
        answers.append(levels[latent < -0.5 ? 0 : latent < 0.8 ? 1 : 2])
      }
    }
    (self.x, self.groups, self.events, self.counts) = (x, groups, events, counts)
    (self.amounts, self.answers) = (amounts, answers)
    design = try Design(columns: [("x", x), ("z", z)])
  }
}

extension StageCases {
  func refuses<T>(_ call: () throws -> T, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(throws: InputError.self, sourceLocation: sourceLocation) { _ = try call() }
  }

  func agree(
    _ found: [Double], _ wanted: [Double], digits: Double, _ name: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == wanted.count, "\(name)", sourceLocation: sourceLocation)
    for (index, (one, other)) in zip(found, wanted).enumerated() {
      expectAgreement(
        one, other, digits: digits, floor: 1e-9, "\(name)[\(index)]", sourceLocation: sourceLocation)
    }
  }

  /// Checks one model: slopes against differences of the value, the search from two starts, and the finding.
  func check(
    _ name: String, _ parameterNames: [String], at place: [Double],
    objective: ([Double]) throws -> FitObjective, minimum: ([Double]?) throws -> FitMinimum,
    stages: (FitMinimum) throws -> [Double], direct: [Double]
  ) throws {
    try expectSlopes(name, at: place, objective)
    let found = try minimum(nil)
    #expect(found.converged && found.iterations > 0, "\(name)")
    #expect(parameterNames.count == found.parameters.count, "\(name)")
    expectAgreement(try #require(found.value), try objective(found.parameters).value, digits: 12, name)
    #expect(try objective(place).value > objective(found.parameters).value, "\(name)")
    for slope in try objective(found.parameters).gradient {
      #expect(slope.magnitude < 1e-5, "\(name): a slope of \(slope) is left")
    }
    agree(try minimum(place).parameters, found.parameters, digits: 7, name)
    agree(try stages(found), direct, digits: 9, name)
    for wrong in [Array(place.dropLast()), place + [0], place.map { _ in Double.nan }, []] {
      refuses { try objective(wrong) }
      refuses { try minimum(wrong) }
    }
    refuses {
      try stages(FitMinimum(parameters: [1], value: 0, iterations: 1, converged: true))
    }
  }

  func expectSlopes(
    _ name: String, at place: [Double], _ objective: ([Double]) throws -> FitObjective
  ) throws {
    let gradient = try objective(place).gradient
    for index in place.indices {
      func value(_ shift: Double) throws -> Double {
        var moved = place
        moved[index] += shift
        return try objective(moved).value
      }
      // Four points: the error of the differences is of the order of the fourth power of the step.
      let h = 1e-3
      let slope = (8 * (try value(h) - value(-h)) - (try value(2 * h) - value(-2 * h))) / (12 * h)
      expectAgreement(gradient[index], slope, digits: 7, floor: 1e-7, "\(name), slope \(index)")
    }
  }
}
