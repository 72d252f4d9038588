extension Codebook {
  /// The part of a codebook that a fault is about.
  package enum Place: Hashable, Sendable {
    case columns
    case column(Int)
    case idColumn
    case scale(Int)

    /// The part as a JSON path.
    var path: String {
      switch self {
      case .columns: "$.columns"
      case .column(let index): "$.columns[\(index)]"
      case .idColumn: "$.idColumn"
      case .scale(let index): "$.scales[\(index)]"
      }
    }
  }

  /// A fault, and the part of the codebook that has it.
  package typealias PlacedFault = (place: Place, fault: InputError)

  /// What is wrong with the codebook, and where.
  package var placedFaults: [PlacedFault] {
    var faults = ColumnDescription.placedFaults(of: columns, subject: "codebook \(title)").map {
      (place: $0.column.map(Place.column) ?? .columns, fault: $0.fault)
    }
    if let fault = idFault { faults.append((.idColumn, fault)) }
    var seen: Set<String> = []
    for (index, scale) in scales.enumerated() {
      if !seen.insert(scale.name).inserted {
        faults.append(
          (.scale(index), InputError(.definition, "codebook \(title)", "has two scales named \(scale.name)")))
      }
      do throws(InputError) {
        // What is wrong within a scale that is an item of another is said once.
        let known = Set(faults.map(\.fault))
        faults += try definition(of: scale).faults.filter { !known.contains($0) }.map { (.scale(index), $0) }
      } catch {
        if !faults.contains(where: { $0.fault == error }) { faults.append((.scale(index), error)) }
      }
    }
    return faults
  }

  private var idFault: InputError? {
    guard let idColumn else { return nil }
    switch columns.first(where: { $0.name == idColumn })?.kind {
    case .text: return nil
    case nil: return .unknownName(idColumn, among: columns.map(\.name), subject: "id column")
    default: return InputError(.definition, "id column \(idColumn)", "must hold text")
    }
  }
}
