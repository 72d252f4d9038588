# Families and robust standard errors that the other entries of expected/GeneralizedRegression.json do not have:
# writes them as JSON, to be appended there. Every fit is started twice from its own coefficients, so that R's
# standard errors are those of the last weights.
suppressMessages({ library(sandwich); library(jsonlite) })
read <- function(name) read.csv(file.path("Tests/Fixtures/data", paste0(name, ".csv")))
entry <- function(id, dataset, formula, family, name, options = list(), weights = NULL) {
  d <- read(dataset)
  d$.w <- if (is.null(weights)) 1 else d[[weights]]
  control <- glm.control(epsilon = 1e-15, maxit = 200)
  m <- suppressWarnings(glm(formula, family, d, weights = .w, control = control))
  for (i in 1:2) {
    from <- coef(m)
    environment(formula) <- environment()
    m <- suppressWarnings(glm(formula, family, d, weights = .w, control = control, start = from))
  }
  s <- summary(m)$coefficients
  robust <- sapply(c("HC0", "HC2", "HC3"), function(t) sqrt(diag(vcovHC(m, type = t))))
  list(id = id, method = "generalised linear model, further families", dataset = dataset,
    options = c(list(formula = paste(deparse(formula), collapse = ""), family = name), options),
    expected = list(coef = unname(s[, 1]), se = unname(s[, 2]), statistic = unname(s[, 3]), p = unname(s[, 4]),
      deviance = deviance(m), null_deviance = m$null.deviance, dispersion = summary(m)$dispersion,
      HC0 = unname(robust[, 1]), HC2 = unname(robust[, 2]), HC3 = unname(robust[, 3])),
    tolerance = "relative 1e-8",
    source = paste(R.version.string, "stats::glm; sandwich", packageVersion("sandwich"), "vcovHC"))
}
out <- list(
  entry("glm.further.cloglog", "infert", case ~ spontaneous + induced, binomial("cloglog"), "cloglog"),
  entry("glm.further.probit", "infert", case ~ spontaneous + induced + parity, binomial("probit"), "probit"),
  entry("glm.further.logit", "infert", case ~ spontaneous + induced, binomial(), "logit"),
  entry("glm.further.poisson", "mtcars", carb ~ hp + wt, poisson(), "poisson"),
  entry("glm.further.quasipoisson", "mtcars", carb ~ hp + wt, quasipoisson(), "quasipoisson"),
  entry("glm.further.quasibinomial", "mtcars", am ~ qsec, quasibinomial(), "quasibinomial"),
  entry("glm.further.gamma_log", "mtcars", mpg ~ wt + hp, Gamma("log"), "gamma_log"),
  entry("glm.further.gamma_inverse", "mtcars", mpg ~ wt + hp, Gamma("inverse"), "gamma_inverse"),
  entry("glm.further.prior", "mtcars", am ~ qsec, quasibinomial(), "quasibinomial", list(prior_weights = "cyl"),
    weights = "cyl"))
cat(toJSON(out, auto_unbox = TRUE, digits = I(17), pretty = 1))
