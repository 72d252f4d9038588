import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension AlphaComparison {
  /// Compares the alphas of a scale in two groups of a sample: the factor's two levels in the order of
  /// their declaration, or the pair of a factor with more.
  ///
  /// - Throws: `InputError` as for arrays, with the faults of the scale, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of scale: Scale<R>, by factor: KeyPath<R, V> & Sendable, comparing pair: (V.Level, V.Level)? = nil,
    in sample: Sample<R>, alternative: Alternative = .twoSided, reference: Reference = .matchedMoments,
    confidence: Double = 0.95
  ) throws(InputError) {
    let (one, other) = try TwoGroups.pair(factor, pair)
    let groups = try ScaleGroups(scale, factor, [one, other], sample)
    self = try groups.find { first throws(InputError) in
      try AlphaComparison(
        of: first[0], against: first[1], alternative: alternative, reference: reference,
        confidence: confidence)
    }
  }

  /// Compares the alphas of a scale in all groups of a sample by chi-square.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R, V: FactorValue>(
    of scale: Scale<R>, among factor: KeyPath<R, V> & Sendable, in sample: Sample<R>
  ) throws(InputError) {
    let groups = try ScaleGroups(scale, factor, Array(V.Level.allCases), sample)
    self = try groups.find { all throws(InputError) in try AlphaComparison(among: all) }
  }

  /// Compares the alphas of two scales of a sample, over the respondents who answered every item of both.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale.
  public init<R>(
    of first: Scale<R>, withSamePersons second: Scale<R>, in sample: Sample<R>,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let one = Set(try first.itemMatrix(in: sample).ids)
    let both = try second.itemMatrix(
      in: sample.excluding("with an item of \(first.name) missing") { !one.contains($0.id) })
    let kept = Set(both.ids)
    let other = try first.itemMatrix(
      in: sample.excluding("without the second scale") { !kept.contains($0.id) })
    do throws(InputError) {
      try self.init(
        of: other.columns, withSamePersons: both.columns, alternative: alternative, confidence: confidence)
    } catch {
      throw InputError(
        error.code, "\(first.name) and \(second.name), \(error.subject)", error.problem, remedy: error.remedy)
    }
    context = DataContext(parts: [first.name, second.name], cases: both.cases)
  }
}

/// The alphas of a scale in the groups of a sample, with names and ledger.
private struct ScaleGroups {
  let name: String
  let levels: [String]
  let coefficients: [AlphaComparison.Coefficient]
  let cases: CaseLedger

  init<R, V: FactorValue>(
    _ scale: Scale<R>, _ path: KeyPath<R, V> & Sendable, _ levels: [V.Level], _ sample: Sample<R>
  ) throws(InputError) {
    let factor = R.questionnaire.name(of: path) ?? "group"
    let kept = sample.excluding("without \(factor)") { $0[keyPath: path].level == nil }
      .excluding("in another group") { respondent in
        respondent[keyPath: path].level.map { !levels.contains($0) } ?? true
      }
    cases = try scale.itemMatrix(in: kept).cases
    name = scale.name
    self.levels = levels.map(\.label)
    coefficients = try levels.map { level throws(InputError) in
      let group = kept.excluding("in another group") { $0[keyPath: path].level != level }
      let items = try scale.itemMatrix(in: group)
      do throws(InputError) {
        return AlphaComparison.Coefficient(try CronbachAlpha(items.columns, names: items.items))
      } catch {
        throw InputError(
          error.code, "\(scale.name), \(level.label), \(error.subject)", error.problem, remedy: error.remedy)
      }
    }
  }

  func find(
    _ compare: ([AlphaComparison.Coefficient]) throws(InputError) -> AlphaComparison
  ) throws(InputError) -> AlphaComparison {
    var finding: AlphaComparison
    do throws(InputError) {
      finding = try compare(coefficients)
    } catch {
      throw InputError(error.code, "\(name), \(error.subject)", error.problem, remedy: error.remedy)
    }
    finding.context = DataContext(subject: name, parts: levels, cases: cases)
    return finding
  }
}
