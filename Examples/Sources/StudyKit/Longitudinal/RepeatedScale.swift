import SurveyStatistics

/// A scale that was answered in two waves: its reliability in each, and the change of those who have both
/// scores.
struct RepeatedScale<R: Respondent>: Sendable {
  let scale: Scale<R>
  /// The scores of the first and the second wave, everyone in it.
  let waves: [Observations]
  /// The scores of those who have one in both waves.
  let pairs: PairedObservations
  /// Alpha in the first and the second wave.
  let alphas: [Attempt<CronbachAlpha>]
  /// Second wave minus first: the mean change.
  let change: Attempt<PairedTTest>
  /// Second wave minus first by signed ranks, exactly.
  let ranks: Attempt<SignedRankTest>

  /// Scores a scale in the two waves of a panel and compares them.
  ///
  /// - Throws: ``InputError`` with the faults of the scale. Methods that cannot be used on the data do not
  ///   throw; their attempts hold the reason.
  init(_ scale: Scale<R>, in panel: Panel<R>) throws(InputError) {
    self.scale = scale
    waves = [try scale.scores(in: panel.waves[0].sample), try scale.scores(in: panel.waves[1].sample)]
    pairs = try panel.pairs(of: scale)
    var alphas: [Attempt<CronbachAlpha>] = []
    for wave in panel.waves {
      let items = try scale.itemMatrix(in: wave.sample)
      alphas.append(
        Attempt { () throws(InputError) in try CronbachAlpha(items.columns, names: items.items) })
    }
    self.alphas = alphas
    change = Attempt { () throws(InputError) in try PairedTTest(of: scale, in: panel) }
    // Means of three and of four answers differ in their last bits where they are equal: hence a tolerance.
    ranks = Attempt { () throws(InputError) in
      try SignedRankTest(of: scale, in: panel, tieTolerance: 1e-9)
    }
  }

  var name: String { scale.name }

  /// The mean of the two alphas: the reliability that corrections take for both waves.
  func reliability() throws(InputError) -> Double {
    let values = [try alphas[0].get().alpha.value, try alphas[1].get().alpha.value]
    return (values[0] + values[1]) / 2
  }

  /// The correlation of the scores of the two waves.
  func retest() throws(InputError) -> Double {
    guard let correlation = try change.get().correlation else {
      throw .constant("scores of a wave", remedy: "they have no correlation")
    }
    return correlation
  }

  /// The reliability of the change, refused where the waves correlate as high as the scale is reliable.
  func changeReliability() throws(InputError) -> Double {
    try DifferenceReliability(reliability: reliability(), correlation: retest()).value
  }

  /// The lowest and the highest score that the items declare.
  func range() throws(InputError) -> ClosedRange<Double> {
    guard let range = scale.items.first?.kind.scoreRange, range.minimum < range.maximum else {
      throw InputError(.definition, name, "has no declared range")
    }
    return range.minimum...range.maximum
  }
}
