import SurveyInference
import SurveyLinearAlgebra
import SurveyVocabulary

/// Two variables and what is left of them when control variables are taken out by least squares.
struct ControlledVariables {
  /// The variables, or their ranks.
  let first: [Double]
  let second: [Double]
  /// What the controls leave of them.
  let firstResidual: [Double]
  let secondResidual: [Double]
  /// The number of control variables.
  let controlCount: Int

  /// - Throws: `InputError` if there is no control variable, lengths differ, a value is not finite, a variable is
  ///   constant, there are fewer than three more cases than controls, control variables depend on each other, or a
  ///   variable is a linear combination of them.
  init(
    _ first: some Collection<Double>, _ second: some Collection<Double>, given controls: [[Double]],
    ranked: Bool
  ) throws(InputError) {
    guard !controls.isEmpty else {
      throw .tooFew(
        "control variables", found: 0, needed: 1, remedy: "use PearsonCorrelation without controls")
    }
    let x = try finiteValues(first, "first variable")
    let names = ["second variable"] + controls.indices.map { "control variable \($0 + 1)" }
    var columns = [x]
    for (name, values) in zip(names, [Array(second)] + controls) {
      columns.append(try finiteValues(values, name))
      try checkEqualLength(values.count, name, x.count, "first variable")
    }
    guard x.count >= controls.count + 3 else {
      throw .tooFew(
        "pairs", found: x.count, needed: controls.count + 3, remedy: "use fewer control variables")
    }
    for (name, values) in zip(["first variable"] + names, columns)
    where values.allSatisfy({ $0 == values[0] }) {
      throw .constant(name, remedy: "a correlation is undefined where one variable does not vary")
    }
    let used = try columns.map { values throws(InputError) in
      ranked ? Midranks(values).ranks : try Self.standardized(values)
    }
    let design = try Matrix(columns: [[Double](repeating: 1, count: x.count)] + used.dropFirst(2))
    let factorization = try QRFactorization(design, tolerance: 1e-10)
    guard factorization.rank == design.columnCount else {
      throw InputError(
        .rankDeficient, "control variables", "they depend on each other", remedy: "leave one of them out")
    }
    let basis = try factorization.orthonormal()
    (self.first, self.second) = (used[0], used[1])
    firstResidual = try Self.residual(used[0], basis, "first variable")
    secondResidual = try Self.residual(used[1], basis, "second variable")
    controlCount = controls.count
  }

  /// Values less their mean over their standard deviation, safe for values of any size.
  private static func standardized(_ values: [Double]) throws(InputError) -> [Double] {
    let middle = (values.min() ?? 0) / 2 + (values.max() ?? 0) / 2
    let largest = values.reduce(0) { max($0, ($1 / 2 - middle / 2).magnitude) }
    guard largest > 0 else {
      throw InputError(
        .outOfRange, "values", "they vary too little for the range of Double", remedy: "rescale the values")
    }
    let scaled = values.map { ($0 / 2 - middle / 2) / largest }
    let moments = try Moments(finite: scaled)
    let deviation = moments.standardDeviation ?? 1
    return scaled.map { ($0 - moments.mean) / deviation }
  }

  /// What is left after projection on the basis, twice, so that it is orthogonal to the last digit.
  private static func residual(_ values: [Double], _ basis: Matrix, _ name: String) throws(InputError)
    -> [Double]
  {
    var rest = values
    for _ in 0..<2 {
      for column in 0..<basis.columnCount {
        let axis = basis[column: column]
        let share = zip(axis, rest).reduce(0) { $0 + $1.0 * $1.1 }
        for row in rest.indices { rest[row] -= share * axis[row] }
      }
    }
    let (left, all) = (
      rest.reduce(0) { $0 + $1 * $1 }, values.reduce(0) { $0 + $1 * $1 }
    )
    guard left > 1e-20 * all else {
      throw InputError(
        .rankDeficient, name, "it is a linear combination of the control variables",
        remedy: "leave out the control variable that contains it")
    }
    return rest
  }
}
