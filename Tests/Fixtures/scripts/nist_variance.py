"""One-way analyses of variance of NIST's data sets in exact rational arithmetic on the data as doubles.

The certified values are those of the decimals; what is left of them once the decimals are rounded to
doubles is the ceiling that no program can pass. Appends to every certified entry of
Tests/Fixtures/expected/NISTVariance.json one with the exact values and the ceilings in digits. Run with
Python 3 and mpmath: python3 Tests/Fixtures/scripts/nist_variance.py Tests/Fixtures
"""

import json
import sys
from fractions import Fraction

import mpmath

mpmath.mp.dps = 60
ROOT = sys.argv[1]
PATH = f"{ROOT}/expected/NISTVariance.json"
METHOD = "one-way ANOVA in rational arithmetic on the data as doubles"


def read(dataset):
    if dataset.endswith(".dat"):
        rows = open(f"{ROOT}/data/{dataset}").read().splitlines()[60:]
        pairs = [row.split() for row in rows if row.strip()]
    else:
        rows = open(f"{ROOT}/data/{dataset}.csv").read().splitlines()[1:]
        pairs = [row.split(",") for row in rows if row.strip()]
    return [(label, Fraction(float(value))) for label, value in pairs]


def number(fraction):
    return mpmath.mpf(fraction.numerator) / mpmath.mpf(fraction.denominator)


def analysis(pairs):
    groups = {}
    for label, value in pairs:
        groups.setdefault(label, []).append(value)
    n, k = len(pairs), len(groups)
    total = sum(value for _, value in pairs) / n
    means = {label: sum(values) / len(values) for label, values in groups.items()}
    between = sum(len(groups[label]) * (means[label] - total) ** 2 for label in groups)
    within = sum((value - means[label]) ** 2 for label, value in pairs)
    return {
        "between_ss": number(between),
        "within_ss": number(within),
        "F": number((between / (k - 1)) / (within / (n - k))),
        "r_squared": number(between / (between + within)),
        "residual_sd": mpmath.sqrt(number(within / (n - k))),
    }


def digits(found, certified):
    certified = mpmath.mpf(repr(certified))
    if found == certified:
        return 15.0
    return float(min(15, -mpmath.log10(abs(found - certified) / abs(certified))))


entries = [entry for entry in json.load(open(PATH)) if entry["method"] != METHOD]
for entry in list(entries):
    exact = analysis(read(entry["dataset"]))
    entries.append({
        "id": entry["id"] + ".doubles",
        "method": METHOD,
        "dataset": entry["dataset"],
        "options": {"certified": entry["id"]},
        "expected": {
            **{key: float(value) for key, value in exact.items()},
            "ceiling": {
                key: round(digits(value, entry["expected"][key]), 2) for key, value in exact.items()},
        },
        "tolerance": "exact, rounded to double",
        "source": f"Python fractions; roots by mpmath {mpmath.__version__}",
    })
with open(PATH, "w") as file:
    json.dump(entries, file, indent=1)
    file.write("\n")
