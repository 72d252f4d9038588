import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct BandTests {
  @Test func everyScoreHasItsBandAndBandsAreCounted() throws {
    let sample = try Sample(Client.random(500, seed: 31))
    let banded = try Client.trustSum.bandedScores(in: sample)
    #expect(banded.scores == (try Client.trustSum.scores(in: sample)))
    for (score, label) in zip(banded.scores.values, banded.labels) {
      #expect(label == score.map { $0 < 5 ? "low" : $0 < 8 ? "middle" : "high" })
    }
    #expect(try sample.map { try Client.trustSum.band(of: $0)?.label } == banded.labels)
    #expect(banded.counts.reduce(0, +) == banded.cases.used)
    #expect(banded.grouping.sizes == banded.counts)
    #expect(banded.grouping.levels == ["low", "middle", "high"] && banded.grouping.cases == banded.cases)
    let complete = try sample.complete([Variable(\.age)], by: [banded.grouping])
    #expect(complete.cases.used > 0)
  }

  @Test func printsItsCounts() throws {
    let client = Client(
      id: "1", mostPeopleCanBeTrusted: .given(.agree), peopleAreHelpful: .agree)
    #expect(
      try Client.trustSum.bandedScores(in: Sample([client, Client(id: "2")])).report().text == """
        Trust (sum)
          band    scores   n
          low     2 to 4   0
          middle  5 to 7   0
          high    8 to 10  1
          1 of 2 cases used   left out: 1 with every item missing
        """)
  }

  @Test func theUpperBandTakesTheLimitWhereBandsMeet() throws {
    let bands = [Band("below", to: 40), Band("about", 40...60), Band("above", from: 60)]
    let z = Client.generalizedTrust.standardized(against: Norm(mean: 3, standardDeviation: 1)).banded(bands)
    let clients = [Agreement.disagree, .neutral, .agree].enumerated().map { place, answer in
      Client(
        id: "\(place)", mostPeopleCanBeTrusted: .given(answer),
        carefulWithPeople: .given(Agreement(rawValue: 6 - answer.rawValue) ?? .neutral),
        peopleAreHelpful: answer)
    }
    let banded = try z.bandedScores(in: Sample(clients))
    #expect(banded.scores.values == [40, 50, 60])
    #expect(banded.labels == ["about", "about", "above"])
    #expect(bands.map(\.limits) == ["40 or less", "40 to 60", "60 or more"])
  }

  @Test func bandsAreNoPartOfTheScoreButOfTheFingerprint() throws {
    let bare = Client.trustSum.banded([])
    let sample = try Sample(Client.random(100, seed: 32))
    #expect(try bare.scores(in: sample).observations == Client.trustSum.scores(in: sample).observations)
    #expect(bare.definition.fingerprint != Client.trustSum.definition.fingerprint)
    let renamed = Client.trustSum.banded([Band("a", 2...4), Band("b", 5...7), Band("c", 8...10)])
    #expect(renamed.definition.fingerprint == Client.trustSum.definition.fingerprint)
    expectRefusal(.definition) { try bare.bandedScores(in: sample) }
    expectRefusal(.definition) { try bare.band(of: sample[0]) }
  }

  @Test func refusesGapsOverlapsAndScoresWithoutABand() {
    func faults(_ bands: [Band], _ scale: Scale<Client> = Client.trustSum) -> [String] {
      scale.banded(bands).faults.map(\.problem)
    }
    #expect(faults([Band("a", 2...4), Band("b", 5...10)]).isEmpty)
    #expect(faults([Band("a", to: 4), Band("b", from: 5)]).isEmpty)
    #expect(faults([Band("all")]).isEmpty)
    #expect(faults([Band("a", 2...4), Band("b", 6...10)]).count == 1)
    #expect(faults([Band("a", 2...5), Band("b", 5...10)]).count == 1)
    #expect(faults([Band("a", 2...4.5), Band("b", 5.5...10)]).count == 1)
    #expect(faults([Band("b", 5...10), Band("a", 2...4)]).count >= 1)
    #expect(faults([Band("a", 3...4), Band("b", 5...10)]) == ["scores begin at 2, below the first band"])
    #expect(faults([Band("a", 2...4), Band("b", 5...9)]) == ["scores go up to 10, above the last band"])
    #expect(
      faults([Band("a", 2...4), Band("b", 5...10), Band("c", 11...12)]) == [
        "no score reaches the band c, 11 to 12"
      ])
    #expect(faults([Band("a", 2...4), Band("a", 5...10)]).count == 1)
    #expect(faults([Band("", 2...10)]).count == 1)
    #expect(faults([Band("a", from: 10, to: 2)]).count == 1)
    #expect(faults([Band("a", from: .nan, to: 2)]).count == 1)
    #expect(faults([Band("a", from: .infinity)]).count == 1)
    // Means and prorated sums lie between whole numbers.
    let prorated = Client.trustSum.changed(missing: .atLeast(1), score: .proratedSum)
    #expect(
      faults([Band("a", 2...4), Band("b", 5...10)], prorated) == ["a score can lie between the bands a and b"]
    )
    #expect(faults([Band("a", 2...5), Band("b", 5...10)], prorated).isEmpty)
    #expect(faults([Band("a", 2...5), Band("b", 5...5), Band("c", 5...10)], prorated).count == 1)
    #expect(faults([Band("a", 2...10), Band("b", 10...10)], prorated).isEmpty)
  }
}
