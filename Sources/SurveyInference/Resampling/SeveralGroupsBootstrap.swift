import SurveyProbability
import SurveyVocabulary

/// Bootstrap intervals for several independent groups: each is resampled by itself, so that all keep their sizes.
///
/// With two groups the draws are those of ``GroupBootstrap``. The acceleration of BCa limits is that of several
/// samples (Davison & Hinkley 1997, section 5.3.2).
struct SeveralGroupsBootstrap {
  private let groups: [[Double]]
  private let plan: BootstrapPlan

  /// - Throws: `InputError` if a group has fewer than two cases, or for none or too many resamples.
  init(_ groups: [[Double]], plan: BootstrapPlan) throws(InputError) {
    let smallest = groups.reduce(Int.max) { min($0, $1.count) }
    guard smallest >= 2 else { throw .tooFew("bootstrap", found: smallest, needed: 2) }
    // Checks what all engines have in common.
    _ = try Bootstrap(cases: groups.reduce(0) { $0 + $1.count }, plan: plan)
    self.groups = groups
    self.plan = plan
  }

  /// The limits around a coefficient of the groups; `nil` where it does not exist.
  func interval(
    around estimate: Double, confidence: Double, _ statistic: ([[Double]]) -> Double?
  ) throws(InputError) -> BootstrapFinding {
    try checkConfidence(confidence)
    var values: [Double] = []
    values.reserveCapacity(plan.resamples)
    var drawn = groups
    for part in 0..<Bootstrap.parts {
      var stream = RandomStream(seed: plan.seed, stream: UInt64(part))
      let size = plan.resamples / Bootstrap.parts + (part < plan.resamples % Bootstrap.parts ? 1 : 0)
      for _ in 0..<size {
        for (place, group) in groups.enumerated() {
          for index in group.indices { drawn[place][index] = group[stream.index(below: group.count)] }
        }
        if let value = statistic(drawn), value.isFinite { values.append(value) }
      }
    }
    return try Bootstrap.finding(
      plan, around: estimate, values.sorted(), confidence: confidence,
      acceleration: { () throws(InputError) in try acceleration(statistic) })
  }

  private func acceleration(_ statistic: ([[Double]]) -> Double?) throws(InputError) -> Double {
    var values: [[Double?]] = []
    for place in groups.indices {
      var own: [Double?] = []
      for index in groups[place].indices {
        var shorter = groups
        shorter[place].remove(at: index)
        own.append(statistic(shorter))
      }
      values.append(own)
    }
    return try Bootstrap.acceleration(ofStrata: values)
  }
}
