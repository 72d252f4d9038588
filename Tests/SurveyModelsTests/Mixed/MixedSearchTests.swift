import SurveyProbability
import Testing

@testable import SurveyModels

/// Searches of small drawn data in which variances are zero or effects determine each other.
@Suite struct MixedSearchTests {
  /// Few groups of few cases; some outcomes are rounded, some have a small residual.
  private func problem(_ seed: Int) throws -> MixedDesign {
    var numbers = RandomStream(seed: UInt64(seed), stream: 77)
    let (groups, size) = (2 + seed % 5, 2 + (seed / 5) % 4)
    var (labels, sites, x, z, outcome) = ([String](), [String](), [Double](), [Double](), [Double]())
    for group in 0..<groups {
      let (level, slope) = (numbers.normal() * Double(seed % 3), numbers.normal() * Double(seed % 2) * 3)
      for index in 0..<size {
        labels.append("g\(group)")
        sites.append("s\((index + group) % 3)")
        x.append(numbers.normal())
        z.append(numbers.normal())
        var error = numbers.normal()
        if (seed / 7) % 4 == 0 { error = (error * 2).rounded() / 2 }
        if (seed / 11) % 5 == 0 { error *= 0.03 }
        outcome.append(level + (0.5 + slope) * (x.last ?? 0) + error)
      }
    }
    let (one, other) = (Term.numeric("x", x), Term.numeric("z", z))
    let random =
      switch (seed / 13) % 5 {
      case 0: [RandomTerm(by: labels)]
      case 1: [RandomTerm([one], by: labels)]
      case 2: [RandomTerm([one], by: labels, correlated: false)]
      case 3: [RandomTerm([one, other], by: labels)]
      default: [RandomTerm([one], by: labels, named: "g"), RandomTerm(by: sites, named: "s")]
      }
    return try MixedDesign(outcome, on: Design([one]), random: random)
  }

  /// Factors whose columns can turn into each other beside a diagonal of zero, and slopes with few digits.
  @Test(arguments: [1_797, 3_145, 17_049, 18_517, 20_979])
  func theSearchEndsBesideTheEdge(_ seed: Int) throws {
    let search = try MixedSearch(problem(seed), restricted: true)
    #expect(search.converged)
    #expect(
      search.slope <= 1e-4 * max(1, search.state.criterion(try problem(seed), restricted: true).magnitude))
  }

  @Test func searchesOfDegenerateDataConverge() {
    var fits = 0
    for seed in 0..<600 {
      guard let design = try? problem(seed), let search = try? MixedSearch(design, restricted: true)
      else { continue }
      fits += 1
      #expect(search.converged, "\(seed)")
    }
    #expect(fits > 400)
  }
}
