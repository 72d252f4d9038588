import SurveyVocabulary

extension MixedPrediction {
  /// The finding as a table for any renderer.
  public var report: Report {
    let percent = DecimalText.level(confidence)
    let mean = level == .population ? "mean" : "mean of the group"
    return Report(
      context.title("Prediction by a mixed model"),
      method: .init(
        Self.methodID, options: [.init("level", .text(level.rawValue))],
        citation: Citation("Robinson", 1991, "Statistical Science 6, 15-32", doi: "10.1214/ss/1177011926")),
      grids: [
        Report.Grid(
          columns: ["case", mean, "SE", "\(percent) CI of the mean", "\(percent) interval of an outcome"],
          lines: predictions.enumerated().map { index, prediction in
            [
              .count(index + 1), .number(prediction.mean.value),
              prediction.mean.standardError.map { .number($0) } ?? .empty,
              prediction.mean.interval.map { .interval($0, .decimals(2)) } ?? .empty,
              .interval(prediction.outcome, .decimals(2)),
            ]
          })
      ], cases: context.cases, notes: notes)
  }

  private var notes: [String] {
    let unknown = predictions.count { !$0.unknownGroups.isEmpty }
    return unknown == 0
      ? []
      : [
        "\(unknown) of \(predictions.count) cases have a group that the model does not know: its effect is 0"
      ]
  }
}
