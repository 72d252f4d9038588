import SurveyLinearAlgebra
import SurveyVocabulary

/// The cases that a mixed model predicts for: their fixed columns, their random ones and their groups.
struct MixedRows {
  /// One block's columns of a case and its group.
  struct Effect {
    let block: Int
    /// The scaled columns.
    let values: [Double]
    /// The place of the group; `nil` where the model does not know it.
    let group: Int?
  }

  let count: Int
  let fixed: Matrix
  private let blocks: [RandomBlock]
  /// For each block its scaled columns and the groups.
  private let columns: [[[Double]]]
  private let groups: [[Int?]]

  /// The cases of the fit.
  init(_ model: LinearMixedModel, _ level: MixedPrediction.Level) {
    count = model.mixed.caseCount
    fixed = model.design.matrix
    blocks = model.mixed.blocks
    columns = blocks.map(\.columns)
    groups = blocks.map { block in
      level == .population ? block.groups.map { _ in nil } : block.groups.map { Optional($0) }
    }
  }

  /// Other cases.
  ///
  /// - Throws: `InputError` if a variable is not there or does not fit, or a group is unknown and must not be.
  init(_ model: LinearMixedModel, _ data: ModelData, _ level: MixedPrediction.Level) throws(InputError) {
    count = data.count
    fixed = try model.design.matrix(for: data)
    blocks = model.mixed.blocks
    var columns: [[[Double]]] = []
    var groups: [[Int?]] = []
    for term in model.random {
      let matrix = try term.design().matrix(for: data)
      let labels = level == .population ? nil : try data.groupLabels(term.name)
      let sets =
        term.isCorrelated ? [Array(0..<matrix.columnCount)] : (0..<matrix.columnCount).map { [$0] }
      for set in sets {
        let block = blocks[columns.count]
        columns.append(
          zip(set, block.scales).map { column, scale in matrix[column: column].map { $0 / scale } })
        guard let labels else {
          groups.append([Int?](repeating: nil, count: data.count))
          continue
        }
        let places = Dictionary(zip(block.labels, block.labels.indices)) { first, _ in first }
        if level == .groups, let index = labels.firstIndex(where: { places[$0] == nil }) {
          throw InputError(
            .unknownName, term.name,
            "the model does not know the group \"\(labels[index])\" at index \(index)",
            remedy: "predict at the level .population, or .groupsOrAverage")
        }
        groups.append(labels.map { places[$0] })
      }
    }
    self.columns = columns
    self.groups = groups
  }

  /// The random columns of a case.
  func effects(of index: Int) -> [Effect] {
    blocks.indices.map { block in
      Effect(block: block, values: columns[block].map { $0[index] }, group: groups[block][index])
    }
  }

  /// The kinds of groups that are unknown for a case, each named once.
  func unknownGroups(of index: Int) -> [String] {
    var names: [String] = []
    for (block, groups) in zip(blocks, groups) where groups[index] == nil && !names.contains(block.grouping) {
      names.append(block.grouping)
    }
    return names
  }
}

extension ModelData {
  /// The groups of a random term by its name; one of several variables joins their labels as a formula does.
  fileprivate func groupLabels(_ name: String) throws(InputError) -> [String] {
    if names.contains(name) { return try labels(name).labels }
    let parts = name.split(separator: " × ").map(String.init)
    guard parts.count > 1 else { return try labels(name).labels }
    var groups: [String] = []
    for (index, part) in parts.enumerated() {
      let labels = try labels(part).labels
      groups = index == 0 ? labels : zip(groups, labels).map { "\($0) × \($1)" }
    }
    return groups
  }
}
