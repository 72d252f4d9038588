"""Reference values of the percentage bend and the repeated measures correlation by pingouin.

Run from Tests/Fixtures: python scripts/robust_correlations.py
"""
import csv
import json

import numpy as np
import pandas as pd
import pingouin as pg
from scipy import stats


def columns(name, x, y):
    with open(f"data/{name}.csv") as file:
        rows = [r for r in csv.DictReader(file) if r[x] != "NA" and r[y] != "NA"]
    return [np.array([float(r[v]) for r in rows]) for v in (x, y)]


def write(stem, entries):
    with open(f"expected/{stem}.json", "w") as file:
        json.dump(entries, file, indent=1)
        file.write("\n")


def bent(x, beta=0.2):
    n, median = len(x), np.median(x)
    reach = np.sort(np.abs(x - median))[int((1 - beta) * n + 0.5) - 1]
    score = (x - median) / reach
    above, below = score > 1, score < -1
    location = (reach * (above.sum() - below.sum()) + x[~above & ~below].sum()) / (n - above.sum() - below.sum())
    return np.clip((x - location) / reach, -1, 1)


entries = []
for name, x, y in [("mtcars", "mpg", "wt"), ("attitude", "rating", "learning"), ("prestige", "income", "education"),
                   ("synth_survey", "age", "mot1")]:
    a, b = columns(name, x, y)
    u, v = bent(a), bent(b)
    r = (u * v).sum() / np.sqrt((u * u).sum() * (v * v).sum())
    n = len(a)
    p = 2 * stats.t.sf(abs(r) * np.sqrt((n - 2) / (1 - r * r)), n - 2)
    # pingouin rounds the place of the bend down, Wilcox (1994) to the nearest: compared where both agree.
    if int(0.8 * n) == int(0.8 * n + 0.5):
        assert np.allclose(pg.correlation.percbend(a, b), (r, p), rtol=1e-10)
    entries.append({
        "id": f"percbend.{name}_{x}_{y}", "method": "percentage bend correlation", "dataset": name,
        "options": {"x": x, "y": y, "where": None}, "expected": {"r": float(r), "p": float(p)},
        "tolerance": "r relative 1e-11, p 1e-10", "source": f"numpy {np.__version__} by the formulas of Wilcox (1994) in scripts/robust_correlations.py, checked "
                  f"against pingouin {pg.__version__} percbend where that rounds alike"})
write("PercentageBendCorrelation", entries)

rng = np.random.default_rng(20261126)
entries = []
for name, sizes in [("balanced", [5] * 8), ("unbalanced", [2, 3, 7, 4, 4, 2, 9])]:
    person = np.repeat([f"p{i}" for i in range(len(sizes))], sizes)
    level = np.repeat(rng.normal(0, 3, len(sizes)), sizes)
    x = np.round(level + rng.normal(size=len(person)), 2)
    y = np.round(-level + 0.6 * x + rng.normal(size=len(person)), 2)
    # Digits beyond the table of rm_corr: the same model by residuals of the person means.
    frame = pd.DataFrame({"x": x, "y": y, "p": person})
    within = frame[["x", "y"]] - frame.groupby("p")[["x", "y"]].transform("mean")
    r = float(np.corrcoef(within["x"], within["y"])[0, 1])
    df = len(x) - len(sizes) - 1
    p = float(2 * stats.t.sf(abs(r) * np.sqrt(df / (1 - r * r)), df))
    table = pg.rm_corr(data=frame, x="x", y="y", subject="p")
    assert abs(float(table["r"].iloc[0]) - r) < 1e-5 and int(table["dof"].iloc[0]) == df
    entries.append({
        "id": f"rmcorr.{name}", "method": "repeated measures correlation", "dataset": None,
        "options": {"x": x.tolist(), "y": y.tolist(), "person": person.tolist()},
        "expected": {"r": r, "p": p, "df": df}, "tolerance": "r relative 1e-10, p 1e-9",
        "source": f"numpy {np.__version__} by deviations from person means, checked against pingouin "
                  f"{pg.__version__} rm_corr"})
write("RepeatedMeasuresCorrelation", entries)
