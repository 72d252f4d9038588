"""Heteroskedasticity-consistent standard errors of the Longley regression in exact arithmetic.

The data are the doubles that the decimals of longley_r.csv are read as; everything up to the weights is
rational, roots and powers have 60 digits. Prints the entry of LinearRegression.json.
"""
import csv, json, pathlib
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60
folder = pathlib.Path(__file__).resolve().parent.parent / "data"
names = ["GNP.deflator", "GNP", "Unemployed", "Armed.Forces", "Population", "Year"]
rows = list(csv.DictReader(open(folder / "longley_r.csv")))
X = [[Fraction(1)] + [Fraction(float(row[name])) for name in names] for row in rows]
y = [Fraction(float(row["Employed"])) for row in rows]
n, k = len(X), len(X[0])

def inverse(matrix):
    size = len(matrix)
    work = [row[:] + [Fraction(int(i == j)) for j in range(size)] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = work[i][i]
        work[i] = [value / pivot for value in work[i]]
        for r in range(size):
            if r != i:
                factor = work[r][i]
                work[r] = [a - factor * b for a, b in zip(work[r], work[i])]
    return [row[size:] for row in work]

A = inverse([[sum(row[i] * row[j] for row in X) for j in range(k)] for i in range(k)])
moment = [sum(row[i] * value for row, value in zip(X, y)) for i in range(k)]
b = [sum(A[i][j] * moment[j] for j in range(k)) for i in range(k)]
e = [value - sum(p * q for p, q in zip(row, b)) for row, value in zip(X, y)]
G = [[sum(A[j][i] * row[i] for i in range(k)) for j in range(k)] for row in X]
h = [sum(p * q for p, q in zip(g, row)) for g, row in zip(G, X)]

def decimal(value):
    return Decimal(value.numerator) / Decimal(value.denominator)

def power(kind, leverage):
    ratio = decimal(leverage) * n / k
    largest = decimal(max(h)) * n / k
    return {
        "HC0": Decimal(0), "HC1": Decimal(0), "HC2": Decimal(1), "HC3": Decimal(2), "HC4": min(Decimal(4), ratio),
        "HC4m": min(Decimal(1), ratio) + min(Decimal("1.5"), ratio),
        "HC5": min(ratio, max(Decimal(4), Decimal("0.7") * largest)) / 2,
    }[kind]

expected = {"terms": ["(Intercept)"] + names}
for kind in ["HC0", "HC1", "HC2", "HC3", "HC4", "HC4m", "HC5"]:
    scale = Decimal(n) / Decimal(n - k) if kind == "HC1" else Decimal(1)
    weights = [decimal(r * r) * scale / (decimal(1 - l) ** power(kind, l)) for r, l in zip(e, h)]
    expected[kind] = [
        float(sum(w * decimal(g[j]) ** 2 for w, g in zip(weights, G)).sqrt()) for j in range(k)]
expected["HC3_t"] = [float(decimal(c)) / s for c, s in zip(b, expected["HC3"])]
print(json.dumps({
    "id": "lm.longley.robust.exact",
    "method": "heteroskedasticity-consistent standard errors in exact arithmetic", "dataset": "longley_r",
    "options": {"formula": "Employed ~ " + " + ".join(names)}, "expected": expected,
    "tolerance": "relative 1e-13", "source": "Python fractions and decimal: scripts/exact_robust.py"}, indent=1))
