# Quade's test by R's stats::quade.test. Writes ../expected/QuadeTest.json; needs only base R.
wide <- function(m) paste0("[", paste(apply(m, 2, function(c) paste0("[", paste(format(c, digits = 17, trim = TRUE), collapse = ", "), "]")), collapse = ", "), "]")
one <- function(tag, m) {
  h <- quade.test(m)
  sprintf('{"id": "quade.%s", "method": "Quade", "dataset": null, "options": {"columns": %s}, "expected": {"F": %.17g, "df1": %d, "df2": %d, "p": %.17g}, "tolerance": "relative 1e-11", "source": "R %s stats::quade.test"}',
    tag, wide(m), h$statistic, as.integer(h$parameter[1]), as.integer(h$parameter[2]), h$p.value, getRversion())
}
# The hand lotion data of Conover (1999), as in the help of quade.test, and answers with many ties.
conover <- matrix(c(5, 4, 7, 10, 12, 1, 3, 1, 0, 2, 16, 12, 22, 22, 35, 5, 4, 3, 5, 4, 10, 9, 7, 13, 10, 19, 18, 28, 37, 58, 10, 7, 6, 8, 7), nrow = 7, byrow = TRUE)
ties <- matrix(c(1, 2, 2, 3, 3, 5, 2, 2, 4, 1, 1, 2, 4, 5, 5, 2, 3, 3), nrow = 6, byrow = TRUE)
two <- matrix(c(3, 2, 4, 3, 2, 4, 3, 5, 4, 6), ncol = 2)
writeLines(paste0("[\n", paste(c(one("conover", conover), one("ties", ties), one("two", two)), collapse = ",\n"), "\n]"), "../expected/QuadeTest.json")
