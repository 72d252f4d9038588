"""References for tests of pairs: the fixtures BowkerTest and StuartMaxwellTest, and entries of others.

Run from the folder of the fixtures: python scripts/pairs.py (Python 3.11, scipy, statsmodels, numpy).
Entries that come from elsewhere are kept as they are.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import SquareTable, mcnemar

SOURCE = f"Python {sys.version.split()[0]}, statsmodels {statsmodels.__version__}, scipy {scipy.__version__}, numpy {np.__version__}"
ROOT = Path(__file__).resolve().parent.parent / "expected"


def entry(id, method, options, expected, tolerance, source):
    return dict(id=id, method=method, dataset=None, options=options, expected=expected,
                tolerance=tolerance, source=f"{SOURCE}: {source}")


def write(stem, entries):
    path = ROOT / f"{stem}.json"
    old = json.loads(path.read_text()) if path.exists() else []
    new = {e["id"] for e in entries}
    path.write_text(json.dumps([e for e in old if e["id"] not in new] + entries, indent=1, ensure_ascii=False) + "\n")


TABLES = {
    # Unaided distance vision of 7477 women, right eye against left (Stuart 1955).
    "vision": [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]],
    "three": [[20, 10, 5], [3, 30, 15], [0, 5, 40]],
    "five": [[3, 1, 0, 2, 5], [2, 7, 4, 0, 1], [1, 6, 9, 3, 2], [0, 2, 5, 11, 4], [1, 0, 1, 8, 6]],
}


def symmetry():
    bowker, maxwell = [], []
    for name, table in TABLES.items():
        square = SquareTable(np.array(table, float), shift_zeros=False)
        s, h = square.symmetry(), square.homogeneity()
        options = {"table": table}
        bowker.append(entry(f"bowker.{name}", "Bowker", options,
                            {"statistic": s.statistic, "df": int(s.df), "p": s.pvalue}, "relative 1e-11",
                            "SquareTable(table, shift_zeros=False).symmetry()"))
        maxwell.append(entry(f"stuart_maxwell.{name}", "Stuart-Maxwell", options,
                             {"statistic": h.statistic, "df": int(h.df), "p": h.pvalue}, "relative 1e-11",
                             "SquareTable(table, shift_zeros=False).homogeneity()"))
    write("BowkerTest", bowker)
    write("StuartMaxwellTest", maxwell)


def newcombe(table, level=0.95):
    """Newcombe (1998), method 10, written from the formulas."""
    (a, b), (c, d) = table
    n, z = a + b + c + d, stats.norm.isf((1 - level) / 2)

    def wilson(k):
        centre, root = 2 * k + z * z, z * np.sqrt(z * z + 4 * k * (1 - k / n))
        return (centre - root) / (2 * (n + z * z)), (centre + root) / (2 * (n + z * z))

    (p1, p2), (l1, u1), (l2, u2) = ((a + b) / n, (a + c) / n), wilson(a + b), wilson(a + c)
    margins, product = (a + b) * (c + d) * (a + c) * (b + d), a * d - b * c
    phi = 0 if margins == 0 else (max(product - n / 2, 0) if product > 0 else product) / np.sqrt(margins)
    low = np.sqrt((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2)
    high = np.sqrt((u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2)
    return [p1 - p2, p1 - p2 - low, p1 - p2 + high]


def paired_shares():
    entries = []
    for table in ([[794, 86], [150, 570]], [[10, 5], [12, 33]], [[36, 12], [2, 0]], [[1, 9], [3, 40]]):
        name = "_".join(str(k) for row in table for k in row)
        difference, low, high = newcombe(table)
        exact = mcnemar(table, exact=True)
        entries.append(entry(f"mcnemar_newcombe.{name}", "McNemar, difference of shares", {"table": table},
                             {"difference": difference, "ci": [low, high], "p_exact": float(exact.pvalue)},
                             "relative 1e-11", "mcnemar(exact=True); Newcombe's method 10 by hand"))
    write("McNemarTest", entries)


def flips():
    entries = []
    for name, x in {"tied": [3, -1, 2, 2, 0, 5, -1, 4, 1, 1, -2],
                    "decimal": [0.31, -1.17, 2.23, 0.42, 1.93, -0.28, 0.77, 1.51, -0.63, 0.94, 0.15, 1.02]}.items():
        expected = {}
        for side in ("two-sided", "less", "greater"):
            r = stats.permutation_test((np.array(x, float),), np.mean, permutation_type="samples",
                                       alternative=side, n_resamples=np.inf)
            expected[side] = float(r.pvalue)
        entries.append(entry(f"sign_flip.{name}", "sign flips, all", {"differences": x}, expected,
                             "relative 1e-12", "scipy.stats.permutation_test(permutation_type='samples')"))
    write("SignFlipTest", entries)


def signs():
    entries = []
    for hits, misses in ((9, 2), (4, 11), (30, 18)):
        expected = {}
        for side in ("two-sided", "less", "greater"):
            r = stats.binomtest(hits, hits + misses, 0.5, alternative=side)
            low, high = r.proportion_ci(0.9, method="exact")
            expected[side] = {"p": float(r.pvalue), "ci90": [low, high]}
        entries.append(entry(f"sign_test.{hits}_{misses}", "sign test, counts",
                             {"positive": hits, "negative": misses}, expected, "relative 1e-11",
                             "scipy.stats.binomtest(positive, n).proportion_ci(0.9)"))
    write("SignTest", entries)


symmetry()
paired_shares()
flips()
signs()
