import SurveyInstruments
import SurveyModels

// What a predictor can make of the numbers of a variable. A factor, a product or a predictor that has a shape
// already has no numbers to make something of: the design then refuses it.
extension Predictor {
  /// A function of the values, such as `.log`.
  public func transformed(_ transform: NumericTransform) -> Predictor { shaped(.transformed(transform)) }

  /// Orthogonal polynomials of the values: see `Term.polynomial(_:_:degree:)`.
  public func polynomial(degree: Int) -> Predictor { shaped(.polynomial(degree: degree)) }

  /// A B-spline of the values: see `Term.bSpline(_:_:degreesOfFreedom:degree:)`.
  public func bSpline(degreesOfFreedom: Int, degree: Int = 3) -> Predictor {
    shaped(.bSpline(degreesOfFreedom: degreesOfFreedom, degree: degree))
  }

  /// A natural cubic spline of the values: see `Term.naturalSpline(_:_:degreesOfFreedom:)`.
  public func naturalSpline(degreesOfFreedom: Int) -> Predictor {
    shaped(.naturalSpline(degreesOfFreedom: degreesOfFreedom))
  }

  private func shaped(_ shape: Shape) -> Predictor {
    switch content {
    case .variable(let variable, .power(1)): Predictor(content: .variable(variable, shape))
    case .variable, .factor, .product, .impossible: Predictor(content: .impossible)
    }
  }
}

extension Predictor.Shape {
  func term(_ name: String, _ values: [Double]) -> Term {
    switch self {
    case .power(1): .numeric(name, values)
    case .power(let exponent): .power(name, values, exponent)
    case .transformed(let transform): .transformed(name, values, transform)
    case .polynomial(let degree): .polynomial(name, values, degree: degree)
    case .bSpline(let size, let degree): .bSpline(name, values, degreesOfFreedom: size, degree: degree)
    case .naturalSpline(let size): .naturalSpline(name, values, degreesOfFreedom: size)
    }
  }
}
