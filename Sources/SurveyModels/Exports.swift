@_exported import SurveyInference
@_exported import SurveyLinearAlgebra
@_exported import SurveyVocabulary
