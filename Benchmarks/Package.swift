// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS("13.3")],
  dependencies: [
    // The name is given because a clone's folder may be called otherwise.
    .package(name: "swift-survey-statistics", path: "..")
  ],
  targets: [
    .target(name: "CBareLAPACK"),
    .executableTarget(
      name: "Workloads",
      dependencies: [
        "CBareLAPACK",
        .product(name: "SurveyStatistics", package: "swift-survey-statistics"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
