"""Reference values of box scores: Wilson's intervals by statsmodels, the net's score interval by mpmath.

    python Tests/Fixtures/scripts/box_scores.py

Writes Tests/Fixtures/expected/BoxScores.json. The score interval is found without its closed form: the
likelihood of the second share under a given difference is maximised by bisection on its derivative, and the
limits by bisection on the statistic, with 70 digits. Needs pandas, statsmodels, mpmath and scipy.
"""
import json
import pathlib
import platform

import mpmath as mp
import numpy as np
import pandas as pd
import scipy.stats
import statsmodels
from statsmodels.stats.proportion import proportion_confint

mp.mp.dps = 70
here = pathlib.Path(__file__).resolve().parent.parent


def bisect(f, low, high):
    sign = f(low) > 0
    for _ in range(140):
        middle = (low + high) / 2
        if (f(middle) > 0) == sign:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def likely(delta, a, b, c):
    """The second share q that maximises a log(q + delta) + b log q + c log(1 - 2q - delta)."""
    low, high = max(mp.mpf(0), -delta), (1 - delta) / 2
    slope = lambda q: (a / (q + delta) if a else 0) + (b / q if b else 0) - (2 * c / (1 - 2 * q - delta) if c else 0)
    tiny = mp.mpf(10) ** -38 * (high - low)
    if slope(low + tiny) < 0:
        return low
    if slope(high - tiny) > 0:
        return high
    return bisect(slope, low + tiny, high - tiny)


def score(a, b, c, level):
    n = a + b + c
    z = mp.sqrt(2) * mp.erfinv(mp.mpf(level))
    net = (a - b) / n

    def excess(delta):
        q = likely(delta, a, b, c)
        return (net - delta) ** 2 - z ** 2 * (2 * q + delta * (1 - delta)) / n

    edge = mp.mpf(10) ** -25
    lower = -1 if net <= -1 else bisect(excess, mp.mpf(-1) + edge, net - edge)
    upper = 1 if net >= 1 else bisect(excess, net + edge, mp.mpf(1) - edge)
    return [float(lower), float(upper)]


def part(x, w, scores, top, bottom, level):
    given = x.notna()
    x, w = x[given], w[given]
    high, low = x.isin(scores[-top:]), x.isin(scores[:bottom])
    sums = [float(w[m].sum()) for m in (high, ~high & ~low, low)]
    n = float(w.sum()) ** 2 / float((w ** 2).sum())
    shares = [s / sum(sums) for s in sums]
    net = shares[0] - shares[2]
    error = ((shares[0] + shares[2] - net ** 2) / n) ** 0.5
    z = scipy.stats.norm.isf((1 - level) / 2)
    a, b, c = (mp.mpf(s) * n for s in (shares[0], shares[2], shares[1]))
    return {
        "counts": [int(m.sum()) for m in (high, ~high & ~low, low)], "n": int(given.sum()), "effective": n,
        "shares": shares,
        "wilson": [list(map(float, proportion_confint(s * n, n, alpha=1 - level, method="wilson"))) for s in shares],
        "net": net, "error": error, "wald": [max(net - z * error, -1), min(net + z * error, 1)],
        "score": score(a, b, c, level),
    }


def entry(name, dataset, column, scores, top, bottom, level=0.95, weights=None, by=None):
    d = pd.read_csv(here / "data" / f"{dataset}.csv")
    w = pd.Series(1.0, index=d.index) if weights is None else d[weights].astype(float)
    expected = part(d[column], w, scores, top, bottom, level)
    if by:
        expected["groups"] = {str(k): part(g[column], w[g.index], scores, top, bottom, level) for k, g in d.groupby(by)}
    return {
        "id": f"boxes.{name}", "method": "box scores", "dataset": dataset,
        "options": {"column": column, "scores": scores, "top": top, "bottom": bottom, "confidence": level,
                    "weights": weights, "by": by},
        "expected": expected, "tolerance": "1e-11 relative",
        "source": f"Python {platform.python_version()}, statsmodels {statsmodels.__version__} proportion_confint("
                  f"method='wilson'), numpy {np.__version__}, mpmath {mp.__version__} for the score interval",
    }


def counts(a, c, b, level):
    """An entry from counts of top, middle and bottom answers of 0 to 10."""
    x = pd.Series([9.0] * a + [7.0] * c + [0.0] * b)
    found = part(x, pd.Series(1.0, index=x.index), list(range(11)), 2, 7, level)
    return {
        "id": f"boxes.promoters_{a}_{c}_{b}", "method": "box scores", "dataset": None,
        "options": {"counts": [a, c, b], "confidence": level}, "expected": found, "tolerance": "1e-11 relative",
        "source": f"Python {platform.python_version()}, statsmodels {statsmodels.__version__}, mpmath {mp.__version__}",
    }


six = [1, 2, 3, 4, 5, 6]
entries = [
    entry("bfi_A3_top_two", "bfi240", "A3", six, 2, 2),
    entry("bfi_A5_top_one", "bfi240", "A5", six, 1, 1, level=0.9),
    entry("bfi_O4_no_middle", "bfi240", "O4", six, 3, 3),
    entry("bfi_N1_weighted_by_gender", "bfi240", "N1", six, 2, 2, weights="age", by="gender"),
    entry("survey_gtr1_by_group", "synth_survey", "gtr1", [1, 2, 3, 4, 5], 2, 1, by="group"),
    counts(30, 40, 30, 0.95), counts(8, 1, 1, 0.95), counts(5, 0, 0, 0.95), counts(0, 0, 4, 0.99),
    counts(0, 7, 0, 0.95), counts(3, 9, 0, 0.95), counts(1, 0, 0, 0.95),
]
(here / "expected" / "BoxScores.json").write_text(json.dumps(entries, indent=1) + "\n")
