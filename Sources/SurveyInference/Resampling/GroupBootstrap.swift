import SurveyProbability
import SurveyVocabulary

/// The engine of bootstrap intervals for two independent groups: each is resampled by itself, so that
/// both keep their sizes.
///
/// Resamples come in the same number of parts with a random stream each as those of ``Bootstrap``: the
/// cases of the first group are drawn before those of the second. The acceleration of BCa limits is that
/// of several samples (Davison & Hinkley 1997, section 5.3.2).
package struct GroupBootstrap {
  private let sizes: (first: Int, second: Int)
  private let plan: BootstrapPlan

  /// - Parameters:
  ///   - first: The number of cases of the first group.
  ///   - second: The number of cases of the second group.
  ///   - plan: How many resamples, from which seed, for which limits.
  /// - Throws: `InputError` if a group has fewer than two cases, or for none or too many resamples.
  package init(_ first: Int, _ second: Int, plan: BootstrapPlan) throws(InputError) {
    guard min(first, second) >= 2 else {
      throw .tooFew("bootstrap", found: min(first, second), needed: 2)
    }
    let (all, overflow) = first.addingReportingOverflow(second)
    // Checks what both engines have in common.
    _ = try Bootstrap(cases: overflow ? .max : all, plan: plan)
    sizes = (first, second)
    self.plan = plan
  }

  /// The limits around a coefficient of case numbers; `nil` where it does not exist.
  package func interval(
    around estimate: Double, confidence: Double,
    _ statistic: (_ first: UnsafeBufferPointer<Int>, _ second: UnsafeBufferPointer<Int>) -> Double?
  ) throws(InputError) -> BootstrapFinding {
    try checkConfidence(confidence)
    var values: [Double] = []
    values.reserveCapacity(plan.resamples)
    withRows { first, second in
      forEachResample { stream in
        for place in first.indices { first[place] = stream.index(below: sizes.first) }
        for place in second.indices { second[place] = stream.index(below: sizes.second) }
        if let value = statistic(UnsafeBufferPointer(first), UnsafeBufferPointer(second)), value.isFinite {
          values.append(value)
        }
      }
    }
    return try Bootstrap.finding(
      plan, around: estimate, values.sorted(), confidence: confidence,
      acceleration: { () throws(InputError) in try acceleration(statistic) })
  }

  /// The limits around a coefficient of the moments of both groups, which needs no list of the cases.
  ///
  /// The draws are those of the other way, so that the values agree but for rounding.
  func interval(
    around estimate: Double, confidence: Double, _ first: DrawnValues, _ second: DrawnValues,
    _ statistic: (_ first: DrawnMoments, _ second: DrawnMoments) -> Double?
  ) throws(InputError) -> BootstrapFinding {
    try checkConfidence(confidence)
    var values: [Double] = []
    values.reserveCapacity(plan.resamples)
    forEachResample { stream in
      let one = first.drawn(&stream)
      let other = second.drawn(&stream)
      if let value = statistic(one, other), value.isFinite { values.append(value) }
    }
    return try Bootstrap.finding(
      plan, around: estimate, values.sorted(), confidence: confidence,
      acceleration: { () throws(InputError) in
        try Bootstrap.acceleration(ofStrata: [
          first.withoutOne().map { statistic($0, second.all) },
          second.withoutOne().map { statistic(first.all, $0) },
        ])
      })
  }

  @inline(__always) private func forEachResample(_ body: (inout RandomStream) -> Void) {
    for part in 0..<Bootstrap.parts {
      var stream = RandomStream(seed: plan.seed, stream: UInt64(part))
      let size = plan.resamples / Bootstrap.parts + (part < plan.resamples % Bootstrap.parts ? 1 : 0)
      for _ in 0..<size { body(&stream) }
    }
  }

  /// Lends case numbers of both groups, in their order.
  private func withRows<T>(
    _ body: (UnsafeMutableBufferPointer<Int>, UnsafeMutableBufferPointer<Int>) -> T
  ) -> T {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: sizes.first) { first in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: sizes.second) { second in
        for place in first.indices { first.initializeElement(at: place, to: place) }
        for place in second.indices { second.initializeElement(at: place, to: place) }
        return body(first, second)
      }
    }
  }

  private func acceleration(
    _ statistic: (_ first: UnsafeBufferPointer<Int>, _ second: UnsafeBufferPointer<Int>) -> Double?
  ) throws(InputError) -> Double {
    var (firstValues, secondValues): ([Double?], [Double?]) = ([], [])
    withRows { first, second in
      // The case left out stands at the end, and comes back to its place afterwards.
      func withoutOne(_ rows: UnsafeMutableBufferPointer<Int>, _ value: () -> Double?) -> [Double?] {
        rows.indices.map { place in
          rows.swapAt(place, rows.count - 1)
          defer { rows.swapAt(place, rows.count - 1) }
          return value()
        }
      }
      firstValues = withoutOne(first) {
        statistic(UnsafeBufferPointer(rebasing: first[..<(first.count - 1)]), UnsafeBufferPointer(second))
      }
      secondValues = withoutOne(second) {
        statistic(UnsafeBufferPointer(first), UnsafeBufferPointer(rebasing: second[..<(second.count - 1)]))
      }
    }
    return try Bootstrap.acceleration(ofStrata: [firstValues, secondValues])
  }
}
