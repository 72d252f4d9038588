import SurveyStatistics

extension JobTraining {
  /// The study as a document.
  ///
  /// - Parameter isOwnFile: Whether the men are from a file of the user's, of which nothing is known but
  ///   its columns.
  /// - Returns: The report.
  /// - Throws: ``InputError`` if the regression holds no coefficient of training.
  package func report(isOwnFile: Bool) throws(InputError) -> Report {
    var sections = [balanceSection, try differences(), try reading()]
    if !isOwnFile { sections.append(Self.sources) }
    for index in sections.indices { sections[index].title = "\(index + 1). \(sections[index].title)" }
    return Report(
      "Job training and earnings: what the choice of a comparison group does",
      introduction: [
        isOwnFile ? Self.ownQuestion : Self.question,
        "Reading. Earnings are in US dollars: in 1974 and 1975 (re74, re75) before the training, in 1978 "
          + "(re78) after it. Differences are trained minus comparison; intervals are 95% confidence intervals.",
      ],
      sections: sections)
  }

  private static let question =
    "Question. Did training raise earnings? Men with hardly any work were trained in the National Supported "
    + "Work demonstration. Here they stand beside men of a population survey, who were never part of it: the "
    + "groups were not formed by lot, and differed before the training. The data are real (section 4)."

  private static let ownQuestion =
    "Question. Did training raise earnings? The trained and the comparison group of the file are taken as "
    + "groups that were not formed by lot."

  private var balanceSection: Report {
    var report = balance.report
    report.title = "Before the training: trained - comparison"
    report.notes.append(
      "Means, shares for descent, married and nodegree. SMD: the difference in units of the root mean of the "
        + "two variances, with Bonett's interval.")
    return report
  }

  private func differences() throws(InputError) -> Report {
    let classical = try Self.training(in: adjusted)
    let robust = try Self.training(in: robust)
    let estimates: [(String, Estimate, TestStatistic?, Double?)] = [
      ("naive, Welch", naive.difference, naive.statistic, naive.pValue),
      ("adjusted, classical SE", classical.estimate, classical.statistic, classical.pValue),
      ("adjusted, HC3 SE", robust.estimate, robust.statistic, robust.pValue),
    ]
    var table = ResultTable(columns: ["", "difference", "SE", "95% CI", "t", "df", "p"])
    for (label, estimate, statistic, pValue) in estimates {
      let interval = estimate.cells()
      table.add(
        [
          .text(label), interval[0], .optional(estimate.standardError), interval[1],
        ] + (statistic?.cells ?? [.empty, .empty]) + [.probability(pValue)])
    }
    return Report(
      "Earnings in 1978: trained - comparison", grids: [table.grid],
      facts: [
        Report.Fact("n trained", .count(naive.groups[0].count)),
        Report.Fact("n comparison", .count(naive.groups[1].count)),
        Report.Fact("mean trained", .number(naive.groups[0].mean)),
        Report.Fact("mean comparison", .number(naive.groups[1].mean)),
      ],
      cases: adjusted.cases,
      notes: [
        "Naive: nothing held fixed. Adjusted: the coefficient of treat in the regression of re78 on treat, "
          + "age, educ, race, married, nodegree, re74 and re75. HC3 lets the spread of earnings differ "
          + "between men (MacKinnon & White 1985)."
      ])
  }

  private func reading() throws(InputError) -> Report {
    let effect = try Self.training(in: adjusted).estimate.value
    let moved = effect - naive.difference.value
    return Report(
      "What selection did, and what adjusting assumes",
      introduction: [
        "- Selection. In 1974, before any training, the trained men earned "
          + "\(Self.dollars(before.groups[0].mean)) on average and the comparison men "
          + "\(Self.dollars(before.groups[1].mean)). The naive difference in 1978, "
          + "\(Self.dollars(naive.difference.value)), mixes what the training did with who was trained.",
        "- Adjusting. Among men alike in what the file knows from before, the difference is "
          + "\(Self.dollars(effect)): what was measured before moves it by \(Self.dollars(moved)).",
        "- What that assumes. Men alike in age, schooling, descent, marriage, degree and earlier earnings "
          + "differ in nothing else that bears on earnings; earnings are linear in these; the difference is "
          + "the same for all. None of it can be read off the file.",
        "- Where it is thin. A large SMD means that few men of one group resemble those of the other; there "
          + "the line is drawn from afar.",
        "- The intervals say how far chance may have moved each number if all that holds, and nothing about "
          + "whether it holds.",
      ])
  }

  private static let sources = Report(
    "Sources",
    introduction: [
      Citation(
        "LaLonde", 1986,
        "Evaluating the econometric evaluations of training programs with experimental data, American "
          + "Economic Review 76, 604-620"),
      Citation(
        "Dehejia & Wahba", 1999,
        "Causal effects in nonexperimental studies, Journal of the American Statistical Association 94, "
          + "1053-1062", doi: "10.1080/01621459.1999.10473858"),
    ].map { "- \($0)." })

  /// A round sum in words: "-$2,183".
  private static func dollars(_ value: Double) -> String {
    let digits = NumberStyle.decimals(0).text(value.magnitude)
    var sum = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { sum += "," }
      sum.append(digit)
    }
    return value < 0 && digits != "0" ? "-$\(sum)" : "$\(sum)"
  }
}
