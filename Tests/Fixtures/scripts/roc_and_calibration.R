# Reference values of ROC curves, their comparison, Hosmer and Lemeshow's test and calibration.
# Rscript roc_and_calibration.R <folder of the data> <folder of the output>
suppressMessages({library(pROC); library(rms); library(jsonlite)})
arguments <- commandArgs(TRUE)
infert <- read.csv(file.path(arguments[1], "infert.csv"))
endo <- read.csv(file.path(arguments[1], "endometrial.csv"))
version <- function(p) paste(p, packageVersion(p))
entry <- function(id, method, dataset, options, expected, tolerance, source)
  list(id = id, method = method, dataset = dataset, options = options, expected = expected,
       tolerance = tolerance, source = source)
write <- function(stem, entries) writeLines(toJSON(entries, auto_unbox = TRUE, digits = NA, pretty = 1, null = "null"),
  file.path(arguments[2], paste0(stem, ".json")))

curve <- function(id, data, name, outcome, score, direction) {
  r <- roc(data[[outcome]], data[[score]], direction = direction, levels = c(0, 1), quiet = TRUE)
  part <- function(focus, correct) as.numeric(auc(r, partial.auc = c(1, .7), partial.auc.focus = focus,
    partial.auc.correct = correct))
  best <- coords(r, "best", best.method = "youden", ret = c("sensitivity", "specificity"), transpose = FALSE)
  entry(id, "ROC curve", name, list(outcome = outcome, score = score, direction = direction),
    list(auc = as.numeric(auc(r)), variance = var(r), ci = as.numeric(ci.auc(r))[c(1, 3)],
      points = length(r$thresholds), sensitivities = rev(r$sensitivities), specificities = rev(r$specificities),
      partial_specificity = part("specificity", FALSE),
      corrected_specificity = part("specificity", TRUE), partial_sensitivity = part("sensitivity", FALSE),
      corrected_sensitivity = part("sensitivity", TRUE), best_sensitivity = best$sensitivity[1],
      best_specificity = best$specificity[1]),
    "relative 1e-11", paste0(version("pROC"), ": roc, var, ci.auc, auc(partial.auc = c(1, .7)), coords"))
}
write("ROCCurve", list(
  curve("roc.infert.spontaneous", infert, "infert", "case", "spontaneous", "<"),
  curve("roc.infert.age", infert, "infert", "case", "age", "<"),
  curve("roc.infert.parity", infert, "infert", "case", "parity", ">"),
  curve("roc.endometrial.PI", endo, "endometrial", "HG", "PI", ">"),
  curve("roc.endometrial.EH", endo, "endometrial", "HG", "EH", ">")))

pair <- function(id, data, name, outcome, scores, direction) {
  rs <- lapply(scores, function(s) roc(data[[outcome]], data[[s]], direction = direction, levels = c(0, 1), quiet = TRUE))
  t <- roc.test(rs[[1]], rs[[2]], method = "delong", paired = TRUE)
  u <- roc.test(rs[[1]], rs[[2]], method = "delong", paired = FALSE)
  entry(id, "DeLong test", name, list(outcome = outcome, scores = scores, direction = direction),
    list(areas = sapply(rs, function(r) as.numeric(auc(r))), z = unname(t$statistic), p = t$p.value,
      covariance = cov(rs[[1]], rs[[2]]), ci = as.numeric(t$conf.int), unpaired_d = unname(u$statistic),
      unpaired_df = unname(u$parameter), unpaired_p = u$p.value),
    "relative 1e-11", paste0(version("pROC"), ": roc.test(method = 'delong'), cov"))
}
write("ROCComparison", list(
  pair("delong.infert.spontaneous_induced", infert, "infert", "case", c("spontaneous", "induced"), "<"),
  pair("delong.infert.age_parity", infert, "infert", "case", c("age", "parity"), "<"),
  pair("delong.endometrial.PI_EH", endo, "endometrial", "HG", c("PI", "EH"), ">")))

# By the definition: quantiles of type 7 as limits, groups closed above, cases of the observed and expected counts.
hosmer <- function(id, data, name, formula, g) {
  m <- glm(formula, binomial, data, control = list(epsilon = 1e-14, maxit = 50))
  y <- m$y; p <- round(fitted(m), 13)
  cuts <- unique(quantile(p, seq(0, 1, 1 / g)))
  group <- cut(p, cuts, include.lowest = TRUE)
  n <- as.numeric(table(group)); o <- as.numeric(tapply(y, group, sum)); e <- as.numeric(tapply(fitted(m), group, sum))
  x <- sum((o - e)^2 / e + ((n - o) - (n - e))^2 / (n - e))
  entry(id, "Hosmer-Lemeshow", name, list(formula = deparse(formula), where = NULL, factor_levels = NULL, groups = g),
    list(chi2 = x, df = length(n) - 2, p = pchisq(x, length(n) - 2, lower.tail = FALSE), n = n, observed = o,
      expected = e),
    "relative 1e-9", paste("R", getRversion(), "base: glm, quantile(type = 7), cut, pchisq, the definition of the statistic"))
}
write("HosmerLemeshowTest", list(
  hosmer("hl.infert.10", infert, "infert", case ~ spontaneous + induced + age, 10),
  hosmer("hl.infert.ties", infert, "infert", case ~ spontaneous + induced, 10),
  hosmer("hl.infert.6", infert, "infert", case ~ spontaneous + age, 6),
  hosmer("hl.endometrial.10", endo, "endometrial", HG ~ PI + EH, 10)))

# vcov() keeps the weights of the step before the last, which costs it digits: the information at the estimates.
information <- function(m) {
  x <- model.matrix(m); mu <- fitted(m)
  solve(crossprod(x, x * (mu * (1 - mu))))
}
calibration <- function(id, data, name, outcome, scores, weights, shift) {
  l <- shift; for (i in seq_along(scores)) l <- l + weights[i] * data[[scores[i]]]
  p <- plogis(l); y <- data[[outcome]]
  v <- val.prob(p, y, pl = FALSE)
  tight <- list(epsilon = 1e-14, maxit = 50)
  large <- glm(y ~ offset(l), family = binomial, control = tight)
  slope <- glm(y ~ l, family = binomial, control = tight)
  perfect <- -2 * sum(y * log(p) + (1 - y) * log1p(-p))
  w <- as.numeric(coef(slope)[2] - 1) / sqrt(information(slope)[2, 2])
  entry(id, "calibration", name, list(outcome = outcome, scores = scores, weights = weights, shift = shift),
    list(large = unname(coef(large)), large_se = sqrt(information(large)[1, 1]), intercept = unname(coef(slope)[1]),
      slope = unname(coef(slope)[2]), slope_se = sqrt(information(slope)[2, 2]), slope_z = w,
      lr_large = perfect - large$deviance, lr_slope = large$deviance - slope$deviance,
      lr_both = perfect - slope$deviance, brier = unname(v["Brier"]), spiegelhalter_z = unname(v["S:z"]),
      spiegelhalter_p = unname(v["S:p"]), u_chi2 = unname(v["U:Chi-sq"]), rms_slope = unname(v["Slope"]),
      auc = unname(v["C (ROC)"])),
    "relative 1e-9", paste0("R ", getRversion(), " glm with offset, standard errors by the information at the estimates; ", version("rms"), " val.prob (Brier, S:z, S:p)"))
}
write("Calibration", list(
  calibration("cal.infert.weak", infert, "infert", "case", c("spontaneous", "induced"), c(0.6, 0.3), -1.4),
  calibration("cal.infert.strong", infert, "infert", "case", c("spontaneous", "age"), c(2, 0.05), -3.5),
  calibration("cal.endometrial", endo, "endometrial", "HG", c("EH", "PI"), c(-2, -0.03), 3)))
