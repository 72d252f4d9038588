/// A stream of random numbers that is the same bits on every platform.
///
/// The generator is xoshiro256++ (Blackman & Vigna 2021, doi:10.1145/3460772), its state filled by
/// SplitMix64 from a seed and the number of a stream. Streams of one seed have unrelated states, so that
/// work can be cut into numbered parts that give the same answer in any order. Not for secrets.
@frozen public struct RandomStream: RandomNumberGenerator, Sendable {
  @usableFromInline var s0: UInt64
  @usableFromInline var s1: UInt64
  @usableFromInline var s2: UInt64
  @usableFromInline var s3: UInt64

  /// Makes the stream of a seed; stream 0 is the one that other programs make of the seed.
  public init(seed: UInt64, stream: UInt64 = 0) {
    // The stream enters each word through a multiplier of its own; stream 0 leaves the words as
    // SplitMix64 gives them.
    func word(_ index: UInt64, _ multiplier: UInt64) -> UInt64 {
      let counter = seed &+ index &* 0x9e37_79b9_7f4a_7c15
      return Self.mixed(counter ^ Self.mixed(stream &* multiplier))
    }
    s0 = word(1, 0xd134_2543_de82_ef95)
    s1 = word(2, 0xaf25_1af3_b0f0_25b5)
    s2 = word(3, 0xda94_2042_e4dd_58b5)
    s3 = word(4, 0xb564_ef22_ec7a_ece5)
    if s0 | s1 | s2 | s3 == 0 { s0 = 0x9e37_79b9_7f4a_7c15 }
  }

  /// A stream with a given state, for the test against published numbers.
  init(state: (UInt64, UInt64, UInt64, UInt64)) { (s0, s1, s2, s3) = state }

  /// The finalizer of SplitMix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// The next 64 random bits.
  @inlinable @inline(__always) public mutating func next() -> UInt64 {
    let sum = s0 &+ s3
    let result = ((sum << 23) | (sum >> 41)) &+ s0
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number from 0 up to but not including 1, a multiple of 2^-53.
  @inlinable @inline(__always) public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number from 0 up to but not including `bound`, each equally likely (Lemire 2019,
  /// doi:10.1145/3230636); 0 if `bound` is 1 or less, without drawing.
  @inlinable @inline(__always) public mutating func index(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bitPattern: Int64(bound))
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      // Each draw is refused with a probability below one half, so that the bound is met by nobody.
      var draws = 0
      while product.low < threshold, draws < 256 {
        product = next().multipliedFullWidth(by: range)
        draws += 1
      }
    }
    return Int(truncatingIfNeeded: product.high)
  }

  /// Puts the elements in random order, each order equally likely.
  @inlinable public mutating func shuffle<T>(_ elements: inout [T]) {
    var remaining = elements.count
    while remaining > 1 {
      let chosen = index(below: remaining)
      remaining -= 1
      elements.swapAt(chosen, remaining)
    }
  }

  /// The indices of a random sample without replacement, in the order drawn: `k` of 0 up to `n`, all `n`
  /// of them if `k` is larger, none if either is not positive. A sample of more than 2^24 indices is not
  /// drawn, which keeps the memory of one below a gigabyte: it is empty too.
  public mutating func sample(_ k: Int, of n: Int) -> [Int] {
    let size = min(k, n)
    guard size > 0, size <= 1 << 24 else { return [] }
    // Both ways make the same exchanges and give the same sample.
    if size < n / 16 || n > 1 << 26 { return sparseSample(size, of: n) }
    var indices = Array(0..<n)
    for position in 0..<size {
      indices.swapAt(position, position + index(below: n - position))
    }
    return Array(indices[..<size])
  }

  /// The same by a table of the places that were exchanged: memory for k, not for n.
  private mutating func sparseSample(_ k: Int, of n: Int) -> [Int] {
    var moved: [Int: Int] = [:]
    var chosen: [Int] = []
    chosen.reserveCapacity(k)
    for position in 0..<k {
      let other = position + index(below: n - position)
      chosen.append(moved[other] ?? other)
      moved[other] = moved[position] ?? position
    }
    return chosen
  }

  /// A standard normal number by Marsaglia's polar method (1964, doi:10.1137/1006063), with a logarithm
  /// that has the same bits on every platform.
  public mutating func normal() -> Double {
    // A point misses the disc with a probability of .21: 256 misses in a row do not happen.
    for _ in 0..<256 {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return x * (-2 * DoubleDouble(square).log().value / square).squareRoot()
      }
    }
    return 0
  }
}
