"""Reference values for several groups and repeated measures that no other fixture holds.

Dunnett by double integration (Gauss-Legendre panels), factorial ANOVA types II and III by statsmodels, Page's test by
SciPy, exact distributions by enumeration in Python.
"""
import itertools, json, math, os, sys
from fractions import Fraction
import numpy as np, pandas as pd, scipy, statsmodels
from scipy import stats, optimize
import statsmodels.formula.api as smf, statsmodels.api as sm

HERE = os.path.dirname(os.path.abspath(__file__))
DATA, OUT = os.path.join(HERE, "../data"), os.path.join(HERE, "../expected")
PY = f"Python {sys.version.split()[0]}, SciPy {scipy.__version__}"


def save(stem, entries, keep=False):
    path = os.path.join(OUT, stem + ".json")
    old = json.load(open(path)) if keep and os.path.exists(path) else []
    ids = {e["id"] for e in entries}
    with open(path, "w") as f:
        json.dump([e for e in old if e["id"] not in ids] + entries, f, indent=1, ensure_ascii=False)
        f.write("\n")


def entry(id, method, dataset, options, expected, tolerance, source):
    return dict(id=id, method=method, dataset=dataset, options=options, expected=expected, tolerance=tolerance,
                source=source)


def groups_of(ds, y, g, levels):
    d = pd.read_csv(f"{DATA}/{ds}.csv", dtype={g: str})
    return [d[(d[g] == l)][y].dropna().to_numpy(float) for l in levels]


# Dunnett: the double integral over the control's mean and the standard deviation, by Gauss-Legendre panels.
def panels(a, b, count):
    x, w = np.polynomial.legendre.leggauss(20)
    edges = np.linspace(a, b, count + 1)
    half = np.diff(edges) / 2
    mid = edges[:-1] + half
    return (mid[:, None] + half[:, None] * x).ravel(), (half[:, None] * w).ravel()


def dunnett_tail(c, n0, ns, df, two):
    z, wz = panels(-9, 9, 24)
    s, ws = panels(1e-9, 4, 24)
    a, b = c * s[:, None], np.ones((len(s), len(z)))
    for n in ns:
        lam, res = math.sqrt(n / (n + n0)), math.sqrt(n0 / (n + n0))
        b = b * (stats.norm.cdf((a - lam * z) / res) - (stats.norm.cdf((-a - lam * z) / res) if two else 0))
    logc = df / 2 * math.log(df) - math.lgamma(df / 2) - (df / 2 - 1) * math.log(2)
    dens = np.exp(logc + (df - 1) * np.log(s) - df * s * s / 2)
    return float(1 - (ws * dens) @ (b @ (wz * stats.norm.pdf(z))))


out = []
for tag, ds, y, g, levels in [("plant", "plantgrowth", "weight", "group", ["ctrl", "trt1", "trt2"]),
                              ("cyl", "mtcars", "mpg", "cyl", ["4", "6", "8"])]:
    gs = groups_of(ds, y, g, levels)
    n = [len(x) for x in gs]
    df = sum(n) - len(gs)
    s2 = sum(((x - x.mean()) ** 2).sum() for x in gs) / df
    for alt in ["two-sided", "greater", "less"]:
        exp = {"t": [], "p": [], "df": df}
        for x in gs[1:]:
            t = (x.mean() - gs[0].mean()) / math.sqrt(s2 * (1 / len(x) + 1 / n[0]))
            c = abs(t) if alt == "two-sided" else t if alt == "greater" else -t
            exp["t"].append(t)
            exp["p"].append(dunnett_tail(c, n[0], n[1:], df, alt == "two-sided"))
        exp["critical"] = optimize.brentq(
            lambda c: dunnett_tail(c, n[0], n[1:], df, alt == "two-sided") - 0.05, 1, 5, xtol=1e-9)
        out.append(entry(f"dunnett.{tag}.{alt}", "Dunnett", ds,
                         dict(y=y, group=g, levels=levels, where=None, conf_level=0.95, alternative=alt), exp,
                         "relative 1e-8", PY + ": double integral by Gauss-Legendre panels"))
save("DunnettTest", out)

# Factorial ANOVA by statsmodels, types II and III.
out = []
for tag, ds, y, a, b, la, lb in [("mtcars", "mtcars", "mpg", "am", "vs", ["0", "1"], ["0", "1"]),
                                 ("mtcars_gear", "mtcars", "mpg", "cyl", "am", ["4", "6", "8"], ["0", "1"])]:
    d = pd.read_csv(f"{DATA}/{ds}.csv")
    for typ in [2, 3]:
        m = smf.ols(f"{y} ~ C({a}, Sum) * C({b}, Sum)", d).fit()
        t = sm.stats.anova_lm(m, typ=typ)
        rows = [i for i in t.index if i != "Intercept"]
        out.append(entry(f"factorial.{tag}.type{typ}", f"factorial ANOVA type {typ}", ds,
                         dict(y=y, a=a, b=b, levels_a=la, levels_b=lb, ss_type=typ),
                         dict(ss=list(t.loc[rows, "sum_sq"]), df=[int(x) for x in t.loc[rows, "df"]],
                              F=list(t.loc[rows[:-1], "F"]), p=list(t.loc[rows[:-1], "PR(>F)"])),
                         "relative 1e-9", f"Python, statsmodels {statsmodels.__version__}: anova_lm(typ={typ})"))
save("FactorialANOVA", out, keep=True)

# Page's test without ties by SciPy, exact and asymptotic.
rng = np.random.default_rng(7)
out = []
for n, k in [(4, 3), (6, 4), (10, 5)]:
    x = np.round(rng.normal(size=(n, k)) + np.arange(k) * 0.3, 6)
    ex = stats.page_trend_test(x, method="exact")
    asy = stats.page_trend_test(x, method="asymptotic")
    out.append(entry(f"page.{n}x{k}", "Page", None, dict(columns=[list(c) for c in x.T]),
                     dict(L=float(ex.statistic), p_exact=float(ex.pvalue), p_asymptotic=float(asy.pvalue)),
                     "relative 1e-10", PY + ": scipy.stats.page_trend_test"))
save("PageTest", out)

# Jonckheere-Terpstra and the permutation of F by enumeration in rational arithmetic.
def divisions(idx, sizes):
    if not sizes:
        yield []
        return
    for c in itertools.combinations(idx, sizes[0]):
        rest = [i for i in idx if i not in c]
        for d in divisions(rest, sizes[1:]):
            yield [c] + d


def jt(gs):
    return sum((Fraction(1) if b > a else Fraction(1, 2) if b == a else Fraction(0))
               for i in range(len(gs)) for j in range(i + 1, len(gs)) for a in gs[i] for b in gs[j])


out, outF = [], []
for tag, gs in [("untied", [[1, 4, 2], [3, 6, 5], [7, 9, 8]]), ("ties", [[1, 2, 2, 3], [2, 3, 3], [3, 4, 4]]),
                ("two", [[1, 1, 2, 5], [2, 2, 3, 6]]), ("unequal", [[2, 1], [2, 3, 3, 1], [2], [4, 2]])]:
    pool = [v for g in gs for v in g]
    sizes = [len(g) for g in gs]
    obs = jt(gs)
    ssb = lambda q: sum(Fraction(sum(x)) ** 2 / len(x) for x in q)
    obsF = ssb(gs)
    lo = hi = far = tot = hiF = 0
    center = Fraction(len(pool) ** 2 - sum(s * s for s in sizes), 4)
    for d in divisions(list(range(len(pool))), sizes):
        q = [[pool[i] for i in c] for c in d]
        v = jt(q)
        lo += v <= obs
        hi += v >= obs
        far += abs(v - center) >= abs(obs - center)
        hiF += ssb(q) >= obsF
        tot += 1
    ranks = stats.rankdata(pool)
    out.append(entry(f"jonckheere.{tag}", "Jonckheere-Terpstra exact", None, dict(groups=gs),
                     dict(J=float(obs), lower=lo / tot, upper=hi / tot, two_sided=far / tot), "relative 1e-12",
                     PY + ": enumeration of all divisions in rational arithmetic"))
    outF.append(entry(f"permutation_f.{tag}", "permutation F exact", None, dict(groups=gs),
                      dict(F=float(stats.f_oneway(*gs).statistic), p=hiF / tot), "relative 1e-12",
                      PY + ": enumeration of all divisions in rational arithmetic, scipy.stats.f_oneway"))
save("JonckheereTerpstraTest", out)
save("PermutationF", outF)

# Scheffe and planned contrasts by their formulas.
out, outP = [], []
for tag, ds, y, g, levels, w in [
        ("plant", "plantgrowth", "weight", "group", ["ctrl", "trt1", "trt2"], [[-1, .5, .5], [0, -1, 1]]),
        ("cyl", "mtcars", "mpg", "cyl", ["4", "6", "8"], [[1, -.5, -.5], [0, 1, -1]])]:
    gs = groups_of(ds, y, g, levels)
    n = np.array([len(x) for x in gs]); m = np.array([x.mean() for x in gs]); v = np.array([x.var(ddof=1) for x in gs])
    k, df = len(gs), n.sum() - len(gs)
    s2 = ((n - 1) * v).sum() / df
    S, P = [], []
    for c in map(np.array, w):
        est, se = c @ m, math.sqrt(s2 * (c * c / n).sum())
        reach = math.sqrt((k - 1) * stats.f.isf(.05, k - 1, df)) * se
        S.append(dict(estimate=est, se=se, p=stats.f.sf((est / se) ** 2 / (k - 1), k - 1, df), low=est - reach,
                      high=est + reach))
        t = est / se
        q = stats.t.isf(.025, df) * se
        lim = [optimize.brentq(lambda l: stats.nct.cdf(t, df, l) - a, t - 8, t + 8, xtol=1e-12) for a in (.975, .025)]
        root = math.sqrt((c * c / n).sum())
        sep = math.sqrt((c * c * v / n).sum())
        dfs = (c * c * v / n).sum() ** 2 / ((c * c * v / n) ** 2 / (n - 1)).sum()
        P.append(dict(estimate=est, pooled=dict(se=se, df=int(df), t=t, p=2 * stats.t.sf(abs(t), df), low=est - q,
                                                high=est + q, d=est / math.sqrt(s2), d_low=lim[0] * root,
                                                d_high=lim[1] * root),
                      separate=dict(se=sep, df=dfs, t=est / sep, p=2 * stats.t.sf(abs(est / sep), dfs),
                                    d=est / math.sqrt(v.mean()))))
    opt = dict(y=y, group=g, levels=levels, where=None, conf_level=.95, contrasts=w)
    out.append(entry(f"scheffe.{tag}", "Scheffe", ds, opt, dict(contrasts=S), "relative 1e-10", PY + ": formulas"))
    outP.append(entry(f"contrasts.{tag}", "planned contrasts", ds, opt, dict(contrasts=P), "relative 1e-10, d limits 1e-7",
                      PY + ": formulas; noncentral t inverted with scipy.stats.nct"))
save("ScheffeTest", out)
save("PlannedContrasts", outP)
