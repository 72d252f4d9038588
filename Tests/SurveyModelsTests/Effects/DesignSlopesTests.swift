import SurveyTestSupport
import Testing

@testable import SurveyModels

@Suite struct DesignSlopesTests {
  /// The derivative of every kind of term against central differences of the rows.
  @Test func slopesAreThoseOfDifferences() throws {
    let places = Array(0..<40)
    let x: [Double] = places.map { 0.6 + 0.17 * Double($0) + 0.03 * Double($0 % 7) }
    let z: [Double] = places.map { Double(($0 * 11) % 17) / 5 + 0.4 }
    let labels: [String] = places.map { place in ["a", "b", "c"][(place * 5 + place / 4) % 3] }
    let table = try ModelData(["x": .numbers(x), "z": .numbers(z), "f": .labels(labels)])
    // Between the ends, so that no step leaves a spline.
    let inner: [Double] = x.map { min(max($0, 0.7), 6.9) }
    let step = 1e-6
    for terms in [
      "x", "I(x^3)", "I(x^z)", "I(z^x)", "log(x)", "log2(x)", "log10(x)", "log1p(x)", "sqrt(x)", "exp(x)",
      "abs(x)", "I(1 / x)", "I(x * z - x / (1 + z))", "poly(x, 4)", "bs(x, 5)", "bs(x, 4, degree = 2)",
      "ns(x, 4)",
      "poly(log(x), 3)", "x * f", "f:poly(x, 2)", "x:z:f + I(x^2):ns(z, 2) + x", "z * f", "0 + f + x:f",
    ] {
      let design = try Formula("~ \(terms)").model(in: table).design
      func rows(_ shift: Double) throws -> [Double] {
        return try design.matrix(
          for: ModelData([
            "x": .numbers(inner.map { $0 + shift }), "z": .numbers(z), "f": .labels(labels),
          ])
        ).elements
      }
      let data = try ModelData(["x": .numbers(inner), "z": .numbers(z), "f": .labels(labels)])
      let found: [Double] = try design.slopes(for: data, by: "x").elements
      let (high, low) = (try rows(step), try rows(-step))
      #expect(found.count == high.count)
      let size: Double = high.map(\.magnitude).max() ?? 1
      for place in found.indices {
        expectAgreement(
          found[place], (high[place] - low[place]) / (2 * step), digits: 6, floor: 3e-7 * max(1, size), terms)
      }
    }
  }

  @Test func variablesAreFoundInTerms() throws {
    let (x, labels) = ([1.0, 2, 3, 4], ["u", "v", "u", "v"])
    let design = try Design([
      .power("x", x, 2), .factor("f", labels, baseline: "v"), .transformed("y", x, .log),
      .product(.numeric("w", [3, 1, 4, 1]), .factor("f", labels, baseline: "v")),
    ])
    #expect(design.variableNames == ["x", "f", "y", "w"])
    #expect(design.levels(of: "f") == ["v", "u"] && design.levels(of: "x") == nil)
    #expect(try design.variables().numbers("y") == x)
    let slopes = try design.slopes(for: design.variables(), by: "w")
    #expect(slopes.columnCount == design.columnCount)
  }
}
