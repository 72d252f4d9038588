import SurveyVocabulary

extension Minimization {
  /// A local minimum of a function of several variables from its values alone, by the simplex method of
  /// Nelder and Mead with the parameters of Gao and Han, which depend on the number of variables.
  ///
  /// For functions that are not smooth, and for up to about ten variables: it needs many more evaluations
  /// than `bfgs`, and it may end at a point that is no
  /// minimum. Beginning again where it ended shows that. Bounds are kept by a transformation of the
  /// variables: between two bounds the middle plus half the width times 2z/(1 + z²), beside a single bound
  /// √(z² + 1) - 1 away from it, z being free.
  ///
  /// Reference: Nelder & Mead (1965), doi:10.1093/comjnl/7.4.308; Gao & Han (2012),
  /// doi:10.1007/s10589-010-9329-3.
  ///
  /// - Parameters:
  ///   - start: Where to begin, inside the bounds; at most 1,000 variables.
  ///   - bounds: One range for each variable, with infinite ends where wanted; none means no bounds.
  ///   - firstStep: The size of the first simplex in each variable, relative to max(|x|, 1).
  ///   - tolerance: The search ends when no vertex is farther from the best in any variable than this times
  ///     max(|x|, 1), and no value differs more than this times max(|f|, 1).
  ///   - evaluations: The budget, from 1 to 10,000,000.
  ///   - function: The function.
  /// - Returns: The minimum; its error estimate is the largest distance of a vertex from the best.
  /// - Throws: `InputError` if an argument is outside its range, if the function is not finite at the start,
  ///   or if it is -infinity somewhere.
  public static func nelderMead(
    from start: [Double], in bounds: [ClosedRange<Double>] = [], firstStep: Double = 0.1,
    tolerance: Double = 1e-8, evaluations: Int = 10_000, _ function: ([Double]) -> Double
  ) throws(InputError) -> Minimum<[Double]> {
    try check(tolerance: tolerance, evaluations: evaluations)
    try check(start: start, bounds: bounds)
    guard firstStep > 0, firstStep < .infinity else {
      throw .outOfRange("firstStep", value: firstStep, allowed: "a finite number above 0")
    }
    return try withoutActuallyEscaping(function) { function throws(InputError) in
      var search = SimplexSearch(
        BoundTransform(bounds: bounds), BudgetedFunction(budget: evaluations, function), tolerance: tolerance)
      return try search.run(from: start, firstStep)
    }
  }
}

/// The state of a simplex search.
private struct SimplexSearch {
  private struct Vertex {
    let free: [Double]
    let point: [Double]
    let value: Double
  }

  private let transform: BoundTransform
  private var function: BudgetedFunction<[Double]>
  private let tolerance: Double
  /// The vertices, the best first.
  private var simplex: [Vertex] = []

  init(_ transform: BoundTransform, _ function: BudgetedFunction<[Double]>, tolerance: Double) {
    self.transform = transform
    self.function = function
    self.tolerance = tolerance
  }

  mutating func run(from start: [Double], _ firstStep: Double) throws(InputError) -> Minimum<[Double]> {
    let origin = transform.free(start)
    // The transformation rounds; the start itself must count.
    simplex = [Vertex(free: origin, point: start, value: try function.value(at: start))]
    guard simplex[0].value.isFinite else {
      throw InputError(
        .notFinite, "start", "the function is not a finite number there", remedy: "begin inside its domain")
    }
    for index in origin.indices where !function.isExhausted {
      var free = origin
      free[index] += transform.firstStep(index, from: origin[index], size: firstStep)
      simplex.append(try vertex(free))
    }
    simplex.sort { $0.value < $1.value }
    var iterations = 0
    while simplex.count > start.count, !isSmall(), !function.isExhausted {
      iterations += 1
      try advance()
      simplex.sort { $0.value < $1.value }
    }
    let isComplete = simplex.count > start.count
    return Minimum(
      point: simplex[0].point, value: simplex[0].value, errorEstimate: size { _ in 1 },
      iterations: iterations, evaluations: function.evaluations, gradientEvaluations: 0,
      stop: isComplete && isSmall() ? .tolerance : .budget)
  }

  private mutating func vertex(_ free: [Double]) throws(InputError) -> Vertex {
    let point = transform.point(free)
    let isFinite = point.allSatisfy(\.isFinite)
    let value = isFinite ? try function.value(at: point) : function.valueAtInfinity()
    return Vertex(free: free, point: point, value: value)
  }

  /// The largest distance of a vertex from the best in any variable, in units of that variable.
  private func size(_ unit: (Double) -> Double) -> Double {
    var largest = 0.0
    for vertex in simplex.dropFirst() {
      for (x, best) in zip(vertex.point, simplex[0].point) {
        largest = max(largest, (x - best).magnitude / unit(best))
      }
    }
    return largest
  }

  private func isSmall() -> Bool {
    let (best, worst) = (simplex[0].value, simplex[simplex.count - 1].value)
    return worst - best <= tolerance * max(best.magnitude, 1) && size { max($0.magnitude, 1) } <= tolerance
  }

  /// One step: reflection, expansion, contraction, or shrinking.
  private mutating func advance() throws(InputError) {
    let last = simplex.count - 1
    // With one variable the parameters of two: those of one would shrink to a point.
    let order = Double(max(last, 2))
    let (expansion, contraction, shrinkage) = (1 + 2 / order, 0.75 - 0.5 / order, 1 - 1 / order)
    var centroid = [Double](repeating: 0, count: last)
    for vertex in simplex.dropLast() {
      for index in centroid.indices { centroid[index] += vertex.free[index] / Double(last) }
    }
    let worst = simplex[last]
    func beyond(_ share: Double) -> [Double] { zip(centroid, worst.free).map { $0 + share * ($0 - $1) } }
    let reflected = try vertex(beyond(1))
    if reflected.value < simplex[0].value {
      guard !function.isExhausted else { return simplex[last] = reflected }
      let expanded = try vertex(beyond(expansion))
      simplex[last] = expanded.value < reflected.value ? expanded : reflected
      return
    }
    if reflected.value < simplex[last - 1].value { return simplex[last] = reflected }
    let isOutside = reflected.value < worst.value
    guard !function.isExhausted else {
      if isOutside { simplex[last] = reflected }
      return
    }
    let contracted = try vertex(beyond(isOutside ? contraction : -contraction))
    if isOutside ? contracted.value <= reflected.value : contracted.value < worst.value {
      return simplex[last] = contracted
    }
    for index in 1...last where !function.isExhausted {
      let shrunk = zip(simplex[0].free, simplex[index].free).map { $0 + shrinkage * ($1 - $0) }
      simplex[index] = try vertex(shrunk)
    }
  }
}
