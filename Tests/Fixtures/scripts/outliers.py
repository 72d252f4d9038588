"""Reference values of D'Agostino's, Grubbs's and Rosner's tests and of distances from the median.

Run from Tests/Fixtures: python scripts/outliers.py
"""
import csv
import json

import numpy as np
import scipy
from scipy import stats


def column(name, variable):
    with open(f"data/{name}.csv") as file:
        return np.array([float(r[variable]) for r in csv.DictReader(file) if r[variable] != "NA"])


def write(stem, entries):
    with open(f"expected/{stem}.json", "w") as file:
        json.dump(entries, file, indent=1)
        file.write("\n")


SOURCE = f"scipy {scipy.__version__}, numpy {np.__version__}"
SETS = [("mtcars", "mpg"), ("attitude", "rating"), ("toothgrowth", "len"), ("lalonde", "re78"), ("mtcars", "hp")]
entries = []
for name, variable in SETS:
    x = column(name, variable)
    z, k = stats.skewtest(x), stats.kurtosistest(x)
    both = stats.normaltest(x)
    entries.append({
        "id": f"k2.{name}_{variable}", "method": "D'Agostino-Pearson K2", "dataset": name,
        "options": {"column": variable, "where": None},
        "expected": {"n": len(x), "z_skewness": z.statistic, "z_kurtosis": k.statistic, "K2": both.statistic,
                     "p": both.pvalue},
        "tolerance": "relative 1e-9", "source": SOURCE + " skewtest, kurtosistest, normaltest"})
write("DAgostinoTest", entries)

entries = []
for name, variable in SETS:
    x = column(name, variable)
    n = len(x)
    score = (x - x.mean()) / x.std(ddof=1)
    for side, g in [("two-sided", np.abs(score).max()), ("greater", score.max()), ("less", -score.min())]:
        t = np.sqrt(n * (n - 2) * g * g / ((n - 1) ** 2 - n * g * g))
        p = min(1, n * stats.t.sf(t, n - 2) * (2 if side == "two-sided" else 1))
        entries.append({
            "id": f"grubbs.{name}_{variable}.{side}", "method": "Grubbs", "dataset": name,
            "options": {"column": variable, "where": None, "alternative": side},
            "expected": {"n": n, "G": g, "p": p}, "tolerance": "relative 1e-10",
            "source": SOURCE + ", formula in scripts/outliers.py"})
write("GrubbsTest", entries)

ROSNER = [float(v) for v in """-0.25 0.68 0.94 1.15 1.20 1.26 1.26 1.34 1.38 1.43 1.49 1.49 1.55 1.56 1.58 1.65 1.69 1.70
1.76 1.77 1.81 1.91 1.94 1.96 1.99 2.06 2.09 2.10 2.14 2.15 2.23 2.24 2.26 2.35 2.37 2.40 2.47 2.54 2.62 2.64 2.90 2.92
2.92 2.93 3.21 3.26 3.30 3.59 3.68 4.30 4.64 5.34 5.42 6.01""".split()]


def rosner(x, most, level):
    x, left = np.array(x), list(range(len(x)))
    distances, criticals, indices = [], [], []
    for _ in range(most):
        n = len(left)
        score = np.abs(x[left] - x[left].mean()) / x[left].std(ddof=1)
        place = int(np.argmax(score))
        t = stats.t.isf(level / (2 * n), n - 2)
        distances.append(score[place])
        criticals.append((n - 1) * t / np.sqrt((n - 2 + t * t) * n))
        indices.append(left.pop(place))
    beyond = [i for i in range(most) if distances[i] > criticals[i]]
    return {"distances": distances, "criticals": criticals, "indices": indices,
            "outliers": beyond[-1] + 1 if beyond else 0}


entries = [{
    "id": "rosner.published", "method": "Rosner", "dataset": None,
    "options": {"values": ROSNER, "most": 10, "level": 0.05}, "expected": rosner(ROSNER, 10, 0.05),
    "tolerance": "relative 1e-10",
    "source": SOURCE + ", formula in scripts/outliers.py; data of Rosner (1983), table 1"}]
x = column("mtcars", "hp").tolist()
entries.append({
    "id": "rosner.mtcars_hp", "method": "Rosner", "dataset": None, "options": {"values": x, "most": 5, "level": 0.1},
    "expected": rosner(x, 5, 0.1), "tolerance": "relative 1e-10",
    "source": SOURCE + ", formula in scripts/outliers.py"})
print(np.round(entries[0]["expected"]["distances"], 3), np.round(entries[0]["expected"]["criticals"], 3))
write("RosnerTest", entries)

entries = []
for name, variable in SETS[:3]:
    x = column(name, variable)
    mad = stats.median_abs_deviation(x, scale="normal")
    distance = (x - np.median(x)) / mad
    entries.append({
        "id": f"mad.{name}_{variable}", "method": "MAD distances", "dataset": name,
        "options": {"column": variable, "where": None, "threshold": 1.5},
        "expected": {"n": len(x), "median": float(np.median(x)), "deviation": float(mad),
                     "distances": distance.tolist(),
                     "outliers": [int(i) for i in np.flatnonzero(np.abs(distance) > 1.5)]},
        "tolerance": "relative 1e-12", "source": SOURCE + " median_abs_deviation(scale='normal')"})
write("MADOutliers", entries)
