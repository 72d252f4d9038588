# Cluster-robust standard errors by clubSandwich 0.5.8. Replaces its own entries ("r.…") in
# ../expected/ClusteredRegression.json and leaves the others.
suppressMessages(library(clubSandwich))
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
one <- function(data, formula, cluster, weights = NULL, levels = NULL) {
  d <- read.csv(sprintf("../data/%s.csv", data), stringsAsFactors = TRUE)
  m <- if (is.null(weights)) lm(as.formula(formula), d) else eval(substitute(lm(as.formula(formula), d, weights = w), list(w = as.name(weights))))
  v <- function(type) vcovCR(m, cluster = d[[cluster]], type = type, inverse_var = !is.null(weights))
  se <- function(type) num(sqrt(diag(v(type))))
  # For weights CR2 is that of the regression of rows times the root of the weight: clubSandwich takes another
  # root of the same adjustment.
  u <- if (is.null(weights)) m else { w <- sqrt(d[[weights]]); y <- w * model.response(model.frame(m)); x <- w * model.matrix(m); lm(y ~ 0 + x) }
  v2 <- vcovCR(u, cluster = d[[cluster]], type = "CR2")
  t2 <- coef_test(u, v2, test = "Satterthwaite")
  t1 <- coef_test(m, v("CR1"), test = "naive-t")
  more <- paste0(if (is.null(weights)) "" else sprintf(', "weights": "%s"', weights), if (is.null(levels)) "" else sprintf(', "factor_levels": %s', levels))
  sprintf('{"id": "r.%s.%s%s", "method": "cluster-robust", "dataset": "%s", "options": {"formula": "%s", "cluster": "%s"%s}, "expected": {"n_clusters": %d, "CR0": %s, "CR1": %s, "CR1S": %s, "CR2_se": %s, "CR3": %s, "CR2_satterthwaite_df": %s, "CR2_p": %s, "CR1_p": %s}, "tolerance": "relative 1e-9", "source": "R %s clubSandwich %s::vcovCR, coef_test%s"}',
    data, cluster, if (is.null(weights)) "" else ".weighted", data, formula, cluster, more, length(unique(d[[cluster]])), se("CR0"), se("CR1"), se("CR1S"), num(sqrt(diag(v2))), se("CR3"),
    num(t2$df), num(t2[[grep("^p", names(t2))]]), num(t1[[grep("^p", names(t1))]]), getRversion(), packageVersion("clubSandwich"), if (is.null(weights)) "" else "; CR2 of rows times the root of the weight")
}
entries <- c(
  one("mtcars", "mpg ~ wt + hp", "carb"), one("mtcars", "mpg ~ wt + am", "carb", weights = "qsec"),
  one("quine", "Days ~ Sex + Lrn + Eth", "Age"), one("sleepstudy", "Reaction ~ Days", "Subject"),
  one("toothgrowth", "len ~ supp + dose", "dose"))
path <- "../expected/ClusteredRegression.json"
lines <- sub(",$", "", readLines(path)); old <- lines[grepl("^\\{", lines) & !grepl('^\\{"id": "r\\.', lines)]
writeLines(paste0("[\n", paste(c(old, entries), collapse = ",\n"), "\n]"), path)
