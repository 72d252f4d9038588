"""Firth's logistic regression with an added covariate (FLAC; Puhr et al. 2017) in 30 digits: adds its entries to
expected/FirthRegression.json. Newton's method with mpmath on data and pseudo-data, half a leverage each way.
"""
import csv, json, os
import mpmath
from mpmath import mp, mpf, matrix, exp, sqrt

mp.dps = 30
root = os.path.join(os.path.dirname(__file__), "..")
path = os.path.join(root, "expected", "FirthRegression.json")
entries = [entry for entry in json.load(open(path)) if not entry["id"].startswith("firth.added.")]


def information(x, w, b):
    k = len(b)
    p = [1 / (1 + exp(-sum(c * v for c, v in zip(b, r)))) for r in x]
    info = matrix(k, k)
    for r, q, u in zip(x, p, w):
        for a in range(k):
            for c in range(k):
                info[a, c] += u * q * (1 - q) * r[a] * r[c]
    return p, info


def fit(x, y, w, penalized):
    b = [mpf(0)] * len(x[0])
    for _ in range(500):
        p, info = information(x, w, b)
        inverse = info**-1
        k = len(b)
        h = [u * q * (1 - q) * sum(r[a] * inverse[a, c] * r[c] for a in range(k) for c in range(k))
             for r, q, u in zip(x, p, w)] if penalized else [mpf(0)] * len(y)
        score = matrix([sum((u * (v - q) + g * (mpf(1) / 2 - q)) * r[a] for r, v, q, u, g in zip(x, y, p, w, h)) for a in range(k)])
        step = inverse * score
        largest = max(abs(step[a]) for a in range(k))
        share = min(mpf(1), 2 / largest) if largest > 0 else mpf(1)
        b = [v + share * step[a] for a, v in enumerate(b)]
        if largest < mpf(10) ** -25:
            break
    else:
        raise RuntimeError("not converged")
    p, info = information(x, w, b)
    return b, p, info**-1, h


for id, dataset, formula, outcome, names in (
        ("endometrial", "endometrial", "HG ~ NV + PI + EH", "HG", ("NV", "PI", "EH")),
        ("sep_quasi", "sep_quasi", "y ~ g + z", "y", ("g", "z")), ("mtcars", "mtcars", "am ~ wt + hp", "am", ("wt", "hp"))):
    with open(os.path.join(root, "data", dataset + ".csv")) as file:
        rows = list(csv.DictReader(file))
    x = [[mpf(1)] + [mpf(r[v]) for v in names] for r in rows]
    y, one = [mpf(r[outcome]) for r in rows], [mpf(1)] * len(rows)
    _, _, _, h = fit(x, y, one, True)
    half = [v / 2 for v in h]
    added = [r + [mpf(0)] for r in x] + [r + [mpf(1)] for r in x] + [r + [mpf(1)] for r in x]
    b, p, v, _ = fit(added, y + y + [1 - v for v in y], one + half + half, False)
    entries.append({
        "id": "firth.added." + id, "method": "Firth's logistic regression with an added covariate (FLAC)", "dataset": dataset,
        "options": {"formula": formula, "where": None, "factor_levels": None},
        "expected": {"coef": [float(c) for c in b[:-1]], "se": [float(sqrt(v[a, a])) for a in range(len(b) - 1)],
                     "added": float(b[-1]), "fitted": [float(q) for q in p[:len(rows)]]},
        "tolerance": "relative 1e-10", "source": "mpmath %s, Tests/Fixtures/scripts/firth_added_covariate.py" % mpmath.__version__})
json.dump(entries, open(path, "w"), indent=1)
open(path, "a").write("\n")
