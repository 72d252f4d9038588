"""Reference values of matrices, in rational arithmetic and with 60 digits.

Writes Tests/Fixtures/expected/Factorizations.json. Run with Python 3 and mpmath:
python3 Tests/Fixtures/scripts/matrices.py Tests/Fixtures
"""

import json
import sys
from fractions import Fraction

import mpmath

mpmath.mp.dps = 60
ROOT = sys.argv[1]


def hilbert(n):
    """The matrix of the doubles nearest to 1/(i + j - 1): what a program can be given."""
    return [[1 / (i + j + 1) for j in range(n)] for i in range(n)]


def integers(n, seed):
    """Whole numbers from -9 to 9 from a small linear congruential generator."""
    state = seed
    rows = []
    for _ in range(n):
        row = []
        for _ in range(n):
            state = (state * 1103515245 + 12345) % 2**31
            row.append((state >> 16) % 19 - 9)
        rows.append(row)
    return rows


def determinant(rows):
    """Exact, by elimination in fractions."""
    a = [[Fraction(value) for value in row] for row in rows]
    n, result = len(a), Fraction(1)
    for k in range(n):
        pivot = next((i for i in range(k, n) if a[i][k] != 0), None)
        if pivot is None:
            return Fraction(0)
        if pivot != k:
            a[k], a[pivot] = a[pivot], a[k]
            result = -result
        result *= a[k][k]
        for i in range(k + 1, n):
            factor = a[i][k] / a[k][k]
            for j in range(k, n):
                a[i][j] -= factor * a[k][j]
    return result


def one_norm(m):
    return max(sum(abs(m[i, j]) for i in range(m.rows)) for j in range(m.cols))


entries = []
for n in range(2, 11):
    rows = hilbert(n)
    m = mpmath.matrix([[mpmath.mpf(v) for v in row] for row in rows])
    values = sorted((v for v in mpmath.eigsy(m, eigvals_only=True)), reverse=True)
    exact = determinant(rows)
    entries.append({
        "id": f"hilbert.{n}",
        "method": "Hilbert matrix of doubles: condition, eigenvalues, determinant",
        "dataset": None,
        "options": {"order": n},
        "expected": {
            "condition_1norm": float(one_norm(m) * one_norm(m ** -1)),
            "condition_2norm": float(values[0] / values[-1]),
            "eigenvalues": [float(v) for v in values],
            "log_determinant": float(
                mpmath.log(mpmath.mpf(exact.numerator)) - mpmath.log(mpmath.mpf(exact.denominator))),
        },
        "tolerance": "relative 1e-15",
        "source": f"mpmath {mpmath.__version__} with 60 digits; determinant by Python fractions",
    })
for n in (1, 2, 3, 5, 8, 12, 20):
    rows = integers(n, 1000 + n)
    exact = determinant(rows)
    entries.append({
        "id": f"integers.{n}",
        "method": "determinant of whole numbers",
        "dataset": None,
        "options": {"rows": rows},
        "expected": {
            "determinant": float(exact),
            "log_determinant": float(mpmath.log(abs(exact.numerator))),
            "sign": (exact > 0) - (exact < 0),
        },
        "tolerance": "exact, rounded to double",
        "source": "Python fractions",
    })
with open(f"{ROOT}/expected/Factorizations.json", "w") as file:
    json.dump(entries, file, indent=1)
    file.write("\n")
