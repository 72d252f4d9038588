# Generalized regressions of clustered cases: writes expected/ClusteredGeneralizedRegression.json. Every fit is started
# twice from its own coefficients, so that R's covariance matrix is that of the last weights; theta of the negative
# binomial fit is found by theta.ml to 1e-14 in turn with the coefficients.
suppressMessages({ library(sandwich); library(jsonlite); library(MASS) })
read <- function(name) read.csv(file.path("Tests/Fixtures/data", paste0(name, ".csv")), stringsAsFactors = FALSE)
control <- glm.control(epsilon = 1e-15, maxit = 200)
entry <- function(id, dataset, formula, family, name, cluster) {
  d <- read(dataset)
  environment(formula) <- environment()
  if (name == "negative binomial") {
    theta <- glm.nb(formula, d)$theta
    for (i in 1:200) {
      m <- suppressWarnings(glm(formula, negative.binomial(theta), d, control = control))
      theta <- suppressWarnings(as.numeric(theta.ml(m$y, fitted(m), limit = 200, eps = 1e-14)))
    }
    family <- negative.binomial(theta)
  }
  m <- suppressWarnings(glm(formula, family, d, control = control))
  for (i in 1:2) { from <- coef(m); m <- suppressWarnings(glm(formula, family, d, control = control, start = from)) }
  g <- d[[cluster]]
  error <- function(type, adjust) unname(sqrt(diag(vcovCL(m, g, type = type, cadjust = adjust))))
  list(id = id, method = "generalized regression of clustered cases", dataset = dataset,
    options = list(formula = paste(deparse(formula), collapse = ""), family = name, cluster = cluster),
    expected = list(coef = unname(coef(m)), CR0 = error("HC0", FALSE), CR1 = error("HC0", TRUE), CR1S = error("HC1", TRUE)),
    tolerance = "relative 1e-7",
    source = paste(R.version.string, "stats::glm; sandwich", packageVersion("sandwich"), "vcovCL"))
}
out <- list(
  entry("cgr.logit", "infert", case ~ spontaneous + induced, binomial(), "binomial", "stratum"),
  entry("cgr.probit", "infert", case ~ spontaneous + induced, binomial("probit"), "probit", "stratum"),
  entry("cgr.cloglog", "infert", case ~ spontaneous + age, binomial("cloglog"), "cloglog", "education"),
  entry("cgr.poisson", "quine", Days ~ Sex + Lrn, poisson(), "poisson", "Age"),
  entry("cgr.gamma", "mtcars", mpg ~ wt, Gamma("log"), "gamma_log", "carb"),
  entry("cgr.negbin", "quine", Days ~ Sex + Lrn, NULL, "negative binomial", "Age"))
cat(toJSON(out, auto_unbox = TRUE, digits = I(17), pretty = 1, null = "null"), file = "Tests/Fixtures/expected/ClusteredGeneralizedRegression.json")
