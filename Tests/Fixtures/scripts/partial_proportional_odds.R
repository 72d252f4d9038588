# Partial proportional odds by ordinal::clm(nominal = …) and VGAM::vglm(cumulative(parallel = FALSE ~ …)). Writes
# ../expected/PartialProportionalOdds.json. Both programs model P(Y <= j) with a plus sign before the nominal
# coefficients; here the sign is turned, so that positive goes with higher levels.
suppressMessages({library(ordinal); library(VGAM)})
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
str <- function(v) paste0("[", paste(sprintf('"%s"', v), collapse = ", "), "]")
sets <- list(
  housing = list(weights = "Freq", levels = list(Sat = c("Low", "Medium", "High"), Infl = c("Low", "Medium", "High"),
    Type = c("Tower", "Apartment", "Atrium", "Terrace"), Cont = c("Low", "High"))),
  quine = list(weights = NULL, levels = list(Age = c("F0", "F1", "F2", "F3"), Eth = c("A", "N"), Sex = c("F", "M"))),
  bfi240 = list(weights = NULL, levels = list()))
read <- function(set, outcome) {
  d <- read.csv(sprintf("../data/%s.csv", set))
  for (v in names(sets[[set]]$levels)) d[[v]] <- factor(d[[v]], levels = sets[[set]]$levels[[v]])
  d$.y <- ordered(d[[outcome]])
  w <- sets[[set]]$weights
  d$.w <- if (is.null(w)) 1 else d[[w]]
  d
}
rhs <- function(terms) if (length(terms)) paste(terms, collapse = " + ") else "1"
control <- clm.control(gradTol = 1e-11, maxIter = 200)
one <- function(d, link, shared, nominal) clm(as.formula(paste(".y ~", rhs(shared))),
  nominal = as.formula(paste("~", rhs(nominal))), weights = .w, data = d, link = link, control = control)
options_of <- function(set, outcome, link, terms, nominal) {
  s <- sets[[set]]
  used <- intersect(names(s$levels), c(outcome, terms))
  sprintf('{"formula": "%s ~ %s", "varying": %s, "link": "%s"%s, "factor_levels": {%s}}', outcome, rhs(terms), str(nominal), link,
    if (is.null(s$weights)) "" else sprintf(', "weights": "%s"', s$weights),
    paste(sprintf('"%s": %s', used, vapply(s$levels[used], str, "")), collapse = ", "))
}
by_clm <- function(id, set, outcome, link, terms, nominal) {
  d <- read(set, outcome)
  shared <- setdiff(terms, nominal)
  m <- one(d, link, shared, nominal)
  s <- coef(summary(m))
  cuts <- nrow(m$alpha.mat); if (is.null(cuts)) stop("no nominal effects")
  J <- nlevels(d$.y) - 1
  alpha <- s[seq_along(m$alpha), , drop = FALSE]; beta <- s[-seq_along(m$alpha), , drop = FALSE]
  terms_lr <- vapply(nominal, function(v) {
    other <- if (length(nominal) > 1) one(d, link, c(shared, v), setdiff(nominal, v)) else
      clm(as.formula(paste(".y ~", rhs(c(shared, v)))), weights = .w, data = d, link = link, control = control)
    2 * as.numeric(logLik(m) - logLik(other)) }, 0)
  po <- clm(as.formula(paste(".y ~", rhs(terms))), weights = .w, data = d, link = link, control = control)
  rows <- function(v) paste0("[", paste(vapply(seq_len(length(v) / J - 1), function(k) num(v[k * J + 1:J]), ""), collapse = ", "), "]")
  sprintf('{"id": "%s", "method": "clm", "dataset": "%s", "options": %s, "expected": {"thresholds": %s, "threshold_se": %s, "varying": %s, "varying_se": %s, "varying_p": %s, "coef": %s, "se": %s, "logLik": %.17g, "logLik_proportional": %.17g, "aic": %.17g, "lr_terms": %s}, "tolerance": "relative 1e-7; lr_terms 1e-6", "source": "R %s ordinal %s::clm(nominal, gradTol = 1e-11)"}',
    id, set, options_of(set, outcome, link, terms, nominal), num(alpha[1:J, 1]), num(alpha[1:J, 2]), rows(-alpha[, 1]), rows(alpha[, 2]),
    rows(alpha[, 4]), num(beta[, 1]), num(beta[, 2]), as.numeric(logLik(m)), as.numeric(logLik(po)), AIC(m), num(terms_lr),
    getRversion(), packageVersion("ordinal"))
}
by_vglm <- function(id, set, outcome, link, terms, nominal) {
  d <- read(set, outcome)
  shared <- setdiff(terms, nominal)
  ord <- c(nominal, shared)
  m <- vglm(as.formula(paste(".y ~", rhs(ord))), do.call(cumulative, list(
    link = switch(link, logit = "logitlink", probit = "probitlink", cloglog = "clogloglink"),
    parallel = as.formula(paste("FALSE ~ 1 +", rhs(nominal))))), data = d, weights = d$.w, epsilon = 1e-14, maxit = 100)
  b <- coef(m); J <- nlevels(d$.y) - 1
  k <- length(grep(":[0-9]+$", names(b)))
  own <- -b[(J + 1):k]
  sprintf('{"id": "%s", "method": "vglm", "dataset": "%s", "options": %s, "expected": {"thresholds": %s, "varying": [%s], "coef": %s, "logLik": %.17g}, "tolerance": "relative 1e-6", "source": "R %s VGAM %s::vglm(cumulative, epsilon = 1e-14)"}',
    id, set, options_of(set, outcome, link, terms, nominal), num(b[1:J]),
    paste(vapply(seq_len(length(own) / J), function(i) num(own[(i - 1) * J + 1:J]), ""), collapse = ", "),
    if (k < length(b)) num(-b[-(1:k)]) else "[]", logLik(m), getRversion(), packageVersion("VGAM"))
}
writeLines(paste0("[\n", paste(c(
  by_clm("housing.contact.logit", "housing", "Sat", "logit", c("Infl", "Type", "Cont"), "Cont"),
  by_clm("housing.type.probit", "housing", "Sat", "probit", c("Infl", "Type", "Cont"), "Type"),
  by_clm("housing.two.cloglog", "housing", "Sat", "cloglog", c("Infl", "Type", "Cont"), c("Infl", "Cont")),
  by_clm("housing.all.logit", "housing", "Sat", "logit", c("Infl", "Type", "Cont"), c("Infl", "Type", "Cont")),
  by_clm("quine.sex.logit", "quine", "Age", "logit", c("Eth", "Sex"), "Sex"),
  by_clm("quine.sex.cloglog", "quine", "Age", "cloglog", c("Eth", "Sex"), "Sex"),
  by_clm("bfi240.gender.logit", "bfi240", "N1", "logit", c("age", "gender"), "gender"),
  by_vglm("housing.contact.vglm", "housing", "Sat", "logit", c("Infl", "Type", "Cont"), "Cont"),
  by_vglm("housing.type.vglm", "housing", "Sat", "probit", c("Infl", "Type", "Cont"), "Type"),
  by_vglm("quine.sex.vglm", "quine", "Age", "logit", c("Eth", "Sex"), "Sex")), collapse = ",\n"), "\n]"),
  "../expected/PartialProportionalOdds.json")
