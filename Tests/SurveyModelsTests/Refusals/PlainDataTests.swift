import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Small tables of plain numbers and labels: every model fits them, or says why they have no answer; no search gives up.
@Suite struct PlainDataTests {
  private static func table(_ round: Int) throws -> ModelData {
    var stream = RandomStream(seed: 404, stream: UInt64(round))
    let count = 14 + round % 17
    let rows = 0..<count
    let x = rows.map { _ in round % 3 == 0 ? (3 * stream.openUniform()).rounded() : stream.normal() }
    let z = rows.map { _ in 50 + 10 * stream.normal() }
    let site = rows.map { $0 == 3 ? "one" : $0 % 3 == 0 ? "north" : "south" }
    let effect = [0, 0.5, 2, 6][round % 4]
    let latent = rows.map { effect * x[$0] + (site[$0] == "north" ? 1 : 0) + stream.normal() }
    let distance = rows.map { _ in stream.normal() }
    return try ModelData([
      "x": .numbers(x), "z": .numbers(z), "site": .labels(site),
      "amount": .numbers(latent.map { 20 + $0 }), "event": .numbers(latent.map { $0 > 0.5 ? 1 : 0 }),
      "count": .numbers(latent.map { Double(stream.poisson(mean: max(0.2, 2 + $0))) }),
      "level": .labels(
        latent.map { $0 < -0.3 ? "low" : $0 < 0.8 ? "middle" : "high" }, levels: ["low", "middle", "high"]),
      "group": .labels(rows.map { "g\($0 / 3)" }), "wave": .labels(rows.map { "w\($0 % 3)" }),
      "weight": .numbers(rows.map { 1 + Double($0 % 2) }), "distance": .numbers(distance),
      "contact": .numbers(zip(distance, latent).map { $0 + 0.3 * $1 + 0.5 * stream.normal() }),
    ])
  }

  @Test(arguments: ModelUnderTest.all) func noSearchGivesUp(_ model: ModelUnderTest) throws {
    var fitted = 0
    for round in 0..<24 {
      for predictors in ["x + z", "x + site"] {
        do {
          let found = try model(predictors, in: Self.table(round))
          fitted += 1
          #expect(!found.report.text.lowercased().contains("nan"), "\(model), round \(round)")
        } catch let error as InputError {
          #expect(
            [.infeasible, .constant, .rankDeficient, .tooFew].contains(error.code),
            "\(model), round \(round), \(predictors): \(error)")
        }
      }
    }
    #expect(fitted > 8, "\(model): only \(fitted)")
  }

  /// Where there is a fit, there are limits of its profile on both sides, infinite where no value is refused.
  @Test func profilesOfFitsHaveLimits() throws {
    typealias Profile = (estimate: Double, interval: () throws -> ConfidenceInterval)
    let families: [(ResponseFamily, String)] = [
      (.binomial(), "event"), (.binomial(.probit), "event"), (.binomial(.complementaryLogLog), "event"),
      (.quasiBinomial(), "event"), (.poisson, "count"), (.quasiPoisson, "count"), (.gamma(), "amount"),
      (.gamma(.inverse), "amount"),
    ]
    var models: [(String, (ModelData) throws -> Profile)] = families.map { family, outcome in
      (
        "\(family)",
        { data in
          let found = try GeneralizedRegression("\(outcome) ~ x + z", in: data, family: family)
          return (found.coefficients[1].value, { try found.profileInterval(of: "x") })
        }
      )
    }
    models.append(
      (
        "negative binomial",
        { data in
          let found = try NegativeBinomialRegression("count ~ x + z", in: data)
          return (found.coefficients[1].value, { try found.profileInterval(of: "x") })
        }
      ))
    for link in OrdinalLink.allCases {
      models.append(
        (
          "ordinal \(link)",
          { data in
            let found = try OrdinalRegression("level ~ x + z", in: data, link: link)
            return (found.coefficients[0].value, { try found.profileInterval(of: "x") })
          }
        ))
    }
    for round in 0..<24 {
      let data = try Self.table(round)
      for (name, fit) in models {
        guard let found = try? fit(data) else { continue }
        do {
          let interval = try found.interval()
          #expect(interval.lower < found.estimate && found.estimate < interval.upper, "\(name), \(round)")
        } catch {
          Issue.record("\(name), round \(round): \(error)")
        }
      }
    }
  }
}
