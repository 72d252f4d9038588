"""Reference values of the studentized range in high precision.

    python3 Tests/Fixtures/scripts/studentized_range.py

prints the first entry of Tests/Fixtures/expected/StudentizedRangeDistribution.json.

Both integrals by the trapezoidal rule at 40 digits, which converges faster than any power of its step
for these analytic integrands; the upper tail is an integral of positive terms of its own. Each value was
computed with two pairs of steps, and their difference is asserted below 1e-15 of the value.
"""
import json
import sys
from mpmath import mp, mpf, erfc, sqrt, exp, log, gamma, expm1, pi, inf, log1p

mp.dps = 40


def Phi(z):
    return erfc(-z / sqrt(mpf(2))) / 2


class Inner:
    """Both tails of the range of k standard normal numbers, at one step."""

    def __init__(self, k, h):
        self.k, self.h = k, h
        self.cache = {}

    def node(self, i):
        if i not in self.cache:
            z = i * self.h
            self.cache[i] = (exp(-z * z / 2) / sqrt(2 * pi), Phi(z))
        return self.cache[i]

    def tails(self, w):
        # In units of w the shift is a second set of nodes.
        k, h = self.k, self.h
        lower = upper = mpf(0)
        i0, i1 = int(-9.5 / h), int((9.5 + w) / h) + 1
        for i in range(i0, i1):
            phi, P = self.node(i)
            if phi < mpf(10) ** -44 and i * h < 0:
                continue
            Pw = Phi(i * h - w)
            if P == 0:
                continue
            r = Pw / P
            d = P - Pw
            lower += phi * d ** (k - 1)
            upper += phi * P ** (k - 1) * -expm1((k - 1) * log1p(-r)) if r < 1 else phi * P ** (k - 1)
        return k * h * lower, k * h * upper


def tails(q, k, df, hu, hz):
    q = mpf(q)
    inner = Inner(k, mpf(hz))
    if df == inf:
        return inner.tails(q)
    n = mpf(df)
    c = 2 * (n / 2) ** (n / 2) / gamma(n / 2)
    peak = -log(1 + q * q / (2 * n)) / 2
    hu = mpf(hu) * (1 if n + k < 14 else sqrt(14 / (n + k)))
    lower = upper = mpf(0)
    for direction in (1, -1):
        u = peak + (0 if direction == 1 else -hu)
        while True:
            weight = c * exp(n * u - n * exp(2 * u) / 2)
            l, s = inner.tails(q * exp(u))
            lower += weight * l
            upper += weight * s
            if weight * s < mpf(10) ** -18 * upper and weight * l < mpf(10) ** -18 * lower:
                break
            u += direction * hu
    return hu * lower, hu * upper


def main():
    grid = []
    for k, df in [(2, 10), (3, 5), (3, 27), (4, 60), (6, 66), (10, 20), (5, 3), (3, 12.5), (20, 120)]:
        for q in [0.5, 2.0, 3.5, 5.0, 9.0, 20.0]:
            grid.append((q, k, df))
    for k in [3, 8, 50]:
        for q in [0.5, 3.5, 9.0]:
            grid.append((q, k, inf))
    grid += [(0.01, 4, 30), (60.0, 4, 30), (500.0, 3, 8), (4.0, 100, 40), (3.0, 3, 1), (40.0, 3, 1), (8.0, 5, 1000)]
    grid = [(q, k, df) for q, k, df in grid if k < 20 or q in (2.0, 3.5, 4.0, 9.0)]
    columns = {name: [] for name in ["q", "k", "df", "cdf", "sf"]}
    worst = 0
    for q, k, df in grid:
        fine = 1 if k < 10 else (0.7 if k < 40 else 0.4)
        a = tails(q, k, df, 0.075, 0.2 * fine)
        b = tails(q, k, df, 0.06, 0.17 * fine)
        error = max(abs(a[i] - b[i]) / b[i] for i in (0, 1))
        worst = max(worst, error)
        print(q, k, df, mp.nstr(b[0], 20), mp.nstr(b[1], 20), mp.nstr(error, 3), file=sys.stderr, flush=True)
        assert error < 1e-15, (q, k, df)
        columns["q"].append(q)
        columns["k"].append(k)
        columns["df"].append("Inf" if df == inf else df)
        columns["cdf"].append(float(b[0]))
        columns["sf"].append(float(b[1]))
    entry = {
        "id": "studentized_range.tails",
        "method": "studentized range: lower and upper tail, both as integrals of positive terms",
        "dataset": None,
        "options": {},
        "expected": columns,
        "tolerance": "relative 1e-15",
        "source": "mpmath at 40 digits, trapezoidal rule, Tests/Fixtures/scripts/studentized_range.py",
    }
    json.dump([entry], sys.stdout, indent=1)
    print()


main()
