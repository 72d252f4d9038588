// Every rejection below accepts a proposal with a probability that has a lower bound, so that a bounded
// number of proposals fails in a share of calls too small to occur; the mode is returned then.

extension RandomStream {
  /// A Poisson number; 0 for a mean that is not positive, and means above 2^52 are taken as 2^52.
  ///
  /// By inversion for small means, by transformed rejection for the others (Hörmann 1993,
  /// doi:10.1016/0167-6687(93)90997-4).
  public mutating func poisson(mean: Double) -> Int {
    guard mean > 0 else { return 0 }
    let mean = min(mean, 0x1p52)
    return mean < 10 ? smallPoisson(mean) : largePoisson(mean)
  }

  private mutating func smallPoisson(_ mean: Double) -> Int {
    var rest = uniform()
    var mass = PortableFunctions.exp(-mean)
    // Beyond 200 a mean below 10 leaves less than 1e-180.
    for k in 0..<200 {
      if rest < mass { return k }
      rest -= mass
      mass *= mean / Double(k + 1)
    }
    return Int(mean)
  }

  private mutating func largePoisson(_ mean: Double) -> Int {
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let quick = 0.9277 - 3.6224 / (b - 2)
    // Hörmann's acceptance is above 0.7.
    for _ in 0..<500 {
      let u = uniform() - 0.5
      let v = openUniform()
      let us = 0.5 - u.magnitude
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      guard k >= 0, k < 0x1p53 else { continue }
      if us >= 0.07, v <= quick { return Int(k) }
      if us < 0.013, v > us { continue }
      let height = PortableFunctions.log(v * inverseAlpha / (a / (us * us) + b))
      if height <= CountMasses.portableLogPoisson(k, mean: mean) { return Int(k) }
    }
    return Int(mean)
  }

  /// The number of successes in independent trials; 0 where the number of trials or the probability is not
  /// positive. Trials above 2^52 are taken as 2^52.
  ///
  /// By inversion where few successes are expected, by transformed rejection else (Hörmann 1993,
  /// doi:10.1080/00949659308811496).
  public mutating func binomial(trials: Int, probability: Double) -> Int {
    guard trials > 0, probability > 0 else { return 0 }
    let trials = min(trials, 1 << 52)
    guard probability < 1 else { return trials }
    if probability > 0.5 { return trials - rarer(trials, 1 - probability) }
    return rarer(trials, probability)
  }

  /// The case of a probability of at most one half.
  private mutating func rarer(_ trials: Int, _ probability: Double) -> Int {
    let n = Double(trials)
    let (p, q) = (DoubleDouble(probability), DoubleDouble.sum(1, -probability))
    if n * probability < 10 {
      var rest = uniform()
      var mass = PortableFunctions.exp(CountMasses.portableLogBinomial(0, of: n, p, q))
      let odds = probability / (1 - probability)
      for k in 0..<min(trials, 400) {
        if rest < mass { return k }
        rest -= mass
        mass *= odds * (n - Double(k)) / Double(k + 1)
      }
      return min(trials, 400)
    }
    let deviation = (n * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let c = n * probability + 0.5
    let quick = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * deviation
    // Hörmann's acceptance is above 0.6.
    for _ in 0..<500 {
      let u = uniform() - 0.5
      let v = openUniform()
      let us = 0.5 - u.magnitude
      let k = ((2 * a / us + b) * u + c).rounded(.down)
      guard k >= 0, k <= n else { continue }
      if us >= 0.07, v <= quick { return Int(k) }
      // The hat of the transformation is in units of the mass at the mode.
      let mode = ((n + 1) * probability).rounded(.down)
      let height = PortableFunctions.log(v * alpha / (a / (us * us) + b))
      let mass = CountMasses.portableLogBinomial(k, of: n, p, q)
      if height <= mass - CountMasses.portableLogBinomial(mode, of: n, p, q) { return Int(k) }
    }
    return Int(n * probability)
  }

  /// A number of a log-concave distribution over the whole numbers (Devroye 1987, Computing 39, 87-91).
  ///
  /// - Parameters:
  ///   - mode: A mode.
  ///   - mass: The probability of the mode.
  ///   - range: The numbers that can occur.
  ///   - logRatio: The logarithm of the probability of a number relative to that of the mode.
  /// - Returns: The number.
  mutating func logConcave(
    mode: Int, mass: Double, in range: ClosedRange<Int>, logRatio: (Int) -> Double
  ) -> Int {
    let w = 1 + 0.5 * mass
    // One in four or five proposals is accepted.
    for _ in 0..<4000 {
      let isFlat = uniform() <= w / (1 + w)
      let size = (isFlat ? uniform() * w : w + exponential()) / mass
      let level = exponential()
      let isPositive = next() >> 63 == 0
      guard size < 0x1p53 else { continue }
      let distance = Int(size.rounded())
      let (k, overflow) = mode.addingReportingOverflow(isPositive ? distance : -distance)
      guard !overflow, range.contains(k) else { continue }
      if min(0, w - mass * size) - level <= logRatio(k) { return k }
    }
    return mode
  }
}
