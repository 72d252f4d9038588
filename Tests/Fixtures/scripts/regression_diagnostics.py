# White's test by statsmodels 0.15.0: writes ../expected/WhiteTest.json. The Harvey-Collier test by recursive
# residuals in exact fractions: replaces its own entries ("exact.…") in ../expected/HarveyCollierTest.json, after
# regression_diagnostics.R; so for the exact probabilities of Durbin and Watson's d by mpmath in 40 digits.
import json
from fractions import Fraction
from math import sqrt

import mpmath
import numpy as np
import pandas as pd
import scipy.stats
import statsmodels
from statsmodels.stats.diagnostic import het_breuschpagan, het_white

entries = []
for name, data, formula, columns in [
    ("mtcars", "mtcars", "mpg ~ wt + hp", ["wt", "hp"]),
    ("mtcars_binary", "mtcars", "mpg ~ wt + am + qsec", ["wt", "am", "qsec"]),
    ("attitude", "attitude", "rating ~ complaints + learning + advance", ["complaints", "learning", "advance"]),
    ("one", "attitude", "rating ~ learning", ["learning"]),
    ("prestige", "prestige", "prestige ~ income + education", ["income", "education"]),
]:
    frame = pd.read_csv(f"../data/{data}.csv").dropna(subset=columns)
    y = frame[formula.split(" ~ ")[0]].to_numpy(float)
    x = np.column_stack([np.ones(len(y))] + [frame[c].to_numpy(float) for c in columns])
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    e, fitted = y - x @ b, x @ b
    # Columns in standard units, which span the same space and keep digits.
    z = np.column_stack([np.ones(len(y))] + [(c - c.mean()) / c.std() if len(set(c)) > 2 else c for c in x[:, 1:].T])
    stat, p, _, _ = het_white(e, z)
    k = x.shape[1] - 1
    df = k + k * (k + 1) // 2 - sum(len(set(c)) == 2 for c in x[:, 1:].T)
    u = (fitted - fitted.mean()) / fitted.std()
    short, short_p, _, _ = het_breuschpagan(e, np.column_stack([np.ones(len(y)), u, u * u]))
    plain, plain_p, _, _ = het_breuschpagan(e, np.column_stack([z] + [c * c for c in z[:, 1:].T if len(set(c)) > 2]))
    entries.append({
        "id": f"statsmodels.{name}.white", "method": "white", "dataset": data, "options": {"formula": formula},
        "expected": {"stat": stat, "df": df, "p": p, "fitted": short, "fitted_p": short_p,
                     "squares": plain, "squares_p": plain_p},
        "tolerance": "relative 1e-9",
        "source": f"statsmodels {statsmodels.__version__} het_white, het_breuschpagan"})
with open("../expected/WhiteTest.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(e) for e in entries) + "\n]\n")


def reduced(rows):
    """The rows in echelon form, with the columns of their pivots."""
    rows, pivots, place = [list(r) for r in rows], [], 0
    for column in range(len(rows[0]) if rows else 0):
        found = next((i for i in range(place, len(rows)) if rows[i][column] != 0), None)
        if found is None:
            continue
        rows[place], rows[found] = rows[found], rows[place]
        rows[place] = [v / rows[place][column] for v in rows[place]]
        for i in range(len(rows)):
            if i != place and rows[i][column] != 0:
                rows[i] = [a - rows[i][column] * b for a, b in zip(rows[i], rows[place])]
        pivots.append(column)
        place += 1
    return pivots


def solve(a, b):
    """The solution of a square system."""
    n = len(a)
    rows = [list(a[i]) + [b[i]] for i in range(n)]
    for c in range(n):
        p = next(i for i in range(c, n) if rows[i][c] != 0)
        rows[c], rows[p] = rows[p], rows[c]
        rows[c] = [v / rows[c][c] for v in rows[c]]
        for i in range(n):
            if i != c and rows[i][c] != 0:
                rows[i] = [v - rows[i][c] * w for v, w in zip(rows[i], rows[c])]
    return [r[n] for r in rows]


def harvey_collier(y, x):
    w = []
    for t in range(len(y)):
        before = x[:t]
        pivots = reduced(before)
        if len(reduced(before + [x[t]])) > len(pivots):
            continue
        z = [[r[j] for j in pivots] for r in before]
        gram = [[sum(r[i] * r[j] for r in z) for j in range(len(pivots))] for i in range(len(pivots))]
        row = [x[t][j] for j in pivots]
        b = solve(gram, [sum(r[i] * v for r, v in zip(z, y)) for i in range(len(pivots))])
        h = sum(p * q for p, q in zip(row, solve(gram, row)))
        w.append(float(y[t] - sum(p * q for p, q in zip(row, b))) / sqrt(1 + h))
    n, mean = len(w), sum(w) / len(w)
    t = mean / sqrt(sum((v - mean) ** 2 for v in w) / (n - 1) / n)
    return t, n - 1, 2 * scipy.stats.t.sf(abs(t), n - 1)


longley = "Employed ~ GNP.deflator + GNP + Unemployed + Armed.Forces + Population + Year"
exact = []
for name, data, formula, order in [
    ("longley", "longley_r", longley, None),
    ("longley_by_deflator", "longley_r", longley, "GNP.deflator"),
    ("mtcars_by_wt", "mtcars", "mpg ~ wt + hp + am + qsec", "wt"),
    ("tooth", "toothgrowth", "len ~ supp * dose", None),
]:
    frame = pd.read_csv(f"../data/{data}.csv", dtype=str)
    if order:
        frame = frame.iloc[frame[order].astype(float).argsort(kind="stable")]
    outcome, right = formula.split(" ~ ")
    if data == "toothgrowth":
        x = [[Fraction(1), Fraction(s == "VC"), Fraction(d), Fraction(s == "VC") * Fraction(d)]
             for s, d in zip(frame["supp"], frame["dose"])]
    else:
        x = [[Fraction(1)] + [Fraction(v) for v in r] for r in frame[right.split(" + ")].values.tolist()]
    t, df, p = harvey_collier([Fraction(v) for v in frame[outcome]], x)
    exact.append(json.dumps({
        "id": f"exact.{name}.harvey-collier", "method": "harvey-collier", "dataset": data,
        "options": {"formula": formula} | ({"order": order} if order else {}),
        "expected": {"t": abs(t), "df": df, "p": p}, "tolerance": "relative 1e-9",
        "source": "recursive residuals in exact fractions, scipy t distribution"}))


def replace(stem, entries):
    path = f"../expected/{stem}.json"
    with open(path) as file:
        old = [line.rstrip(",\n") for line in file if line.startswith("{") and not line.startswith('{"id": "exact.')]
    with open(path, "w") as file:
        file.write("[\n" + ",\n".join(old + entries) + "\n]\n")


def durbin_watson(y, x):
    """d and both tails by Imhof's integral (1961) along the imaginary axis."""
    n, k = len(y), len(x[0])
    a = mpmath.matrix(x)
    hat = a * (a.T * a) ** -1 * a.T
    rest = mpmath.eye(n) - hat
    form = mpmath.matrix(n, n)
    for i in range(n):
        form[i, i] = 1 if i in (0, n - 1) else 2
        if i:
            form[i, i - 1] = form[i - 1, i] = -1
    e = rest * mpmath.matrix(y)
    d = (e.T * form * e)[0] / (e.T * e)[0]
    values = mpmath.eigsy(rest * form * rest + 8 * hat, eigvals_only=True)
    weights = [v - d for v in sorted(values[i] for i in range(n))[: n - k]]

    def integrand(u):
        size = mpmath.fprod((1 + (w * u) ** 2) for w in weights) ** mpmath.mpf("0.25")
        return mpmath.sin(sum(mpmath.atan(w * u) for w in weights) / 2) / (u * size)

    ends = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, mpmath.inf]
    integral = mpmath.quad(integrand, ends) / mpmath.pi
    return d, mpmath.mpf(1) / 2 - integral, mpmath.mpf(1) / 2 + integral


mpmath.mp.dps = 40
serial = []
for name, data, formula, order in [
    ("mtcars_full", "mtcars", "mpg ~ wt + hp + am + qsec", None),
    ("mtcars_full_by_wt", "mtcars", "mpg ~ wt + hp + am + qsec", "wt"),
    ("mtcars_noint_by_wt", "mtcars", "mpg ~ 0 + wt + hp", "wt"),
    ("attitude", "attitude", "rating ~ complaints + learning + advance", None),
    ("longley", "longley_r", longley, None),
    ("prestige", "prestige", "prestige ~ income + education + type", None),
    ("prestige_by_income", "prestige", "prestige ~ income + education + type", "income"),
]:
    frame = pd.read_csv(f"../data/{data}.csv", dtype=str).dropna()
    if order:
        frame = frame.iloc[frame[order].astype(float).argsort(kind="stable")]
    outcome, right = formula.split(" ~ ")
    columns = []
    for part in right.split(" + "):
        if part == "0":
            continue
        if part == "type":
            columns += [[mpmath.mpf(int(v == level)) for v in frame[part]] for level in ("prof", "wc")]
        else:
            columns.append([mpmath.mpf(v) for v in frame[part]])
    if not right.startswith("0"):
        columns.insert(0, [mpmath.mpf(1)] * len(frame))
    d, lower, upper = durbin_watson([mpmath.mpf(v) for v in frame[outcome]], [list(r) for r in zip(*columns)])
    serial.append(json.dumps({
        "id": f"exact.{name}.durbin-watson", "method": "exact", "dataset": data,
        "options": {"formula": formula} | ({"order": order} if order else {}),
        "expected": {"d": float(d), "greater": float(lower), "less": float(upper)}, "tolerance": "relative 1e-9",
        "source": f"mpmath {mpmath.__version__}, 40 digits, Imhof (1961)"}))

replace("HarveyCollierTest", exact)
replace("DurbinWatsonTest", serial)
