import ArgumentParser
import StudyKit

@main
struct SelectionBiasStudy: ParsableCommand {
  @OptionGroup var options: StudyOptions
}
