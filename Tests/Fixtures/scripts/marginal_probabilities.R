# Marginal probabilities and mean levels of ordinal and multinomial fits by emmeans, of adjacent-category fits by
# VGAM and central differences, and joint tests by emmeans. Writes ../expected/MarginalProbabilities.json and
# MarginalMeansTest.json.
suppressMessages({library(emmeans); library(ordinal); library(nnet); library(VGAM)})
num <- function(v) paste0("[", paste(ifelse(is.finite(v), sprintf("%.17g", v), "null"), collapse = ", "), "]")
str <- function(v) paste0("[", paste(sprintf('"%s"', v), collapse = ", "), "]")
version <- function(p) paste(p, packageVersion(p))
read <- function(set, outcome, levels) {
  d <- read.csv(sprintf("../data/%s.csv", set), stringsAsFactors = TRUE)
  d[[outcome]] <- factor(d[[outcome]], levels, ordered = TRUE)
  if (is.null(d$Freq)) d$Freq <- 1
  d
}
# The last variable fastest, the level of the outcome fastest of all.
sorted <- function(s, names) s[do.call(order, lapply(s[names], function(v) as.integer(factor(v, levels = unique(v))))), ]
entry <- function(id, method, set, formula, levels, over, by, weights, at, expected, source, weighted, more = "") sprintf(
  '{"id": "%s", "method": "%s", "dataset": "%s", "options": {"formula": "%s", "levels": %s, "over": %s, "by": %s, "weights": "%s", "frequencies": "%s"%s}, "expected": {%s}, "tolerance": "relative 1e-6", "source": "R %s %s"}',
  id, method, set, formula, str(levels), str(over), if (is.null(by)) "[]" else str(by), weights, if (weighted) "Freq" else "",
  paste0(if (length(at)) sprintf(', "at_name": "%s", "at_values": %s', names(at), num(at[[1]])) else "", more), expected, getRversion(), source)
probabilities <- function(id, method, set, formula, levels, over, by = NULL, weights = "equal", at = list(), varying = NULL) {
  f <- as.formula(formula); outcome <- all.vars(f)[1]
  d <<- read(set, outcome, levels)
  if (method == "multinomial") d[[outcome]] <<- factor(d[[outcome]], ordered = FALSE)
  ranked <- method != "multinomial"
  m <- if (method == "partial") clm(reformulate(setdiff(all.vars(f)[-1], varying), outcome), nominal = reformulate(varying), data = d, weights = Freq, control = clm.control(gradTol = 1e-11, maxIter = 200))
    else if (method == "ordinal") clm(f, data = d, weights = Freq, control = clm.control(gradTol = 1e-11, maxIter = 200))
    else multinom(f, data = d, weights = Freq, Hess = TRUE, trace = FALSE, maxit = 2000, reltol = 1e-16, abstol = 0)
  args <- list(m, specs = c(over, by, outcome), mode = "prob", data = d)
  if (length(at)) args$at <- at
  s <- sorted(as.data.frame(do.call(emmeans, args)), c(over, by, outcome))
  z <- qnorm(0.975)
  more <- sprintf('"probability": %s, "se": %s, "lower": %s, "upper": %s', num(s$prob), num(s$SE), num(s$prob - z * s$SE), num(s$prob + z * s$SE))
  args$specs <- over; args$by <- c(by, outcome)
  p <- as.data.frame(summary(contrast(do.call(emmeans, args), "pairwise"), by = NULL, adjust = "none"))
  p <- sorted(p, c(outcome, by, "contrast"))
  p <- p[order(if (is.null(by)) rep(1, nrow(p)) else as.integer(factor(p[[by]], levels = unique(p[[by]]))), as.integer(p[[outcome]])), ]
  more <- paste0(more, sprintf(', "difference": %s, "difference_se": %s', num(p$estimate), num(p$SE)))
  if (ranked) {
    args$mode <- "mean.class"; args$specs <- c(over, by); args$by <- NULL
    s <- sorted(as.data.frame(do.call(emmeans, args)), c(over, by))
    more <- paste0(more, sprintf(', "mean_level": %s, "mean_level_se": %s', num(s$mean.class), num(s$SE)))
  }
  entry(id, method, set, formula, levels, over, by, weights, at, more, paste0(version("emmeans"), ", ", version(if (ranked) "ordinal" else "nnet"), if (method == "partial") " with nominal effects", "; limits by the normal distribution"), any(d$Freq != 1),
    if (method == "partial") sprintf(', "varying": %s', str(varying)) else "")
}
adjacent <- function(id, set, formula, levels, over, others, at) {
  f <- as.formula(formula); outcome <- all.vars(f)[1]
  d <- read(set, outcome, levels)
  m <- vglm(f, acat(parallel = TRUE), d, weights = Freq, epsilon = 1e-13, maxit = 100)
  g <- expand.grid(c(lapply(d[c(others, over)], levels), at)[c(others, over, names(at))])
  x <- model.matrix(delete.response(terms(f)), g)[, -1, drop = FALSE]
  k <- length(levels)
  means <- function(b) {
    eta <- sapply(1:(k - 1), function(j) b[j] + x %*% b[-(1:(k - 1))])
    e <- exp(cbind(0, t(apply(eta, 1, cumsum)))); p <- e / rowSums(e)
    as.vector(t(rowsum(p, as.integer(g[[over]])) / as.vector(table(g[[over]]))))
  }
  b <- coef(m); h <- 1e-5
  J <- sapply(seq_along(b), function(i) { e <- replace(0 * b, i, h); (8 * (means(b + e) - means(b - e)) - means(b + 2 * e) + means(b - 2 * e)) / (12 * h) })
  p <- means(b); se <- sqrt(diag(J %*% vcov(m) %*% t(J))); n <- length(levels(d[[over]]))
  C <- kronecker(diag(n), t(1:k)); cse <- sqrt(diag(C %*% J %*% vcov(m) %*% t(J) %*% t(C)))
  entry(id, "adjacent", set, formula, levels, over, NULL, "equal", at, sprintf('"probability": %s, "se": %s, "mean_level": %s, "mean_level_se": %s',
    num(p), num(se), num(as.vector(C %*% p)), num(cse)), paste0(version("VGAM"), "; derivatives by central differences"), any(d$Freq != 1))
}
write <- function(name, entries) writeLines(paste0("[\n", paste(entries, collapse = ",\n"), "\n]"), sprintf("../expected/%s.json", name))
ages <- c("F0", "F1", "F2", "F3"); sat <- c("Low", "Medium", "High")
write("MarginalProbabilities", c(
  probabilities("ordinal", "ordinal", "quine", "Age ~ Eth + Sex + Days", ages, "Eth"),
  probabilities("ordinal.by", "ordinal", "quine", "Age ~ Eth + Sex + Days", ages, "Eth", "Sex", at = list(Days = 10)),
  probabilities("ordinal.product", "ordinal", "quine", "Age ~ Eth * Sex", ages, "Eth"),
  probabilities("ordinal.housing", "ordinal", "housing", "Sat ~ Infl + Type + Cont", sat, "Infl"),
  probabilities("multinomial.housing", "multinomial", "housing", "Sat ~ Infl + Type + Cont", sat, "Infl"),
  probabilities("multinomial.by", "multinomial", "housing", "Sat ~ Infl + Type + Cont", sat, "Infl", "Cont"),
  probabilities("multinomial", "multinomial", "quine", "Age ~ Eth + Sex + Days", ages, "Sex", at = list(Days = 10)),
  adjacent("adjacent.housing", "housing", "Sat ~ Infl + Type + Cont", sat, "Infl", c("Type", "Cont"), list()),
  adjacent("adjacent", "quine", "Age ~ Eth + Sex + Days", ages, "Eth", "Sex", list(Days = 10)),
  probabilities("partial", "partial", "quine", "Age ~ Eth + Sex + Days", ages, "Sex", varying = "Sex"),
  probabilities("partial.slopes", "partial", "infert", "education ~ age + parity", c("0-5yrs", "6-11yrs", "12+ yrs"), "age", at = list(age = c(40, 25)), varying = "age"),
  probabilities("partial.housing", "partial", "housing", "Sat ~ Infl + Type + Cont", sat, "Type", varying = c("Type", "Cont")),
  probabilities("partial.housing.by", "partial", "housing", "Sat ~ Infl + Type + Cont", sat, "Infl", "Cont", varying = c("Type", "Cont"))))

joint <- function(id, method, set, formula, over, by = NULL, outcome = NULL) {
  f <- as.formula(formula); d <<- read.csv(sprintf("../data/%s.csv", set), stringsAsFactors = TRUE)
  m <- switch(method, "least squares" = lm(f, d), logistic = glm(f, binomial, d, epsilon = 1e-14, maxit = 100),
    poisson = glm(f, poisson, d, epsilon = 1e-14, maxit = 100))
  if (method != "least squares") m <- update(m, start = coef(m))
  s <- if (is.null(by)) subset(joint_tests(emmeans(m, over, data = d)), TRUE) else joint_tests(emmeans(m, c(over, by), data = d), by = by)
  s <- s[s$`model term` == over, ]
  sprintf('{"id": "%s", "method": "%s", "dataset": "%s", "options": {"formula": "%s", "over": %s, "by": %s, "weights": "equal", "scale": "link"}, "expected": {"F": %s, "df1": %s, "df2": %s, "p": %s}, "tolerance": "%s", "source": "R %s %s joint_tests, which prints F to three decimals; F by its weights"}',
    id, method, set, formula, str(over), if (is.null(by)) "[]" else str(by), num(fvalues(m, over, by)), num(s$df1), num(ifelse(is.finite(s$df2), s$df2, NA)), num(s$p.value), "relative 1e-8", getRversion(), version("emmeans"))
}
# Of partial proportional odds: the means of the linear predictors, within each cut or averaged over the cuts.
partial_joint <- function(id, set, formula, levels, varying, over, each) {
  f <- as.formula(formula); outcome <- all.vars(f)[1]; d <<- read(set, outcome, levels)
  m <- clm(reformulate(setdiff(all.vars(f)[-1], varying), outcome), nominal = reformulate(varying), data = d, weights = Freq, control = clm.control(gradTol = 1e-11, maxIter = 200))
  by <- if (each) "cut"
  g <- contrast(emmeans(m, over, by = by, mode = "linear.predictor", data = d), "consec")
  F <- ratios(g, by); k <- nrow(g@linfct) / length(F)
  sprintf('{"id": "%s", "method": "partial", "dataset": "%s", "options": {"formula": "%s", "over": %s, "by": [], "weights": "equal", "scale": "link", "varying": %s, "levels": %s, "frequencies": "%s", "each": %s}, "expected": {"F": %s, "df1": %s, "df2": %s, "p": %s}, "tolerance": "relative 1e-6", "source": "R %s %s, %s with nominal effects; F by the weights of the contrasts of emmeans with mode linear.predictor"}',
    id, set, formula, str(over), str(varying), str(levels), if (any(d$Freq != 1)) "Freq" else "", if (each) "true" else "false", num(F), num(rep(k, length(F))),
    num(rep(NA, length(F))), num(pchisq(F * k, k, lower.tail = FALSE)), getRversion(), version("emmeans"), version("ordinal"))
}
# The same ratio from the weights of emmeans, to all digits.
fvalues <- function(m, over, by) {
  ratios(contrast(emmeans(m, over, by = by, data = d), "consec"), by)
}
ratios <- function(g, by) {
  L <- g@linfct; V <- g@V
  groups <- if (is.null(by)) rep(1, nrow(L)) else as.integer(factor(g@grid[[by]], levels = unique(g@grid[[by]])))
  sapply(unique(groups), function(k) { l <- L[groups == k, , drop = FALSE]; e <- l %*% g@bhat; as.vector(t(e) %*% solve(l %*% V %*% t(l), e)) / nrow(l) })
}
write("MarginalMeansTest", c(
  joint("oneway", "least squares", "plantgrowth", "weight ~ group", "group"),
  joint("ancova", "least squares", "anorexia", "Postwt ~ Prewt + Treat", "Treat"),
  joint("twoway", "least squares", "quine", "Days ~ Eth * Age", "Age"),
  joint("twoway.by", "least squares", "quine", "Days ~ Eth * Age", "Age", "Eth"),
  joint("logistic", "logistic", "infert", "case ~ education + spontaneous + age", "education"),
  joint("poisson", "poisson", "quine", "Days ~ Eth * Age + Sex", "Age", "Eth"),
  partial_joint("partial", "housing", "Sat ~ Infl + Type + Cont", sat, c("Type", "Cont"), "Type", FALSE),
  partial_joint("partial.each", "housing", "Sat ~ Infl + Type + Cont", sat, c("Type", "Cont"), "Type", TRUE)))
