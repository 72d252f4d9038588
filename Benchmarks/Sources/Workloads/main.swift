import Foundation
import SurveyStatistics

let arguments = CommandLine.arguments.dropFirst()
guard let folder = arguments.first else {
  print("Usage: Workloads DATA_FOLDER [workload ...]")
  exit(64)
}
let harness = Harness(folder: folder, wanted: Set(arguments.dropFirst()))
// One thread, as the README's figures have it; the library itself never sets this.
LinearAlgebraThreads.set(1)

try comparisonWorkloads(harness)
try reliabilityWorkloads(harness)
try regressionWorkloads(harness)
try modelWorkloads(harness)
try fileWorkloads(harness)
try distributionWorkloads(harness)
