import SurveyProbability
import SurveyVocabulary

/// The resampling of a statistic of cases of any type, in parts that may be worked on in any order.
struct StatisticResampling<T> {
  let cases: [T]
  let units: ResamplingUnits
  let plan: BootstrapPlan
  /// The resamples of each resample that give its standard error; `nil` where a formula gives it, or where
  /// none is needed.
  let nested: Int?

  /// The standard error of the statistic for a resample.
  typealias Formula = ([T]) -> Double?

  /// The values of a part, and their deviations in units of the own standard error.
  struct Part: Sendable {
    var values: [Double] = []
    var pivots: [Double] = []
  }

  /// - Throws: `InputError` if the standard errors do not fit the plan, or if there are too many draws.
  init(
    _ cases: [T], _ plan: BootstrapPlan, _ units: ResamplingUnits, nested: Int?, hasFormula: Bool
  ) throws(InputError) {
    guard plan.interval == .studentized || (nested == nil && !hasFormula) else {
      throw InputError(
        .definition, "standard error", "it is for studentized limits only",
        remedy: "use .studentized(resamples:seed:), or leave it out")
    }
    guard plan.interval != .studentized || (nested == nil) == hasFormula else {
      throw InputError(
        .definition, "studentized interval",
        hasFormula
          ? "it has a standard error and nested resamples" : "it needs a standard error of each resample",
        remedy: "give standardError:, or nested: for resamples of each resample")
    }
    if let nested {
      guard nested >= 2 else {
        throw InputError(.tooFew, "nested resamples", "\(nested) asked for, at least 2 needed")
      }
      guard nested <= Bootstrap.mostResamples else {
        throw .infeasible(
          "nested resamples", "\(nested) are more than can be drawn", remedy: "at most 1,000,000")
      }
    }
    try plan.checkDraws(of: cases.count, nested: nested ?? 0)
    (self.cases, self.units, self.plan, self.nested) = (cases, units, plan, nested)
  }

  /// The statistic of all cases.
  func estimate(_ statistic: ([T]) -> Double?) throws(InputError) -> Double {
    guard let value = statistic(cases), value.isFinite else {
      throw InputError(
        .infeasible, "statistic", "it has no value for the data",
        remedy: "resample a statistic that these cases have")
    }
    return value
  }

  /// Works on a part of the resamples.
  func part(
    _ part: Int, around estimate: Double, formula: Formula?, _ statistic: ([T]) -> Double?
  ) -> Part {
    var stream = RandomStream(seed: plan.seed, stream: UInt64(part))
    var result = Part()
    for _ in 0..<plan.size(ofPart: part) {
      let drawn = units.drawn(from: units.strata, &stream)
      let resample = units.cases(of: drawn, in: cases)
      let value = statistic(resample)
      let error = formula.map { $0(resample) } ?? nestedError(of: drawn, &stream, statistic)
      guard let value, value.isFinite else { continue }
      if plan.interval != .studentized {
        result.values.append(value)
      } else if let error, error > 0, ((value - estimate) / error).isFinite {
        result.values.append(value)
        result.pivots.append((value - estimate) / error)
      }
    }
    return result
  }

  /// The standard error of a resample from resamples of it; `nil` where none are asked for or none vary.
  private func nestedError(
    of drawn: [[Int]], _ stream: inout RandomStream, _ statistic: ([T]) -> Double?
  ) -> Double? {
    guard let nested else { return nil }
    var values: [Double] = []
    values.reserveCapacity(nested)
    for _ in 0..<nested {
      let again = units.cases(of: units.drawn(from: drawn, &stream), in: cases)
      if let value = statistic(again), value.isFinite { values.append(value) }
    }
    guard values.count >= 2 else { return nil }
    let first = values[0]
    let mean = first + values.reduce(0) { $0 + ($1 - first) / Double(values.count) }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // Beside rounding there is no spread.
    let error = (squares / Double(values.count - 1)).squareRoot()
    return error > 1e-13 * mean.magnitude ? error : nil
  }

  /// The limits from all parts.
  func finding(
    _ parts: [Part], around estimate: Double, formula: Formula?, confidence: Double,
    _ statistic: ([T]) -> Double?
  ) throws(InputError) -> BootstrapFinding {
    let values = parts.flatMap(\.values)
    var pivots: (sorted: [Double], standardError: Double)?
    if plan.interval == .studentized {
      pivots = (
        parts.flatMap(\.pivots).sorted(),
        try ownError(values, around: estimate, formula: formula, confidence: confidence)
      )
    }
    return try Bootstrap.finding(
      plan, around: estimate, values.sorted(), confidence: confidence, pivots: pivots,
      acceleration: { () throws(InputError) in
        try Bootstrap.acceleration(
          ofStrata: units.strata.map { stratum in
            stratum.map { statistic(units.cases(without: $0, in: cases)) }
          })
      })
  }

  /// The standard error of the estimate: by the formula, or the spread of the resamples' values.
  private func ownError(
    _ values: [Double], around estimate: Double, formula: Formula?, confidence: Double
  ) throws(InputError) -> Double {
    guard let formula else {
      return try Bootstrap.finding(
        .normal(resamples: plan.resamples, seed: plan.seed), around: estimate, values,
        confidence: confidence, acceleration: { 0 }
      ).standardError
    }
    guard let error = formula(cases), error > 0, error.isFinite else {
      throw InputError(
        .infeasible, "standard error", "it has no positive value for the data",
        remedy: "use .bca, or nested: for resamples of each resample")
    }
    return error
  }
}

extension StatisticResampling: Sendable where T: Sendable {}
