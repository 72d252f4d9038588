# Reference values of ordinal alpha and categorical omega from lavaan and semTools.
#
#   Rscript Tests/Fixtures/scripts/ordinal_reliability.R
#
# Adds the entries semtools.* to the fixtures OrdinalAlpha and CategoricalOmega. Run ordinal_reliability.py
# afterwards, which writes its own entries with all digits. Needs lavaan, semTools and jsonlite.
suppressMessages({library(lavaan); library(semTools); library(jsonlite)})
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
folder <- file.path(dirname(normalizePath(script)), "..")
given <- fromJSON(file.path(folder, "expected", "OneFactorModel.json"), simplifyVector = FALSE)
version <- function(p) as.character(packageVersion(p))
source_text <- paste0("lavaan ", version("lavaan"), "::cfa(ordered, estimator = 'ULS'), semTools ", version("semTools"), "::compRelSEM and reliability")
new <- list(OrdinalAlpha = list(), CategoricalOmega = list())
for (e in given) if (grepl("^cfa1_cr", e$id) && e$dataset != "attitude") {
  o <- e$options; items <- unlist(o$items); keys <- unlist(o$keys)
  d <- read.csv(file.path(folder, "data", paste0(e$dataset, ".csv")))[, items]; d <- d[complete.cases(d), ]
  for (i in seq_along(keys)) if (keys[i] < 0) d[[i]] <- o$scale_min + o$scale_max - d[[i]]
  names(d) <- paste0("x", seq_along(d))
  m <- suppressWarnings(cfa(paste("f =~", paste(names(d), collapse = " + ")), as.data.frame(lapply(d, ordered)), ordered = TRUE,
           std.lv = TRUE, estimator = "ULS"))
  name <- sub("cfa1_cr.", "", e$id)
  entry <- function(method, expected) list(id = paste0("semtools.", name), method = method, dataset = e$dataset, options = o,
    expected = expected, tolerance = "relative 1e-5 (iterative fit)", source = source_text)
  new$CategoricalOmega <- c(new$CategoricalOmega, list(entry("categorical omega", list(
    loadings = unname(lavInspect(m, "std")$lambda[, 1]), omega = unname(compRelSEM(m, obs.var = FALSE)[1]),
    omega_observed = unname(compRelSEM(m)[1])))))
  new$OrdinalAlpha <- c(new$OrdinalAlpha, list(entry("ordinal alpha", list(
    alpha = unname(suppressMessages(suppressWarnings(semTools::reliability(m)))["alpha.ord", 1])))))
}
for (stem in names(new)) {
  path <- file.path(folder, "expected", paste0(stem, ".json"))
  old <- if (file.exists(path)) fromJSON(path, simplifyVector = FALSE) else list()
  kept <- Filter(function(e) !grepl("^semtools", e$id), old)
  lines <- sapply(c(kept, new[[stem]]), function(e) as.character(toJSON(e, auto_unbox = TRUE, digits = NA, null = "null", na = "null")))
  writeLines(c("[", paste0(lines, c(rep(",", length(lines) - 1), "")), "]"), path)
}
