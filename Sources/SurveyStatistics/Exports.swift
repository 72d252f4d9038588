@_exported import SurveyFiles
@_exported import SurveyInference
@_exported import SurveyInstruments
@_exported import SurveyModels
@_exported import SurveyProbability
@_exported import SurveyVocabulary
