import SurveyLinearAlgebra
import SurveyVocabulary

extension EstimatingEquations {
  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> GeneralizedRegression.Coefficient? {
    coefficients.first { $0.name == name }
  }

  /// The standard errors that hold where variance and working correlation are the true ones.
  public var naiveStandardErrors: [Double] { naiveCovariance.diagonal.map { $0.squareRoot() } }

  /// The working correlations of the occasions, in the order of ``occasions``; `nil` for more than 1000.
  public var workingCorrelation: Matrix? {
    guard occasions.count <= 1000 else { return nil }
    return Matrix(
      occasions.count, occasions.count,
      occasions.flatMap { column in
        occasions.map { structure.correlation($0, column, levels: occasions) }
      })
  }
}

extension EstimatingEquations {
  /// The coefficients with their tests, the naive standard errors beside, then the correlation.
  public var report: Report {
    Report(
      context.title("Generalized estimating equations"),
      method: .init(Self.methodID, options: options, citation: citation),
      rows: coefficients.rows,
      grids: grids, facts: facts, cases: context.cases, warnings: warnings)
  }

  private var options: [Report.Fact] {
    var options = [
      Report.Fact("family", .text(family.rawValue)), Report.Fact("link", .text(family.linkName)),
      Report.Fact("working correlation", .text(correlation.rawValue)),
      Report.Fact("standard errors", .text(errors.rawValue)),
    ]
    if hasOffset { options.append(Report.Fact("offset", .text("one per case"))) }
    return options
  }

  private var citation: Citation {
    switch errors {
    case .robust: Citation("Liang & Zeger", 1986, "Biometrika 73, 13-22", doi: "10.1093/biomet/73.1.13")
    case .kauermannCarroll:
      Citation("Kauermann & Carroll", 2001, "Journal of the American Statistical Association 96, 1387-1396")
    case .manclDeRouen:
      Citation("Mancl & DeRouen", 2001, "Biometrics 57, 126-134", doi: "10.1111/j.0006-341X.2001.00126.x")
    }
  }

  private var grids: [Report.Grid] {
    var grids = [
      Report.Grid(
        columns: ["", "SE", "naive SE"],
        lines: zip(coefficients, naiveStandardErrors).map {
          [.text($0.name), .number($0.standardError), .number($1)]
        })
    ]
    if let name = family.ratioName { grids += coefficients.ratios(name, confidence: confidence) }
    if correlation == .unstructured, let matrix = structure.matrix, matrix.rowCount <= 12 {
      grids.append(
        Report.Grid(
          "working correlation", columns: ["occasion"] + occasions.dropLast().map { "\($0)" },
          lines: occasions.indices.dropFirst().map { row in
            [.text("\(occasions[row])")] + (0..<row).map { .number(matrix[row, $0], .bounded(2)) }
          }))
    }
    return grids
  }

  private var facts: [Report.Fact] {
    let (least, most) = (clusterSizes.min() ?? 0, clusterSizes.max() ?? 0)
    var facts = [
      Report.Fact("clusters", .count(clusterCount)),
      Report.Fact("cases in a cluster", .text(least == most ? "\(least)" : "\(least) to \(most)")),
      Report.Fact("dispersion", .number(dispersion)),
    ]
    if let alpha { facts.append(Report.Fact("working correlation", .number(alpha, .bounded(3)))) }
    if let qic { facts.append(Report.Fact("QIC", .number(qic, .decimals(1)))) }
    if let qicu { facts.append(Report.Fact("QICu", .number(qicu, .decimals(1)))) }
    return facts
  }
}
