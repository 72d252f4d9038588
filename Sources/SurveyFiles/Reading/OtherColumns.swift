/// What a reader does with columns that the questionnaire or the codebook does not know.
public enum OtherColumns: Hashable, Sendable, CaseIterable {
  /// Each is a fault.
  case refuse
  /// They are left unread, and the sample's notes name them.
  case ignore
}
