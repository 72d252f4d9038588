# Sums of coefficients, joint tests and clusters of several kinds: writes ../expected/LinearCombination.json,
# ../expected/JointTest.json (clubSandwich) and ../expected/MultiwayClusteredRegression.json (sandwich).
# wald_tests.R prints further entries of the first two.
suppressMessages({ library(clubSandwich); library(sandwich) })
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
fit <- function(data, formula) {
  d <- read.csv(sprintf("../data/%s.csv", data), stringsAsFactors = TRUE)
  list(d = d, m = lm(as.formula(formula), d))
}
versions <- sprintf("R %s clubSandwich %s sandwich %s", getRversion(), packageVersion("clubSandwich"), packageVersion("sandwich"))
entry <- function(id, method, data, options, expected, source)
  sprintf('{"id": "%s", "method": "%s", "dataset": "%s", "options": {%s}, "expected": {%s}, "tolerance": "relative 1e-9", "source": "%s::%s"}', id, method, data, options, expected, versions, source)
save <- function(stem, entries) writeLines(paste0("[\n", paste(entries, collapse = ",\n"), "\n]"), sprintf("../expected/%s.json", stem))

sum_of <- function(data, formula, cluster, weights) {
  f <- fit(data, formula)
  one <- function(type) linear_contrast(f$m, vcov = type, cluster = f$d[[cluster]], contrasts = matrix(weights, 1), p_values = TRUE)
  a <- one("CR2")
  entry(sprintf("r.%s.%s", data, cluster), "weighted sum of coefficients", data,
    sprintf('"formula": "%s", "cluster": "%s", "weights": %s', formula, cluster, num(weights)),
    sprintf('"estimate": %.17g, "SE": %.17g, "df": %.17g, "low": %.17g, "high": %.17g, "p": %.17g, "SE_CR1S": %.17g',
      a$Est, a$SE, a$df, a$CI_L, a$CI_U, a$p_val, sqrt(drop(t(weights) %*% vcovCR(f$m, f$d[[cluster]], "CR1S") %*% weights))),
    "linear_contrast(vcov = CR2), vcovCR")
}
save("LinearCombination", c(
  sum_of("mtcars", "mpg ~ wt + hp", "carb", c(0, 1, -1)),
  sum_of("mtcars", "mpg ~ wt + hp + qsec", "carb", c(1, 3, 110, 17)),
  sum_of("quine", "Days ~ Sex + Lrn + Eth", "Age", c(0, 1, 2, -0.5)),
  sum_of("sleepstudy", "Reaction ~ Days", "Subject", c(1, 5))))

joint <- function(data, formula, cluster, columns) {
  f <- fit(data, formula)
  w <- function(type, test) Wald_test(f$m, constraints = constrain_zero(columns), vcov = type, cluster = f$d[[cluster]], test = test)
  h <- w("CR2", "HTZ"); n <- w("CR1", "Naive-F")
  entry(sprintf("r.%s.%s.%d", data, cluster, length(columns)), "joint test of coefficients", data,
    sprintf('"formula": "%s", "cluster": "%s", "columns": %s', formula, cluster, num(columns - 1)),
    sprintf('"F": %.17g, "df2": %.17g, "p": %.17g, "F_CR1": %.17g, "p_CR1": %.17g', h$Fstat, h$df_denom, h$p_val, n$Fstat, n$p_val),
    "Wald_test(test = HTZ), Wald_test(CR1, Naive-F)")
}
save("JointTest", c(
  joint("mtcars", "mpg ~ wt + hp", "carb", 2:3),
  joint("sleepstudy", "Reaction ~ Days + I(Days^2)", "Subject", 2:3),
  joint("sleepstudy", "Reaction ~ Days + I(Days^2) + I(Days^3)", "Subject", 2:4),
  joint("synth_panel_long", "y ~ time + cond + age + target", "id", 2:4),
  joint("synth_panel_long", "y ~ time + cond + age + target", "id", 5:6)))

several <- function(data, formula, kinds) {
  f <- fit(data, formula)
  se <- function(type, adjust, multi0) diag(vcovCL(f$m, cluster = f$d[kinds], type = type, cadjust = adjust, multi0 = multi0))
  fixed <- vcovCL(f$m, cluster = f$d[kinds], type = "HC1", cadjust = TRUE, multi0 = FALSE, fix = TRUE)
  raw <- vcovCL(f$m, cluster = f$d[kinds], type = "HC1", cadjust = TRUE, multi0 = FALSE)
  entry(sprintf("r.%s.%s", data, paste(kinds, collapse = ".")), "clusters of several kinds", data,
    sprintf('"formula": "%s", "clusters": [%s]', formula, paste0('"', kinds, '"', collapse = ", ")),
    sprintf('"CR0": %s, "CR1": %s, "CR1S": %s, "CR0_cases": %s, "CR1S_cases": %s, "repaired": %s, "eigenvalues": %s',
      num(se("HC0", FALSE, FALSE)), num(se("HC0", TRUE, FALSE)), num(se("HC1", TRUE, FALSE)), num(se("HC0", FALSE, TRUE)),
      num(se("HC1", TRUE, TRUE)), num(diag(fixed)), num(eigen(raw, TRUE)$values)),
    "vcovCL(type, cadjust, multi0, fix), variances")
}
save("MultiwayClusteredRegression", c(
  several("mtcars", "mpg ~ wt + hp", c("gear", "cyl")),
  several("mtcars", "mpg ~ wt + hp", c("carb", "am")),
  several("mtcars", "mpg ~ wt + hp", c("carb", "am", "gear")),
  several("quine", "Days ~ Sex + Lrn", c("Age", "Eth")),
  several("synth_panel_long", "y ~ time + cond + age", c("id", "time")),
  several("sleepstudy", "Reaction ~ Days", c("Subject", "Days"))))
