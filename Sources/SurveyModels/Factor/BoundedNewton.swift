import SurveyVocabulary

/// Newton's method for a smooth objective between two bounds that all variables share.
///
/// A variable at a bound whose slope leads out of it is left there. The Hessian of the others is made
/// positive by the sizes of its eigenvalues, so that each step leads downhill, and steps are halved until
/// the value falls.
struct BoundedNewton {
  /// Where the search ended.
  let end: UniquenessValue
  /// The largest component of the gradient that the bounds leave.
  let slope: Double
  /// The number of steps.
  let iterations: Int
  /// Whether the slope met the tolerance.
  let converged: Bool
  /// The smallest curvature of the variables between their bounds, as a share of the largest.
  let leastCurvature: Double

  /// The slope that is tolerated.
  static let tolerance = 1e-9
  static let mostIterations = 500

  init(_ objective: some UniquenessObjective, from start: [Double]) throws(InputError) {
    let (lower, upper) = (objective.lowerBound, objective.upperBound)
    var current = try objective.value(at: start.map { min(max($0, lower), upper) })
    guard current.discrepancy.isFinite else {
      throw InputError(
        .outOfRange, "correlations", "the discrepancy is beyond the range of Double at the start")
    }
    var steps = 0
    var largest = Double.infinity
    var curvature = 1.0
    while true {
      let (gradient, hessian) = objective.derivatives(of: current)
      let free = gradient.indices.filter { index in
        gradient[index] > 0 ? current.point[index] > lower : current.point[index] < upper
      }
      largest = free.reduce(0) { max($0, gradient[$1].magnitude) }
      curvature = largest > Self.tolerance ? curvature : try Self.leastCurvature(hessian, among: free)
      guard largest > Self.tolerance, steps < Self.mostIterations else { break }
      let step = try Self.step(gradient, hessian, free)
      guard let next = try Self.search(objective, current, step, gradient) else { break }
      current = next
      steps += 1
    }
    end = current
    slope = largest
    iterations = steps
    converged = largest <= Self.tolerance
    leastCurvature = curvature
  }

  /// The smallest eigenvalue of a Hessian among some variables, as a share of the largest.
  static func leastCurvature(_ hessian: Matrix, among free: [Int]) throws(InputError) -> Double {
    guard !free.isEmpty else { return 1 }
    let values = try SymmetricEigen(part(hessian, free)).values
    guard let largest = values.first, let smallest = values.last, largest > 0 else { return 0 }
    return smallest / largest
  }

  /// The rows and columns of some variables.
  private static func part(_ hessian: Matrix, _ free: [Int]) -> Matrix {
    var part = Matrix(zeros: free.count, free.count)
    for (column, from) in free.enumerated() {
      for (row, to) in free.enumerated() { part[row, column] = hessian[to, from] }
    }
    return part
  }

  /// The step of the free variables, by the sizes of the eigenvalues of their Hessian.
  private static func step(
    _ gradient: [Double], _ hessian: Matrix, _ free: [Int]
  ) throws(InputError) -> [Double] {
    let eigen = try SymmetricEigen(part(hessian, free))
    let largest = eigen.values.reduce(1e-300) { max($0, $1.magnitude) }
    var step = [Double](repeating: 0, count: gradient.count)
    for (index, value) in eigen.values.enumerated() {
      let vector = eigen.vectors[columnView: index]
      let slope = zip(vector, free).reduce(0) { $0 + $1.0 * gradient[$1.1] }
      let length = slope / max(value.magnitude, 1e-10 * largest)
      for (element, variable) in zip(vector, free) { step[variable] -= length * element }
    }
    return step
  }

  /// The first of the halved steps that makes the value fall enough; `nil` if none does.
  private static func search(
    _ objective: some UniquenessObjective, _ current: UniquenessValue, _ step: [Double], _ gradient: [Double]
  ) throws(InputError) -> UniquenessValue? {
    let (lower, upper) = (objective.lowerBound, objective.upperBound)
    // Below this difference values differ by their rounding only.
    let noise = 1e-15 * max(current.discrepancy, 1)
    var share = 1.0
    for _ in 0..<40 {
      let point = zip(current.point, step).map { min(max($0 + share * $1, lower), upper) }
      let fall = zip(zip(point, current.point), gradient).reduce(0) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
      let next = try objective.value(at: point)
      if fall < 0, next.discrepancy <= current.discrepancy + 1e-4 * fall + noise { return next }
      share /= 2
    }
    return nil
  }
}
