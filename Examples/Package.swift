// swift-tools-version: 6.2
import PackageDescription

let library: Target.Dependency = .product(name: "SurveyStatistics", package: "swift-survey-statistics")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// An example: a library with its study, which tests can call, and an executable around it.
func example(_ name: String) -> Target {
  .executableTarget(name: name, dependencies: ["StudyKit", arguments], swiftSettings: strict)
}

let package = Package(
  name: "Examples",
  platforms: [.macOS("13.3")],
  dependencies: [
    // The name is given because a clone's folder may be called otherwise.
    .package(name: "swift-survey-statistics", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .target(name: "StudyKit", dependencies: [library, arguments], swiftSettings: strict),
    example("SelectionBiasStudy"),
    example("LongitudinalStudy"),
    example("ReliabilityCheck"),
    example("JobTrainingStudy"),
    example("GenerateData"),
    // The tests run the executables, so that these must be built before.
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        "StudyKit", "SelectionBiasStudy", "LongitudinalStudy", "ReliabilityCheck", "JobTrainingStudy",
      ], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
