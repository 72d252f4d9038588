import SurveyProbability
import SurveyVocabulary

/// All assignments of signs to paired differences, and how many sums lie at or beyond the observed one.
///
/// The differences come in units of a power of two near the largest, which is exact; zeros are left out,
/// because a sign does not change them.
struct SignFlips {
  /// The most differences whose signs are enumerated: two halves of 2²⁰ sums.
  static let mostEnumerated = 40
  /// The most differences whose sums are listed, to count how often each occurs.
  static let mostListed = 20
  private static let parts = 16

  private let sizes: [Double]
  private let observed: Double
  private let slack: Double

  /// The differences are finite and not all zero.
  init(_ differences: [Double], tolerance: Double) {
    let largest = differences.reduce(0) { max($0, $1.magnitude) }
    let unit = Double(sign: .plus, exponent: max(largest.exponent, -1000), significand: 1)
    let scaled = differences.filter { $0 != 0 }.map { $0 / unit }
    sizes = scaled.map(\.magnitude)
    observed = scaled.reduce(0, +)
    slack = tolerance * max(1, sizes.reduce(0, +))
  }

  /// Counts all assignments by two halves: each sum is one of the first half's plus one of the second's.
  ///
  /// - Throws: `InputError` where there are too many.
  func enumerated(_ definition: TwoSidedDefinition) throws(InputError) -> TailProbabilities {
    guard sizes.count <= Self.mostEnumerated else {
      throw .infeasible(
        "method", "the signs of \(sizes.count) differences are too many to enumerate",
        remedy: "use .grid(unit:), or .monteCarlo(permutations:seed:)")
    }
    let middle = sizes.count / 2
    let first = Self.sums(sizes[..<middle]).sorted()
    let second = Self.sums(sizes[middle...]).sorted()
    func share(_ isBeyond: (Double) -> Bool) -> Double {
      var (place, count) = (second.count, 0)
      for sum in first {
        while place > 0, isBeyond(sum + second[place - 1]) { place -= 1 }
        count += second.count - place
      }
      // Whole numbers up to 2⁴⁰ divided by a power of two: no rounding.
      return Double(count) / Double(first.count) / Double(second.count)
    }
    // The sums are symmetric about zero: as many lie at or below one as at or above its negative.
    let upper = share { $0 >= observed - slack }
    let lower = share { $0 >= -observed - slack }
    return try definition.symmetricTails(
      about: "zero", lower: lower, upper: upper, equal: upper - share { $0 > observed + slack },
      improbable: improbable())
  }

  /// The probability of all sums that are no more frequent than the observed one.
  private func improbable() throws(InputError) -> Double {
    guard sizes.count <= Self.mostListed else {
      throw .infeasible(
        "method", "the sums of \(sizes.count) differences are too many to list, as minimum likelihood needs",
        remedy: "use .distance, or .grid(unit:)")
    }
    let outcomes = CountedOutcomes(Self.sums(sizes[...]), tolerance: slack)
    return outcomes.improbable(observed) / outcomes.total
  }

  private static func sums(_ sizes: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    for size in sizes { sums = sums.map { $0 - size } + sums.map { $0 + size } }
    return sums
  }

  /// Draws assignments at random.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  func sampled(_ count: Int, seed: UInt64) throws(InputError) -> GroupDivisions.Counts {
    guard count >= 1 else { throw .tooFew("permutations", found: count, needed: 1) }
    guard count <= GroupDivisions.mostDrawn, sizes.count <= Bootstrap.mostDraws / count else {
      throw .infeasible(
        "permutations", "\(count) times the signs of \(sizes.count) differences are too many to draw",
        remedy: "at most 100,000,000 permutations and 10,000,000,000 drawn signs")
    }
    var counts = GroupDivisions.Counts()
    for part in 0..<Self.parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      let size = count / Self.parts + (part < count % Self.parts ? 1 : 0)
      sizes.withUnsafeBufferPointer { sizes in
        for _ in 0..<size {
          var sum = 0.0
          var bits: UInt64 = 0
          for index in sizes.indices {
            if index & 63 == 0 { bits = stream.next() }
            // The lowest bit is moved to the place of the sign.
            sum += Double(bitPattern: sizes[index].bitPattern | (bits << 63))
            bits >>= 1
          }
          counts.lower += sum <= observed + slack ? 1 : 0
          counts.upper += sum >= observed - slack ? 1 : 0
          counts.far += sum.magnitude >= observed.magnitude - slack ? 1 : 0
          counts.all += 1
        }
      }
    }
    return counts
  }

  /// Counts the sums of differences that are whole multiples of a unit.
  ///
  /// - Throws: `InputError` if they are not, or if the sums are too many.
  static func counted(
    _ differences: [Double], unit: Double, _ definition: TwoSidedDefinition
  ) throws(InputError) -> TailProbabilities {
    guard unit > 0, unit.isFinite else {
      throw .outOfRange("unit", value: unit, allowed: "a finite number above 0")
    }
    var steps: [Int] = []
    for difference in differences {
      let exact = difference / unit
      guard exact.magnitude < 1e8 else { throw tooFine }
      guard (exact - exact.rounded()).magnitude < 1e-6 else {
        throw InputError(
          .outOfRange, "unit", "a difference of \(difference) is not a whole number of units of \(unit)",
          remedy: "use .exact or .monteCarlo")
      }
      if exact.rounded() != 0 { steps.append(Int(exact.rounded())) }
    }
    guard steps.count <= SignedRankCounts.largestCount else {
      throw .infeasible(
        "method", "the signs of \(steps.count) differences are too many to count",
        remedy: "use .monteCarlo(permutations:seed:)")
    }
    guard !steps.isEmpty else {
      throw InputError(.outOfRange, "unit", "all differences are closer to zero than one unit")
    }
    let total = steps.reduce(0) { $0 + $1.magnitude }
    guard total <= 20_000_000, Double(total) * Double(steps.count) <= 1e10 else { throw tooFine }
    let positive = steps.reduce(0) { $0 + max($1, 0) }
    let distribution = try SignedRankCounts(doubledRanks: steps.map { Int($0.magnitude) })
    return try definition.symmetricTails(
      about: "zero", lower: distribution.lower(positive), upper: distribution.upper(positive),
      equal: distribution.probability(positive),
      improbable: distribution.improbable(positive, margin: TwoSidedDefinition.tie))
  }

  private static var tooFine: InputError {
    .infeasible(
      "method", "the sums on this grid are too many to count",
      remedy: "use a coarser unit that fits the differences, or .monteCarlo(permutations:seed:)")
  }
}
