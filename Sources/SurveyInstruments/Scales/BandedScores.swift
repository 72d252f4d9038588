/// The scores of a sample with the band that each belongs to.
public struct BandedScores: Hashable, Sendable {
  /// The scores, and why the others have none.
  public let scores: Observations
  /// The bands in ascending order, those without respondents too.
  public let bands: [Band]
  /// The place of each respondent's band in ``bands``; `nil` without a score.
  public let indices: [Int?]

  init(_ scores: Observations, _ bands: [Band]) {
    self.scores = scores
    self.bands = bands
    indices = scores.values.map { $0.flatMap { Bands.place(of: $0, in: bands) } }
  }

  /// The band of each respondent; `nil` without a score.
  public var labels: [String?] { indices.map { $0.map { bands[$0].label } } }

  /// The number of respondents in each band.
  public var counts: [Int] {
    indices.reduce(into: Array(repeating: 0, count: bands.count)) { counts, place in
      if let place { counts[place] += 1 }
    }
  }

  /// Who came in, who has a band, and why the others have none.
  public var cases: CaseLedger { scores.cases }

  /// The bands as the levels of a factor.
  public var grouping: Grouping {
    Grouping(
      name: scores.name, levels: bands.map(\.label), ids: scores.ids, indices: indices,
      reasons: scores.reasons, cases: cases)
  }

  /// The bands with their limits and how many respondents are in each.
  public func report() -> Report {
    Report(
      scores.name,
      grids: [
        Report.Grid(
          columns: ["band", "scores", "n"],
          lines: zip(bands, counts).map { [.text($0.label), .text($0.limits), .count($1)] })
      ], cases: cases)
  }
}

extension Scale {
  /// The scores of a sample and their bands.
  ///
  /// - Throws: `InputError` with the ``faults`` of the scale, or where it has no bands.
  public func bandedScores(in sample: Sample<R>) throws(InputError) -> BandedScores {
    let scores = try scores(in: sample)
    guard !bands.isEmpty else { throw .noBands(name) }
    return BandedScores(scores, bands)
  }

  /// The band of one respondent; `nil` without a score.
  ///
  /// - Throws: `InputError` with the ``faults`` of the scale, or where it has no bands.
  public func band(of respondent: R) throws(InputError) -> Band? {
    let score = try score(respondent)
    guard !bands.isEmpty else { throw .noBands(name) }
    return score.flatMap { Bands.place(of: $0, in: bands) }.map { bands[$0] }
  }
}

extension InputError {
  static func noBands(_ scale: String) -> InputError {
    InputError(.definition, "scale \(scale)", "has no bands", remedy: "name ranges of scores with banded(_:)")
  }
}
