# Modified Poisson regressions with robust errors: writes expected/RiskRatioRegression.json. Every fit is started
# twice from its own coefficients, so that R's covariance matrix is that of the last weights.
suppressMessages({ library(sandwich); library(jsonlite) })
read <- function(name) read.csv(file.path("Tests/Fixtures/data", paste0(name, ".csv")), stringsAsFactors = FALSE)
entry <- function(id, dataset, formula, cluster = NULL, levels = NULL) {
  d <- read(dataset)
  for (v in names(levels)) d[[v]] <- factor(d[[v]], levels[[v]])
  control <- glm.control(epsilon = 1e-15, maxit = 200)
  environment(formula) <- environment()
  from <- NULL
  m <- suppressWarnings(glm(formula, poisson(), d, control = control))
  for (i in 1:2) { from <- coef(m); m <- suppressWarnings(glm(formula, poisson(), d, control = control, start = from)) }
  robust <- lapply(c(HC0 = "HC0", HC1 = "HC1", HC2 = "HC2", HC3 = "HC3"), function(t) unname(sqrt(diag(vcovHC(m, type = t)))))
  clustered <- NULL
  if (!is.null(cluster)) {
    g <- d[[cluster]]
    clustered <- list(
      CR0 = unname(sqrt(diag(vcovCL(m, g, type = "HC0", cadjust = FALSE)))),
      CR1 = unname(sqrt(diag(vcovCL(m, g, type = "HC0", cadjust = TRUE)))),
      CR1S = unname(sqrt(diag(vcovCL(m, g, type = "HC1", cadjust = TRUE)))))
  }
  v <- vcovHC(m, type = "HC0"); b <- coef(m)
  list(id = id, method = "modified Poisson regression", dataset = dataset,
    options = list(formula = paste(deparse(formula), collapse = ""), cluster = cluster, factor_levels = levels),
    expected = c(list(coef = unname(b), ratio = unname(exp(b)), overall = sum(b[-1] * solve(v[-1, -1], b[-1])),
      above_one = sum(fitted(m) > 1 + 1e-9)), robust, clustered),
    tolerance = "relative 1e-8",
    source = paste(R.version.string, "stats::glm(family = poisson); sandwich", packageVersion("sandwich"), "vcovHC, vcovCL"))
}
education <- list(education = c("0-5yrs", "6-11yrs", "12+ yrs"))
out <- list(
  entry("rr.infert", "infert", case ~ spontaneous + induced + age, "stratum"),
  entry("rr.infert.factor", "infert", case ~ education + spontaneous * induced, "stratum", education),
  entry("rr.mtcars", "mtcars", am ~ wt, "cyl"))
cat(toJSON(out, auto_unbox = TRUE, digits = I(17), pretty = 1, null = "null"), file = "Tests/Fixtures/expected/RiskRatioRegression.json")
