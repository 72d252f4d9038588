"""Reference values for Yuen's tests and for the two-sample tests of distributions.

    python trimmed_and_distances.py PYTHON_REFERENCES_JSON

writes `Tests/Fixtures/expected/{YuenTest,PairedYuenTest,CramerVonMisesTwoSampleTest,
AndersonDarlingKSampleTest}.json`. The entries `yuen.*` of the file named are copied as they are. Needs numpy,
mpmath and scipy, and R with kSamples, whose `ad.test` rounds its results to about four digits. Exact
probabilities are enumerated in rational arithmetic here; scipy's own are kept where there are no ties.
"""

import csv
import itertools
import json
import pathlib
import subprocess
import sys
from fractions import Fraction

import mpmath
import numpy as np
import scipy
from scipy import stats

mpmath.mp.dps = 40
ROOT = pathlib.Path(__file__).resolve().parents[1]
SCIPY = f"scipy {scipy.__version__}"


def write(stem, entries):
    path = ROOT / "expected" / f"{stem}.json"
    path.write_text("[\n" + ",\n".join(json.dumps(e) for e in entries) + "\n]\n")


def entry(id, method, expected, tolerance, source, options, dataset=None):
    return dict(id=id, method=method, dataset=dataset, options=options, expected=expected,
                tolerance=tolerance, source=source)


def column(name, column, where=None):
    rows = list(csv.DictReader(open(ROOT / "data" / f"{name}.csv")))
    return [float(r[column]) for r in rows if where is None or where(r)]


# Yuen's test for pairs, by the formulas in 40-digit arithmetic.

def t_tail(t, df):
    t, df = mpmath.mpf(abs(t)), mpmath.mpf(df)
    return mpmath.betainc(df / 2, mpmath.mpf(1) / 2, 0, df / (df + t * t), regularized=True)


def paired(x, y, trim):
    x, y = [mpmath.mpf(v) for v in x], [mpmath.mpf(v) for v in y]
    n = len(x)
    g = int(Fraction(str(trim)) * n)
    h = n - 2 * g

    def parts(v):
        s = sorted(v)
        return sum(s[g:n - g]) / h, [min(max(a, s[g]), s[n - g - 1]) for a in v]

    (mx, wx), (my, wy) = parts(x), parts(y)

    def cov(a, b):
        ma, mb = sum(a) / n, sum(b) / n
        return sum((p - ma) * (q - mb) for p, q in zip(a, b)) / (n - 1)

    se = mpmath.sqrt((n - 1) * (cov(wx, wx) + cov(wy, wy) - 2 * cov(wx, wy)) / (h * (h - 1)))
    t = (mx - my) / se
    z = mpmath.sqrt(2) * mpmath.erfinv(1 - 2 * mpmath.mpf(str(trim))) if trim else mpmath.inf
    c = 1 if not trim else mpmath.sqrt(
        mpmath.quad(lambda u: u * u * mpmath.npdf(u), [-z, z]) + 2 * mpmath.mpf(str(trim)) * z * z)
    p = t_tail(t, h - 1)
    quantile = mpmath.findroot(lambda q: t_tail(q, h - 1) - mpmath.mpf("0.05"), 2.2)
    return dict(difference=float(mx - my), se=float(se), t=float(t), df=h - 1, p=float(p),
                ci95=[float(mx - my - quantile * se), float(mx - my + quantile * se)],
                winsorized_r=float(cov(wx, wy) / mpmath.sqrt(cov(wx, wx) * cov(wy, wy))),
                robust_d=float(c * (mx - my) / mpmath.sqrt((cov(wx, wx) + cov(wy, wy)) / 2)))


def paired_entries():
    out = []
    family = lambda r: r["Treat"] == "FT"
    sets = [("anorexia_ft", "anorexia", "Prewt", "Postwt", family, "Treat == 'FT'"),
            ("anorexia", "anorexia", "Postwt", "Prewt", None, None),
            ("sleep", "sleep_wide", "drug1", "drug2", None, None)]
    for name, data, x, y, where, text in sets:
        a, b = column(data, x, where), column(data, y, where)
        for trim in (0, 0.1, 0.2, 0.25):
            options = dict(x=x, y=y, trim=trim)
            if text:
                options["where"] = text
            out.append(entry(f"yuend.{name}.{trim}", "Yuen test for pairs", paired(a, b, trim), "relative 1e-12",
                             "by hand (Wilcox 2012, section 5.9.5), mpmath 40 digits", options, data))
    out.append(entry(
        "yuend.published", "Yuen test for pairs, published", dict(
            t=-3.829, df=10, p=0.00332, difference=-8.56364, ci95=[-13.5469, -3.5804]),
        "as printed", "Mair & Wilcox (2020), doi:10.3758/s13428-019-01246-w, output of WRS2 yuend",
        dict(x="Prewt", y="Postwt", trim=0.2, where="Treat == 'FT'"), "anorexia"))
    return out


def yuen_entries():
    out = [e for e in json.load(open(sys.argv[1])) if e["id"].startswith("yuen.")]
    for trim in (0.05, 0.1, 0.2, 0.25, 0.4):
        z = mpmath.sqrt(2) * mpmath.erfinv(1 - 2 * mpmath.mpf(str(trim)))
        c = mpmath.sqrt(mpmath.quad(lambda u: u * u * mpmath.npdf(u), [-z, z]) + 2 * mpmath.mpf(str(trim)) * z * z)
        out.append(entry(f"yuen.factor.{trim}", "winsorized standard deviation of the standard normal",
                         dict(factor=float(c)), "relative 1e-14", "mpmath 40 digits", dict(trim=trim)))
    return out


# Distances of distribution functions.

def cvm(x, y):
    n, m, pooled = len(x), len(y), sorted(x + y)
    total = Fraction(0)
    for z in pooled:
        after = Fraction(sum(v <= z for v in x), n) - Fraction(sum(v <= z for v in y), m)
        before = Fraction(sum(v < z for v in x), n) - Fraction(sum(v < z for v in y), m)
        total += (after ** 2 + before ** 2) / 2
    return total * n * m / Fraction(n + m) ** 2


def ad(groups, midpoints):
    sizes, pooled = [len(g) for g in groups], sorted(v for g in groups for v in g)
    count = len(pooled)
    total = Fraction(0)
    for z in sorted(set(pooled)):
        tied = pooled.count(z)
        below = sum(v < z for v in pooled)
        b = below + (Fraction(tied, 2) if midpoints else tied)
        bottom = b * (count - b) - (Fraction(count * tied, 4) if midpoints else 0)
        if bottom == 0:
            continue
        for g, n in zip(groups, sizes):
            own = sum(v < z for v in g) + Fraction(sum(v == z for v in g), 2 if midpoints else 1)
            total += Fraction(tied, count) * (count * own - n * b) ** 2 / bottom / n
    return total * Fraction(count - 1, count) if midpoints else total


def divisions(pooled, sizes):
    if len(sizes) == 1:
        yield [pooled]
        return
    for chosen in itertools.combinations(range(len(pooled)), sizes[0]):
        rest = [v for i, v in enumerate(pooled) if i not in chosen]
        for more in divisions(rest, sizes[1:]):
            yield [[pooled[i] for i in chosen]] + more


def exact(groups, statistic):
    observed = statistic(groups)
    cache, hits, count = {}, 0, 0
    for division in divisions([v for g in groups for v in g], [len(g) for g in groups]):
        key = tuple(tuple(sorted(g)) for g in division)
        if key not in cache:
            cache[key] = statistic(division)
        hits += cache[key] >= observed
        count += 1
    return float(observed), hits / count


rng = np.random.default_rng(20)
TWO = {
    "anderson": ([1.2, 2.5, 3.1, 4.7, 5.5], [2.0, 3.3, 6.1, 7.2, 8.4, 9.9]),
    "ties": ([1, 2, 2, 3, 3, 4.0], [2, 3, 4, 4, 5, 5, 5.0]),
    "twolevels": ([0, 0, 0, 1, 1.0], [0, 1, 1, 1, 1, 1.0]),
    "separated": ([1, 2, 3, 4.0], [5, 6, 7, 8, 9.0]),
    "same": ([1, 2, 3, 4.0], [1, 2, 3, 4.0]),
    "spread": ([4.1, 4.9, 5.0, 5.2, 5.8, 4.6], [1.0, 2.2, 8.5, 9.4, 7.3, 0.3]),
}


def cvm_entries():
    out = []
    for name, (x, y) in TWO.items():
        t, p = exact([x, y], lambda g: cvm(*g))
        expected = dict(T=t, p_exact=p)
        tied = len(set(x + y)) < len(x + y)
        if not tied:
            r = stats.cramervonmises_2samp(x, y, method="exact")
            expected.update(scipy_T=float(r.statistic), scipy_p_exact=float(r.pvalue))
            expected["scipy_p_asymptotic"] = float(stats.cramervonmises_2samp(x, y, method="asymptotic").pvalue)
        out.append(entry(f"cvm2.{name}", "Cramer-von Mises two-sample", expected, "relative 1e-12",
                         f"enumeration in fractions; {SCIPY} cramervonmises_2samp without ties", dict(x=x, y=y)))
    for n, m, shift in ((12, 15, 1), (20, 18, .6), (25, 25, 0)):
        x, y = (rng.normal(size=n) + shift).round(6).tolist(), rng.normal(size=m).round(6).tolist()
        r, a = (stats.cramervonmises_2samp(x, y, method=k) for k in ("exact", "asymptotic"))
        out.append(entry(f"cvm2.normal.{n}.{m}", "Cramer-von Mises two-sample", dict(
            scipy_T=float(r.statistic), scipy_p_exact=float(r.pvalue), scipy_p_asymptotic=float(a.pvalue)),
            "relative 1e-9", f"{SCIPY} cramervonmises_2samp", dict(x=x, y=y)))
    # The limit distribution by Smirnov's formula at 40 digits.
    grid = ["0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "12"]

    def smirnov(x):
        def part(k):
            f = lambda u: 2 / (mpmath.pi) * mpmath.exp(-x * ((2 * k - 1) * mpmath.pi + u) ** 2 / 2) / mpmath.sqrt(
                ((2 * k - 1) * mpmath.pi + u) * mpmath.sin(u))
            return (-1) ** (k + 1) * mpmath.quad(f, [0, mpmath.pi / 8, mpmath.pi / 2, mpmath.pi])
        return sum(part(k) for k in range(1, 16))

    out.append(entry("cvm2.limit", "Cramer-von Mises limit distribution", dict(
        x=[float(g) for g in grid], upper=[float(smirnov(mpmath.mpf(g))) for g in grid]),
        "relative 1e-13", "Smirnov's formula, mpmath 40 digits", {}))
    return out


def ksamples(groups):
    text = ",".join("c(" + ",".join(map(repr, g)) + ")" for g in groups)
    code = (f'suppressMessages(library(kSamples)); a<-ad.test({text},method="exact",Nsim=5e6);'
            'cat(a$sig, a$ad[1,], a$ad[2,], sep=" ")')
    numbers = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True).stdout.split()
    return [float(v) for v in numbers]


def ad_entries():
    groups = {name: [x, y] for name, (x, y) in TWO.items()}
    groups["three"] = [[1, 2, 3, 5.5], [2, 3, 6, 7.0], [0, 2, 9.0]]
    groups["four"] = [[1.5, 2.5, 3.0], [2.0, 4.0], [5.0, 6.0, 7.0], [0.5, 8.0]]
    out = []
    for name, g in groups.items():
        (steps, p_steps), (mid, p_mid) = (exact(g, lambda d, k=k: ad(d, k)) for k in (False, True))
        r = ksamples(g)
        expected = dict(steps=steps, p_steps=p_steps, midpoints=mid, p_midpoints=p_mid,
                        standardized_midpoints=float(stats.anderson_ksamp(g, midrank=True).statistic),
                        standardized_steps=float(stats.anderson_ksamp(g, midrank=False).statistic),
                        ksamples_sigma=r[0], ksamples_steps=r[1], ksamples_asymptotic_steps=r[3],
                        ksamples_p_steps=r[4], ksamples_midpoints=r[5], ksamples_asymptotic_midpoints=r[7],
                        ksamples_p_midpoints=r[8])
        out.append(entry(f"adk.{name}", "Anderson-Darling k-sample", expected, "relative 1e-12; kSamples 4 digits",
                         f"enumeration in fractions; {SCIPY} anderson_ksamp; R kSamples 1.2-9 ad.test(method='exact')",
                         dict(groups=g)))
    # The limit distribution by numerical inversion of the characteristic function along a line, 40 digits.
    out.append(limit_entry())
    return out


def limit_entry():
    # Equal steps along s = 1/2 + iy: the error is exp(-2 pi / 2 / step), about 1e-27.
    step, points = mpmath.mpf("0.05"), ("0.3", "0.8", "1.5", "2.5", "5", "10", "20")

    def log_det(s):
        # log of the product of 1 - 2s/(j(j+1)): gamma functions of the roots of j(j+1) = 2s.
        r = mpmath.sqrt(1 + 8 * s)
        return -mpmath.loggamma((3 - r) / 2) - mpmath.loggamma((3 + r) / 2)

    line = [mpmath.mpc(mpmath.mpf(1) / 2, k * step) for k in range(50_000)]
    logs = [log_det(s) for s in line]

    def upper(x, nu):
        x, total = mpmath.mpf(x), mpmath.mpf(0)
        for k, (s, log) in enumerate(zip(line, logs)):
            term = mpmath.exp(-mpmath.mpf(nu) / 2 * log - s * x) / s
            total += mpmath.re(term) / (2 if k == 0 else 1)
            if abs(term) < mpmath.mpf(10) ** -28:
                break
        return total * step / mpmath.pi

    grid = [(x, nu) for nu in (1, 2, 3, 7) for x in points]
    # Far tails and many degrees of freedom, with the line near the saddle point and shorter steps.
    far = [("145", 100, "0.55"), ("400", 100, "0.88"), ("90", 100, "0.1"), ("930", 999, "0.03"), ("1143", 999, "0.2"),
           ("1500", 999, "0.5")]

    def upper_far(x, nu, c):
        x, c, total, k = mpmath.mpf(x), mpmath.mpf(c), mpmath.mpf(0), 0
        short = min(c, 1 - c) * 2 * mpmath.pi / 1500
        while True:
            s = mpmath.mpc(c, k * short)
            term = mpmath.exp(-mpmath.mpf(nu) / 2 * log_det(s) - s * x) / s
            total += mpmath.re(term) / (2 if k == 0 else 1)
            first = abs(term) if k == 0 else first
            if abs(term) < first * mpmath.mpf(10) ** -22:
                return total * short / mpmath.pi
            k += 1

    return entry("adk.limit", "Anderson-Darling limit distribution", dict(
        x=[float(x) for x, _ in grid] + [float(x) for x, _, _ in far],
        df=[nu for _, nu in grid] + [nu for _, nu, _ in far],
        upper=[float(upper(x, nu)) for x, nu in grid] + [float(upper_far(*row)) for row in far]), "relative 1e-12",
        "trapezoidal inversion of the moment generating function, mpmath 40 digits", {})


write("YuenTest", yuen_entries())
write("PairedYuenTest", paired_entries())
write("CramerVonMisesTwoSampleTest", cvm_entries())
write("AndersonDarlingKSampleTest", ad_entries())
