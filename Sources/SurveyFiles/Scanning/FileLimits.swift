/// Sizes beyond which a data file is refused, so that no file can exhaust memory.
public struct FileLimits: Hashable, Sendable {
  /// The longest cell, in bytes.
  public var cellBytes: Int
  /// The longest row, in bytes.
  public var rowBytes: Int
  /// The most columns.
  public var columns: Int

  /// 1 MiB for a cell, 16 MiB for a row, 100,000 columns.
  public static let standard = FileLimits()

  /// Makes limits; a limit below 1 counts as 1.
  public init(cellBytes: Int = 1 << 20, rowBytes: Int = 16 << 20, columns: Int = 100_000) {
    self.cellBytes = max(cellBytes, 1)
    self.rowBytes = max(rowBytes, 1)
    self.columns = max(columns, 1)
  }
}
