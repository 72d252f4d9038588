# Adds lme4's estimates to Tests/Fixtures/expected/RatingVarianceComponents.json.
#
#   Rscript Tests/Fixtures/scripts/rating_components.R
#
# Run after rating_components.py. Needs lme4 and jsonlite.
suppressMessages({library(lme4); library(jsonlite)})
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
root <- file.path(dirname(normalizePath(script)), "..")
path <- file.path(root, "expected", "RatingVarianceComponents.json")
entries <- fromJSON(path, simplifyVector = FALSE)
entries <- Filter(function(e) !startsWith(e$id, "lme4."), entries)

add <- function(id, dataset, columns, holes = NULL) {
  x <- read.csv(file.path(root, "data", paste0(dataset, ".csv")))[, columns]
  for (h in holes) x[h[1], h[2]] <- NA
  long <- data.frame(y = unlist(x), subject = rep(seq_len(nrow(x)), ncol(x)), rater = rep(columns, each = nrow(x)))
  control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5),
                         check.conv.singular = "ignore", calc.derivs = FALSE)
  m <- suppressWarnings(lmer(y ~ 1 + (1 | subject) + (1 | rater), long, REML = TRUE, control = control))
  one <- suppressWarnings(lmer(y ~ 1 + (1 | subject), long, REML = TRUE, control = control))
  v <- as.data.frame(VarCorr(m)); g <- function(v, n) v$vcov[v$grp == n]
  o <- as.data.frame(VarCorr(one))
  s <- g(v, "subject"); r <- g(v, "rater"); e <- g(v, "Residual")
  list(id = id, method = "REML variance components of ratings", dataset = dataset,
       options = list(columns = columns, holes = holes),
       expected = list(n_ratings = sum(!is.na(x)), subject_variance = s, rater_variance = r, error_variance = e,
                       mean = unname(fixef(m)), reml_loglik = as.numeric(logLik(m)), icc_a1 = s / (s + r + e),
                       icc_c1 = s / (s + e), icc_1 = g(o, "subject") / (g(o, "subject") + g(o, "Residual"))),
       tolerance = "relative 1e-5",
       source = paste0("lme4 ", packageVersion("lme4"), "::lmer(y ~ 1 + (1|subject) + (1|rater), REML), bobyqa rhoend 1e-12"))
}
entries <- c(entries, list(
  add("lme4.raters5_missing", "synth_raters5_missing", paste0("rater", 1:5)),
  add("lme4.attitude_holes", "attitude", c("complaints", "learning", "raises", "critical"),
      list(c(1, 1), c(2, 3), c(5, 4), c(5, 1), c(9, 2), c(9, 3), c(9, 4), c(20, 2), c(30, 1))),
  add("lme4.bfi_conscientiousness", "bfi240", c("C1", "C2", "C3"))))
writeLines(toJSON(entries, auto_unbox = TRUE, digits = I(17), null = "null", pretty = 1), path)
