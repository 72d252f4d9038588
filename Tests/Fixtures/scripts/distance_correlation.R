# Distance correlations by R's energy. Usage: Rscript distance_correlation.R > ../expected/DistanceCorrelation.json
suppressMessages(library(energy))
num <- function(x) format(x, digits = 17, scientific = TRUE)
d <- function(n) read.csv(paste0("../data/", n, ".csv"))
cases <- list(
  list(id = "mtcars.mpg.wt", data = "mtcars", x = "mpg", y = "wt"),
  list(id = "mtcars.qsec.gear", data = "mtcars", x = "qsec", y = "gear"),
  list(id = "attitude.sets", data = "attitude", x = c("rating", "complaints"), y = c("raises", "critical", "advance")),
  list(id = "mtcars.sets", data = "mtcars", x = c("disp", "hp", "wt"), y = c("mpg", "qsec")),
  list(id = "toothgrowth", data = "toothgrowth", x = "len", y = "dose"))
quoted <- function(v) paste0("[", paste0('"', v, '"', collapse = ", "), "]")
out <- sapply(cases, function(k) {
  t <- d(k$data); x <- as.matrix(t[k$x]); y <- as.matrix(t[k$y])
  test <- dcorT.test(x, y)
  sprintf(paste0(' {"id": "energy.%s", "method": "distance correlation", "dataset": "%s",\n',
    '  "options": {"x": %s, "y": %s},\n',
    '  "expected": {"dcor": %s, "dcov": %s, "dvar_x": %s, "dvar_y": %s, "bcdcor": %s, "t": %s, "df": %s, "p": %s},\n',
    '  "tolerance": "relative 1e-11", "source": "energy %s in R %s: dcor, dcov, bcdcor, dcorT.test"}'),
    k$id, k$data, quoted(k$x), quoted(k$y), num(dcor(x, y)), num(dcov(x, y)), num(dcov(x, x)), num(dcov(y, y)),
    num(as.numeric(bcdcor(x, y))), num(as.numeric(test$statistic)), num(as.numeric(test$parameter)),
    num(as.numeric(test$p.value)), packageVersion("energy"), getRversion())
})
cat("[\n", paste(out, collapse = ",\n"), "\n]\n", sep = "")
