import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Coefficients and θ at their joint maximum: the root of the profile's slope by θ.
struct NegativeBinomialFit: Sendable {
  let fit: GeneralizedFit
  /// `nil` where the likelihood rises up to the Poisson model.
  let theta: Double?
  let logLikelihood: Double
  /// The fits of coefficients for a given θ.
  let evaluations: Int

  /// Fits a Poisson problem, from a θ where there is one.
  ///
  /// - Throws: `InputError` if counts along a column are all zero, or if a fit does not converge.
  init(_ problem: GeneralizedProblem, theta start: Double? = nil) throws(InputError) {
    let poisson = try problem.maximumLikelihood()
    // The slope by 1/θ at 1/θ = 0, where the means are those of the Poisson fit (Dean 1992).
    let slope = problem.outcome.indices.reduce(0.0) { sum, row in
      let (y, mean) = (problem.outcome[row], poisson.state.means[row])
      return sum + problem.weights[row] * ((y - mean) * (y - mean) - y)
    }
    guard slope > 0 else {
      fit = poisson
      theta = nil
      logLikelihood = problem.sum(poisson) { NegativeBinomialLikelihood.limit($0, mean: $1) }
      evaluations = 1
      return
    }
    var search = NegativeBinomialSearch(problem: problem, predictor: poisson.state.predictor)
    let root = try search.theta(start: start ?? Self.moments(problem, poisson))
    let last = try search.fit(root)
    fit = last
    theta = root
    logLikelihood = problem.sum(last) { NegativeBinomialLikelihood.value($0, mean: $1, theta: root) }
    evaluations = search.evaluations
  }

  /// The fit at coefficients and θ; `nil` for Poisson's model.
  init(_ problem: GeneralizedProblem, coefficients: [Double], theta: Double?, evaluations: Int)
    throws(InputError)
  {
    var own = problem
    if let theta { own.model = .negativeBinomial(theta: theta) }
    let state = own.state(at: try problem.predictor(at: coefficients))
    fit = GeneralizedFit(coefficients: coefficients, state: state, iterations: evaluations, lastStep: 0)
    self.theta = theta
    logLikelihood = problem.sum(fit) { y, mean in
      theta.map { NegativeBinomialLikelihood.value(y, mean: mean, theta: $0) }
        ?? NegativeBinomialLikelihood.limit(y, mean: mean)
    }
    self.evaluations = evaluations
  }

  /// θ for which Pearson's statistic would be the number of cases, roughly.
  private static func moments(_ problem: GeneralizedProblem, _ fit: GeneralizedFit) -> Double {
    var (excess, squares) = (0.0, 0.0)
    for row in problem.outcome.indices {
      let (y, mean) = (problem.outcome[row], fit.state.means[row])
      excess += problem.weights[row] * ((y - mean) * (y - mean) - mean)
      squares += problem.weights[row] * mean * mean
    }
    let start = squares / excess
    return start.isFinite && start > 0 ? min(max(start, 1e-3), 1e6) : 1
  }
}

/// The search for θ, whose fits start each from the one before.
struct NegativeBinomialSearch {
  let problem: GeneralizedProblem
  var predictor: [Double]
  var evaluations = 0

  init(problem: GeneralizedProblem, predictor: [Double]) {
    self.problem = problem
    self.predictor = predictor
  }

  /// The coefficients for a θ.
  mutating func fit(_ theta: Double) throws(InputError) -> GeneralizedFit {
    var own = problem
    own.model = .negativeBinomial(theta: theta)
    let fit = try own.fit(from: predictor)
    predictor = fit.state.predictor
    evaluations += 1
    return fit
  }

  /// The slope of the profile of the log-likelihood by θ.
  mutating func slope(_ theta: Double) throws(InputError) -> Double {
    let fit = try fit(theta)
    return problem.sum(fit) { NegativeBinomialLikelihood.slope($0, mean: $1, theta: theta) }
  }

  /// The θ at which the slope of the profile vanishes, between powers of four around a start.
  mutating func theta(start: Double) throws(InputError) -> Double {
    let rises = try slope(start) > 0
    var (inner, outer) = (start, start)
    repeat {
      inner = outer
      outer *= rises ? 4 : 0.25
      guard outer > 1e-12, outer < 1e13 else {
        throw .notConverged("the likelihood has no maximum by theta between 1e-12 and 1e13")
      }
    } while try (slope(outer) > 0) == rises
    var failure: InputError?
    var search = self
    func excess(_ logarithm: Double) -> Double {
      do throws(InputError) { return try search.slope(exponential(logarithm)) } catch {
        failure = error
        return .nan
      }
    }
    let ends = [naturalLog(inner), naturalLog(outer)].sorted()
    do throws(InputError) {
      let root = try RootFinding.solve(
        in: ends[0]...ends[1], "theta", tolerance: 1e-14, absoluteTolerance: 1e-13, excess)
      self = search
      return exponential(root)
    } catch { throw failure ?? error }
  }
}

extension GeneralizedProblem {
  /// The weighted sum of a function of outcome and mean.
  func sum(_ fit: GeneralizedFit, _ function: (_ y: Double, _ mean: Double) -> Double) -> Double {
    outcome.indices.reduce(0) { $0 + weights[$1] * function(outcome[$1], fit.state.means[$1]) }
  }
}
