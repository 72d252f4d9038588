/// Chance as Gwet's AC1 and AC2 see it.
///
/// Agreement by chance is T/(q (q - 1)) · Σ p (1 - p) with the sum T of all weights of the q categories
/// and their shares p.
struct GwetChance {
  /// The disagreement by chance.
  let expected: Double
  /// What a rating in each category adds to it.
  let influences: [Double]

  init(_ tally: AgreementTally) {
    let width = Double(tally.categories.count)
    let weights = tally.losses.reduce(0) { $0 + (1 - $1) }
    let factor = weights / (width * (width - 1))
    expected = 1 - factor * tally.prevalence.reduce(0) { $0 + $1 * (1 - $1) }
    influences = tally.prevalence.map { 1 - factor * (1 - $0) }
  }
}
