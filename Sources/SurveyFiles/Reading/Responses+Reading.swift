extension Codebook.Responses {
  /// Reads a CSV file through a codebook, by the rules of `Sample(contentsOf:)`.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - codebook: The columns and scales.
  ///   - otherColumns: What is done with columns that the codebook does not know.
  ///   - limits: Sizes beyond which a file is refused.
  /// - Throws: `FileError` with every fault.
  public init(
    contentsOf path: String, codebook: Codebook, otherColumns: OtherColumns = .refuse,
    limits: FileLimits = .standard
  ) throws(FileError) {
    let name = fileName(path)
    try check(codebook.faults, name)
    var reader = Self.reader(codebook, name, otherColumns, limits)
    try reader.read(path: path)
    self.init(reader, codebook)
  }

  /// Reads CSV text through a codebook.
  ///
  /// - Parameters:
  ///   - text: The text, header included.
  ///   - codebook: The columns and scales.
  ///   - otherColumns: What is done with columns that the codebook does not know.
  ///   - limits: Sizes beyond which the text is refused.
  /// - Throws: `FileError` with every fault.
  public init(
    csv text: String, codebook: Codebook, otherColumns: OtherColumns = .refuse, limits: FileLimits = .standard
  ) throws(FileError) {
    try self.init(csv: Array(text.utf8), codebook: codebook, otherColumns: otherColumns, limits: limits)
  }

  /// Reads the bytes of CSV text through a codebook.
  ///
  /// - Parameters:
  ///   - bytes: The bytes, header included.
  ///   - codebook: The columns and scales.
  ///   - otherColumns: What is done with columns that the codebook does not know.
  ///   - limits: Sizes beyond which the text is refused.
  /// - Throws: `FileError` with every fault.
  public init(
    csv bytes: [UInt8], codebook: Codebook, otherColumns: OtherColumns = .refuse,
    limits: FileLimits = .standard
  ) throws(FileError) {
    try check(codebook.faults, "text")
    var reader = Self.reader(codebook, "text", otherColumns, limits)
    try reader.read(bytes)
    self.init(reader, codebook)
  }

  private static func reader(
    _ codebook: Codebook, _ name: String, _ otherColumns: OtherColumns, _ limits: FileLimits
  ) -> FileReader {
    let idColumn = codebook.columns.firstIndex { $0.name == codebook.idColumn }
    return FileReader(
      codebook.columns, idColumn: idColumn, file: name, otherColumns: otherColumns, limits: limits)
  }

  private init(_ reader: FileReader, _ codebook: Codebook) {
    self.init(codebook: codebook, rows: reader.rows, notes: reader.notes)
  }
}
