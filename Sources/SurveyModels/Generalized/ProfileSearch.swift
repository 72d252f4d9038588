import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The least deviance for a given value of one coefficient.
struct ProfiledDeviance {
  let rest: GeneralizedProblem?
  let problem: GeneralizedProblem
  let column: Int
  let start: [Double]

  func deviance(at value: Double) throws(InputError) -> Double {
    let fixed = zip(problem.offset, problem.columns[columnView: column]).map { $0 + value * $1 }
    guard let rest else { return problem.state(at: fixed).deviance }
    return try rest.with(offset: fixed).fit(from: start).state.deviance
  }
}

/// The values on each side of an estimate at which a function that rises from it meets a bound.
struct ProfileSearch {
  let estimate: Double
  let scale: Double
  let bound: Double

  /// The value on the side -1 or 1; infinite where twelve longer and longer steps do not reach the bound.
  func limit(
    _ side: Double, _ function: (Double) throws(InputError) -> Double
  ) throws(InputError) -> Double {
    var failure: InputError?
    func excess(_ value: Double) -> Double {
      do throws(InputError) { return try function(value) - bound } catch {
        failure = error
        return .nan
      }
    }
    var (inner, step) = (estimate, 1.5 * scale)
    for _ in 0..<12 {
      let outer = estimate + side * step
      let value = excess(outer)
      if let failure { throw failure }
      if value > 0 {
        do throws(InputError) {
          return try RootFinding.solve(
            in: min(inner, outer)...max(inner, outer), "profile limit", tolerance: 1e-12,
            absoluteTolerance: 1e-13 * scale, excess)
        } catch { throw failure ?? error }
      }
      (inner, step) = (outer, step * 1.6)
    }
    return side * .infinity
  }
}
