"""Indices of careless answering of 240 respondents to 25 items, by NumPy and SciPy.

Usage: python3 screening.py, which writes LongString.json and its kin into ../expected.
"""
import csv, itertools, json, pathlib
import numpy as np, scipy, scipy.stats

here = pathlib.Path(__file__).parent.parent
names = [l + str(i) for l in "ACENO" for i in range(1, 6)]
rows = list(csv.DictReader(open(here / "data/bfi240.csv")))
X = np.array([[np.nan if r[n] == "NA" else float(r[n]) for n in names] for r in rows])
reversed_items = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
K = np.column_stack([7 - X[:, j] if n in reversed_items else X[:, j] for j, n in enumerate(names)])
source = f"NumPy {np.__version__}, SciPy {scipy.__version__} (scripts/screening.py)"
nan = lambda v: None if not np.isfinite(v) else float(v)

def runs(row):
    return [len(list(g)) for v, g in itertools.groupby(row, key=lambda v: "gap" if np.isnan(v) else v) if v != "gap"]

def save(stem, method, expected, tolerance, **options):
    entry = {"id": f"screening.{stem}", "method": method, "dataset": "bfi240", "options": {"items": names, **options},
             "expected": expected, "tolerance": tolerance, "source": source}
    (here / f"expected/{stem}.json").write_text(json.dumps([entry], indent=1) + "\n")

save("LongString", "longest run of equal answers", {"longest": [max(runs(r)) if runs(r) else None for r in X],
     "average": [float(np.mean(runs(r))) if runs(r) else None for r in X]}, "exact; averages relative 1e-14")
save("IntraindividualVariability", "standard deviation across items", {"values": [nan(np.nanstd(r, ddof=1)) for r in X]},
     "relative 1e-13")

def even_odd(row):
    halves = []
    for s in range(5):
        part = row[5 * s:5 * s + 5]
        odd, even = part[0::2], part[1::2]
        if np.isfinite(odd).any() and np.isfinite(even).any(): halves.append((np.nanmean(odd), np.nanmean(even)))
    if len(halves) < 3: return np.nan
    o, e = np.array(halves).T
    return np.corrcoef(o, e)[0, 1] if o.std() > 0 and e.std() > 0 else np.nan
r = [even_odd(row) for row in K]
save("EvenOddConsistency", "correlation of odd and even halves over scales, stepped up",
     {"correlations": [nan(v) for v in r], "values": [nan(max(-1, 2 * v / (1 + v)) if v > -1 else -1.0) if np.isfinite(v) else None for v in r]},
     "relative 1e-11", reversed=sorted(reversed_items), minimum=1, maximum=6)

def pairwise(a, b):
    ok = np.isfinite(a) & np.isfinite(b)
    return np.corrcoef(a[ok], b[ok])[0, 1]
entries = []
for kind, sign in (("synonyms", 1), ("antonyms", -1)):
    critical = .45
    pairs = [(i, j, pairwise(X[:, i], X[:, j])) for i in range(25) for j in range(i + 1, 25)]
    pairs = [p for p in pairs if sign * p[2] >= critical]
    values = []
    for row in X:
        a = np.array([(row[i], row[j]) for i, j, _ in pairs if np.isfinite(row[i]) and np.isfinite(row[j])])
        ok = len(a) >= 3 and a[:, 0].std() > 0 and a[:, 1].std() > 0
        values.append(nan(np.corrcoef(a[:, 0], a[:, 1])[0, 1]) if ok else None)
    entries.append({"id": f"screening.{kind}", "method": "within-person correlation over pairs of items", "dataset": "bfi240",
        "options": {"items": names, "kind": kind, "critical": critical},
        "expected": {"first": [p[0] for p in pairs], "second": [p[1] for p in pairs], "correlations": [float(p[2]) for p in pairs], "values": values},
        "tolerance": "relative 1e-11", "source": source})
(here / "expected/PsychometricSynonyms.json").write_text(json.dumps(entries, indent=1) + "\n")

full = np.isfinite(X).all(axis=1); C = X[full]
D = np.full(len(X), np.nan)
d = C - C.mean(axis=0)
D[full] = np.einsum("ij,ij->i", d, np.linalg.solve(np.cov(C.T), d.T).T)
save("MahalanobisDistances", "squared Mahalanobis distance of complete cases",
     {"values": [nan(v) for v in D], "p": [nan(v) for v in scipy.stats.chi2.sf(D, 25)], "cut_001": float(scipy.stats.chi2.isf(.001, 25))}, "relative 1e-11")
