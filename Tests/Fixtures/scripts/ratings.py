"""Writes the fixtures BlandAltman, RepeatedBlandAltman, LinsConcordance, OverallConcordance
and KendallsW of Tests/Fixtures/expected.

    python Tests/Fixtures/scripts/ratings.py

Formulas as published, in mpmath with 40 digits; noncentral t by quadrature. Entries of other programs
(SciPy, R) are separate and say so in their source.
"""
import csv, json, os
import mpmath as mp

mp.mp.dps = 40
HERE = os.path.dirname(os.path.abspath(__file__))
PEFR = {
    "wright1": [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427],
    "wright2": [490, 397, 512, 401, 470, 611, 415, 431, 638, 429, 420, 633, 275, 492, 165, 372, 421],
    "mini1": [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451],
    "mini2": [525, 415, 508, 444, 500, 625, 460, 390, 642, 432, 420, 605, 227, 467, 268, 370, 443],
}


def write(stem, entries):
    with open(os.path.join(HERE, "..", "expected", stem + ".json"), "w") as handle:
        json.dump(entries, handle, indent=1)
        handle.write("\n")


def columns(name, *wanted):
    with open(os.path.join(HERE, "..", "data", name + ".csv")) as handle:
        rows = list(csv.DictReader(handle))
    rows = [r for r in rows if all(r[w] != "NA" for w in wanted)]
    return [[float(r[w]) for r in rows] for w in wanted]


def mean(x):
    return mp.fsum(x) / len(x)


def var(x, ddof=1):
    m = mean(x)
    return mp.fsum((v - m) ** 2 for v in x) / (len(x) - ddof)


def cov(x, y, ddof=1):
    a, b = mean(x), mean(y)
    return mp.fsum((p - a) * (q - b) for p, q in zip(x, y)) / (len(x) - ddof)


def z_of(level):
    return mp.sqrt(2) * mp.erfinv(mp.mpf(level))


def t_cdf(x, df):
    w = mp.mpf(df) / (df + x * x)
    half = mp.betainc(mp.mpf(df) / 2, mp.mpf("0.5"), 0, w, regularized=True) / 2
    return 1 - half if x > 0 else half


def t_quantile(p, df):
    return mp.findroot(lambda x: t_cdf(x, df) - p, (mp.mpf(2), mp.mpf("2.1")), tol=mp.mpf(10) ** -60)


def nct_cdf(x, df, delta):
    """Integral over u = sqrt(V/df) of Phi(x u - delta)."""
    def density(u):
        return mp.exp(mp.log(2) + (mp.mpf(df) / 2) * mp.log(mp.mpf(df) / 2) - mp.loggamma(mp.mpf(df) / 2)
                      + (df - 1) * mp.log(u) - df * u * u / 2)
    width = 1 / mp.sqrt(2 * mp.mpf(df))
    knots = [mp.mpf(0)] + [max(mp.mpf(0), 1 + k * width) for k in range(-12, 15, 2)]
    knots = sorted(set(knots)) + [1 + 30 * width, 1 + 80 * width]
    return mp.quad(lambda u: density(u) * mp.ncdf(x * u - delta) if u > 0 else mp.mpf(0), knots)


def nct_quantile(p, df, delta):
    from scipy import stats
    start = mp.mpf(float(stats.nct.ppf(float(p), df, float(delta))))
    mp.mp.dps = 25
    root = mp.findroot(lambda x: nct_cdf(x, df, delta) - p, (start, start * (1 + mp.mpf(10) ** -4)), tol=mp.mpf(10) ** -36)
    mp.mp.dps = 40
    return root


def chi2_quantile(p, df):
    from scipy import stats
    start = mp.mpf(float(stats.chi2.ppf(float(p), df)))
    return mp.findroot(lambda x: mp.gammainc(mp.mpf(df) / 2, 0, x / 2, regularized=True) - p, start, tol=mp.mpf(10) ** -60)


def bland_altman(name, dataset, x, y, scale, level=0.95, coverage=0.95, options=None):
    x, y = [mp.mpf(v) for v in x], [mp.mpf(v) for v in y]
    n = len(x)
    if scale == "difference":
        d, m = [a - b for a, b in zip(x, y)], [(a + b) / 2 for a, b in zip(x, y)]
    elif scale == "percent":
        d, m = [200 * (a - b) / (a + b) for a, b in zip(x, y)], [(a + b) / 2 for a, b in zip(x, y)]
    else:
        d, m = [mp.log(a / b) for a, b in zip(x, y)], [mp.log(a * b) / 2 for a, b in zip(x, y)]
    level, coverage = mp.mpf(str(level)), mp.mpf(str(coverage))
    tail, z = (1 - level) / 2, z_of(coverage)
    bias, s = mean(d), mp.sqrt(var(d))
    t = t_quantile(1 - tail, n - 1)
    lo, hi = nct_quantile(tail, n - 1, z * mp.sqrt(n)), nct_quantile(1 - tail, n - 1, z * mp.sqrt(n))
    se = s * mp.sqrt(mp.mpf(1) / n + z * z / (2 * (n - 1)))
    back = (lambda v: mp.e ** v) if scale == "ratio" else (lambda v: v)
    slope = cov(d, m) / var(m)
    r = cov(d, m) / mp.sqrt(var(d) * var(m))
    tt = r * mp.sqrt((n - 2) / (1 - r * r))
    t2 = t_quantile(1 - tail, n - 2)
    f = lambda *v: [float(back(q)) for q in v]
    root = mp.sqrt(n)
    return {
        "id": name, "method": "limits of agreement", "dataset": dataset,
        "options": {"scale": scale, "conf_level": float(level), "coverage": float(coverage), **(options or {})},
        "expected": {
            "n": n, "bias": f(bias)[0], "bias_ci": f(bias - t * s / root, bias + t * s / root), "sd": float(s),
            "lower": f(bias - z * s)[0], "upper": f(bias + z * s)[0],
            "lower_exact": f(bias - hi * s / root, bias - lo * s / root),
            "upper_exact": f(bias + lo * s / root, bias + hi * s / root),
            "lower_approximate": f(bias - z * s - t * se, bias - z * s + t * se),
            "upper_approximate": f(bias + z * s - t * se, bias + z * s + t * se),
            "slope": float(slope), "slope_ci": [float(slope - t2 * slope / tt), float(slope + t2 * slope / tt)]
            if tt > 0 else [float(slope + t2 * slope / tt), float(slope - t2 * slope / tt)],
            "r": float(r), "t": float(tt), "p": float(2 * (1 - t_cdf(abs(tt), n - 2))),
        },
        "tolerance": "relative 1e-10",
        "source": "formulas of Bland & Altman (1999) and Carkeet (2015) in mpmath 1.3.0 (Tests/Fixtures/scripts/ratings.py)",
    }


def make_bland_altman():
    a, b = columns("attitude", "complaints", "raises")
    s0, s1 = columns("sleep_wide", "drug1", "drug2")
    entries = [
        bland_altman("limits.pefr", None, PEFR["wright1"], PEFR["mini1"], "difference",
                     options={"x": PEFR["wright1"], "y": PEFR["mini1"]}),
        bland_altman("limits.pefr99", None, PEFR["wright1"], PEFR["mini1"], "difference", 0.99, 0.9,
                     options={"x": PEFR["wright1"], "y": PEFR["mini1"]}),
        bland_altman("limits.attitude", "attitude", a, b, "difference", options={"columns": ["complaints", "raises"]}),
        bland_altman("limits.attitude_percent", "attitude", a, b, "percent", options={"columns": ["complaints", "raises"]}),
        bland_altman("limits.attitude_ratio", "attitude", a, b, "ratio", 0.9, options={"columns": ["complaints", "raises"]}),
        bland_altman("limits.sleep", "sleep_wide", s1, s0, "difference", options={"columns": ["drug2", "drug1"]}),
    ]
    from scipy import stats
    d = [q - p for p, q in zip(s0, s1)]
    m = [(q + p) / 2 for p, q in zip(s0, s1)]
    fit = stats.linregress(m, d)
    ci = stats.t.interval(0.95, len(d) - 1, sum(d) / len(d), stats.sem(d))
    import scipy
    entries.append({
        "id": "scipy.sleep", "method": "limits of agreement", "dataset": "sleep_wide",
        "options": {"scale": "difference", "conf_level": 0.95, "coverage": 0.95, "columns": ["drug2", "drug1"]},
        "expected": {"n": len(d), "bias": sum(d) / len(d), "bias_ci": list(map(float, ci)), "slope": float(fit.slope),
                     "p": float(fit.pvalue), "r": float(fit.rvalue)},
        "tolerance": "relative 1e-10", "source": f"scipy {scipy.__version__}: stats.linregress, stats.t.interval"})
    write("BlandAltman", entries)


def mover(parts, bias, bias_se, n, z, tail):
    """parts: (factor, mean square, df)."""
    total = mp.fsum(c * v for c, v, _ in parts)
    down = mp.sqrt(mp.fsum((c * v * (1 - df / chi2_quantile(1 - tail, df))) ** 2 for c, v, df in parts))
    up = mp.sqrt(mp.fsum((c * v * (df / chi2_quantile(tail, df) - 1)) ** 2 for c, v, df in parts))
    s, low, high = mp.sqrt(total), mp.sqrt(max(total - down, 0)), mp.sqrt(total + up)
    t = t_quantile(1 - tail, n - 1) * bias_se
    return s, [bias - t, bias + t], [
        [bias - z * s - mp.sqrt(t ** 2 + z ** 2 * (high - s) ** 2), bias - z * s + mp.sqrt(t ** 2 + z ** 2 * (s - low) ** 2)],
        [bias + z * s - mp.sqrt(t ** 2 + z ** 2 * (s - low) ** 2), bias + z * s + mp.sqrt(t ** 2 + z ** 2 * (high - s) ** 2)]]


def repeated(name, x, y, kind):
    level = mp.mpf("0.95")
    tail, z, n = (1 - level) / 2, z_of("0.95"), len(x)
    x, y = [[mp.mpf(v) for v in r] for r in x], [[mp.mpf(v) for v in r] for r in y]
    change = [mean(a) - mean(b) for a, b in zip(x, y)]
    bias, se = mean(change), mp.sqrt(var(change) / n)

    def within(rows):
        df = sum(len(r) for r in rows) - n
        return mp.fsum(mp.fsum((v - mean(r)) ** 2 for v in r) for r in rows) / df, df

    if kind == "constant":
        inverse = lambda rows: mp.fsum(mp.mpf(1) / len(r) for r in rows) / n
        parts = [(mp.mpf(1), var(change), n - 1)]
        for rows in (x, y):
            if sum(len(r) for r in rows) > n:
                ms, df = within(rows)
                parts.append((1 - inverse(rows), ms, df))
    else:
        d = [[a - b for a, b in zip(p, q)] for p, q in zip(x, y)]
        sizes = [len(r) for r in d]
        N = sum(sizes)
        grand = mp.fsum(v for r in d for v in r) / N
        msb = mp.fsum(len(r) * (mean(r) - grand) ** 2 for r in d) / (n - 1)
        ms, df = within(d)
        size = (N - mp.mpf(sum(k * k for k in sizes)) / N) / (n - 1)
        parts = [(1 / size, msb, n - 1), (1 - 1 / size, ms, df)]
    s, ci, limits = mover(parts, bias, se, n, z, tail)
    flat = lambda rows: [float(v) for v in rows]
    return {
        "id": name, "method": "limits of agreement, repeated", "dataset": None,
        "options": {"true_value": kind, "x": [flat(r) for r in x], "y": [flat(r) for r in y]},
        "expected": {"bias": float(bias), "bias_ci": flat(ci), "sd": float(s), "lower": float(bias - z * s),
                     "upper": float(bias + z * s), "lower_ci": flat(limits[0]), "upper_ci": flat(limits[1]),
                     "mean_squares": [float(p[1]) for p in parts], "factors": [float(p[0]) for p in parts],
                     "df": [p[2] for p in parts]},
        "tolerance": "relative 1e-10",
        "source": "formulas of Bland & Altman (2007) and Zou (2013) in mpmath 1.3.0 (Tests/Fixtures/scripts/ratings.py)",
    }


def make_repeated():
    import random
    rng = random.Random(12)
    pairs = lambda a, b: [[p, q] for p, q in zip(PEFR[a], PEFR[b])]
    uneven_x, uneven_y, paired_x, paired_y = [], [], [], []
    for _ in range(14):
        true = rng.gauss(50, 10)
        uneven_x.append([round(true + rng.gauss(1, 3), 1) for _ in range(rng.randint(1, 5))])
        uneven_y.append([round(true + rng.gauss(0, 2), 1) for _ in range(rng.randint(1, 4))])
        own, k = rng.gauss(1, 2), rng.randint(1, 6)
        moments = [true + rng.gauss(0, 4) for _ in range(k)]
        paired_x.append([round(m + own + rng.gauss(0, 2), 1) for m in moments])
        paired_y.append([round(m + rng.gauss(0, 2), 1) for m in moments])
    x, y = pairs("wright1", "wright2"), pairs("mini1", "mini2")
    write("RepeatedBlandAltman", [
        repeated("repeated.pefr_constant", x, y, "constant"),
        repeated("repeated.pefr_varying", x, y, "varying"),
        repeated("repeated.uneven_constant", uneven_x, uneven_y, "constant"),
        repeated("repeated.uneven_varying", paired_x, paired_y, "varying"),
    ])


def concordance(name, dataset, x, y, level, options):
    x, y = [mp.mpf(v) for v in x], [mp.mpf(v) for v in y]
    n = len(x)
    d = mean(x) - mean(y)

    def ccc(ddof):
        return 2 * cov(x, y, ddof) / (var(x, ddof) + var(y, ddof) + d * d)
    r = cov(x, y, 0) / mp.sqrt(var(x, 0) * var(y, 0))
    rho, u = ccc(0), d / (var(x, 0) * var(y, 0)) ** mp.mpf("0.25")
    variance = ((1 - r ** 2) * rho ** 2 * (1 - rho ** 2) / r ** 2 + 2 * rho ** 3 * (1 - rho) * u ** 2 / r
                - rho ** 4 * u ** 4 / (2 * r ** 2)) / (n - 2)
    reach = z_of(str(level)) * mp.sqrt(variance) / (1 - rho ** 2)
    return {
        "id": name, "method": "concordance correlation", "dataset": dataset,
        "options": {"conf_level": level, **options},
        "expected": {
            "n": n, "ccc": float(rho), "se": float(mp.sqrt(variance)),
            "ci": [float(mp.tanh(mp.atanh(rho) - reach)), float(mp.tanh(mp.atanh(rho) + reach))], "r": float(r),
            "bias_correction": float(rho / r), "location": float(u), "scale": float(mp.sqrt(var(x, 0) / var(y, 0))),
            "ccc_unbiased_variances": float(ccc(1)),
        },
        "tolerance": "relative 1e-11",
        "source": "formulas of Lin (1989, 2000) in mpmath 1.3.0 (Tests/Fixtures/scripts/ratings.py)",
    }


def make_concordance():
    pair = lambda d, a, b: columns(d, a, b)
    entries = [
        concordance("ccc.pefr", None, PEFR["wright1"], PEFR["mini1"], 0.95, {"x": PEFR["wright1"], "y": PEFR["mini1"]}),
        concordance("ccc.attitude", "attitude", *pair("attitude", "complaints", "raises"), 0.95,
                    {"columns": ["complaints", "raises"]}),
        concordance("ccc.attitude90", "attitude", *pair("attitude", "critical", "learning"), 0.9,
                    {"columns": ["critical", "learning"]}),
        concordance("ccc.raters2", "synth_raters2", *pair("synth_raters2", "r1", "r2"), 0.99, {"columns": ["r1", "r2"]}),
        concordance("ccc.sat", "satact200", *pair("satact200", "SATV", "SATQ"), 0.95, {"columns": ["SATV", "SATQ"]}),
    ]
    write("LinsConcordance", entries)


def overall(name, dataset, names):
    x = [[mp.mpf(v) for v in c] for c in columns(dataset, *names)]
    pairs = [(a, b) for a in range(len(x)) for b in range(a + 1, len(x))]
    below = [var(x[a], 0) + var(x[b], 0) + (mean(x[a]) - mean(x[b])) ** 2 for a, b in pairs]
    above = [2 * cov(x[a], x[b], 0) for a, b in pairs]
    precision = mp.fsum(above) / mp.fsum(2 * mp.sqrt(var(x[a], 0) * var(x[b], 0)) for a, b in pairs)
    value = mp.fsum(above) / mp.fsum(below)
    return {
        "id": name, "method": "overall concordance correlation", "dataset": dataset, "options": {"columns": names},
        "expected": {"n": len(x[0]), "occc": float(value), "precision": float(precision),
                     "accuracy": float(value / precision), "pairs": [float(p / q) for p, q in zip(above, below)],
                     "weights": [float(q / mp.fsum(below)) for q in below]},
        "tolerance": "relative 1e-11",
        "source": "formulas of Barnhart, Haber & Song (2002) in mpmath 1.3.0 (Tests/Fixtures/scripts/ratings.py)",
    }


def make_overall():
    write("OverallConcordance", [
        overall("occc.shroutfleiss", "shroutfleiss", ["J1", "J2", "J3", "J4"]),
        overall("occc.raters5", "synth_raters5", [f"rater{k}" for k in range(1, 6)]),
        overall("occc.attitude", "attitude", ["complaints", "learning", "raises"]),
        overall("occc.two", "attitude", ["complaints", "raises"]),
    ])


def midranks(x):
    return [mp.mpf(sum(v < w for v in x)) + mp.mpf(sum(v == w for v in x) + 1) / 2 for w in x]


def kendall(name, raters):
    """All orders of all raters but the first, counted one by one."""
    import itertools
    from scipy import stats
    ranks = [midranks(r) for r in raters]
    m, n = len(ranks), len(ranks[0])
    ties = sum(sum(r.count(v) ** 2 - 1 for v in r) for r in ranks)
    twice = [[int(2 * v) for v in r] for r in ranks]

    def squares(rows):
        return sum((sum(c) - m * (n + 1)) ** 2 for c in zip(*rows))
    seen = squares(twice)
    hits = total = 0
    for orders in itertools.product(*[list(itertools.permutations(r)) for r in twice[1:]]):
        hits += squares([twice[0], *orders]) >= seen
        total += 1
    s = mp.mpf(seen) / 4
    w = 12 * s / (m * m * (mp.mpf(n) ** 3 - n) - m * ties)
    pairs = [stats.spearmanr(a, b).statistic for a, b in itertools.combinations(raters, 2)]
    return {
        "id": name, "method": "Kendall W", "dataset": None, "options": {"raters": raters},
        "expected": {"w": float(w), "s": float(s), "p_exact": float(mp.mpf(hits) / total),
                     "mean_spearman": float(sum(pairs) / len(pairs))},
        "tolerance": "relative 1e-12",
        "source": "integer count of all orders; scipy.stats.spearmanr (Tests/Fixtures/scripts/ratings.py)",
    }


def make_kendall():
    path = os.path.join(HERE, "..", "expected", "KendallsW.json")
    kept = [e for e in json.load(open(path)) if e["id"].startswith("friedman.")]
    write("KendallsW", kept + [
        kendall("kendall.three_by_three", [[1, 2, 3], [1, 2, 3], [2, 1, 3]]),
        kendall("kendall.perfect", [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
        kendall("kendall.three_by_five", [[1, 2, 3, 4, 5], [2, 1, 3, 5, 4], [1, 3, 2, 4, 5]]),
        kendall("kendall.four_by_four", [[1, 2, 3, 4], [2, 1, 4, 3], [1, 3, 2, 4], [4, 2, 3, 1]]),
        kendall("kendall.ties", [[1, 1, 2, 3, 3], [2, 1, 2, 3, 4], [1, 2, 2, 2, 5]]),
        kendall("kendall.two_raters", [[3, 1, 4, 1, 5, 9], [2, 7, 1, 8, 2, 8]]),
        kendall("kendall.constant_free_ties", [[1, 1, 1, 2], [1, 2, 2, 2], [1, 1, 2, 2], [2, 1, 2, 3]]),
    ])


if __name__ == "__main__":
    make_bland_altman()
    make_repeated()
    make_concordance()
    make_overall()
    make_kendall()
