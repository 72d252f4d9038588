extension Term {
  /// A function of numbers, in the column "function(name)", such as "log(income)".
  ///
  /// - Returns: The term; a value without a transformed value is refused when the design is made.
  public static func transformed(
    _ name: String, _ values: some Collection<Double>, _ transform: NumericTransform
  ) -> Term {
    Term(
      name: "\(transform.rawValue)(\(name))",
      content: .transformed(Array(values), transform, variable: name))
  }

  /// Orthogonal polynomials of numbers, in the columns "name: linear", "name: quadratic" and so on.
  ///
  /// Each column has mean 0 and length 1 and is uncorrelated with the others over the cases of the fit;
  /// the space is that of the powers up to the degree.
  ///
  /// - Parameters:
  ///   - name: The name of the variable.
  ///   - values: One number per case.
  ///   - degree: From 1 to 20, below the number of different values.
  /// - Returns: The term; it is checked when the design is made.
  public static func polynomial(_ name: String, _ values: some Collection<Double>, degree: Int) -> Term {
    Term(name: name, content: .basis(Array(values), .variable(name), .polynomial(degree: degree)))
  }

  /// A B-spline of numbers, in the columns "name: spline 1" and so on.
  ///
  /// Its knots are the quantiles (type 7) at equally spaced probabilities; it ends at the smallest and
  /// largest value. The first of the splines, which all add up to one, is left out.
  ///
  /// Reference: de Boor (1978), A Practical Guide to Splines.
  ///
  /// - Parameters:
  ///   - name: The name of the variable.
  ///   - values: One number per case.
  ///   - degreesOfFreedom: The number of columns, at least the degree.
  ///   - degree: The degree of the pieces, 3 for cubic ones.
  /// - Returns: The term; it is checked when the design is made.
  public static func bSpline(
    _ name: String, _ values: some Collection<Double>, degreesOfFreedom: Int, degree: Int = 3
  ) -> Term {
    Term(
      name: name,
      content: .basis(
        Array(values), .variable(name), .bSpline(degreesOfFreedom: degreesOfFreedom, degree: degree)))
  }

  /// A cubic spline of numbers that is a straight line beyond the smallest and the largest value.
  ///
  /// The first column holds the numbers themselves, so that what the others add is the departure from a
  /// line. Knots are the quantiles (type 7) at equally spaced probabilities and the two ends. The fitted
  /// values are those of any other basis with these knots.
  ///
  /// Reference: Stone & Koo (1985), as in Harrell (2015), doi:10.1007/978-3-319-19425-7, equation 2.25.
  ///
  /// - Parameters:
  ///   - name: The name of the variable.
  ///   - values: One number per case.
  ///   - degreesOfFreedom: The number of columns: one more than there are knots between the ends.
  /// - Returns: The term; it is checked when the design is made.
  public static func naturalSpline(
    _ name: String, _ values: some Collection<Double>, degreesOfFreedom: Int
  ) -> Term {
    Term(
      name: name,
      content: .basis(
        Array(values), .variable(name), .naturalSpline(degreesOfFreedom: degreesOfFreedom)))
  }
}
