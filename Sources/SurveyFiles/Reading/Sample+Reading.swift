extension Sample {
  /// Reads the respondents of a CSV file through their questionnaire.
  ///
  /// The file is comma-separated text by RFC 4180 in UTF-8, with a header that names the columns in any
  /// order. Reading is strict: whatever a cell, a row or the header may not hold is a fault, and the
  /// error holds every fault of the file. Nothing is skipped, padded or trimmed in silence.
  ///
  /// ```swift
  /// let survey = try Sample<Client>(contentsOf: "clients.csv")
  /// ```
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - otherColumns: What is done with columns that the questionnaire does not know.
  ///   - limits: Sizes beyond which a file is refused.
  /// - Throws: `FileError` with every fault.
  public init(
    contentsOf path: String, otherColumns: OtherColumns = .refuse, limits: FileLimits = .standard
  ) throws(FileError) {
    let name = fileName(path)
    var reader = try Self.reader(name, otherColumns, limits)
    try reader.read(path: path)
    try self.init(reader, name)
  }

  /// Reads respondents from CSV text.
  ///
  /// - Parameters:
  ///   - text: The text, header included.
  ///   - otherColumns: What is done with columns that the questionnaire does not know.
  ///   - limits: Sizes beyond which the text is refused.
  /// - Throws: `FileError` with every fault.
  public init(
    csv text: String, otherColumns: OtherColumns = .refuse, limits: FileLimits = .standard
  ) throws(FileError) {
    try self.init(csv: Array(text.utf8), otherColumns: otherColumns, limits: limits)
  }

  /// Reads respondents from the bytes of CSV text.
  ///
  /// - Parameters:
  ///   - bytes: The bytes, header included.
  ///   - otherColumns: What is done with columns that the questionnaire does not know.
  ///   - limits: Sizes beyond which the text is refused.
  /// - Throws: `FileError` with every fault.
  public init(
    csv bytes: [UInt8], otherColumns: OtherColumns = .refuse, limits: FileLimits = .standard
  ) throws(FileError) {
    var reader = try Self.reader("text", otherColumns, limits)
    try reader.read(bytes)
    try self.init(reader, "text")
  }

  private static func reader(
    _ name: String, _ otherColumns: OtherColumns, _ limits: FileLimits
  ) throws(FileError) -> FileReader {
    try check(R.questionnaire.faults, name)
    // Which field is the id shows when a text is stored: an id may be computed from several fields.
    let idColumn = R.questionnaire.fields.firstIndex { field in
      var probe = R()
      return field.store(&probe, .text("\u{1}")) && probe.id == "\u{1}"
    }
    return FileReader(
      R.questionnaire.columns, idColumn: idColumn, file: name, otherColumns: otherColumns, limits: limits)
  }

  private init(_ reader: FileReader, _ name: String) throws(FileError) {
    var reader = reader
    let (respondents, refused) = R.questionnaire.respondents(reader.rows)
    try reader.check(refused: refused)
    try reader.check(computedIDs: respondents.lazy.map(\.id))
    self.init(checked: respondents, notes: reader.notes)
  }
}

/// Refuses to read through a definition that contradicts itself.
func check(_ faults: [InputError], _ file: String) throws(FileError) {
  guard !faults.isEmpty else { return }
  throw FileError(
    file: file, faults: faults.map { FileFault(.definition, "\($0)") }, count: faults.count)
}

/// The last part of a path.
func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? "the path \"\(path)\""
}

extension FileReader {
  /// Remarks for the sample.
  var notes: [String] {
    guard !ignored.isEmpty else { return keptNotes }
    let noun = ignored.count == 1 ? "1 column" : "\(ignored.count) columns"
    let names = ignored.prefix(20).joined(separator: ", ") + (ignored.count > 20 ? ", …" : "")
    return ["\(noun) of the file not read: \(names)"] + keptNotes
  }

  mutating func read(_ bytes: [UInt8]) throws(FileError) {
    do {
      try bytes.withUnsafeBufferPointer { try read($0) }
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(file: "text", faults: [FileFault(.unreadable, "\(error)")], count: 1)
    }
  }
}
