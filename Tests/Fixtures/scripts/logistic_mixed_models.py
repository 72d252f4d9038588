"""Reference values of LogisticMixedModel: the exact likelihood by integration with 40 digits (mpmath), its maximum by
Newton's method with numerical derivatives of it. Prints the JSON entry. Usage: python3 logistic_mixed_models.py"""
import json
import mpmath as mp

mp.mp.dps = 30
EVENTS = [6, 4, 0, 5, 3, 6, 0, 1, 2, 1, 6, 2]
TRIALS = [6, 5, 4, 6, 3, 7, 4, 5, 5, 6, 6, 4]
X = [0.5, -1, 0, 1.5, 0.25, -0.5, -2, 0, 1, -0.75, 1.25, 0.5]
GROUP = ["a", "a", "b", "c", "c", "c", "d", "d", "e", "e", "f", "f"]


def loglik(p):
    b0, b1, s = p
    total = mp.mpf(0)
    for g in sorted(set(GROUP)):
        rows = [i for i in range(12) if GROUP[i] == g]

        def f(b):
            v = -b * b / 2
            for i in rows:
                eta = b0 + b1 * mp.mpf(X[i]) + s * b
                v += EVENTS[i] * eta - TRIALS[i] * mp.log(1 + mp.e**eta)
            return mp.e**v

        # The trapezoid rule over the whole line: its error falls exponentially with 1/step.
        h = mp.mpf("0.125")
        total += mp.log(h * mp.fsum(f(h * k) for k in range(-104, 105)) / mp.sqrt(2 * mp.pi))
        total += mp.fsum(mp.log(mp.binomial(TRIALS[i], EVENTS[i])) for i in rows)
    return total


def derivatives(p):
    e = mp.mpf(10) ** -6
    n = len(p)
    base = loglik(p)

    def at(*moves):
        q = list(p)
        for index, move in moves:
            q[index] += move * e
        return loglik(q)

    up = [at((i, 1)) for i in range(n)]
    down = [at((i, -1)) for i in range(n)]
    g = mp.matrix([(up[i] - down[i]) / (2 * e) for i in range(n)])
    h = mp.matrix(n, n)
    for i in range(n):
        h[i, i] = (up[i] - 2 * base + down[i]) / e**2
        for j in range(i):
            h[i, j] = (at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))) / (4 * e**2)
            h[j, i] = h[i, j]
    return base, g, h


p = [mp.mpf(0), mp.mpf("0.8"), mp.mpf(1)]
for _ in range(12):
    value, g, h = derivatives(p)
    step = mp.lu_solve(h, g)
    p = [p[i] - step[i] for i in range(3)]
    if mp.norm(step) < mp.mpf(10) ** -11:
        break
value, g, h = derivatives(p)
c = mp.inverse(-h)
print(json.dumps({
    "id": "logisticmixed.exact", "method": "logistic mixed model by integration", "dataset": None,
    "options": {"events": EVENTS, "trials": TRIALS, "x": X, "group": GROUP},
    "expected": {"coef": [float(p[0]), float(p[1])], "sd": float(p[2]),
                 "se": [float(mp.sqrt(c[i, i])) for i in range(3)], "loglik": float(value)},
    "tolerance": "relative 1e-9", "source": f"mpmath {mp.__version__}, 30 digits: trapezoid rule, Newton's method (Tests/Fixtures/scripts/logistic_mixed_models.py)"}, indent=1))
