import SurveyLinearAlgebra
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Random small data, most of which have no maximum, and numbers at the ends of their range.
@Suite struct PartialProportionalOddsHostileTests {
  @Test(arguments: OrdinalLink.allCases) func aMaximumOrATypedError(_ link: OrdinalLink) throws {
    var counts = [0, 0, 0]
    for seed in 0..<150 {
      var stream = RandomStream(seed: 20_261_127, stream: UInt64(seed))
      let cases = 8 + seed % 40
      let x = (0..<cases).map { _ in Double(Int(stream.next() >> 32) % 4) }
      let z = (0..<cases).map { _ in Double(Int(stream.next() >> 32) % 3) }
      let labels = x.map {
        ["a", "b", "c", "d"][min(3, max(0, (Int($0) + Int(stream.next() >> 32) % 4) / 2))]
      }
      let levels = ["a", "b", "c", "d"].filter { labels.contains($0) }
      do {
        let design = try Design(columns: [("x", x), ("z", z)])
        let model = try PartialProportionalOdds.Problem(
          labels, levels: levels, on: design, varying: seed % 2 == 0 ? ["x"] : ["z", "x"], link: link)
        let minimum = try model.minimum()
        let objective = try model.objective(at: minimum.parameters)
        #expect(objective.gradient.allSatisfy { $0.magnitude < 1e-5 }, "\(seed)")
        let found = try PartialProportionalOdds(model, at: minimum)
        #expect(try found.fittedProbabilities().allSatisfy { $0.allSatisfy { $0 > 0 } }, "\(seed)")
        #expect(found.logLikelihood >= found.proportionalLogLikelihood - 1e-9, "\(seed)")
        for term in found.varying {
          #expect(term.likelihoodRatio.map { $0.value >= 0 && $0.value.isFinite } ?? true, "\(seed)")
        }
        #expect(!found.report.text.contains("nan"))
        counts[0] += 1
      } catch {
        #expect(
          [.infeasible, .rankDeficient, .constant].contains(error.code),
          "\(seed): \(error) \(labels) \(x) \(z)")
        counts[error.problem.contains("would have none") ? 1 : 2] += 1
      }
    }
    // All three ends occur.
    #expect(counts.allSatisfy { $0 > 3 }, "\(counts)")
  }

  @Test(arguments: OrdinalLink.allCases) func numbersAtTheEndsOfTheirRange(_ link: OrdinalLink) throws {
    for outlier in [1e-300, 1e8, 1e100, 1e300, Double.greatestFiniteMagnitude] {
      for weight in [1e-300, 1, 1e250] {
        var x = OrdinalData.age
        x[3] = outlier
        do {
          let design = try Design(columns: [("x", x), ("support", OrdinalData.support)])
          let model = try PartialProportionalOdds(
            OrdinalData.satisfaction, levels: OrdinalData.levels, on: design, varying: ["x"], link: link,
            weights: [Double](repeating: weight, count: 20))
          #expect(model.logLikelihood.isFinite && !model.report.text.contains("nan"))
          _ = try model.fittedProbabilities()
        } catch {
          #expect(
            [.infeasible, .rankDeficient, .outOfRange, .notConverged].contains(error.code),
            "\(outlier) \(weight): \(error)")
        }
      }
    }
  }

  @Test(arguments: OrdinalLink.allCases) func profilesOfHardDataEnd(_ link: OrdinalLink) throws {
    for weight in [1e-300, 1e-3, 1, 1e12, 1e250] {
      for outlier in [40, 1e8, 1e300] {
        var x = OrdinalData.age
        x[3] = outlier
        do {
          let model = try OrdinalRegression(
            OrdinalData.satisfaction, levels: OrdinalData.levels,
            on: Design(columns: [("x", x), ("support", OrdinalData.support)]), link: link,
            weights: [Double](repeating: weight, count: 20))
          let interval = try model.profileInterval(of: "x")
          #expect(interval.lower.isFinite && interval.upper.isFinite && interval.lower <= interval.upper)
        } catch {
          #expect(
            [.infeasible, .rankDeficient, .outOfRange, .notConverged].contains(error.code),
            "\(outlier) \(weight): \(error)")
        }
      }
    }
  }
}
