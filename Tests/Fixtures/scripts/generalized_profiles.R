# Profile intervals of generalized linear models whose dispersion is estimated: limits as roots of the difference of
# the deviances over the dispersion minus the quantile of F(1, n - k), and of the square of the normal quantile, which
# stats::confint takes for every family and interpolates. Writes ../expected/GeneralizedProfiles.json.
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
families <- list(
  quasipoisson = quasipoisson(), quasibinomial = quasibinomial(),
  gamma_log = Gamma("log"), gamma_inverse = Gamma("inverse"))
control <- glm.control(epsilon = 1e-14, maxit = 200)
entry <- function(id, set, formula, name, level = 0.95) {
  d <- read.csv(sprintf("../data/%s.csv", set))
  fam <- families[[name]]
  m <- glm(as.formula(formula), family = fam, data = d, control = control)
  X <- model.matrix(m); y <- m$y; phi <- summary(m)$dispersion; eta <- m$linear.predictors
  limit <- function(k, side, bound) {
    b <- coef(m)[[k]]; se <- sqrt(diag(vcov(m)))[k]; Z <- X[, -k, drop = FALSE]
    f <- function(v) {
      r <- suppressWarnings(glm(y ~ Z - 1, offset = v * X[, k], family = fam, etastart = eta, control = control))
      (deviance(r) - deviance(m)) / phi - bound
    }
    uniroot(f, sort(c(b + side * 0.5 * se, b + side * 4 * se)), tol = 1e-13 * se)$root
  }
  all <- function(side, bound) vapply(seq_len(ncol(X)), limit, 0, side = side, bound = bound)
  f <- qf(level, 1, m$df.residual); z <- qnorm((1 + level) / 2)^2
  ci <- suppressMessages(confint(m, level = level))
  sprintf('{"id": "%s", "method": "profile deviance", "dataset": "%s", "options": {"formula": "%s", "family": "%s", "level": %.17g}, "expected": {"lower": %s, "upper": %s, "normal_lower": %s, "normal_upper": %s, "confint_lower": %s, "confint_upper": %s}, "tolerance": "relative 1e-8; confint interpolates: 1e-3 of a standard error, with the normal quantile", "source": "R %s stats: uniroot over glm with an offset; confint"}',
    id, set, formula, name, level, num(all(-1, f)), num(all(1, f)), num(all(-1, z)), num(all(1, z)),
    num(ci[, 1]), num(ci[, 2]), getRversion())
}
writeLines(paste0("[\n", paste(c(
  entry("profile.quasipoisson", "mtcars", "carb ~ hp + wt", "quasipoisson"),
  entry("profile.quasipoisson90", "mtcars", "carb ~ hp + wt", "quasipoisson", 0.9),
  entry("profile.quasibinomial", "mtcars", "am ~ qsec", "quasibinomial"),
  entry("profile.gamma_log", "mtcars", "mpg ~ wt + hp", "gamma_log"),
  entry("profile.gamma_inverse", "mtcars", "mpg ~ wt + hp", "gamma_inverse", 0.99)), collapse = ",\n"), "\n]"),
  "../expected/GeneralizedProfiles.json")
