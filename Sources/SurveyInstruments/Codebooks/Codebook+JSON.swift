extension Codebook: JSONReadable {
  /// Reads the JSON text of a codebook, as ``json`` writes it.
  ///
  /// The same format as that of the `Codable` conformance, read without Foundation and more strictly: a
  /// member that is not known here, one that stands there twice, and a codebook that contradicts itself are
  /// faults too. `version`, `missing`, `idColumn` and `scales` may be left out, of a column all but `name`
  /// and `kind`.
  ///
  /// - Throws: ``CodebookError`` with every fault and its JSON path.
  public init(json text: String) throws(CodebookError) {
    let log = JSONFaultLog()
    let value: JSONValue
    do throws(InputError) { value = try JSONValue(parsing: text) } catch {
      throw CodebookError(faults: [.init("$", "\(error.subject): \(error.problem)")])
    }
    let codebook = Self(JSONNode(value: value, path: "$", log: log))
    if let codebook, log.faults.isEmpty {
      log.faults = codebook.placedFaults.map { .init($0.place.path, "\($0.fault)") }
      if log.faults.isEmpty {
        self = codebook
        return
      }
    }
    throw CodebookError(faults: log.faults)
  }

  /// The codebook as JSON text, indented, with members in one order, so that equal codebooks are equal texts.
  public var json: String { jsonValue.text }

  init?(_ node: JSONNode) {
    guard let object = node.object("title", "version", "missing", "idColumn", "columns", "scales") else {
      return nil
    }
    let title = object.required("title")?.string
    let version = object.optional("version")?.string
    let missing = object.optional("missing").map { $0.list(\.string) } ?? []
    let idColumn = object.optional("idColumn")?.string
    let nodes = object.required("columns")?.array
    let columns = nodes?.map { ColumnDescription($0)?.adding(missing: missing ?? []) }
    let scales = object.optional("scales").map { $0.list(Scale.init) } ?? []
    // Where the whole cannot be judged, each column is judged by itself, so that as little as possible waits
    // for a second reading.
    if !node.log.faults.isEmpty, let columns, let nodes {
      for (column, node) in zip(columns, nodes) {
        for fault in column?.faults ?? [] { node.fault("\(fault)") }
      }
    }
    guard let title, let missing, let columns, let scales else { return nil }
    let read = columns.compactMap { $0 }
    guard read.count == columns.count else { return nil }
    self.init(title, version: version, missing: missing, idColumn: idColumn, columns: read, scales: scales)
  }

  var jsonValue: JSONValue {
    .members([
      ("title", .string(title)), ("version", version.map(JSONValue.string)),
      ("idColumn", idColumn.map(JSONValue.string)), ("columns", .array(columns.map(\.jsonValue))),
      ("scales", .array(scales.map(\.jsonValue))),
    ])
  }
}
