import SurveyVocabulary

extension Bootstrap {
  /// The results of all parts, in order, made by several tasks at once.
  ///
  /// - Throws: `InputError` if there is no worker.
  package static func parts<T: Sendable>(
    workers: Int, _ make: @escaping @Sendable (Int) -> T
  ) async throws(InputError) -> [T] {
    guard workers >= 1 else {
      throw .outOfRange("workers", value: Double(workers), allowed: "a number of at least 1")
    }
    let count = min(workers, parts)
    return await withTaskGroup(of: [(Int, T)].self) { group in
      for worker in 0..<count {
        group.addTask { stride(from: worker, to: parts, by: count).map { ($0, make($0)) } }
      }
      var all: [(Int, T)] = []
      for await some in group { all += some }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
