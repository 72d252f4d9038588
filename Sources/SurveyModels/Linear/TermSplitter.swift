import SurveyLinearAlgebra
import SurveyVocabulary

/// Splits the explained sum of squares of a regression by the terms of its design.
struct TermSplitter {
  struct Line {
    let name: String
    let square: Double
    let degreesOfFreedom: Int
  }

  let outcome: [Double]
  let design: Design
  let weights: [Double]?
  let full: LinearRegression

  func lines(_ type: FactorialANOVA.SumsOfSquares) throws(InputError) -> [Line] {
    var lines: [Line] = []
    if type == .marginal, design.hasIntercept {
      lines.append(try line("intercept", of: [0], in: Array(design.columnNames.indices)))
    }
    for (index, term) in design.terms.enumerated() {
      let own = Array(design.columnsOfTerms[index])
      lines.append(try line(term.name, of: own, in: company(of: index, type)))
    }
    return lines
  }

  /// The columns that stand in the model in which a term is tested, its own among them.
  private func company(of index: Int, _ type: FactorialANOVA.SumsOfSquares) -> [Int] {
    let parts = Set(design.terms[index].parts.map(\.identity))
    let stays = design.terms.indices.filter { other in
      switch type {
      case .sequential: other <= index
      case .marginal: true
      case .hierarchical:
        other == index || !Set(design.terms[other].parts.map(\.identity)).isSuperset(of: parts)
      }
    }
    return (design.hasIntercept ? [0] : []) + stays.flatMap { Array(design.columnsOfTerms[$0]) }
  }

  /// What columns explain in the company of others.
  ///
  /// The sum of squares is a quadratic form of the coefficients, so that it is no difference of two large
  /// sums.
  private func line(_ name: String, of columns: [Int], in company: [Int]) throws(InputError) -> Line {
    let fit =
      company.count == design.columnCount
      ? full.fit
      : try LeastSquares(
        Matrix(columns: company.map { design.values(column: $0) }), outcome: outcome,
        interceptColumn: design.hasIntercept ? 0 : nil, weights: weights)
    let places = fit.kept.indices.filter { columns.contains(company[fit.kept[$0]]) }
    guard !places.isEmpty else { return Line(name: name, square: 0, degreesOfFreedom: 0) }
    let covariance = try fit.unscaledCovariance()
    let errors = places.map { covariance[$0, $0].squareRoot() }
    let scaled = zip(places, errors).map { fit.coefficients[$0] / $1 }
    let elements = places.indices.flatMap { column in
      places.indices.map { covariance[places[$0], places[column]] / (errors[$0] * errors[column]) }
    }
    let solution = try CholeskyFactorization(Matrix(places.count, places.count, elements)).solve(scaled)
    return Line(
      name: name, square: zip(scaled, solution).reduce(0) { $0 + $1.0 * $1.1 },
      degreesOfFreedom: places.count)
  }
}

extension Design {
  /// The design with every factor recoded to contrasts that sum to zero.
  func summingToZero() throws(InputError) -> Design {
    try Design(terms.map { $0.summingToZero() }, intercept: hasIntercept)
  }
}

extension Term {
  fileprivate func summingToZero() -> Term {
    switch content {
    case .factor(let labels, let levels, _):
      Term(name: name, content: .factor(labels: labels, levels: levels, .sum))
    case .product(let parts): Term(name: name, content: .product(parts.map { $0.summingToZero() }))
    case .number, .transformed, .power, .basis: self
    }
  }
}
