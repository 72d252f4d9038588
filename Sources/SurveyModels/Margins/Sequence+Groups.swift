extension Sequence {
  /// The elements by a key, in the order in which the keys come first.
  func grouped<Key: Hashable>(by key: (Element) -> Key) -> [(key: Key, members: [Element])] {
    var order: [Key] = []
    var members: [Key: [Element]] = [:]
    for element in self {
      let key = key(element)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(element)
    }
    return order.map { ($0, members[$0] ?? []) }
  }
}
