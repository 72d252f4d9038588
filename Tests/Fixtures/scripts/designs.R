# Columns of model.matrix by base R and splines. Writes ../expected/Design.json.
library(splines)
cars <- read.csv("../data/mtcars.csv")
cars$cyl <- factor(cars$cyl); cars$gear <- factor(cars$gear)
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
one <- function(id, rhs, contrasts = list(), fitted = FALSE) {
  formula <- as.formula(paste("mpg ~", rhs))
  m <- model.matrix(formula, cars, contrasts.arg = if (length(contrasts)) contrasts else NULL)
  named <- if (length(contrasts)) paste0('"', names(contrasts), '": "', unlist(contrasts), '"', collapse = ", ") else ""
  expected <- if (fitted) sprintf('{"fitted": %s}', num(fitted(lm(formula, cars)))) else
    sprintf('{"columns": [%s]}', paste(apply(m, 2, num), collapse = ", "))
  sprintf('{"id": "design.%s", "method": "%s", "dataset": "mtcars", "options": {"formula": "mpg ~ %s", "contrasts": {%s}}, "expected": %s, "tolerance": "relative 1e-12", "source": "R %s model.matrix, splines"}',
    id, if (fitted) "fitted values" else "model matrix", rhs, named, expected, getRversion())
}
entries <- c(
  one("main", "wt + factor(cyl)"),
  one("crossed", "factor(cyl) * factor(gear)"),
  one("slopes", "wt:factor(cyl)"),
  one("own_slopes", "factor(cyl) + wt:factor(cyl)"),
  one("no_intercept", "0 + factor(cyl) + factor(gear)"),
  one("cells", "0 + factor(am):factor(cyl)"),
  one("cells_only", "factor(am):factor(cyl)"),
  one("nested", "factor(am) / factor(vs)"),
  one("nested_slope", "factor(am) / wt"),
  one("squared", "(wt + hp + factor(am))^2"),
  one("removed", "wt * hp * factor(am) - wt:hp:factor(am)"),
  one("functions", "log(hp) + sqrt(wt) + exp(wt) + log10(disp) + log2(disp) + I(wt^2) + I(hp / wt)"),
  one("power_outside", "I((wt - 3)^2) + I(2 * wt - hp)"),
  one("poly", "poly(wt, 4)"), one("poly_by_factor", "poly(hp, 2) * factor(am)"),
  one("bs", "bs(wt, df = 6)"), one("bs_quadratic", "bs(hp, df = 4, degree = 2)"),
  one("bs_plain", "bs(wt)"),
  one("sum", "cyl * gear", list(cyl = "contr.sum", gear = "contr.helmert")),
  one("poly_contrasts", "cyl + gear", list(cyl = "contr.poly", gear = "contr.sum")),
  one("ns", "ns(wt, df = 4)", fitted = TRUE), one("ns_crossed", "ns(hp, df = 3) * factor(am)", fitted = TRUE))
writeLines(paste0("[\n", paste(entries, collapse = ",\n"), "\n]"), "../expected/Design.json")
