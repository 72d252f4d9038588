// swift-tools-version: 6.0
import PackageDescription

// Target names carry the prefix `Survey` because they must be unique in the whole package graph of
// an app. Docs/Guide.docc/Architecture.md says why each module exists and what it may depend on.

let openBLAS: Target.Dependency = .target(name: "CSurveyOpenBLAS", condition: .when(platforms: [.linux]))
let mathLibrary: [LinkerSetting] = [.linkedLibrary("m", .when(platforms: [.linux]))]

let package = Package(
  name: "swift-survey-statistics",
  platforms: [.macOS("13.3"), .iOS("16.4"), .tvOS("16.4"), .watchOS("9.4"), .visionOS("1.0")],
  products: [
    .library(name: "SurveyStatistics", targets: ["SurveyStatistics"]),
    .library(name: "SurveyInstruments", targets: ["SurveyInstruments"]),
    .library(name: "SurveyInference", targets: ["SurveyInference"]),
    .library(name: "SurveyModels", targets: ["SurveyModels"]),
    .library(name: "SurveyFiles", targets: ["SurveyFiles"]),
  ],
  targets: [
    .target(name: "SurveyVocabulary", linkerSettings: mathLibrary),
    .target(name: "SurveyProbability", dependencies: ["SurveyVocabulary"], linkerSettings: mathLibrary),
    .target(name: "SurveyInstruments", dependencies: ["SurveyVocabulary"]),
    .target(name: "SurveyInference", dependencies: ["SurveyProbability"], linkerSettings: mathLibrary),
    .target(name: "SurveyFiles", dependencies: ["SurveyInstruments"]),

    // The system library has no content of its own: it is there so that the package manager names
    // the missing package (libopenblas-dev) instead of leaving a bare linker error.
    .systemLibrary(
      name: "CSurveyOpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapack-dev"])]),
    .target(
      name: "CSurveyLAPACK", dependencies: [openBLAS],
      linkerSettings: [
        .linkedLibrary("openblas", .when(platforms: [.linux])),
        .linkedFramework(
          "Accelerate", .when(platforms: [.macOS, .iOS, .tvOS, .watchOS, .visionOS, .macCatalyst])),
      ]),
    .target(name: "CSurveyKernels"),
    .target(
      name: "SurveyLinearAlgebra", dependencies: ["SurveyVocabulary", "CSurveyLAPACK", "CSurveyKernels"]),
    .target(name: "SurveyModels", dependencies: ["SurveyInference", "SurveyLinearAlgebra"]),
    .target(
      name: "SurveyStatistics",
      dependencies: ["SurveyInstruments", "SurveyInference", "SurveyModels", "SurveyFiles"]),

    .target(name: "SurveyTestSupport", dependencies: ["SurveyProbability"], path: "Tests/SurveyTestSupport"),
    .testTarget(name: "SurveyVocabularyTests", dependencies: ["SurveyVocabulary", "SurveyTestSupport"]),
    .testTarget(name: "SurveyProbabilityTests", dependencies: ["SurveyProbability", "SurveyTestSupport"]),
    .testTarget(name: "SurveyInstrumentsTests", dependencies: ["SurveyInstruments", "SurveyTestSupport"]),
    .testTarget(name: "SurveyInferenceTests", dependencies: ["SurveyInference", "SurveyTestSupport"]),
    .testTarget(
      name: "SurveyLinearAlgebraTests",
      dependencies: ["SurveyLinearAlgebra", "CSurveyKernels", "SurveyTestSupport"]),
    .testTarget(name: "SurveyModelsTests", dependencies: ["SurveyModels", "SurveyTestSupport"]),
    .testTarget(name: "SurveyFilesTests", dependencies: ["SurveyFiles", "SurveyTestSupport"]),
    .testTarget(name: "SurveyStatisticsTests", dependencies: ["SurveyStatistics", "SurveyTestSupport"]),
    .testTarget(name: "SurveyValidityTests", dependencies: ["SurveyInference", "SurveyTestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// The simulations of `./Tests/run --validity` are built optimized, and without the other tests.
if Context.environment["SURVEY_VALIDITY"] != nil {
  package.targets.removeAll { $0.type == .test && $0.name != "SurveyValidityTests" }
}
