# Sums of coefficients and joint tests of regressions that are not linear, or robust: prints the entries of
# ../expected/LinearCombination.json and ../expected/JointTest.json that are not clubSandwich's (car).
suppressMessages({ library(car); library(MASS); library(geepack); library(sandwich) })
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
fits <- list(
  gee = list("synth_panel", "stay ~ sp_t0 + female", 2:3, c(0, 1, -2), "age"),
  logistic = list("infert", "case ~ spontaneous + induced + age", 2:3, c(0, 1, -1, 0), ""),
  gamma = list("mtcars", "mpg ~ wt + hp + qsec", 2:4, c(0, 1, 0, 0.5), ""),
  negative = list("quine", "Days ~ Sex + Lrn + Eth", 2:3, c(0, 1, 0, 0.5), ""),
  clustered = list("infert", "case ~ spontaneous + induced + age", 2:4, c(0, 1, -1, 0), "stratum"),
  huber = list("mtcars", "mpg ~ wt + hp + qsec", 2:3, c(0, 1, 0, 0.5), ""))
entry <- function(name, joint) {
  f <- fits[[name]]; d <<- read.csv(sprintf("../data/%s.csv", f[[1]]), stringsAsFactors = TRUE); form <<- as.formula(f[[2]])
  if (name == "gee") { d$cluster__ <<- as.integer(factor(d$age, levels = unique(d$age))); d <<- d[order(d$cluster__), ] }
  tight <- glm.control(epsilon = 1e-14, maxit = 100)
  m <- switch(name,
    gee = geeglm(form, id = cluster__, data = d, family = binomial, corstr = "exchangeable", control = geese.control(epsilon = 1e-14, maxit = 200)),
    logistic = , clustered = glm(form, binomial, d, control = tight),
    gamma = glm(form, Gamma("log"), d, control = tight),
    negative = glm.nb(form, d, control = tight),
    huber = rlm(form, d, acc = 1e-13, maxit = 1000))
  # One more step from the solution: R's covariance matrix is that of the weights before the last step.
  if (name %in% c("logistic", "clustered")) m <- glm(form, binomial, d, start = coef(m), control = tight)
  if (name == "gamma") m <- glm(form, Gamma("log"), d, start = coef(m), control = tight)
  v <- switch(name, gee = m$geese$vbeta, clustered = vcovCL(m, d$stratum, type = "HC0", cadjust = FALSE), vcov(m))
  hasT <- name %in% c("gamma", "huber")
  df <- length(m$fitted.values) - length(coef(m))
  rows <- if (joint) diag(length(coef(m)))[f[[3]], , drop = FALSE] else matrix(f[[4]], 1)
  h <- if (name == "huber") linearHypothesis(m, rows) else linearHypothesis(m, rows, vcov. = v, test = if (hasT) "F" else "Chisq")
  last <- function(column) h[[column]][2]
  if (hasT) stopifnot(h$Res.Df[2] == df || is.na(h$Res.Df[2]))
  digits <- switch(name, gee = , negative = , huber = 6, 9)
  expected <- if (joint) sprintf('"statistic": %.17g, "p": %.17g', last(if (hasT) "F" else "Chisq"), last(if (hasT) "Pr(>F)" else "Pr(>Chisq)"))
    else {
      value <- drop(attr(h, "value")); error <- sqrt(drop(attr(h, "vcov")))
      z <- value / error
      q <- if (hasT) qt(0.975, df) else qnorm(0.975)
      sprintf('"estimate": %.17g, "SE": %.17g, "statistic": %.17g, "low": %.17g, "high": %.17g, "p": %.17g', value, error, z,
        value - q * error, value + q * error, 2 * (if (hasT) pt(-abs(z), df) else pnorm(-abs(z))))
    }
  sprintf('{"id": "r.wald.%s", "method": "%s", "dataset": "%s", "options": {"formula": "%s", "model": "%s", "cluster": "%s", %s}, "expected": {%s}, "tolerance": "relative 1e-%d", "source": "R %s car %s::linearHypothesis%s"}',
    name, if (joint) "joint Wald test" else "weighted sum by Wald", f[[1]], f[[2]], name, f[[5]],
    if (joint) sprintf('"columns": %s', num(f[[3]] - 1)) else sprintf('"weights": %s', num(f[[4]])), expected, digits,
    getRversion(), packageVersion("car"),
    switch(name, gee = " of geepack::geeglm", negative = " of MASS::glm.nb", huber = " of MASS::rlm", clustered = " with sandwich::vcovCL(HC0)", ""))
}
for (joint in c(FALSE, TRUE)) cat(paste(sapply(names(fits), entry, joint), collapse = ",\n"), "\n\n")
