# Profile likelihood intervals of cumulative link models: limits as roots of the likelihood ratio over fits of
# ordinal::clm in which the coefficient is an offset, and the interpolated ones of ordinal::confint. Writes
# ../expected/OrdinalProfiles.json.
suppressMessages(library(ordinal))
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
str <- function(v) paste0("[", paste(sprintf('"%s"', v), collapse = ", "), "]")
sets <- list(
  housing = list(weights = "Freq", levels = list(Sat = c("Low", "Medium", "High"), Infl = c("Low", "Medium", "High"),
    Type = c("Tower", "Apartment", "Atrium", "Terrace"), Cont = c("Low", "High"))),
  quine = list(weights = NULL, levels = list(Age = c("F0", "F1", "F2", "F3"), Eth = c("A", "N"), Sex = c("F", "M"))),
  bfi240 = list(weights = NULL, levels = list()))
control <- clm.control(gradTol = 1e-11, maxIter = 200)
entry <- function(id, set, outcome, terms, link, level = 0.95) {
  s <- sets[[set]]; d <- read.csv(sprintf("../data/%s.csv", set))
  for (v in names(s$levels)) d[[v]] <- factor(d[[v]], levels = s$levels[[v]])
  d <- d[complete.cases(d[c(outcome, terms)]), ]
  d$.y <- ordered(d[[outcome]]); d$.w <- if (is.null(s$weights)) 1 else d[[s$weights]]
  X <- model.matrix(as.formula(paste("~", paste(terms, collapse = " + "))), d)[, -1, drop = FALSE]
  m <- clm(.y ~ X, weights = .w, data = d, link = link, control = control)
  ci <- confint(clm(as.formula(paste(".y ~", paste(terms, collapse = " + "))), weights = .w, data = d, link = link, control = control),
    level = level, type = "profile")
  limit <- function(k, side) {
    b <- m$beta[[k]]; se <- sqrt(diag(vcov(m)))[length(m$alpha) + k]
    f <- function(v) {
      d$.o <- v * X[, k]; Z <- X[, -k, drop = FALSE]
      r <- clm(.y ~ Z + offset(.o), weights = .w, data = d, link = link, control = control)
      2 * as.numeric(logLik(m) - logLik(r)) - qchisq(level, 1)
    }
    uniroot(f, sort(c(b + side * 0.5 * se, b + side * 5 * se)), tol = 1e-12)$root
  }
  lower <- vapply(seq_len(ncol(X)), limit, 0, side = -1); upper <- vapply(seq_len(ncol(X)), limit, 0, side = 1)
  used <- intersect(names(s$levels), c(outcome, terms))
  sprintf('{"id": "%s", "method": "profile", "dataset": "%s", "options": {"formula": "%s ~ %s", "link": "%s", "level": %.17g%s, "factor_levels": {%s}}, "expected": {"lower": %s, "upper": %s, "confint_lower": %s, "confint_upper": %s}, "tolerance": "relative 1e-7; confint interpolates: 1e-3 of a standard error", "source": "R %s ordinal %s: uniroot over clm with an offset; confint.clm(type = \\"profile\\")"}',
    id, set, outcome, paste(terms, collapse = " + "), link, level, if (is.null(s$weights)) "" else sprintf(', "weights": "%s"', s$weights),
    paste(sprintf('"%s": %s', used, vapply(s$levels[used], str, "")), collapse = ", "),
    num(lower), num(upper), num(ci[, 1]), num(ci[, 2]), getRversion(), packageVersion("ordinal"))
}
writeLines(paste0("[\n", paste(c(
  entry("housing.logit", "housing", "Sat", c("Infl", "Type", "Cont"), "logit"),
  entry("housing.cloglog", "housing", "Sat", c("Infl", "Cont"), "cloglog", 0.99),
  entry("quine.probit", "quine", "Age", c("Eth", "Sex", "Days"), "probit"),
  entry("bfi240.logit", "bfi240", "N1", c("age", "gender"), "logit", 0.9)), collapse = ",\n"), "\n]"),
  "../expected/OrdinalProfiles.json")
