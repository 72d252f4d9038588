// No fixture: the generator's published numbers stand in the test.
import SurveyTestSupport
import Testing

@testable import SurveyProbability

@Suite struct RandomStreamTests {
  @Test func agreesWithThePublishedGenerator() {
    // The first numbers of the authors' C code (prng.di.unimi.it) for the state 1, 2, 3, 4.
    var stream = RandomStream(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205,
      9_973_669_472_204_895_162, 14_011_001_112_246_962_877, 12_406_186_145_184_390_807,
      15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
    ]
    #expect(expected.map { _ in stream.next() } == expected)
  }

  @Test func streamZeroHasTheStateThatSplitMixGives() {
    // SplitMix64 from 1234567 gives these words first.
    let stream = RandomStream(seed: 1_234_567)
    #expect(stream.s0 == 6_457_827_717_110_365_317)
    #expect(stream.s1 == 3_203_168_211_198_807_973)
    #expect(stream.s2 == 9_817_491_932_198_370_423)
    #expect(stream.s3 == 4_593_380_528_125_082_431)
  }

  @Test func aSeedAlwaysGivesTheSameNumbers() {
    var one = RandomStream(seed: 20_260_101, stream: 3)
    var other = RandomStream(seed: 20_260_101, stream: 3)
    #expect((0..<100).map { _ in one.next() } == (0..<100).map { _ in other.next() })
    var third = RandomStream(seed: 7)
    #expect(third.sample(5, of: 78) == [4, 14, 56, 35, 75])
    #expect(third.normal() == -0.26944891585890834)
  }

  @Test func streamsDiffer() {
    var seen: Set<UInt64> = []
    for seed in 0..<40 as Range<UInt64> {
      for number in 0..<40 as Range<UInt64> {
        var stream = RandomStream(seed: seed, stream: number)
        for _ in 0..<8 { seen.insert(stream.next()) }
      }
    }
    #expect(seen.count == 40 * 40 * 8)
  }

  @Test func neighbouringStreamsAreUncorrelated() {
    var one = RandomStream(seed: 5, stream: 1)
    var other = RandomStream(seed: 5, stream: 2)
    let size = 100_000
    var sum = 0.0
    for _ in 0..<size { sum += (one.uniform() - 0.5) * (other.uniform() - 0.5) }
    // The standard error of the correlation is 1/√n.
    #expect((12 * sum / Double(size)).magnitude < 4 / Double(size).squareRoot())
  }

  @Test func uniformNumbersFillTheUnitInterval() throws {
    var stream = RandomStream(seed: 11)
    var counts = [Int](repeating: 0, count: 64)
    for _ in 0..<200_000 {
      let u = stream.uniform()
      // An index beyond the counts would end the test.
      counts[Int(u * 64)] += 1
    }
    try expectEvenCounts(counts)
  }

  @Test(arguments: [2, 3, 7, 18, 78]) func indicesAreEquallyLikely(_ bound: Int) throws {
    var stream = RandomStream(seed: 12)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<100_000 { counts[stream.index(below: bound)] += 1 }
    try expectEvenCounts(counts)
  }

  @Test func degenerateBoundsGiveZeroWithoutDrawing() {
    var stream = RandomStream(seed: 12)
    let before = stream
    for bound in [1, 0, -1, Int.min] { #expect(stream.index(below: bound) == 0) }
    #expect(stream.s0 == before.s0 && stream.s3 == before.s3)
    let large = stream.index(below: .max)
    #expect(large >= 0 && large < Int.max)
  }

  @Test func shufflesAreEquallyLikely() throws {
    var stream = RandomStream(seed: 13)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<60_000 {
      var four = [0, 1, 2, 3]
      stream.shuffle(&four)
      counts[four, default: 0] += 1
    }
    #expect(counts.count == 24)
    try expectEvenCounts(Array(counts.values))
    var empty: [Int] = []
    stream.shuffle(&empty)
    #expect(empty.isEmpty)
  }

  @Test func samplesAreEquallyLikelySubsets() throws {
    var stream = RandomStream(seed: 14)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<60_000 { counts[stream.sample(3, of: 6).sorted(), default: 0] += 1 }
    #expect(counts.count == 20)
    try expectEvenCounts(Array(counts.values))
    // The sparse way, for few of many.
    var hits = [Int](repeating: 0, count: 100)
    for _ in 0..<30_000 {
      let sample = stream.sample(3, of: 100)
      if Set(sample).count != 3 { Issue.record("\(sample) repeats itself") }
      for index in sample { hits[index] += 1 }
    }
    try expectEvenCounts(hits)
  }

  @Test func sampleSizesAreHeldToTheirRange() {
    var stream = RandomStream(seed: 15)
    #expect(stream.sample(9, of: 4).sorted() == [0, 1, 2, 3])
    #expect(
      stream.sample(-1, of: 4).isEmpty && stream.sample(3, of: 0).isEmpty && stream.sample(3, of: -5).isEmpty)
    #expect(Set(stream.sample(4, of: .max)).count == 4)
  }

  @Test func normalNumbersAreNormal() throws {
    var stream = RandomStream(seed: 16)
    let normal = NormalDistribution.standard
    var counts = [Int](repeating: 0, count: 50)
    for _ in 0..<100_000 { counts[min(Int(normal.lowerTail(stream.normal()) * 50), 49)] += 1 }
    try expectEvenCounts(counts)
  }

  /// Chi-square of counts that should be equal: neither too uneven nor too even for a fixed seed.
  private func expectEvenCounts(_ counts: [Int]) throws {
    let mean = Double(counts.reduce(0, +)) / Double(counts.count)
    let statistic = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
    let distribution = try ChiSquareDistribution(degreesOfFreedom: Double(counts.count - 1))
    #expect((0.001...0.999).contains(distribution.upperTail(statistic)), "\(counts)")
  }
}
