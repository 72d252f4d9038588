import Foundation
import SurveyFiles
import SurveyTestSupport
import Testing

/// Files that must be refused, each with the exact words of the refusal beside it.
@Suite struct MalformedFileTests {
  static let folder = Fixture.packageRoot.appending(path: "Tests/Fixtures/malformed")

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
  }

  @Test(arguments: try names()) func saysEverythingThatIsWrong(_ name: String) throws {
    let path = Self.folder.appending(path: "\(name).csv").path
    let expected = try String(contentsOf: Self.folder.appending(path: "\(name).txt"), encoding: .utf8)
    let error = #expect(throws: FileError.self) { try Sample<Client>(contentsOf: path) }
    #expect(error.map { "\($0)\n" } == expected)
  }

  @Test func theCorpusIsThere() throws { #expect(try Self.names().count >= 30) }

  @Test func aFileThatDoesNotExistSaysSo() {
    let error = #expect(throws: FileError.self) { try Sample<Client>(contentsOf: "/nowhere/clients.csv") }
    #expect(error?.description == "clients.csv: 1 fault\nthe file does not exist")
  }

  @Test func aDirectorySaysSo() {
    let error = #expect(throws: FileError.self) { try Sample<Client>(contentsOf: Self.folder.path) }
    #expect(error?.description == "malformed: 1 fault\nthe file is a directory")
  }

  @Test func aPathWithANULIsNoFile() {
    #expect(throws: FileError.self) { try Sample<Client>(contentsOf: "a\0b") }
  }

  @Test func anEndlessLineFailsFastInBoundedMemory() {
    let error = #expect(throws: FileError.self) { try Sample<Client>(contentsOf: "/dev/zero") }
    #expect(error?.faults.map(\.kind) == [.encoding, .tooLong])
  }

  @Test func longCellsRowsAndHeadersAreRefusedAtTheLimit() throws {
    func kinds(_ text: String, _ limits: FileLimits) -> [FileFault.Kind] {
      do {
        _ = try Sample<Client>(csv: text, limits: limits)
        return []
      } catch { return error.faults.map(\.kind) }
    }
    let header = "id,status,age,children,trust,control,mood,remark\n"
    let row = { (remark: String) in header + "a,,,,,,,\(remark)\n" }
    let limits = FileLimits(cellBytes: 10, rowBytes: 100)
    #expect(kinds(row("0123456789"), limits).isEmpty)
    #expect(kinds(row("0123456789x"), limits) == [.tooLong])
    #expect(kinds(row("\"0123456789\""), FileLimits(cellBytes: 12)).isEmpty)
    #expect(kinds(row("\"0123456789"), limits) == [.tooLong])
    #expect(kinds(header + String(repeating: ",", count: 200), limits) == [.tooLong])
    #expect(kinds(row(""), FileLimits(columns: 7)) == [.tooLong])
    #expect(kinds(row(""), FileLimits(cellBytes: -1, rowBytes: .min, columns: 0)) == [.tooLong])
    #expect(kinds(row(""), FileLimits(cellBytes: .max, rowBytes: .max, columns: .max)).isEmpty)
  }

  @Test func faultsBeyondTheLimitAreCounted() {
    let header = "id,status,age,children,trust,control,mood,remark\n"
    let rows = (0..<3000).map { "\($0),,x,,,,," }.joined(separator: "\n")
    let error = #expect(throws: FileError.self) { try Sample<Client>(csv: header + rows) }
    #expect(error?.count == 3000)
    #expect(error?.faults.count == FileError.limit)
    #expect(error?.description.hasSuffix("\n… and 2980 more") == true)
  }
}
