# Predictions and terms of regressions of clustered cases: writes ../expected/ClusteredPrediction.json (clubSandwich and
# sandwich) and ../expected/RegressionTermTests.json (clubSandwich, car and sandwich).
suppressMessages({ library(clubSandwich); library(sandwich); library(car) })
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
words <- function(v) paste0("[", paste0('"', v, '"', collapse = ", "), "]")
values <- function(v) if (is.numeric(v)) num(v) else words(v)
versions <- function(...) paste(c(sprintf("R %s", getRversion()), sapply(c(...), function(p) sprintf("%s %s", p, packageVersion(p)))), collapse = " ")
entry <- function(id, method, data, options, expected, source)
  sprintf('{"id": "%s", "method": "%s", "dataset": "%s", "options": {%s}, "expected": {%s}, "tolerance": "relative 1e-9", "source": "%s"}', id, method, data, options, expected, source)
save <- function(stem, entries) writeLines(paste0("[\n", paste(entries, collapse = ",\n"), "\n]"), sprintf("../expected/%s.json", stem))
read <- function(data) read.csv(sprintf("../data/%s.csv", data), stringsAsFactors = TRUE)

prediction <- function(data, formula, cluster, newdata) {
  d <- read(data); f <- as.formula(formula); m <- lm(f, d)
  x <- model.matrix(delete.response(terms(m)), newdata, xlev = m$xlevels)
  one <- function(type, test) linear_contrast(m, vcov = type, cluster = d[[cluster]], contrasts = x, test = test)
  a <- one("CR2", "Satterthwaite"); b <- one("CR1S", "naive-t")
  new <- paste(sprintf('"%s": %s', names(newdata), sapply(newdata, function(v) values(if (is.factor(v)) as.character(v) else v))), collapse = ", ")
  entry(sprintf("r.%s.%s", data, cluster), "prediction for clusters", data,
    sprintf('"formula": "%s", "cluster": "%s", "newdata": {%s}', formula, cluster, new),
    sprintf('"mean": %s, "SE": %s, "df": %s, "low": %s, "high": %s, "SE_CR1S": %s, "low_CR1S": %s, "high_CR1S": %s',
      num(a$Est), num(a$SE), num(a$df), num(a$CI_L), num(a$CI_U), num(b$SE), num(b$CI_L), num(b$CI_U)),
    paste0(versions("clubSandwich"), "::linear_contrast(vcov = CR2), linear_contrast(CR1S, naive-t)"))
}
several <- function(data, formula, kinds, newdata) {
  d <- read(data); m <- lm(as.formula(formula), d)
  x <- model.matrix(delete.response(terms(m)), newdata, xlev = m$xlevels)
  v <- vcovCL(m, cluster = d[kinds], type = "HC1", cadjust = TRUE, multi0 = FALSE)
  g <- min(sapply(d[kinds], function(k) length(unique(k))))
  mean <- drop(x %*% coef(m)); se <- sqrt(diag(x %*% v %*% t(x))); t <- qt(0.975, g - 1)
  new <- paste(sprintf('"%s": %s', names(newdata), sapply(newdata, values)), collapse = ", ")
  entry(sprintf("r.%s.%s", data, paste(kinds, collapse = ".")), "prediction for clusters of several kinds", data,
    sprintf('"formula": "%s", "clusters": %s, "newdata": {%s}', formula, words(kinds), new),
    sprintf('"mean": %s, "SE": %s, "df": %d, "low": %s, "high": %s', num(mean), num(se), g - 1, num(mean - t * se), num(mean + t * se)),
    paste0(versions("sandwich"), "::vcovCL(HC1, cadjust, multi0 = FALSE)"))
}
save("ClusteredPrediction", c(
  prediction("mtcars", "mpg ~ wt + hp", "carb", data.frame(wt = c(2.5, 3.5, 5), hp = c(100, 200, 300))),
  prediction("quine", "Days ~ Sex + Lrn + Eth", "Age", data.frame(Sex = factor(c("M", "F")), Lrn = factor(c("SL", "AL")), Eth = factor(c("A", "N")))),
  prediction("sleepstudy", "Reaction ~ Days + I(Days^2)", "Subject", data.frame(Days = c(0, 4.5, 9, 12))),
  prediction("synth_panel_long", "y ~ time * target + age", "id", data.frame(time = c(0, 2, 6), target = factor(c("fel", "gen", "fel")), age = c(30, 45, 60))),
  several("mtcars", "mpg ~ wt + hp", c("carb", "am"), data.frame(wt = c(2.5, 3.5), hp = c(100, 200))),
  several("sleepstudy", "Reaction ~ Days", c("Subject", "Days"), data.frame(Days = c(0, 12)))))

# Factors with contrasts that sum to zero, each term zero in the model of all.
options(contrasts = c("contr.sum", "contr.poly"))
places <- function(m) { a <- attr(model.matrix(m), "assign"); sapply(seq_along(attr(terms(m), "term.labels")), function(i) which(a == i), simplify = FALSE) }
clustered <- function(data, formula, cluster) {
  d <- read(data); m <- lm(as.formula(formula), d)
  w <- function(type, test) {
    r <- lapply(places(m), function(i) Wald_test(m, constraints = constrain_zero(i), vcov = type, cluster = d[[cluster]], test = test))
    do.call(rbind, lapply(r, function(x) unlist(x[c("Fstat", "df_num", "df_denom", "p_val")])))
  }
  a <- w("CR2", "HTZ"); b <- w("CR1", "Naive-F")
  entry(sprintf("r.%s.%s.%d", data, cluster, nrow(a)), "terms of clustered cases", data,
    sprintf('"formula": "%s", "cluster": "%s"', formula, cluster),
    sprintf('"F": %s, "df1": %s, "df2": %s, "p": %s, "F_CR1": %s, "p_CR1": %s', num(a[, 1]), num(a[, 2]), num(a[, 3]), num(a[, 4]), num(b[, 1]), num(b[, 4])),
    paste0(versions("clubSandwich"), "::Wald_test(test = HTZ), Wald_test(CR1, Naive-F), contr.sum"))
}
independent <- function(data, formula) {
  d <- read(data); m <- lm(as.formula(formula), d)
  a <- Anova(m, type = 3, vcov. = vcovHC(m, type = "HC3")); b <- Anova(m, type = 3)
  keep <- 2:(nrow(a) - 1)
  entry(sprintf("r.%s.HC3", data), "terms of independent cases", data, sprintf('"formula": "%s"', formula),
    sprintf('"F": %s, "df1": %s, "p": %s, "F_classical": %s, "p_classical": %s', num(a$F[keep]), num(a$Df[keep]), num(a$`Pr(>F)`[keep]), num(b$`F value`[keep]), num(b$`Pr(>F)`[keep])),
    paste0(versions("car", "sandwich"), "::Anova(type = 3, vcov. = vcovHC(HC3)), contr.sum"))
}
save("RegressionTermTests", c(
  clustered("synth_panel_long", "y ~ time * target + age", "id"),
  clustered("synth_panel_long", "y ~ time * target * cond + age", "id"),
  clustered("mtcars", "mpg ~ wt + hp", "carb"),
  clustered("sleepstudy", "Reaction ~ Days + I(Days^2)", "Subject"),
  clustered("sleepstudy", "Reaction ~ poly(Days, 3)", "Subject"),
  independent("prestige", "prestige ~ income * type + education"),
  independent("quine", "Days ~ Sex * Lrn + Eth")))
