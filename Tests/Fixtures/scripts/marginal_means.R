# Marginal means and contrasts by emmeans, tail probabilities of the multivariate t by mvtnorm. Writes
# ../expected/MarginalMeans.json, MarginalContrasts.json and MultivariateTRange.json.
suppressMessages({library(emmeans); library(lme4); library(ordinal); library(mvtnorm)})
emm_options(lmer.df = "kenward-roger")
num <- function(v) paste0("[", paste(ifelse(is.na(v), "null", ifelse(is.finite(v), sprintf("%.17g", v), "null")), collapse = ", "), "]")
str <- function(v) paste0("[", paste(sprintf('"%s"', v), collapse = ", "), "]")
fits <- list(
  oneway = list("plantgrowth", "least squares", "weight ~ group"),
  ancova = list("anorexia", "least squares", "Postwt ~ Prewt + Treat"),
  curve = list("anorexia", "least squares", "Postwt ~ Prewt + I(Prewt^2) + Treat"),
  twoway = list("quine", "least squares", "Days ~ Eth * Sex + Lrn"),
  balanced = list("toothgrowth", "least squares", "len ~ supp * dose"),
  logistic = list("infert", "logistic", "case ~ education + spontaneous + age"),
  poisson = list("infert", "poisson", "spontaneous ~ education + age + offset(log(parity))"),
  mixed = list("mixed_ratings", "mixed", "score ~ arm + item + dose + (1 | person)"),
  ordinal = list("quine", "ordinal", "Age ~ Eth + Sex"),
  # The terms that vary by threshold, the levels of the outcome and the counts.
  partial = list("quine", "partial", "Age ~ Eth + Sex + Days", "Sex", c("F0", "F1", "F2", "F3"), ""),
  slopes = list("infert", "partial", "education ~ age + parity", "age", c("0-5yrs", "6-11yrs", "12+ yrs"), ""),
  housing = list("housing", "partial", "Sat ~ Infl + Type + Cont", c("Type", "Cont"), c("Low", "Medium", "High"), "Freq"))
fit <- function(name) {
  if (fits[[name]][[2]] == "partial") return(partial_fit(fits[[name]]))
  f <- fits[[name]]; d <- read.csv(sprintf("../data/%s.csv", f[[1]]), stringsAsFactors = TRUE)
  form <- as.formula(f[[3]])
  if (name == "balanced") d$dose <- factor(d$dose)
  m <- switch(f[[2]],
    "least squares" = lm(form, d), logistic = glm(form, binomial, d, epsilon = 1e-14, maxit = 100),
    poisson = glm(form, poisson, d, epsilon = 1e-14, maxit = 100),
    mixed = lmer(form, d, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5))),
    ordinal = clm(form, data = d, control = clm.control(gradTol = 1e-11, maxIter = 200)))
  # One more step from the solution: R's covariance matrix is that of the weights before the last step.
  if (f[[2]] == "logistic") m <- glm(form, binomial, d, start = coef(m), epsilon = 1e-14, maxit = 100)
  if (f[[2]] == "poisson") m <- glm(form, poisson, d, start = coef(m), epsilon = 1e-14, maxit = 100)
  list(model = m, data = d)
}
partial_fit <- function(f) {
  d <- read.csv(sprintf("../data/%s.csv", f[[1]]), stringsAsFactors = TRUE)
  form <- as.formula(f[[3]]); outcome <- all.vars(form)[1]
  d[[outcome]] <- factor(d[[outcome]], f[[5]], ordered = TRUE)
  d$.w <- if (f[[6]] == "") 1 else d[[f[[6]]]]
  shared <- setdiff(all.vars(form)[-1], f[[4]])
  list(model = clm(reformulate(shared, outcome), nominal = reformulate(f[[4]]), weights = .w, data = d,
    control = clm.control(gradTol = 1e-11, maxIter = 200)), data = d)
}
head_of <- function(id, name, options, more) {
  f <- fits[[name]]
  sprintf('{"id": "%s", "method": "%s", "dataset": "%s", "options": {"formula": "%s"%s}, "expected": {%s}, "tolerance": "%s", "source": "R %s emmeans %s%s"}',
    id, f[[2]], f[[1]], f[[3]], options, more, if (f[[2]] %in% c("mixed", "ordinal", "partial")) "relative 1e-6" else "relative 1e-9",
    getRversion(), packageVersion("emmeans"), if (f[[2]] == "mixed") sprintf(", lme4 %s, pbkrtest %s", packageVersion("lme4"), packageVersion("pbkrtest")) else if (f[[2]] %in% c("ordinal", "partial")) sprintf(", ordinal %s%s", packageVersion("ordinal"), if (f[[2]] == "partial") " with nominal effects, mode linear.predictor, negated" else "") else "")
}
grid <- function(name, over, by = NULL, at = NULL, weights = "equal", offset = NULL) {
  f <- fit(name); d <<- f$data
  args <- list(f$model, over, by = by, weights = weights, data = f$data)
  if (length(at)) args$at <- at
  if (!is.null(offset)) args$offset <- offset
  suppressMessages(do.call(emmeans, args))
}
options_of <- function(over, by, at, weights, scale, offset) paste0(
  sprintf(', "over": %s, "by": %s, "weights": "%s", "scale": "%s"', str(over), if (is.null(by)) "[]" else str(by), weights, scale),
  if (length(at)) sprintf(', "at_name": "%s", "at_values": %s', names(at)[1], num(at[[1]])) else "",
  if (!is.null(offset)) sprintf(', "offset": %.17g', offset) else "")
means <- function(id, name, over, by = NULL, at = NULL, weights = "equal", scale = "link", offset = NULL) {
  g <- grid(name, over, by, at, weights, offset)
  s <- as.data.frame(summary(g, infer = c(TRUE, FALSE), type = if (scale == "link") "link" else "response"))
  k <- length(over) + length(by)
  # The order of this library: the last variable fastest.
  o <- do.call(order, lapply(s[c(over, by)], function(v) as.integer(factor(v, levels = unique(v)))))
  s <- s[o, ]
  est <- s[[k + 1]]; lim <- s[, grepl("CL$", names(s))]
  head_of(id, name, options_of(over, by, at, weights, scale, offset), sprintf(
    '"mean": %s, "se": %s, "df": %s, "lower": %s, "upper": %s', num(est), num(s$SE), num(s$df), num(lim[[1]]), num(lim[[2]])))
}
contrasts_of <- function(id, name, over, kind, adjust, by = NULL, at = NULL, scale = "link", weights = "equal") {
  g <- grid(name, over, by, at, weights)
  c <- contrast(g, kind, adjust = adjust)
  s <- as.data.frame(summary(c, infer = c(TRUE, TRUE), adjust = adjust, type = if (scale == "link") "link" else "response"))
  est <- s[[which(names(s) %in% c("estimate", "odds.ratio", "ratio"))[1]]]
  lim <- s[, grepl("CL$", names(s))]
  head_of(id, name, paste0(options_of(over, by, at, weights, scale, NULL), sprintf(', "kind": "%s", "adjustment": "%s"', kind, adjust)), sprintf(
    '"estimate": %s, "se": %s, "df": %s, "p": %s, "lower": %s, "upper": %s', num(est), num(s$SE), num(s$df), num(s$p.value), num(lim[[1]]), num(lim[[2]])))
}
# Of partial proportional odds: the linear predictors of P(Y <= j), by cut or averaged over the cuts, with the sign
# turned, so that all is of being above the thresholds.
partial_options <- function(name, over, by, at, each, scale) {
  f <- fits[[name]]
  paste0(options_of(over, by, at, "equal", scale, NULL),
    sprintf(', "varying": %s, "levels": %s, "frequencies": "%s", "each": %s', str(f[[4]]), str(f[[5]]), f[[6]], if (each) "true" else "false"))
}
partial_grid <- function(name, over, by, at, each) {
  f <- fit(name); d <<- f$data
  args <- list(f$model, over, by = c(by, if (each) "cut"), mode = "linear.predictor", data = d)
  if (length(at)) args$at <- at
  suppressMessages(do.call(emmeans, args))
}
sorted <- function(s, names) if (length(names)) s[do.call(order, lapply(s[names], function(v) as.integer(factor(v, levels = unique(v))))), ] else s
# logit^-1 of the turned sign is the complement of the probability, and ratios are reciprocal.
turn <- function(s, est, scale, what) {
  lim <- s[, grepl("CL$", names(s))]
  if (scale == "link") return(list(-est, s$SE, -lim[[2]], -lim[[1]]))
  if (what == "mean") return(list(1 - est, s$SE, 1 - lim[[2]], 1 - lim[[1]]))
  list(1 / est, s$SE / est^2, 1 / lim[[2]], 1 / lim[[1]])
}
partial_means <- function(id, name, over, by = NULL, at = NULL, each = FALSE, scale = "link") {
  g <- partial_grid(name, over, by, at, each)
  s <- as.data.frame(summary(g, infer = c(TRUE, FALSE), type = if (scale == "link") "link" else "response"))
  s <- sorted(s, c(over, by, if (each) "cut"))
  t <- turn(s, s[[which(names(s) %in% c("emmean", "cumprob", "prob", "response"))[1]]], scale, "mean")
  head_of(id, name, partial_options(name, over, by, at, each, scale), sprintf(
    '"mean": %s, "se": %s, "df": %s, "lower": %s, "upper": %s', num(t[[1]]), num(t[[2]]), num(s$df), num(t[[3]]), num(t[[4]])))
}
partial_contrasts <- function(id, name, over, kind, adjust, by = NULL, at = NULL, each = FALSE, scale = "link") {
  c <- contrast(partial_grid(name, over, by, at, each), kind, adjust = "none")
  s <- as.data.frame(summary(c, infer = c(TRUE, TRUE), adjust = if (adjust == "mvt") "none" else adjust, type = if (scale == "link") "link" else "response"))
  # The adjustment "mvt" of emmeans has about three decimals: here by mvtnorm itself, without limits.
  if (adjust == "mvt") {
    r <- cov2cor(vcov(c)); k <- nrow(r)
    s$p.value <- sapply(abs(s$z.ratio), function(z) { set.seed(1)
      1 - pmvnorm(rep(-z, k), rep(z, k), corr = r, algorithm = GenzBretz(maxpts = 2e7, abseps = 1e-7)) })
    s[, grepl("CL$", names(s))] <- NA
  }
  s <- sorted(s, c(by, if (each) "cut", "contrast"))
  t <- turn(s, s[[which(names(s) %in% c("estimate", "odds.ratio", "ratio"))[1]]], scale, "contrast")
  head_of(id, name, paste0(partial_options(name, over, by, at, each, scale), sprintf(', "kind": "%s", "adjustment": "%s"', kind, adjust)), sprintf(
    '"estimate": %s, "se": %s, "df": %s, "p": %s, "lower": %s, "upper": %s', num(t[[1]]), num(t[[2]]), num(s$df), num(s$p.value), num(t[[3]]), num(t[[4]])))
}
write <- function(name, entries) writeLines(paste0("[\n", paste(entries, collapse = ",\n"), "\n]"), sprintf("../expected/%s.json", name))
write("MarginalMeans", c(
  means("oneway", "oneway", "group"), means("ancova", "ancova", "Treat"), means("ancova.at", "ancova", "Treat", at = list(Prewt = 90)),
  means("ancova.two", "ancova", "Treat", by = "Prewt", at = list(Prewt = c(75, 90))), means("curve", "curve", "Treat"),
  means("twoway.equal", "twoway", "Eth", by = "Sex"), means("twoway.one", "twoway", "Sex"),
  means("twoway.proportional", "twoway", "Eth", weights = "proportional"), means("twoway.cells", "twoway", "Eth", weights = "cells"),
  means("balanced", "balanced", c("supp", "dose")),
  means("logistic.link", "logistic", "education"), means("logistic.response", "logistic", "education", scale = "response"),
  means("poisson.response", "poisson", "education", scale = "response", offset = log(2)), means("poisson.link", "poisson", "education", offset = 0),
  means("mixed", "mixed", "arm"), means("mixed.items", "mixed", "item", by = "arm"), means("ordinal", "ordinal", "Eth", by = "Sex"),
  partial_means("partial", "partial", "Sex"), partial_means("partial.by", "partial", "Sex", by = "Eth", at = list(Days = 10)),
  partial_means("partial.each", "partial", "Sex", each = TRUE), partial_means("partial.slopes", "slopes", "parity", at = list(parity = c(1, 3))),
  partial_means("partial.each.slopes", "slopes", "age", at = list(age = c(25, 40)), each = TRUE, scale = "response"),
  partial_means("partial.housing", "housing", "Type"),
  partial_means("partial.each.housing", "housing", "Type", by = "Cont", each = TRUE, scale = "response")))
write("MarginalContrasts", c(
  contrasts_of("oneway.tukey", "oneway", "group", "pairwise", "tukey"), contrasts_of("ancova.none", "ancova", "Treat", "pairwise", "none"),
  contrasts_of("ancova.holm", "ancova", "Treat", "pairwise", "holm"), contrasts_of("ancova.bonferroni", "ancova", "Treat", "pairwise", "bonferroni"),
  contrasts_of("ancova.sidak", "ancova", "Treat", "pairwise", "sidak"), contrasts_of("ancova.tukey", "ancova", "Treat", "pairwise", "tukey"),
  contrasts_of("ancova.scheffe", "ancova", "Treat", "pairwise", "scheffe"), contrasts_of("ancova.fdr", "ancova", "Treat", "pairwise", "fdr"),
  contrasts_of("ancova.effects", "ancova", "Treat", "eff", "none"), contrasts_of("ancova.consecutive", "ancova", "Treat", "consec", "holm"),
  contrasts_of("ancova.control", "ancova", "Treat", "trt.vs.ctrl", "bonferroni"),
  contrasts_of("twoway.by", "twoway", "Eth", "pairwise", "none", by = "Sex"), contrasts_of("logistic.link", "logistic", "education", "pairwise", "tukey"),
  contrasts_of("logistic.ratio", "logistic", "education", "pairwise", "bonferroni", scale = "response"),
  contrasts_of("logistic.scheffe", "logistic", "education", "pairwise", "scheffe"),
  contrasts_of("poisson.ratio", "poisson", "education", "pairwise", "none", scale = "response"),
  contrasts_of("mixed.holm", "mixed", "item", "pairwise", "holm"), contrasts_of("mixed.tukey", "mixed", "item", "pairwise", "tukey"),
  contrasts_of("ordinal", "ordinal", "Eth", "pairwise", "none", by = "Sex"),
  partial_contrasts("partial", "partial", "Sex", "pairwise", "none", by = "Eth"),
  partial_contrasts("partial.tukey", "housing", "Type", "pairwise", "tukey"),
  partial_contrasts("partial.each.tukey", "housing", "Type", "pairwise", "tukey", each = TRUE),
  partial_contrasts("partial.each.holm", "housing", "Type", "pairwise", "holm", each = TRUE, by = "Cont"),
  partial_contrasts("partial.each.ratio", "housing", "Type", "trt.vs.ctrl", "bonferroni", each = TRUE, scale = "response"),
  partial_contrasts("partial.shared.scheffe", "housing", "Infl", "eff", "scheffe"),
  partial_contrasts("partial.dunnett", "housing", "Type", "trt.vs.ctrl", "mvt")))
tail_of <- function(id, r, df, limit) {
  set.seed(1); k <- nrow(r)
  p <- if (is.infinite(df)) pmvnorm(rep(-limit, k), rep(limit, k), corr = r, algorithm = GenzBretz(maxpts = 2e7, abseps = 1e-7)) else
    pmvt(rep(-limit, k), rep(limit, k), df = df, corr = r, algorithm = GenzBretz(maxpts = 2e7, abseps = 1e-7))
  sprintf('{"id": "%s", "method": "rectangle probability", "options": {"correlations": %s, "count": %d, "df": %s, "limit": %.17g}, "expected": {"inside": %.17g}, "tolerance": "absolute %.2g", "source": "R %s mvtnorm %s::%s"}',
    id, num(as.vector(r)), k, if (is.infinite(df)) "null" else sprintf("%d", df), limit, p, max(attr(p, "error"), 1e-9), getRversion(), packageVersion("mvtnorm"), if (is.infinite(df)) "pmvnorm" else "pmvt")
}
general <- matrix(c(1, .3, -.4, .2, .3, 1, .5, -.1, -.4, .5, 1, .25, .2, -.1, .25, 1), 4)
pairs_of <- function(n) { k <- length(n); cs <- t(combn(k, 2, function(i) { v <- rep(0, k); v[i] <- c(1, -1); v })); cov2cor(cs %*% diag(1 / n) %*% t(cs)) }
write("MultivariateTRange", c(
  tail_of("general.t7", general, 7, 2.5), tail_of("general.normal", general, Inf, 2.2), tail_of("general.t3", general, 3, 1),
  tail_of("pairs.equal", pairs_of(c(10, 10, 10, 10)), 36, 2.7), tail_of("pairs.unequal", pairs_of(c(4, 9, 20)), 30, 2.4),
  tail_of("pairs.normal", pairs_of(c(4, 9, 20, 7)), Inf, 2.6)))
