# Two-stage least squares by AER, standard errors by sandwich. Writes ../expected/InstrumentalRegression.json.
suppressMessages({library(AER); library(sandwich)})
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
one <- function(id, data, formula, cluster, weights = NULL) {
  d <- read.csv(sprintf("../data/%s.csv", data))
  form <- as.formula(formula)
  m <- if (is.null(weights)) ivreg(form, data = d) else eval(substitute(ivreg(form, data = d, weights = w), list(w = as.name(weights))))
  s <- summary(m, diagnostics = is.null(weights))
  order <- names(coef(m))
  # HC2 and HC3 with the leverages of the second stage, from 0 to 1. AER 1.2-10 takes the diagonal of
  # X(X^'X^)^-1X^' with the observed X in front, which can leave that range; the package ivreg has both.
  root <- if (is.null(weights)) 1 else sqrt(d[[weights]])
  h <- root * model.matrix(m, component = "projected"); bread <- solve(crossprod(h))
  leverage <- rowSums((h %*% bread) * h); u <- root * residuals(m)
  hc <- function(power) bread %*% crossprod(h * u / (1 - leverage)^(power / 2)) %*% bread
  se <- function(v) num(sqrt(diag(v))[order])
  diag <- if (is.null(weights)) paste0(', "diagnostics": {', paste(sprintf('"%s": %s', rownames(s$diagnostics), apply(s$diagnostics, 1, function(r) paste0("[", paste(ifelse(is.na(r), "null", sprintf("%.17g", r)), collapse = ", "), "]"))), collapse = ", "), "}") else ""
  diagnostics <- diag; diag <- base::diag
  sprintf('{"id": "%s", "method": "two-stage least squares", "dataset": "%s", "options": {"formula": "%s", "cluster": "%s"%s}, "expected": {"terms": [%s], "coef": %s, "se": %s, "sigma": %.17g, "p": %s, "HC0": %s, "HC1": %s, "HC2": %s, "HC3": %s, "CR0": %s, "CR1": %s, "CR1S": %s%s}, "tolerance": "relative 1e-9", "source": "R %s AER %s::ivreg, summary(diagnostics = TRUE), sandwich %s::vcovHC, vcovCL; HC2 and HC3 by the formula with the leverages of the second stage"}',
    id, data, formula, cluster, if (is.null(weights)) "" else sprintf(', "weights": "%s"', weights),
    paste(sprintf('"%s"', order), collapse = ", "), num(coef(m)[order]), num(s$coefficients[order, 2]), s$sigma, num(s$coefficients[order, 4]),
    se(vcovHC(m, "HC0")), se(vcovHC(m, "HC1")), se(hc(1)), se(hc(2)),
    se(vcovCL(m, d[[cluster]], type = "HC0", cadjust = FALSE)), se(vcovCL(m, d[[cluster]], type = "HC0")), se(vcovCL(m, d[[cluster]], type = "HC1")),
    diagnostics, getRversion(), packageVersion("AER"), packageVersion("sandwich"))
}
entries <- c(
  one("iv.just", "mtcars", "mpg ~ wt + qsec | disp + qsec", "carb"),
  one("iv.over", "mtcars", "mpg ~ wt + am | disp + cyl + drat + am", "carb"),
  one("iv.two", "mtcars", "mpg ~ wt + hp + am | disp + cyl + drat + carb + am", "gear"),
  one("iv.plain", "mtcars", "mpg ~ hp | cyl + gear", "carb"),
  one("iv.weighted", "mtcars", "mpg ~ wt + am | disp + cyl + am", "carb", weights = "qsec"))
writeLines(paste0("[\n", paste(entries, collapse = ",\n"), "\n]"), "../expected/InstrumentalRegression.json")
