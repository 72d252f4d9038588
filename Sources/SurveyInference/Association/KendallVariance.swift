/// The null variance of concordant less discordant pairs, conditional on ties (Kendall 1970, Rank
/// correlation methods, chapter 4).
enum KendallVariance {
  static func value(_ count: Int, _ first: [Int], _ second: [Int]) -> Double {
    let n = Double(count)
    func sum(_ sizes: [Int], _ term: (Double) -> Double) -> Double {
      sizes.reduce(0) { $0 + term(Double($1)) }
    }
    let pairs = { (t: Double) in t * (t - 1) }
    let triples = { (t: Double) in t * (t - 1) * (t - 2) }
    let spread = { (t: Double) in t * (t - 1) * (2 * t + 5) }
    return (spread(n) - sum(first, spread) - sum(second, spread)) / 18
      + sum(first, pairs) * sum(second, pairs) / (2 * pairs(n))
      + sum(first, triples) * sum(second, triples) / (9 * triples(n))
  }
}
