"""Reference values of classical reliability by 40-digit arithmetic (mpmath), from the formulas of the papers.

Writes KuderRichardson20, KuderRichardson21, SpearmanBrownReliability, ConditionalStandardError, AlphaComparison
and AlphaSampleSize, and the entries alpha_interval.* of CronbachAlpha.json.
Run in Tests/Fixtures: python scripts/classical_reliability.py
"""
import csv
import json

import mpmath as mp

mp.mp.dps = 40
SOURCE = "mpmath 1.3.0, 40 digits, scripts/classical_reliability.py"


def column(dataset, names):
  with open(f"data/{dataset}.csv") as file:
    rows = [[row[name] for name in names] for row in csv.DictReader(file)]
  rows = [row for row in rows if "NA" not in row]
  return [[mp.mpf(row[place]) for row in rows] for place in range(len(names))]


def mean(x):
  return mp.fsum(x) / len(x)


def cov(x, y):
  a, b = mean(x), mean(y)
  return mp.fsum((p - a) * (q - b) for p, q in zip(x, y)) / (len(x) - 1)


def totals(items):
  return [mp.fsum(row) for row in zip(*items)]


def f_upper(x, a, b):
  return mp.betainc(mp.mpf(b) / 2, mp.mpf(a) / 2, 0, b / (b + a * x), regularized=True)


def t_two_sided(t, df):
  return mp.betainc(mp.mpf(df) / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True)


def chi_upper(x, df):
  return mp.gammainc(mp.mpf(df) / 2, x / 2, mp.inf, regularized=True)


def f_quantile(p_upper, a, b):
  low, high = mp.mpf(0), mp.mpf(1)
  while f_upper(high, a, b) > p_upper:
    high *= 2
  for _ in range(140):
    middle = (low + high) / 2
    if f_upper(middle, a, b) > p_upper:
      low = middle
    else:
      high = middle
  return (low + high) / 2


def z(p_upper):
  return mp.sqrt(2) * mp.erfinv(1 - 2 * mp.mpf(p_upper))


def alpha(items):
  k = mp.mpf(len(items))
  total = cov(totals(items), totals(items))
  return k / (k - 1) * (1 - mp.fsum(cov(x, x) for x in items) / total)


def feldt(a, n, k, level=mp.mpf("0.95")):
  tail = (1 - level) / 2
  return [1 - (1 - a) * f_quantile(tail, n - 1, (n - 1) * (k - 1)),
          1 - (1 - a) * f_quantile(1 - tail, n - 1, (n - 1) * (k - 1))]


def dichotomous(dataset, names, cut):
  return [[mp.mpf(1) if v >= cut else mp.mpf(0) for v in x] for x in column(dataset, names)]


def numbers(value):
  if isinstance(value, dict):
    return {key: numbers(item) for key, item in value.items()}
  if isinstance(value, (list, tuple)):
    return [numbers(item) for item in value]
  return float(value) if isinstance(value, mp.mpf) else value


def entry(name, method, dataset, options, expected, tolerance="relative 1e-13"):
  return {"id": name, "method": method, "dataset": dataset, "options": options, "expected": numbers(expected),
          "tolerance": tolerance, "source": SOURCE}


def save(stem, entries):
  with open(f"expected/{stem}.json", "w") as file:
    file.write(json.dumps(entries, indent=1, ensure_ascii=False) + "\n")


DICHOTOMOUS = [("neuro", "bfi240", ["N1", "N2", "N3", "N4", "N5"], 4),
               ("ten", "bfi240", ["A2", "A3", "A4", "A5", "C1", "C2", "C3", "N1", "N2", "N3"], 4)]
kr20, kr21, conditional = [], [], []
for tag, dataset, names, cut in DICHOTOMOUS:
  items = dichotomous(dataset, names, cut)
  n, k, sums = len(items[0]), mp.mpf(len(items)), totals(dichotomous(dataset, names, cut))
  options = {"items": names, "cut": cut, "meaning": "1 where the answer is at least the cut", "missing": "listwise"}
  m = mean(sums)
  population = mp.fsum((s - m) ** 2 for s in sums) / n
  shares = [mean(x) for x in items]
  twenty = k / (k - 1) * (1 - mp.fsum(p * (1 - p) for p in shares) / population)
  one = k / (k - 1) * (1 - m * (k - m) / (k * population))
  sample = k / (k - 1) * (1 - m * (k - m) / (k * population * n / (n - 1)))
  kr20.append(entry(f"kr20.{tag}", "Kuder-Richardson 20", dataset, options,
                    {"n": n, "kr20": twenty, "shares": shares, "ci95_feldt": feldt(twenty, n, int(k)), "mean": m,
                     "sd": mp.sqrt(population * n / (n - 1))}))
  kr21.append(entry(f"kr21.{tag}", "Kuder-Richardson 21", dataset, options,
                    {"n": n, "mean": m, "kr21_population": one, "kr21_sample": sample}))
  levels = sorted(set(sums))
  lord = [mp.sqrt(x * (k - x) / (k - 1)) for x in levels]
  keats = [mp.sqrt((1 - twenty) / (1 - one)) * value for value in lord]
  difference = [mp.fsum(items[i][row] for i in range(0, int(k), 2)) - mp.fsum(items[i][row] for i in range(1, int(k), 2))
                for row in range(n)]
  centre = mean(difference)
  halves = [mp.sqrt(mean([(d - centre) ** 2 for d, s in zip(difference, sums) if s == level])) for level in levels]
  conditional.append(entry(f"csem.{tag}", "conditional standard errors", dataset, options,
                           {"levels": levels, "counts": [sum(1 for s in sums if s == x) for x in levels], "lord": lord,
                            "keats": keats, "odd_even": halves}))
items = column("bfi240", ["N1", "N2", "N3", "N4", "N5"])
sums = totals(items)
within = [mp.fsum((x[row] - sums[row] / 5) ** 2 for x in items) * 5 / 4 for row in range(len(sums))]
levels = sorted(set(sums))
conditional.append(entry("csem.polytomous", "conditional standard errors", "bfi240",
                         {"items": ["N1", "N2", "N3", "N4", "N5"], "missing": "listwise"},
                         {"levels": levels,
                          "within": [mp.sqrt(mean([w for w, s in zip(within, sums) if s == x])) for x in levels],
                          "overall": mp.sqrt(mean(within))}))
save("KuderRichardson20", kr20)
save("KuderRichardson21", kr21)
save("ConditionalStandardError", conditional)

two = []
for tag, dataset, names in [("sat", "satact200", ["SATV", "SATQ"]), ("neuro", "bfi240", ["N1", "N2"]),
                            ("agree", "bfi240", ["A1", "A2"])]:
  x, y = column(dataset, names)
  r, n = cov(x, y) / mp.sqrt(cov(x, x) * cov(y, y)), len(x)
  reach = z("0.025") / mp.sqrt(n - 3)
  limits = [mp.tanh(mp.atanh(r) - reach), mp.tanh(mp.atanh(r) + reach)]
  two.append(entry(f"spearman_brown.{tag}", "Spearman-Brown reliability of two items", dataset,
                   {"items": names, "missing": "listwise"},
                   {"n": n, "r": r, "reliability": 2 * r / (1 + r), "ci95": [2 * q / (1 + q) for q in limits]}))
save("SpearmanBrownReliability", two)

intervals = []
for tag, dataset, names, level in [("neuro", "bfi240", ["N1", "N2", "N3", "N4", "N5"], "0.95"),
                                   ("attitude", "attitude", ["rating", "complaints", "privileges", "learning", "raises",
                                                             "critical", "advance"], "0.9")]:
  items = column(dataset, names)
  n, k, a = len(items[0]), mp.mpf(len(items)), alpha(items)
  v = mp.matrix(int(k), int(k))
  for i in range(int(k)):
    for j in range(int(k)):
      v[i, j] = cov(items[i], items[j])
  ones = mp.matrix([1] * int(k))
  total, square = (ones.T * v * ones)[0], v * v
  trace = mp.fsum(v[i, i] for i in range(int(k)))
  q = 2 * k**2 / ((k - 1) ** 2 * total**3) * (
    total * (mp.fsum(square[i, i] for i in range(int(k))) + trace**2) - 2 * trace * (ones.T * square * ones)[0])
  tail = (1 - mp.mpf(level)) / 2
  ase, reach = mp.sqrt(q / n), z(tail) * mp.sqrt(2 * k / ((k - 1) * (n - 2)))
  intervals.append(entry(f"alpha_interval.{tag}", "intervals of alpha", dataset,
                         {"items": names, "level": float(level), "missing": "listwise"},
                         {"alpha": a, "feldt": feldt(a, n, int(k), mp.mpf(level)),
                          "bonett": [1 - (1 - a) * mp.exp(reach), 1 - (1 - a) * mp.exp(-reach)], "ase": ase,
                          "duhachek_iacobucci": [a - z(tail) * ase, a + z(tail) * ase]}))
path = "expected/CronbachAlpha.json"
kept = [e for e in json.load(open(path)) if not e["id"].startswith("alpha_interval.")]
save("CronbachAlpha", kept + intervals)


def chi_square(alphas, items, counts, correlations=None):
  alphas, number = [mp.mpf(a) for a in alphas], len(alphas)
  roots = [(1 - a) ** (-mp.mpf(1) / 3) for a in alphas]
  k = mp.mpf(number) / mp.fsum(mp.mpf(1) / i for i in items)
  sizes = [mp.mpf(n) * (i - 1) / (i + 1) for n, i in zip(counts, items if correlations is None else [k] * number)]
  spread = [2 / (9 * (s - 1)) * u**2 for s, u in zip(sizes, roots)]
  shared = mp.mpf(0)
  if correlations is not None:
    pairs = [(i, j) for i in range(number) for j in range(i)]
    shared = mean([mp.mpf(correlations[i][j]) ** 2 * mp.sqrt(spread[i] * spread[j]) for i, j in pairs])
  value = mp.fsum((u - mean(roots)) ** 2 for u in roots) / (mean(spread) - shared)
  return value, chi_upper(value, number - 1)


def matched(n1, k1, n2, k2):
  a, b, c, d = mp.mpf(n1 - 1), mp.mpf((n1 - 1) * (k1 - 1)), mp.mpf((n2 - 1) * (k2 - 1)), mp.mpf(n2 - 1)
  first = b / (b - 2) * d / (d - 2)
  second = b**2 * (a + 2) / (a * (b - 2) * (b - 4)) * d**2 * (c + 2) / (c * (d - 2) * (d - 4))
  # F(v, w) with these moments, by solving for w and then for v.
  w = 2 * first / (first - 1)
  v = 2 / (second * (w - 2) * (w - 4) / w**2 - 1)
  return v, w


comparisons = []
for tag, alphas, items, counts in [("fws1987", ["0.784", "0.875", "0.936"], [5, 5, 5], [51, 101, 151]),
                                   ("alphatest1", ["0.6", "0.7"], [50, 100], [150, 200]),
                                   ("alphatest9", ["0.7", "0.8", "0.75", "0.77"], [15, 15, 20, 20], [100, 100, 200, 200])]:
  value, p = chi_square(alphas, items, counts)
  comparisons.append(entry(f"independent.{tag}", "chi-square of independent alphas", None,
                           {"alphas": [float(a) for a in alphas], "items": items, "counts": counts},
                           {"chi_square": value, "p": p}, "relative 1e-12"))
r4 = [["1", "0.8", "0.6", "0.75"], ["0.8", "1", "0.65", "0.7"], ["0.6", "0.65", "1", "0.55"], ["0.75", "0.7", "0.55", "1"]]
for tag, alphas, items, count, r in [("fws1987", ["0.857", "0.875", "0.8", "0.833"], [50, 40, 35, 25], 100, r4),
                                     ("alphatest2", ["0.6", "0.5"], [35, 30], 90, [["1", "0.8"], ["0.8", "1"]])]:
  value, p = chi_square(alphas, items, [count] * len(alphas), r)
  comparisons.append(entry(f"dependent.{tag}", "chi-square of dependent alphas", None,
                           {"alphas": [float(a) for a in alphas], "items": items, "counts": [count] * len(alphas),
                            "r": [[float(x) for x in row] for row in r]}, {"chi_square": value, "p": p},
                           "relative 1e-12"))
for tag, a1, n1, k1, a2, n2, k2 in [("charter", "0.78", 41, 20, "0.71", 151, 20), ("few_items", "0.6", 40, 3, "0.8", 60, 4)]:
  w = (1 - mp.mpf(a2)) / (1 - mp.mpf(a1))
  v1, v2 = matched(n1, k1, n2, k2)
  comparisons.append(entry(f"ratio.{tag}", "Feldt's W of two independent alphas", None,
                           {"alphas": [float(a1), float(a2)], "items": [k1, k2], "counts": [n1, n2]},
                           {"W": w, "p_greater_many": f_upper(w, n1 - 1, n2 - 1), "df": [v1, v2],
                            "p_greater_matched": f_upper(w, v1, v2),
                            "ci95_many": [w / f_quantile(mp.mpf("0.025"), n1 - 1, n2 - 1),
                                          w / f_quantile(mp.mpf("0.975"), n1 - 1, n2 - 1)]}, "relative 1e-11"))
for tag, a1, a2, n, r in [("charter", "0.82", "0.89", 27, "0.74"), ("negative", "0.7", "0.5", 60, "-0.2")]:
  one, two_, rr = mp.mpf(a1), mp.mpf(a2), mp.mpf(r)
  t = (one - two_) * mp.sqrt(n - 2) / mp.sqrt(4 * (1 - one) * (1 - two_) * (1 - rr**2))
  comparisons.append(entry(f"paired.{tag}", "Feldt's t of two dependent alphas", None,
                           {"alphas": [float(a1), float(a2)], "items": [10, 10], "counts": [n, n], "r": float(r)},
                           {"t": t, "p": t_two_sided(t, n - 2)}, "relative 1e-12"))
save("AlphaComparison", comparisons)

sizes = []
for tag, planned, k, width in [("width1", "0.85", 5, "0.1"), ("width2", "0.7", 10, "0.15"), ("width3", "0.9", 2, "0.04")]:
  a, w = mp.mpf(planned), mp.mpf(width)
  exact = 2 + mp.mpf(2 * k) / (k - 1) * (z("0.025") / mp.asinh(w / (2 * (1 - a)))) ** 2
  n = int(mp.ceil(exact))
  sizes.append(entry(f"width.{tag}", "cases for a width", None, {"planned": float(planned), "items": k, "width": float(width)},
                     {"exact": exact, "n": n, "feldt": feldt(a, n, k)}, "relative 1e-12"))
for tag, low, high, k in [("limits1", "0.8", "0.9", 5), ("limits2", "0.6", "0.75", 20)]:
  exact = 2 + mp.mpf(8 * k) / (k - 1) * (z("0.025") / mp.log((1 - mp.mpf(low)) / (1 - mp.mpf(high)))) ** 2
  sizes.append(entry(f"limits.{tag}", "cases for limits", None, {"lower": float(low), "upper": float(high), "items": k},
                     {"exact": exact, "n": int(mp.ceil(exact))}, "relative 1e-12"))
for tag, null, planned, k, power in [("test1", "0.7", "0.8", 5, "0.85"), ("test2", "0.8", "0.7", 8, "0.8")]:
  h, a = mp.mpf(null), mp.mpf(planned)
  exact = 2 + mp.mpf(2 * k) / (k - 1) * ((z("0.025") - z(power)) / mp.log((1 - h) / (1 - a))) ** 2
  n = int(mp.ceil(exact))
  low, high = f_quantile(mp.mpf("0.975"), n - 1, (n - 1) * (k - 1)), f_quantile(mp.mpf("0.025"), n - 1, (n - 1) * (k - 1))
  shift = (1 - a) / (1 - h)
  exact_power = f_upper(high * shift, n - 1, (n - 1) * (k - 1)) + 1 - f_upper(low * shift, n - 1, (n - 1) * (k - 1))
  sizes.append(entry(f"test.{tag}", "cases for a test", None,
                     {"against": float(null), "planned": float(planned), "items": k, "power": float(power)},
                     {"exact": exact, "n": n, "feldt_power": exact_power}, "relative 1e-12"))
save("AlphaSampleSize", sizes)
