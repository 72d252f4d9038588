"""Adds the inverses of the special functions to Tests/Fixtures/expected/SpecialFunctions.json, at 60 digits.

    python3 Tests/Fixtures/scripts/inverse_functions.py

Each inverse is the root of the function on the logarithm of the smaller tail. Arguments are the exact
doubles printed. Needs mpmath; takes a minute. Entries of other origin are kept.
"""
import json
import os
import mpmath as mp
from distribution_corners import beta_tails, gamma_tails, mpf

mp.mp.dps = 60
OUT = os.path.join(os.path.dirname(__file__), "..", "expected", "SpecialFunctions.json")


def root(tail, goal, low, high):
    """Where a monotone log tail of exp(u) reaches log(goal): bisection, then the secant to the last digits."""
    target = mp.log(mpf(goal))

    def f(u):
        return mp.log(tail(mp.exp(u))) - target

    rising = f(low) < 0
    for _ in range(24):
        middle = (low + high) / 2
        if (f(middle) < 0) == rising:
            low = middle
        else:
            high = middle
    one, other = f(low), f(high)
    for _ in range(12):
        if other == one:
            break
        low, high, one = high, high - other * (high - low) / (other - one), other
        other = f(high)
        if abs(high - low) < mpf(10) ** -35 * abs(high):
            break
    return mp.exp(high)


def inverse_gamma(index):
    rows = []
    for a, probabilities in [(1e-3, [0.01, 0.5, 0.7]), (0.3, [1e-30, 1e-6, 0.01, 0.4, 0.75]), (1.0, [1e-200, 1e-9, 0.1, 0.625]),
                             (4.7, [1e-250, 1e-20, 1e-4, 0.3, 0.5]), (100.0, [1e-100, 1e-12, 0.02, 0.5]),
                             (3000.0, [1e-40, 1e-5, 0.25]), (1e6, [1e-12, 0.02])]:
        for p in probabilities:
            if index == 1 and a < 0.01 and p > 0.1:
                continue  # near or below the smallest double
            mean, sd = mpf(a), mp.sqrt(mpf(a))
            low = mp.log(mean - 40 * sd) if a > 2000 else (mp.log(mpf(p)) + mp.loggamma(a + 1)) / a - 1
            if index == 1:
                low = mpf(-60) if a < 2000 else low
            if low < -690:
                continue
            high = mp.log(mean + 60 * sd + 900) if a < 1000 else mp.log(mean + 40 * sd)
            x = root(lambda x: gamma_tails(a, x)[index], p, low, high)
            rows.append((a, p, float(x)))
    return dict(zip(["a", "p", "value"], map(list, zip(*rows))))


def inverse_beta(index):
    rows = []
    for a, b, probabilities in [(0.5, 0.5, [1e-30, 1e-3, 0.25, 0.625]), (0.1, 3.0, [1e-10, 0.3]), (1.0, 7.5, [1e-100, 0.125]),
                                (2.5, 1.0, [1e-40, 0.5]), (2.5, 9.0, [1e-120, 1e-9, 0.05, 0.5, 0.7]),
                                (40.0, 0.5, [1e-8, 0.2]), (76.0, 19.0, [1e-60, 0.025, 0.5]), (2500.0, 3100.0, [1e-20, 0.05])]:
        # The upper tail is the lower one in terms of y = 1 - x with the parameters exchanged.
        one, other = (mpf(a), mpf(b)) if index == 0 else (mpf(b), mpf(a))

        def tail(x):
            found = beta_tails(one, other, x)
            # What is left out there lies far from the root.
            return found[0] if found else (mpf("1e-5000") if x < one / (one + other) else mpf(1))

        for p in probabilities:
            low = min((mp.log(mpf(p)) + mp.log(one) + mp.log(mp.beta(one, other))) / one - 1, mpf(-1))
            x = root(tail, p, low, mpf("-1e-14"))
            with mp.workdps(90):
                rows.append((a, b, p, float(x if index == 0 else 1 - x)))
    return dict(zip(["a", "b", "p", "value"], map(list, zip(*rows))))


def inverse_error_functions():
    erf = [1e-300, 1e-9, 0.01, 0.2, 0.499, 0.5, 0.501, 0.75, 0.95, 0.999999, 1 - 2.0**-53]
    erf = [-v for v in erf[::3]] + erf
    erfc = [5e-324, 1e-310, 1e-300, 1e-100, 1e-20, 1e-5, 0.1, 0.499, 0.5, 0.501, 0.9, 0.999999, 1 - 2.0**-53,
            1 + 2.0**-52, 1.25, 1.499, 1.501, 1.99, 2 - 2.0**-52]

    def solved_erf(y):
        return mp.erfinv(mpf(y))

    def solved_erfc(y):
        if y > 1e-5:
            with mp.workdps(80):
                return mp.erfinv(1 - mpf(y))
        start = mp.sqrt(-mp.log(mpf(y)))
        return mp.findroot(lambda x: mp.log(mp.erfc(x)) - mp.log(mpf(y)), start)

    return ({"x": erf, "value": [float(solved_erf(v)) for v in erf]},
            {"x": erfc, "value": [float(solved_erfc(v)) for v in erfc]})


if __name__ == "__main__":
    erf, erfc = inverse_error_functions()
    made = {"special.inverse_erf": ("inverse error function", erf),
            "special.inverse_erfc": ("inverse complementary error function", erfc),
            "special.inverse_igamma_p": ("inverse of P(a, x)", inverse_gamma(0)),
            "special.inverse_igamma_q": ("inverse of Q(a, x)", inverse_gamma(1)),
            "special.inverse_ibeta": ("inverse of I_x(a, b)", inverse_beta(0)),
            "special.inverse_ibetac": ("inverse of 1 - I_x(a, b)", inverse_beta(1))}
    with open(OUT) as file:
        entries = [e for e in json.load(file) if e["id"] not in made]
    for identifier, (method, columns) in made.items():
        entries.append({"id": identifier, "method": method, "dataset": None, "options": {}, "expected": columns,
                        "tolerance": "relative 1e-14",
                        "source": "mpmath at 60 digits, Tests/Fixtures/scripts/inverse_functions.py"})
    with open(OUT, "w") as file:
        json.dump(entries, file, indent=1)
        file.write("\n")
