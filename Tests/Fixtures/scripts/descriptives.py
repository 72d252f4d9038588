"""Reference values of descriptions that R has not: from their definitions with 50 digits (mpmath), and by SciPy.

    python Tests/Fixtures/scripts/descriptives.py

Writes TrimmedMean, WinsorizedMean, GeometricMean, HarmonicMean, GiniCoefficient, ShannonEntropy, QualitativeVariation,
QuantileInterval, DistributionShape, StandardDeviationEstimate and CoefficientOfVariation to Tests/Fixtures/expected.
"""
import collections, csv, json, math, os, sys
import mpmath as mp, numpy as np, scipy
from scipy import optimize, special, stats

mp.mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))
DATA, OUT = os.path.join(HERE, "../data"), os.path.join(HERE, "../expected")
PY = f"Python {sys.version.split()[0]}, mpmath {mp.__version__}, SciPy {scipy.__version__}: "


def save(stem, entries):
    with open(os.path.join(OUT, stem + ".json"), "w") as f:
        json.dump(entries, f, indent=1, ensure_ascii=False)
        f.write("\n")


def entry(id, method, dataset, options, expected, source, tolerance="1e-11 relative"):
    expected = {k: [float(x) for x in v] if isinstance(v, (list, tuple)) else float(v) for k, v in expected.items()}
    return dict(id=id, method=method, dataset=dataset, options=options, expected=expected, tolerance=tolerance,
                source=PY + source)


def cells(dataset, column):
    with open(os.path.join(DATA, dataset + ".csv")) as f:
        return [r[column] for r in csv.DictReader(f) if r[column] not in ("NA", "")]


def values(dataset, column):
    return [float(x) for x in cells(dataset, column)]


COLUMNS = [("mtcars", "mpg"), ("mtcars", "hp"), ("lalonde", "age"), ("attitude", "rating"), ("nhanes", "chl")]
SMALL = [c for c in COLUMNS if c[0] != "lalonde"]
exact = lambda xs: [mp.mpf(x) for x in xs]
mean = lambda xs: sum(xs) / len(xs)
ss = lambda xs: sum((x - mean(xs)) ** 2 for x in xs)
var = lambda xs: ss(xs) / (len(xs) - 1)


def t_quantile(df, p=mp.mpf("0.975")):
    # The upper tail by the regularized incomplete beta function, solved from SciPy's value.
    tail = lambda t: mp.betainc(mp.mpf(df) / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    return mp.findroot(lambda t: tail(t) - (1 - p), mp.mpf(stats.t.ppf(float(p), float(df))))


def limits(m, se, df):
    return [m - t_quantile(df) * se, m + t_quantile(df) * se]


# Trimmed and winsorized means.
trimmed, winsorized = [], []
for dataset, column in COLUMNS:
    raw = values(dataset, column)
    xs, n = sorted(exact(raw)), len(raw)
    for share in (0, 0.1, 0.2, 0.25, 0.45):
        g = math.floor(round(n * share, 9))
        middle = xs[g:n - g]
        drawn = [xs[g]] * g + middle + [xs[n - 1 - g]] * g
        h = len(middle)
        assert abs(float(mean(middle)) - stats.trim_mean(raw, share)) < 1e-9
        assert abs(float(mean(drawn)) - float(stats.mstats.winsorize(np.array(raw), (share, share)).mean())) < 1e-9
        options = dict(column=column, share=share)
        se = mp.sqrt(ss(drawn) / (h * (h - 1)))
        trimmed.append(entry(f"trimmed.{dataset}.{column}.{share}", "trimmed mean", dataset, options,
            dict(mean=mean(middle), se=se, ci95=limits(mean(middle), se, h - 1), cut=g, kept=h,
                 winsorized_variance=var(drawn)), "definition; the mean also by scipy.stats.trim_mean"))
        se = mp.sqrt(var(drawn) / n) * (n - 1) / (h - 1)
        winsorized.append(entry(f"winsorized.{dataset}.{column}.{share}", "winsorized mean", dataset, options,
            dict(mean=mean(drawn), variance=var(drawn), se=se, ci95=limits(mean(drawn), se, h - 1)),
            "definition; the mean also by scipy.stats.mstats.winsorize"))
save("TrimmedMean", trimmed)
save("WinsorizedMean", winsorized)

# Geometric and harmonic means.
geometric, harmonic = [], []
for dataset, column in COLUMNS:
    raw = values(dataset, column)
    xs, n = exact(raw), len(raw)
    logs = [mp.log(x) for x in xs]
    g, se = mp.exp(mean(logs)), mp.sqrt(var(logs) / n)
    assert abs(float(g) - stats.gmean(raw)) < 1e-9 * float(g)
    geometric.append(entry(f"geometric.{dataset}.{column}", "geometric mean", dataset, dict(column=column),
        dict(mean=g, se=g * se, gsd=mp.exp(mp.sqrt(var(logs))), ci95=[mp.exp(x) for x in limits(mean(logs), se, n - 1)]),
        "definition; the mean also by scipy.stats.gmean"))
    inverse = [1 / x for x in xs]
    h = 1 / mean(inverse)
    assert abs(float(h) - stats.hmean(raw)) < 1e-9 * float(h)
    se = h * h * mp.sqrt(var(inverse) / n)
    harmonic.append(entry(f"harmonic.{dataset}.{column}", "harmonic mean", dataset, dict(column=column),
        dict(mean=h, se=se, ci95=limits(h, se, n - 1)), "definition; the mean also by scipy.stats.hmean"))
save("GeometricMean", geometric)
save("HarmonicMean", harmonic)


# Gini's coefficient and its jackknife, by all pairs.
def gini(xs, unbiased):
    n = len(xs)
    pairs = 2 * sum(abs(a - b) for i, a in enumerate(xs) for b in xs[:i])
    return pairs / (2 * n * (n - 1 if unbiased else n) * mean(xs))


z975 = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))
found = []
for dataset, column, first in [("mtcars", "mpg", 32), ("mtcars", "hp", 32), ("lalonde", "re78", 60), ("nhanes", "chl", 99)]:
    xs = exact(values(dataset, column)[:first])
    n = len(xs)
    expected = {}
    for name, unbiased in (("biased", False), ("unbiased", True)):
        value = gini(xs, unbiased)
        without = [gini(xs[:i] + xs[i + 1:], unbiased) for i in range(n)]
        se = mp.sqrt(ss(without) * (n - 1) / n)
        expected |= {name: value, name + "_se": se, name + "_ci95": [value - z975 * se, value + z975 * se]}
    found.append(entry(f"gini.{dataset}.{column}", "Gini", dataset, dict(column=column, first=first), expected,
                       "definition by all pairs, jackknife by leaving out each case"))
save("GiniCoefficient", found)

# Entropy and qualitative variation of categories.
entropy, variation = [], []
for dataset, column, levels in [("mtcars", "cyl", 3), ("mtcars", "carb", 8), ("lalonde", "race", 3), ("bfi240", "A1", 6),
                                ("bfi240", "C3", 7)]:
    counts = list(collections.Counter(cells(dataset, column)).values())
    n, k = sum(counts), len(counts)
    p = [mp.mpf(c) / n for c in counts]
    h = -sum(x * mp.log(x) for x in p)
    assert abs(float(h) - stats.entropy(counts)) < 1e-12
    se = mp.sqrt((sum(x * mp.log(x) ** 2 for x in p) - h * h) / n)
    options = dict(column=column, levels=levels)
    entropy.append(entry(f"entropy.{dataset}.{column}", "entropy", dataset, options,
        dict(nats=h, bits=h / mp.log(2), miller_madow=h + mp.mpf(k - 1) / (2 * n), se=se, normalised=h / mp.log(levels)),
        "definition; nats also by scipy.stats.entropy"))
    squares = sum(x * x for x in p)
    b = 1 - squares
    variation.append(entry(f"iqv.{dataset}.{column}", "qualitative variation", dataset, options,
        dict(iqv=b * levels / (levels - 1), blau=b, unbiased=b * n / (n - 1),
             se=2 * mp.sqrt((sum(x ** 3 for x in p) - squares ** 2) / n) * levels / (levels - 1)), "definition"))
save("ShannonEntropy", entropy)
save("QualitativeVariation", variation)

# Quantiles with limits by ranks, and Maritz and Jarrett's standard error.
found = []
for dataset, column in SMALL:
    raw = values(dataset, column)
    xs, n = sorted(raw), len(raw)
    for p in (0.1, 0.25, 0.5, 0.9):
        for level in (0.8, 0.95):
            cdf = lambda k: sum(mp.binomial(n, j) * mp.mpf(p) ** j * (1 - mp.mpf(p)) ** (n - j) for j in range(k + 1))
            tail = (1 - mp.mpf(level)) / 2
            low = max([k for k in range(1, n + 1) if cdf(k - 1) <= tail], default=0)
            high = min([k for k in range(1, n + 1) if 1 - cdf(k - 1) <= tail], default=0)
            expected = dict(lower_rank=low, upper_rank=high)
            if low and high:
                expected |= dict(lower=xs[low - 1], upper=xs[high - 1], coverage=cdf(high - 1) - cdf(low - 1))
            a, b = (n + 1) * mp.mpf(p), (n + 1) * (1 - mp.mpf(p))
            if a >= 1 and b >= 1:
                cuts = [mp.betainc(a, b, 0, mp.mpf(i) / n, regularized=True) for i in range(n + 1)]
                w = [y - x for x, y in zip(cuts, cuts[1:])]
                c1, c2 = (sum(wi * mp.mpf(x) ** r for wi, x in zip(w, xs)) for r in (1, 2))
                expected["se"] = mp.sqrt(c2 - c1 ** 2)
            found.append(entry(f"qint.{dataset}.{column}.{p}.{level}", "quantile interval", dataset,
                dict(column=column, p=p, level=level), expected,
                "binomial sums; Maritz-Jarrett by the incomplete beta function"))
save("QuantileInterval", found)

# Skewness and kurtosis with standard errors under normality.
found = []
for dataset, column in COLUMNS:
    xs = exact(values(dataset, column))
    n = mp.mpf(len(xs))
    m = mean(xs)
    m2, m3, m4 = (sum((x - m) ** r for x in xs) / n for r in (2, 3, 4))
    g1, g2 = m3 / m2 ** mp.mpf("1.5"), m4 / m2 ** 2 - 3
    v1 = 6 * (n - 2) / ((n + 1) * (n + 3))
    v2 = 24 * n * (n - 2) * (n - 3) / ((n + 1) ** 2 * (n + 3) * (n + 5))
    f1 = [1, mp.sqrt(n * (n - 1)) / (n - 2), ((n - 1) / n) ** mp.mpf("1.5")]
    f2 = [1, (n + 1) * (n - 1) / ((n - 2) * (n - 3)), (1 - 1 / n) ** 2]
    kurt = [g2, ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3)), (g2 + 3) * (1 - 1 / n) ** 2 - 3]
    # The errors of type 2 as they are printed by other programs.
    ses = mp.sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)))
    sek = 2 * ses * mp.sqrt((n * n - 1) / ((n - 3) * (n + 5)))
    assert abs(ses - mp.sqrt(v1) * f1[1]) < 1e-30 and abs(sek - mp.sqrt(v2) * f2[1]) < 1e-30
    found.append(entry(f"shape.{dataset}.{column}", "shape", dataset, dict(column=column),
        dict(skewness=[g1 * f for f in f1], skewness_se=[mp.sqrt(v1) * f for f in f1], kurtosis=kurt,
             kurtosis_se=[mp.sqrt(v2) * f for f in f2]), "definition"))
save("DistributionShape", found)

# The standard deviation with its error and intervals.
found = []
for dataset, column in COLUMNS:
    raw = values(dataset, column)
    xs, n = exact(raw), len(raw)
    s2 = var(xs)
    chi = lambda p: mp.findroot(lambda q: mp.gammainc(mp.mpf(n - 1) / 2, 0, q / 2, regularized=True) - p,
                                mp.mpf(stats.chi2.ppf(float(p), n - 1)))
    share = 1 / (2 * mp.sqrt(n - 4))
    g = int(mp.floor(n * share))
    center = mean(sorted(xs)[g:n - g])
    gamma = n * sum((x - center) ** 4 for x in xs) / ss(xs) ** 2
    c = n / (n - z975)
    se = c * mp.sqrt((gamma - mp.mpf(n - 3) / n) / (n - 1))
    m = mean(xs)
    m2, m4 = (sum((x - m) ** r for x in xs) / n for r in (2, 4))
    found.append(entry(f"sd.{dataset}.{column}", "standard deviation", dataset, dict(column=column),
        dict(sd=mp.sqrt(s2), se_normal=mp.sqrt(s2 / (2 * (n - 1))), se_free=mp.sqrt((m4 - m2 ** 2) / (4 * m2 * n)),
             chi_square=[mp.sqrt((n - 1) * s2 / chi(mp.mpf("0.975"))), mp.sqrt((n - 1) * s2 / chi(mp.mpf("0.025")))],
             bonett=[mp.sqrt(c * s2) * mp.exp(s * z975 * se / 2) for s in (-1, 1)]), "definition"))
save("StandardDeviationEstimate", found)


# The coefficient of variation with limits from the noncentral t distribution, by integration over the chi distribution.
NODES, WEIGHTS = np.polynomial.legendre.leggauss(80)


def nct_upper(t, df, delta):
    total = 0.0
    for low, high in zip((0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3), (0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5)):
        u = (low + high) / 2 + (high - low) / 2 * NODES
        log_density = (math.log(2) + df / 2 * math.log(df / 2) - math.lgamma(df / 2) + (df - 1) * np.log(u) - df * u * u / 2)
        total += (high - low) / 2 * np.sum(WEIGHTS * special.ndtr(delta - t * u) * np.exp(log_density))
    return total


found = []
for dataset, column in SMALL:
    raw = values(dataset, column)
    xs, n = exact(raw), len(raw)
    cv = mp.sqrt(var(xs)) / mean(xs)
    t = float(mp.sqrt(n) / cv)
    deltas = [optimize.brentq(lambda d: nct_upper(t, n - 1, d) - tail, 0, 3 * t, xtol=1e-13, rtol=1e-15)
              for tail in (0.025, 0.975)]
    found.append(entry(f"cv.{dataset}.{column}", "coefficient of variation", dataset, dict(column=column),
        dict(cv=cv, se=cv * mp.sqrt(mp.mpf(1) / (2 * (n - 1)) + cv * cv / n), corrected=cv * (1 + mp.mpf(1) / (4 * n)),
             ci95=[math.sqrt(n) / deltas[1], math.sqrt(n) / deltas[0]]), "definition; noncentral t by integration",
        "1e-10 relative"))
save("CoefficientOfVariation", found)
