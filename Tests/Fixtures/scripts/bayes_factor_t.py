"""References for the Bayes factor of a t test: entries of the fixture BayesFactorTTest.

Run from the folder of the fixtures: python scripts/bayes_factor_t.py (Python 3.11, mpmath).
The Bayes factor is the integral over the standardized effect of its Cauchy prior and of the likelihood of
t, a noncentral t density over the central one in its closed form by confluent hypergeometric functions.
Entries that come from elsewhere are kept as they are.
"""

import json
import sys
from pathlib import Path

import mpmath as mp

mp.mp.dps = 40
SOURCE = f"Python {sys.version.split()[0]}, mpmath {mp.__version__}"
ROOT = Path(__file__).resolve().parent.parent / "expected"


def likelihood(t, nu, root):
    y = t / mp.sqrt(nu + t * t)
    ratio = mp.sqrt(2) * mp.gamma((nu + 2) / 2) / mp.gamma((nu + 1) / 2)
    tail = mp.gamma(nu + 1) / mp.gamma((nu + 1) / 2) * mp.mpf(2) ** -nu

    # Where the likelihood has a peak of more than 1e60, the other side, below 1, does not count.
    center = t / root
    negligible = False

    def value(delta):
        mu = delta * root
        b = y * mu
        z = b * b / 2
        if b < -1 and negligible and center * delta < 0:
            return mp.mpf(0)
        if b < -1:
            return mp.exp(-mu * mu / 2) * tail * mp.hyperu((nu + 1) / 2, mp.mpf(1) / 2, z)
        total = mp.hyp1f1((nu + 1) / 2, mp.mpf(1) / 2, z) + b * ratio * mp.hyp1f1((nu + 2) / 2, mp.mpf(3) / 2, z)
        return mp.exp(-mu * mu / 2) * total

    negligible = value(center) > mp.mpf(10) ** 60
    return value


def solve(t, sizes, scale, side):
    t, scale = mp.mpf(t), mp.mpf(scale)
    nu = mp.mpf(sum(sizes) - len(sizes))
    size = mp.mpf(sizes[0]) if len(sizes) == 1 else mp.mpf(sizes[0]) * sizes[1] / (sizes[0] + sizes[1])
    root = mp.sqrt(size)
    f = likelihood(t, nu, root)
    prior = lambda d: scale / (mp.pi * (scale * scale + d * d))
    weight = 1 if side == "two-sided" else 2
    g = lambda d: weight * prior(d) * f(d)
    center = t / root
    spread = mp.sqrt((1 + t * t / (2 * nu)) / size)
    # The likelihood falls off as a normal density of this width at most.
    far = 16 * mp.sqrt((nu + t * t) / nu) / root
    low, high = center - far - 30 * spread, center + far + 30 * spread
    if side == "greater":
        low, high = mp.mpf(0), max(high, far)
    if side == "less":
        low, high = min(low, -far), mp.mpf(0)
    points = {low, high, mp.mpf(0), center}
    for k in (0.25, 0.5, 1, 2, 3, 5, 8, 12, 20, 30):
        points |= {center - k * spread, center + k * spread, k * scale, -k * scale}
        points |= {k / 10 / root, -k / 10 / root}
    points = sorted(p for p in points if low <= p <= high)
    parts = [mp.quad(g, [a, b]) for a, b in zip(points, points[1:])]
    total = mp.fsum(parts)

    def quantile(share):
        target, before = share * total, mp.mpf(0)
        for (a, b), part in zip(zip(points, points[1:]), parts):
            if before + part >= target:
                return mp.findroot(lambda x: (before + mp.quad(g, [a, x]) - target) / total, (a, b), solver="anderson", tol=1e-26)
            before += part

    median = quantile(mp.mpf(1) / 2)
    # Zero but for rounding where everything is symmetric.
    median = mp.mpf(0) if abs(median) < mp.mpf(10) ** -25 else median
    return dict(bf10=float(total), log_bf10=float(mp.log(total)), posterior_median=float(median),
                credible95=[float(quantile(mp.mpf("0.025"))), float(quantile(mp.mpf("0.975")))])


CASES = [
    (2.1, [60, 18], 0.7071067811865476, "two-sided"), (2.1, [60, 18], 0.7071067811865476, "greater"),
    (2.1, [60, 18], 0.7071067811865476, "less"), (0.3, [20, 20], 0.7071067811865476, "two-sided"),
    (5.0, [30, 40], 1.0, "two-sided"), (-1.86, [10, 10], 0.7071067811865476, "two-sided"),
    (-1.86, [10, 10], 0.7071067811865476, "less"), (2.5, [25], 0.7071067811865476, "two-sided"),
    (2.5, [25], 0.7071067811865476, "less"), (0.0, [12], 0.5, "two-sided"), (0.0, [12], 0.5, "greater"),
    (1.0, [2], 0.7071067811865476, "two-sided"), (3.0, [2, 2], 0.01, "two-sided"),
    (12.0, [3], 0.7071067811865476, "two-sided"), (-4.0, [5], 100.0, "greater"),
    (8.0, [100, 80], 0.7071067811865476, "less"), (3.0, [400, 200], 0.7071067811865476, "two-sided"), (30.0, [8], 0.2, "two-sided"),
    # The t of the entries ttestbf.*.
    (-1.8608134674868528, [10, 10], 0.7071067811865476, "two-sided"), (-1.8608134674868528, [10, 10], 1.0, "two-sided"),
    (1.3487935165021823, [60, 18], 0.7071067811865476, "two-sided"), (1.3487935165021823, [60, 18], 1.0, "two-sided"),
    (-4.10612698310069, [19, 13], 0.7071067811865476, "two-sided"), (-4.10612698310069, [19, 13], 1.0, "two-sided"),
]
entries = []
for t, sizes, scale, side in CASES:
    expected = solve(t, sizes, scale, side)
    name = "_".join(map(str, sizes))
    print(t, sizes, scale, side, expected, flush=True)
    entries.append(dict(
        id=f"bayes_delta.{t:g}_{name}_{scale:.4g}_{side}", method="JZS Bayes factor and posterior of delta", dataset=None,
        options=dict(t=t, sizes=sizes, rscale=scale, alternative=side), expected=expected, tolerance="relative 1e-10",
        source=f"{SOURCE}: quadrature over delta, 40 digits (Cauchy prior, noncentral t by 1F1)"))


def logarithm(t, sizes, scale):
    """The logarithm by the integral over g, for t and sizes whose factor exceeds the range of doubles."""
    t, scale = mp.mpf(t), mp.mpf(scale)
    nu = mp.mpf(sum(sizes) - len(sizes))
    size = mp.mpf(sizes[0]) if len(sizes) == 1 else mp.mpf(sizes[0]) * sizes[1] / (sizes[0] + sizes[1])

    def f(s):
        g = mp.exp(s)
        k = 1 + size * scale**2 * g
        ratio = (1 + t * t / nu) / (1 + t * t / (nu * k))
        return k ** mp.mpf(-0.5) * ratio ** ((nu + 1) / 2) * mp.exp(-1 / (2 * g)) / mp.sqrt(2 * mp.pi * g)

    return float(mp.log(mp.quad(f, [-9, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 9, 14, 20, 30, 45, 70])))


for t, sizes in [(50.0, [10000]), (50.0, [10000, 10000]), (-50.0, [60, 10000]), (0.0, [10000]), (200.0, [1000]), (1000.0, [20])]:
    value = logarithm(t, sizes, 0.7071067811865476)
    print(t, sizes, value, flush=True)
    entries.append(dict(
        id=f"bayes_log.{t:g}_{'_'.join(map(str, sizes))}", method="JZS log Bayes factor", dataset=None,
        options=dict(t=t, sizes=sizes, rscale=0.7071067811865476), expected=dict(log_bf10=value), tolerance="relative 1e-10",
        source=f"{SOURCE}: quadrature over log g, 40 digits"))
path = ROOT / "BayesFactorTTest.json"
old = json.loads(path.read_text()) if path.exists() else []
new = {e["id"] for e in entries}
path.write_text(json.dumps([e for e in old if e["id"] not in new] + entries, indent=1, ensure_ascii=False) + "\n")
