import SurveyStatistics

/// The words of the report around its tables.
extension LongitudinalReport {
  var question: String {
    "Question. What becomes of the trust of people who take part in a work corporation? The report follows "
      + "Fledderus (2015), who asked 60 participants at the start and again after half a year: it tests what "
      + "the abstract says on the data at hand (people in both waves: \(flow.stayed.count), in the first alone: "
      + "\(flow.left.count), in the second alone: \(flow.joined.count)) and repeats no number from it."
  }

  func inShort(_ claims: ClaimTable, section: Int) -> String {
    let words: [(Claim.Verdict, String)] = [
      (.supports, "support"), (.contrasts, "contrast with"), (.inconclusive, "are inconclusive on"),
      (.untestable, "cannot test"),
    ]
    let parts = words.compactMap { verdict, text -> String? in
      let ids = claims.lines.filter { $0.verdict == verdict }.map(\.claim.id)
      return ids.isEmpty ? nil : "\(text) \(ids.count) (\(ids.joined(separator: ", ")))"
    }
    return "In short. Of \(claims.lines.count) claims these data \(parts.joined(separator: ", ")): section "
      + "\(section). Falls are falls among participants: there is nobody to compare them with."
  }

  static let decided =
    "Decided before looking. Primary is the mean change of those who have both scores, wave 1 minus wave 0, "
    + "two-sided, for six scales that are one family: change scores, not ANCOVA. Beside it stand exact "
    + "signed-rank tests, a mixed model of everybody's scores, the change with work corporations as clusters, "
    + "bounds for those who left, and what errors of an occasion can do to correlations of changes."

  static let reading =
    "Reading. Negative numbers are falls; intervals are 95% confidence intervals. A score is the mean of the "
    + "answered items, reversed items turned round: 1 to 5, generalized trust 0 to 10."

  var limits: Report {
    Report(
      "Limits",
      introduction: [
        "- No comparison group over time. A fall reads \"trust fell among participants during co-production\", "
          + "never \"co-production lowered trust\": other things happened meanwhile. The budget for "
          + "re-employment fell from 30.3 to 11.5 million euro between 2011 and 2014.",
        "- Two waves cannot tell true change from errors that belong to an occasion, nor a fall from the "
          + "return of scores that were high at entry. The curve and the table of expected falls say how far "
          + "each could reach.",
        "- Those who left are known by their start alone. The bounds hold whatever they became; anything "
          + "narrower assumes something about them.",
        "- People of one work corporation share much. Where the corporations as clusters give a wider "
          + "interval, that is the one to believe.",
        "- The evidence of the source on D6 to D9 is qualitative. Scales and codes stand beside it here and "
          + "do not replace it.",
      ])
  }
}
