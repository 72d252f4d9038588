/// Scales that belong together, with a version: what a study says it has measured with.
///
/// The fingerprint is a hash of all that decides a score: items, keys, answers and rules. Scores keep
/// it, so that scores made by two states of an instrument cannot pass for the same.
public struct Instrument<R: Respondent>: Sendable {
  /// The name.
  public let name: String
  /// The version, as its maker counts.
  public let version: String
  /// The scales in order.
  public let scales: [Scale<R>]

  /// Makes an instrument.
  public init(_ name: String, version: String, scales: [Scale<R>]) {
    self.name = name
    self.version = version
    self.scales = scales
  }

  /// What is wrong with the instrument; empty for a sound one.
  public var faults: [InputError] {
    var faults: [InputError] = []
    if scales.isEmpty { faults.append(InputError(.definition, "instrument \(name)", "has no scales")) }
    var seen: Set<String> = []
    for scale in scales {
      if !seen.insert(scale.name).inserted {
        faults.append(InputError(.definition, "instrument \(name)", "has two scales named \(scale.name)"))
      }
      faults += scale.faults
    }
    return faults
  }

  /// SHA-256 of the scales' definitions in order, as 64 hexadecimal digits. Name and version are not part
  /// of it: they are what a person calls it, this is what it does.
  public var fingerprint: String {
    Fingerprint.text(of: "instrument/1\n" + scales.map(\.definition.canonicalText).joined())
  }

  /// What scores of this instrument keep.
  public var provenance: Provenance {
    Provenance(instrument: name, version: version, fingerprint: fingerprint)
  }

  /// The scores of a sample on every scale, in order.
  ///
  /// - Throws: `InputError` with the faults of the instrument.
  public func scores(in sample: Sample<R>) throws(InputError) -> [Observations] {
    try throwFirst(of: faults)
    let provenance = provenance
    var scores: [Observations] = []
    for scale in scales {
      let own = try scale.scores(in: sample)
      scores.append(
        Observations(
          name: own.name, ids: own.ids, observations: own.observations, after: sample.cases,
          provenance: provenance))
    }
    return scores
  }
}
