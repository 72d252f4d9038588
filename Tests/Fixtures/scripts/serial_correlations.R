# Point-biserial, biserial and polyserial correlations by R: cor.test, psych and polycor, in the form of the
# fixtures. Usage: Rscript serial_correlations.R > serial_correlations_r.json, which serial_correlations.py reads.
suppressMessages({library(psych); library(polycor)})
num <- function(x) format(x, digits = 17, scientific = TRUE)
d <- function(n) read.csv(paste0("../data/", n, ".csv"))
mt <- d("mtcars"); tg <- d("toothgrowth"); qu <- d("quine")
two <- list(mtcars = list(y = mt$mpg, g = as.integer(mt$am == 1)),
            toothgrowth = list(y = tg$len, g = as.integer(tg$supp == "OJ")),
            quine = list(y = qu$Days, g = as.integer(qu$Lrn == "AL")))
ord <- list(mtcars.cyl = list(y = mt$mpg, g = mt$cyl), mtcars.gear = list(y = mt$mpg, g = mt$gear),
            toothgrowth.dose = list(y = tg$len, g = tg$dose), mtcars.am = list(y = mt$wt, g = mt$am))
out <- c()
for (n in names(two)) {
  k <- two[[n]]
  for (a in c("two.sided", "greater", "less")) {
    t <- cor.test(k$y, k$g, alternative = a)
    out <- c(out, sprintf('"%s.%s":{"r":%s,"t":%s,"p":%s,"low":%s,"high":%s}', n, a, num(t$estimate),
      num(t$statistic), num(t$p.value), num(t$conf.int[1]), num(t$conf.int[2])))
  }
  out <- c(out, sprintf('"%s.psych":%s', n, num(as.numeric(biserial(k$y, k$g)))))
}
for (n in names(ord)) {
  k <- ord[[n]]
  two <- polycor::polyserial(k$y, k$g, std.err = TRUE)
  ml <- polycor::polyserial(k$y, k$g, ML = TRUE, std.err = TRUE)
  out <- c(out, sprintf('"%s":{"two_step":%s,"ml":%s,"psych":%s}', n, num(two$rho), num(ml$rho),
    num(as.numeric(psych::polyserial(matrix(k$y), matrix(as.integer(factor(k$g))))))))
}
cat("{", paste(out, collapse = ",\n"), ',"versions":"R', paste(R.version$major, R.version$minor, sep = "."),
  "psych", as.character(packageVersion("psych")), "polycor", as.character(packageVersion("polycor")), '"}\n')
