import SurveyVocabulary

/// The moments of two groups that are compared by their means.
struct GroupMoments {
  let first: Moments
  let second: Moments

  init(_ group: some Collection<Double>, _ baseline: some Collection<Double>) throws(InputError) {
    try self.init(
      Moments(finite: try finiteValues(group, "group", atLeast: 2)),
      Moments(finite: try finiteValues(baseline, "baseline", atLeast: 2)))
  }

  init(_ group: Moments, _ baseline: Moments) throws(InputError) {
    guard group.count >= 2 else { throw .tooFew("group", found: group.count, needed: 2) }
    guard baseline.count >= 2 else { throw .tooFew("baseline", found: baseline.count, needed: 2) }
    guard (group.mean - baseline.mean).isFinite else {
      throw InputError(
        .outOfRange, "group", "the difference in means exceeds the range of Double",
        remedy: "rescale the values")
    }
    let sizes = group.count.addingReportingOverflow(baseline.count)
    guard !sizes.overflow else {
      throw InputError(.outOfRange, "group", "the number of observations exceeds the range of Int")
    }
    (first, second) = (group, baseline)
  }

  /// The first mean minus the second.
  var difference: Double { first.mean - second.mean }

  /// Whether the observations differ, even where their squared deviations are too small for `Double`.
  private func varies(_ moments: Moments) -> Bool {
    moments.sumOfSquares > 0 || moments.minimum != moments.maximum
  }

  /// The root of the variance that the groups share, with n₁ + n₂ - 2 in the denominator.
  var pooledStandardDeviation: Double {
    let df = Double(first.count + second.count - 2)
    return (first.sumOfSquares / df + second.sumOfSquares / df).squareRoot()
  }

  /// √(1/n₁ + 1/n₂).
  var rootOfReciprocalSizes: Double {
    (1 / Double(first.count) + 1 / Double(second.count)).squareRoot()
  }

  /// The divided difference, refused where the error says that neither group varies or is too small
  /// to be told from zero.
  func statistic(standardError: Double) throws(InputError) -> Double {
    guard varies(first) || varies(second) else {
      throw InputError(
        .constant, "group and baseline", "neither group varies",
        remedy: "compare the two values themselves: there is no error to judge their difference by")
    }
    let statistic = difference / standardError
    guard standardError > 1e-140, statistic.isFinite else {
      throw InputError(
        .outOfRange, "group and baseline", "the values vary too little for the range of Double",
        remedy: "rescale the values")
    }
    return statistic
  }

  /// The context before anybody has named the groups.
  var context: DataContext {
    DataContext(parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }
}

extension [Moments] {
  /// The sizes, means and standard deviations of two groups as facts of a report.
  var facts: [Report.Fact] {
    func list(_ values: [Double?]) -> Report.Cell { .list(values.map { $0.map { .number($0) } ?? .empty }) }
    return [
      .init("n", .counts(map(\.count))), .init("means", list(map(\.mean))),
      .init("SDs", list(map(\.standardDeviation))),
    ]
  }
}
