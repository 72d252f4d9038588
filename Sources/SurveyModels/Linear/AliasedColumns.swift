/// What happens to columns of a design that earlier columns already determine.
public enum AliasedColumns: String, Hashable, Sendable, Codable {
  /// The fit is refused, and the error names the columns.
  case refuse
  /// The columns are left out, and the finding names them.
  case drop
}
