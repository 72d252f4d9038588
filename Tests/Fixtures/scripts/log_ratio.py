"""References for LogRatioOfMeans: the formulas of Lajeunesse (2015) in 50 digits.

Run from the folder of the fixtures: python scripts/log_ratio.py (Python 3.11, mpmath).
"""

import json
import sys
from pathlib import Path

import mpmath
from mpmath import mp, mpf

mp.dps = 50
DATA = {
    "small": ([3.2, 4.1, 5.0, 4.4, 3.9, 4.8], [2.9, 3.1, 4.9, 2.2]),
    "times": ([12.5, 30.25, 8.0, 55.5, 21.0, 17.75, 9.5], [40.0, 61.5, 22.25, 90.75, 35.5]),
}
Z = mpmath.sqrt(2) * mpmath.erfinv(mpf(95) / 100)


def parts(values):
    x = [mpf(v) for v in values]
    n, mean = len(x), mpmath.fsum(x) / len(x)
    return mean, mpmath.fsum((v - mean) ** 2 for v in x) / (n - 1) / n / mean**2


def result(estimate, variance):
    se = mpmath.sqrt(variance)
    ends = [estimate - Z * se, estimate + Z * se]
    return dict(estimate=float(estimate), se=float(se), ci=[float(e) for e in ends],
                ratio_ci=[float(mpmath.exp(e)) for e in ends])


entries = []
for name, (group, baseline) in DATA.items():
    (m1, a), (m2, b) = parts(group), parts(baseline)
    log = mpmath.log(m1 / m2)
    entries.append(dict(
        id=f"log_ratio.{name}", method="log ratio of means", dataset=None,
        options=dict(group=group, baseline=baseline, conf_level=0.95),
        expected=dict(plain=result(log, a + b), lajeunesse=result(log + (a - b) / 2, a + b + (a**2 + b**2) / 2)),
        tolerance="relative 1e-11",
        source=f"mpmath {mpmath.__version__} (Python {sys.version.split()[0]}), 50 digits, formulas of Lajeunesse (2015)"))
path = Path(__file__).resolve().parent.parent / "expected" / "LogRatioOfMeans.json"
path.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n")
