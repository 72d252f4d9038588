/// What a typed scale's scores are compared with: norms, and the property by which they differ.
struct Standard<R: Respondent>: Sendable {
  let metric: StandardMetric
  let references: [Norms.Reference]
  let path: (PartialKeyPath<R> & Sendable)?
  /// The code of a respondent's level.
  let level: @Sendable (R) -> String?

  var factor: String? { path.map { R.questionnaire.name(of: $0) ?? "a factor without a field" } }

  var norms: Norms { Norms(metric: metric, factor: factor, references: references) }

  /// What only the questionnaire knows to be wrong.
  var problem: String? {
    guard let path, R.questionnaire.name(of: path) == nil else { return nil }
    return "the factor of its norms has no field in the questionnaire"
  }
}

extension Scale {
  /// The same scale with standard scores: how far a score lies from the mean of a norm, in standard
  /// deviations of the norm, in the metric asked for.
  ///
  /// ```swift
  /// static let trustT = generalizedTrust.standardized(
  ///   "Generalized trust (T)", against: Norm(mean: 3.1, standardDeviation: 0.8))
  /// ```
  ///
  /// - Parameters:
  ///   - name: The name of the standard score; the scale's own where there is none.
  ///   - norm: Mean and standard deviation of the scale's scores in the population to compare with.
  ///   - metric: The metric of the standard scores.
  /// - Returns: A scale of the same items and rules, without bands: those of raw scores do not fit.
  public func standardized(
    _ name: String? = nil, against norm: Norm, as metric: StandardMetric = .t
  ) -> Scale {
    standardized(
      name, Standard(metric: metric, references: [.init(norm)], path: nil, level: { _ in nil }))
  }

  /// The same scale with standard scores, by a norm for each level of a factor.
  ///
  /// A respondent whose level is absent or has no norm has no standard score.
  ///
  /// - Parameters:
  ///   - name: The name of the standard score; the scale's own where there is none.
  ///   - norms: The norms of the levels.
  ///   - factor: The factor by which the norms differ, such as a group of age.
  ///   - metric: The metric of the standard scores.
  /// - Returns: A scale of the same items and rules, without bands: those of raw scores do not fit.
  public func standardized<V: FactorValue>(
    _ name: String? = nil, against norms: [V.Level: Norm], by factor: KeyPath<R, V> & Sendable,
    as metric: StandardMetric = .t
  ) -> Scale {
    // The order of the declaration, so that the definition and its hash are the same each time.
    var known: [Norms.Reference] = []
    for level in V.Level.allCases where !known.contains(where: { $0.level == level.rawValue }) {
      if let norm = norms[level] { known.append(Norms.Reference(level: level.rawValue, norm)) }
    }
    let standard = Standard(
      metric: metric, references: known, path: factor, level: { $0[keyPath: factor].level?.rawValue })
    return standardized(
      name, standard, fault: known.count == norms.count ? nil : "has a norm for a level that is not declared")
  }

  private func standardized(_ name: String?, _ standard: Standard<R>, fault: String? = nil) -> Scale {
    var faults = ownFaults
    if self.standard != nil {
      faults.append(
        InputError(
          .definition, "scale \(self.name)", "is standardized already", remedy: "standardize its raw scores"))
    }
    if let fault { faults.append(InputError(.definition, "scale \(self.name)", fault)) }
    return Scale(
      name ?? self.name, items: items, missing: missing, score: score, rescaling: rescaling,
      standard: standard, ownFaults: faults)
  }

  /// The same scale with names for ranges of its scores.
  ///
  /// ```swift
  /// depression.banded([Band("minimal", 0...4), Band("mild", 5...9), Band("moderate or more", 10...27)])
  /// ```
  ///
  /// - Parameter bands: The bands in ascending order; see ``Band`` for their limits.
  /// - Returns: The scale with these bands in place of others.
  public func banded(_ bands: [Band]) -> Scale { changed(bands: bands) }

  /// The same scale under another rule for missing answers.
  public func with(missing rule: MissingRule) -> Scale { changed(missing: rule) }

  /// The same scale with parts of it exchanged.
  package func changed(
    missing: MissingRule? = nil, score: ScoreRule? = nil, bands: [Band]? = nil
  ) -> Scale {
    Scale(
      name, items: items, missing: missing ?? self.missing, score: score ?? self.score,
      rescaling: rescaling, standard: standard, bands: bands ?? self.bands, ownFaults: ownFaults)
  }
}
