import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Small random data, most of them with levels that are separated or nearly so.
@Suite struct SeparationTests {
  private struct Data: CustomStringConvertible {
    let labels: [String]
    let x: [Double]
    let levels: [String]
    let design: Design
    var description: String { "\(labels) \(x)" }
  }

  /// Few values of one predictor, so that ties and empty regions are common.
  private static func data(_ seed: UInt64, levels: [String], cases: Int) throws -> Data {
    var stream = RandomStream(seed: 20_261_126, stream: seed)
    var labels: [String] = []
    var x: [Double] = []
    for _ in 0..<cases {
      let value = Int(stream.next() >> 32) % 5
      let noise = Int(stream.next() >> 32) % 3
      x.append(Double(value))
      labels.append(levels[min(levels.count - 1, max(0, (value + noise) * levels.count / 7))])
    }
    return Data(labels: labels, x: x, levels: levels, design: try Design(columns: [("x", x)]))
  }

  /// With one predictor, the levels of a cumulative model are separated exactly where they lie one after
  /// another on it, touching at most: no lower level reaches beyond a higher one.
  private static func isSeparated(_ data: Data) -> Bool {
    func follows(_ x: [Double]) -> Bool {
      zip(data.levels, data.levels.dropFirst()).allSatisfy { low, high in
        let below = zip(data.labels, x).filter { $0.0 == low }.map(\.1).max() ?? -.infinity
        let above = zip(data.labels, x).filter { $0.0 == high }.map(\.1).min() ?? .infinity
        return below <= above
      }
    }
    return follows(data.x) || follows(data.x.map { -$0 })
  }

  @Test(arguments: OrdinalLink.allCases)
  func ordinalModelsAreRefusedExactlyWhereTheyHaveNoMaximum(_ link: OrdinalLink) throws {
    var counts = [0, 0]
    for seed in 0..<300 {
      let levels = seed % 2 == 0 ? ["a", "b", "c"] : ["a", "b"]
      let data = try Self.data(UInt64(seed), levels: levels, cases: 6 + seed % 5)
      guard Set(data.labels).count == levels.count, Set(data.x).count > 1 else { continue }
      let separated = Self.isSeparated(data)
      counts[separated ? 1 : 0] += 1
      do {
        let model = try OrdinalRegression(data.labels, levels: levels, on: data.design, link: link)
        #expect(!separated, "\(seed): \(data)")
        let likelihood = OrdinalLikelihood(model.problem, link: link)
        let found = try LikelihoodSearch(likelihood, from: likelihood.start)
        let gradient = try #require(likelihood.evaluate(found.parameters)).gradient
        #expect(gradient.allSatisfy { $0.magnitude < 1e-7 }, "\(seed): \(gradient)")
      } catch let error as InputError {
        #expect(separated && error.code == .infeasible, "\(seed): \(error) \(data)")
      }
    }
    #expect(counts[0] > 50 && counts[1] > 50)
  }

  @Test func otherModelsGiveAMaximumOrATypedError() throws {
    for seed in 0..<200 {
      let data = try Self.data(UInt64(seed), levels: ["a", "b", "c"], cases: 7 + seed % 6)
      guard Set(data.labels).count == 3 else { continue }
      do {
        let model = try MultinomialRegression(data.labels, on: data.design)
        // The fitted probabilities of a level add up to its cases: the equation of the intercept.
        let fitted = try model.fittedProbabilities()
        for (place, level) in model.levels.enumerated() {
          expectAgreement(
            fitted.reduce(0) { $0 + $1[place] }, Double(data.labels.count { $0 == level }), digits: 7)
        }
        _ = try BrantTest(of: OrdinalRegression(data.labels, levels: data.levels, on: data.design)).report
          .text
      } catch {
        #expect([.infeasible, .rankDeficient].contains(error.code), "\(seed): \(error)")
      }
      do {
        _ = try AdjacentCategoryRegression(data.labels, levels: data.levels, on: data.design).report.text
      } catch {
        #expect([.infeasible, .rankDeficient].contains(error.code), "\(seed): \(error)")
      }
    }
  }

  @Test func nearlySeparatedLevelsAreWarnedOf() throws {
    // Without the last case, whose weight is tiny, the column x separates the levels; z does not.
    let labels = ["a", "a", "a", "a", "b", "b", "b", "b", "b", "a", "a"]
    let design = try Design(columns: [
      ("x", [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1]), ("z", [1, 4, 2, 3, 2, 5, 1, 3, 4, 2, 3]),
    ])
    func fit(_ weight: Double) throws -> OrdinalRegression {
      try OrdinalRegression(
        labels, levels: ["a", "b"], on: design, weights: [Double](repeating: 1, count: 10) + [weight])
    }
    #expect(try fit(1).warnings.isEmpty)
    #expect(try fit(1e-6).report.warnings.count == 1)
    expectRefusal(.infeasible) { try fit(0) }
  }

  @Test func anOutlierOfAnySizeIsFittedOrRefused() throws {
    for outlier in [1e3, 1e8, 1e100, 1e300] {
      var x = OrdinalData.support
      x[3] = outlier
      let design = try Design(columns: [("x", x), ("age", OrdinalData.age)])
      for link in OrdinalLink.allCases {
        do {
          let model = try OrdinalRegression(
            OrdinalData.satisfaction, levels: OrdinalData.levels, on: design, link: link)
          #expect(model.logLikelihood.isFinite && !model.report.text.contains("NaN"))
        } catch {
          #expect([.infeasible, .rankDeficient, .outOfRange].contains(error.code), "\(outlier): \(error)")
        }
      }
    }
  }
}
