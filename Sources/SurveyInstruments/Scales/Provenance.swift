/// What made a score: the instrument, its version, and the fingerprint of the definition.
public struct Provenance: Hashable, Sendable, Codable {
  /// The instrument; `nil` where a scale was scored on its own.
  public let instrument: String?
  /// The instrument's version.
  public let version: String?
  /// The fingerprint of the scale, or of the instrument where there is one.
  public let fingerprint: String

  /// Makes the provenance of an instrument's scores.
  public init(instrument: String, version: String, fingerprint: String) {
    self.instrument = instrument
    self.version = version
    self.fingerprint = fingerprint
  }

  init(_ definition: ScaleDefinition) {
    instrument = nil
    version = nil
    fingerprint = Fingerprint.text(of: definition.canonicalText)
  }
}
