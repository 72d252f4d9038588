/// Sizes beyond which a data file is refused, so that no file can exhaust memory.
public struct FileLimits: Hashable, Sendable {
  /// The longest cell, in bytes.
  public let cellBytes: Int
  /// The longest row, in bytes.
  public let rowBytes: Int
  /// The most columns.
  public let columns: Int

  /// 1 MiB for a cell, 16 MiB for a row, 100,000 columns.
  public static let standard = FileLimits()

  /// Makes limits; a limit below 1 counts as 1, one above 1 GiB (of columns: a million) as that.
  public init(cellBytes: Int = 1 << 20, rowBytes: Int = 16 << 20, columns: Int = 100_000) {
    self.cellBytes = min(max(cellBytes, 1), 1 << 30)
    self.rowBytes = min(max(rowBytes, 1), 1 << 30)
    self.columns = min(max(columns, 1), 1_000_000)
  }
}
