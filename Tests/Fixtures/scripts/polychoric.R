# Polychoric correlations of items with standard errors, by lavaan (three-stage weighted least squares:
# thresholds, correlations given them, and their joint variance matrix) and by psych.
# Usage: Rscript polychoric.R > ../expected/PolychoricMatrix.json
suppressMessages({library(lavaan); library(psych); library(jsonlite)})
items <- c("A1", "A2", "A3", "A4", "A5", "N1", "N2")
d <- read.csv("../data/bfi240.csv")[, items]; d <- d[complete.cases(d), ]
o <- d; o[] <- lapply(o, ordered)
fit <- lavCor(o, ordered = items, se = "robust.sem", output = "fit")
pe <- parTable(fit); keep <- pe$op == "~~" & pe$lhs != pe$rhs
rho <- psych::polychoric(d, correct = 0, global = FALSE)$rho
cat(toJSON(list(list(
  id = "polychoric_matrix.bfi", method = "polychoric correlations with standard errors", dataset = "bfi240",
  options = list(items = items, missing = "listwise"),
  expected = list(n = nrow(d), first = pe$lhs[keep], second = pe$rhs[keep], estimate = pe$est[keep],
    se = pe$se[keep], psych_first_column = unname(rho[, 1]), thresholds_A1 = pe$est[pe$op == "|" & pe$lhs == "A1"]),
  tolerance = "lavaan's correlations and thresholds relative 1e-7; psych's to four digits; standard errors by another formula",
  source = paste0("lavaan ", packageVersion("lavaan"), "::lavCor(se = \"robust.sem\"); psych ", packageVersion("psych"),
    "::polychoric(correct = 0, global = FALSE)"))), auto_unbox = TRUE, digits = NA, pretty = TRUE))
