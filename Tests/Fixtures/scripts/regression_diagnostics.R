# Diagnostics of linear regressions by base R and lmtest 0.9.40. Replaces its own entries ("r.…") in
# ../expected/{RegressionInfluence,RegressionOutlierTest,BreuschPaganTest,RESETTest,DurbinWatsonTest,HarveyCollierTest}.json
# and leaves the others.
library(lmtest)
num <- function(v) if (length(v) == 1) sprintf("%.17g", v) else paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
frames <- list(mtcars = read.csv("../data/mtcars.csv"), attitude = read.csv("../data/attitude.csv"),
               longley_r = read.csv("../data/longley_r.csv"), prestige = na.omit(read.csv("../data/prestige.csv", stringsAsFactors = TRUE)),
               toothgrowth = read.csv("../data/toothgrowth.csv", stringsAsFactors = TRUE))
fits <- list(
  mtcars_full = list("mtcars", "mpg ~ wt + hp + am + qsec"), mtcars_wls = list("mtcars", "mpg ~ wt + am", "qsec"),
  mtcars_noint = list("mtcars", "mpg ~ 0 + wt + hp"), attitude = list("attitude", "rating ~ complaints + learning + advance"),
  longley = list("longley_r", "Employed ~ GNP.deflator + GNP + Unemployed + Armed.Forces + Population + Year"),
  prestige = list("prestige", "prestige ~ income + education + type"), tooth = list("toothgrowth", "len ~ supp * dose"))
fit <- function(f) {
  data <- frames[[f[[1]]]]
  if (length(f) < 3) lm(as.formula(f[[2]]), data) else lm(as.formula(f[[2]]), data, weights = data[[f[[3]]]])
}
entry <- function(name, f, kind, options, expected, source) {
  more <- if (length(options)) paste0(', "', names(options), '": ', options, collapse = "") else ""
  weights <- if (length(f) < 3) "" else sprintf(', "weights": "%s"', f[[3]])
  sprintf('{"id": "r.%s.%s", "method": "%s", "dataset": "%s", "options": {"formula": "%s"%s%s}, "expected": {%s}, "tolerance": "relative 1e-9", "source": "R %s %s"}',
    name, kind, kind, f[[1]], f[[2]], weights, more, paste0('"', names(expected), '": ', expected, collapse = ", "), getRversion(), source)
}
all <- list(RegressionInfluence = c(), RegressionOutlierTest = c(), BreuschPaganTest = c(), RESETTest = c(), DurbinWatsonTest = c(), HarveyCollierTest = c())
add <- function(stem, text) all[[stem]] <<- c(all[[stem]], text)
for (name in names(fits)) {
  f <- fits[[name]]; m <- fit(f); n <- length(resid(m))
  add("RegressionInfluence", entry(name, f, "influence", list(),
    list(covratio = num(covratio(m)), residuals = num(unname(resid(m))),
         dfbetas = paste0("[", paste(apply(dfbetas(m), 2, num), collapse = ", "), "]")),
    "stats::covratio, dfbetas"))
  t <- rstudent(m); worst <- which.max(abs(t)); p <- 2 * pt(-abs(t[[worst]]), df.residual(m) - 1)
  add("RegressionOutlierTest", entry(name, f, "outlier", list(),
    list(index = num(unname(worst) - 1), t = num(t[[worst]]), df = num(df.residual(m) - 1), p = num(p), bonferroni = num(min(1, n * p))),
    "stats::rstudent, pt"))
  if (length(f) > 2) next
  if (name != "mtcars_noint") {
    v <- data.frame(yhat = fitted(m)); b <- bptest(m, ~ yhat, data = v); o <- bptest(m, ~ yhat, data = v, studentize = FALSE)
    add("BreuschPaganTest", entry(name, f, "by the fitted values", list(),
      list(stat = num(b$statistic), df = num(b$parameter), p = num(b$p.value), original = num(o$statistic), original_p = num(o$p.value)), "lmtest 0.9.40::bptest"))
  }
  for (powers in list(2, 3, 2:4)) {
    # Six cells leave room for two powers; resettest counts three. A cube alone it takes of standardized values.
    if (name == "tooth" && length(powers) == 3) next
    if (identical(powers, 3)) {
      a <- anova(m, update(m, . ~ . + I(fitted(m)^3), data = model.frame(m)))
      r <- list(statistic = a$F[2], parameter = c(1, a$Res.Df[2]), p.value = a[["Pr(>F)"]][2])
    } else r <- resettest(m, power = powers)
    add("RESETTest", entry(paste0(name, "_", paste(powers, collapse = "")), f, "reset", list(powers = if (length(powers) == 1) sprintf("[%d]", powers) else num(powers)),
      list(F = num(r$statistic), df = num(unname(r$parameter)), p = num(r$p.value)), if (identical(powers, 3)) "stats::anova" else "lmtest 0.9.40::resettest"))
  }
  for (order in c("", all.vars(as.formula(f[[2]]))[2])) {
    if (order == "supp") order <- "dose"
    frame <- frames[[f[[1]]]]; by <- if (order == "") NULL else model.frame(m)[[order]]
    options <- if (order == "") list() else list(order = sprintf('"%s"', order))
    tag <- paste0(name, if (order == "") "" else paste0("_by_", order))
    # The exact probabilities of dwtest have 4 to 10 digits; see regression_diagnostics.py.
    normal <- function(a) unname(dwtest(m, order.by = by, alternative = a, exact = FALSE)$p.value)
    add("DurbinWatsonTest", entry(tag, f, "normal", options,
      list(d = num(dwtest(m, order.by = by)$statistic), normal = num(normal("two.sided")), normal_greater = num(normal("greater"))),
      "lmtest 0.9.40::dwtest"))
    # Where the first cases do not determine all coefficients, or the columns are as close as Longley's,
    # harvtest is no reference; see regression_diagnostics.py.
    if (!(tag %in% c("mtcars_full", "mtcars_noint", "mtcars_noint_by_wt", "attitude", "attitude_by_complaints"))) next
    h <- harvtest(m, order.by = by)
    add("HarveyCollierTest", entry(tag, f, "harvey-collier", options,
      list(t = num(h$statistic), df = num(h$parameter), p = num(h$p.value)), "lmtest 0.9.40::harvtest"))
  }
}
for (stem in names(all)) {
  path <- sprintf("../expected/%s.json", stem)
  lines <- sub(",$", "", readLines(path)); old <- lines[grepl("^\\{", lines) & !grepl('^\\{"id": "r\\.', lines)]
  writeLines(paste0("[\n", paste(c(old, all[[stem]]), collapse = ",\n"), "\n]"), path)
}
