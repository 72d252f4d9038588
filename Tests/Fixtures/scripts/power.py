"""Makes Tests/Fixtures/expected/PowerAnalysis.json, DesignErrors.json and the precision files.

usage: python power.py EXPECTED PWR   (EXPECTED is Tests/Fixtures/expected, PWR a file of pwr's entries or -)

Every entry of method "mpmath" is computed with 30 digits by a route of its own: tails of noncentral
distributions as integrals or Poisson sums, the correlation from the hypergeometric density of r, Welch's
test and equivalence tests over other variables than the library integrates over.
"""
import json, sys
import mpmath as mp
import numpy as np
from scipy import special, stats

mp.mp.dps = 30
expected, pwr = sys.argv[1:3]
SOURCE = f"mpmath {mp.__version__}, 30 digits"


def entry(id, method, options, values, tolerance="relative 1e-11", source=SOURCE):
    return dict(id=id, method=method, dataset=None, options=options,
                expected={k: (None if v is None else float(v)) for k, v in values.items()},
                tolerance=tolerance, source=source)


def chi_density(s, nu):
    """The density of s = sqrt(V/nu)."""
    nu = mp.mpf(nu)
    return mp.exp(mp.log(2) + nu / 2 * mp.log(nu / 2) - mp.loggamma(nu / 2) + (nu - 1) * mp.log(s) - nu * s * s / 2)


def pieces(nu):
    spread = 1 / mp.sqrt(2 * nu)
    points = [max(mp.mpf(0), 1 + k * spread) for k in (-12, -6, -3, -1, 0, 1, 3, 6, 12, 24, 40)]
    return sorted(set(points))


def upper_t(t, nu, delta):
    return mp.quad(lambda s: chi_density(s, nu) * mp.ncdf(delta - t * s) if s > 0 else mp.mpf(0), pieces(nu))


def central_t_quantile(area, nu):
    nu, area = mp.mpf(nu), mp.mpf(area)
    tail = lambda t: mp.betainc(nu / 2, 0.5, 0, nu / (nu + t * t), regularized=True) / 2
    start = float(stats.t.isf(float(area), float(nu)))
    return mp.findroot(lambda t: mp.log(tail(t)) - mp.log(area), start)


def t_power(delta, nu, level, sided):
    t = central_t_quantile(mp.mpf(level) / sided, nu)
    power = upper_t(t, nu, delta)
    return power + (upper_t(t, nu, -delta) if sided == 2 else 0)


def student(d, n, m, level, sided=2):
    n, m = mp.mpf(n), mp.mpf(m)
    return t_power(mp.mpf(d) * mp.sqrt(n * m / (n + m)), n + m - 2, level, sided)


def poisson_mixture(noncentrality, tail):
    half, total, j = mp.mpf(noncentrality) / 2, mp.mpf(0), 0
    weight = mp.exp(-half)
    while True:
        total += weight * tail(j)
        j += 1
        weight *= half / j
        if j > half and weight < mp.mpf(10) ** -40:
            return total


def chi_square(w, n, df, level):
    df = mp.mpf(df)
    tail = lambda x, k: mp.gammainc(k / 2, x / 2, mp.inf, regularized=True)
    c = mp.findroot(lambda x: mp.log(tail(x, df)) - mp.log(level), float(stats.chi2.isf(level, float(df))))
    return poisson_mixture(mp.mpf(n) * mp.mpf(w) ** 2, lambda j: tail(c, df + 2 * j))


def f_power(noncentrality, u, v, level):
    u, v = mp.mpf(u), mp.mpf(v)
    tail = lambda x, j: mp.betainc(v / 2, u / 2 + j, 0, v / (v + u * x), regularized=True)
    c = mp.findroot(lambda x: mp.log(tail(x, 0)) - mp.log(level), float(stats.f.isf(level, float(u), float(v))))
    return poisson_mixture(noncentrality, lambda j: tail(c, j))


def correlation(rho, n, level, sided=2):
    """From Hotelling's density of r."""
    rho, n = mp.mpf(rho), mp.mpf(n)
    t = central_t_quantile(mp.mpf(level) / sided, n - 2)
    rc = t / mp.sqrt(n - 2 + t * t)
    log_c = mp.log(n - 2) + mp.loggamma(n - 1) + (n - 1) / 2 * mp.log(1 - rho ** 2) - mp.log(2 * mp.pi) / 2 \
        - mp.loggamma(n - mp.mpf(1) / 2)

    def density(r):
        return mp.exp(log_c + (n - 4) / 2 * mp.log(1 - r * r) - (n - mp.mpf(3) / 2) * mp.log(1 - rho * r)) \
            * mp.hyp2f1(0.5, 0.5, n - mp.mpf(1) / 2, (1 + rho * r) / 2)

    cuts = [rc + (1 - rc) * mp.mpf(k) / 8 for k in range(9)]
    power = mp.quad(density, cuts)
    if sided == 2:
        power += mp.quad(density, [-c for c in reversed(cuts)])
    return power


def welch(difference, s1, s2, n1, n2, level, sided=2, points=1200):
    """A product rule over the two standard deviations, in double precision."""
    x, weight = special.roots_legendre(points)

    def rule(nu):
        low, high = 1e-12, 1 + 14 / np.sqrt(2 * nu)
        low = max(low, 1 - 14 / np.sqrt(2 * nu))
        s = low + (high - low) * (x + 1) / 2
        log_f = np.log(2) + nu / 2 * np.log(nu / 2) - special.gammaln(nu / 2) + (nu - 1) * np.log(s) - nu * s * s / 2
        return s, weight * (high - low) / 2 * np.exp(log_f)

    a, wa = rule(n1 - 1)
    b, wb = rule(n2 - 1)
    A, B = (s1 * a[:, None]) ** 2 / n1, (s2 * b[None, :]) ** 2 / n2
    df = (A + B) ** 2 / (A * A / (n1 - 1) + B * B / (n2 - 1))
    c = stats.t.isf(level / sided, df) * np.sqrt(A + B)
    se = np.sqrt(s1 * s1 / n1 + s2 * s2 / n2)
    p = special.ndtr((difference - c) / se)
    if sided == 2:
        p = p + special.ndtr((-difference - c) / se)
    return float(wa @ p @ wb)


def tost(margin, theta, df, k, level):
    """Over the observed difference instead of the standard deviation; k is 1/variance of it in SD units."""
    t, k, df = central_t_quantile(level, df), mp.mpf(k), mp.mpf(df)
    margin, theta = mp.mpf(margin), mp.mpf(theta)

    def inside(x):
        s = (margin - abs(x)) * mp.sqrt(k) / t
        return mp.sqrt(k) * mp.npdf((x - theta) * mp.sqrt(k)) * mp.gammainc(df / 2, 0, df * s * s / 2, regularized=True)

    return mp.quad(inside, [-margin + 2 * margin * mp.mpf(i) / 16 for i in range(17)])


def fisher_z(r, n, level):
    r, n = mp.mpf(r), mp.mpf(n)
    t = central_t_quantile(mp.mpf(level) / 2, n - 2)
    zc = mp.atanh(t / mp.sqrt(n - 2 + t * t))
    z = mp.atanh(r) + r / (2 * (n - 1))
    return mp.ncdf((z - zc) * mp.sqrt(n - 3)) + mp.ncdf((-z - zc) * mp.sqrt(n - 3))


def z_power(shift, level, sided=2):
    z = mp.sqrt(2) * mp.erfinv(1 - 2 * mp.mpf(level) / sided)
    return mp.ncdf(shift - z) + (mp.ncdf(-shift - z) if sided == 2 else 0)


def solve(function, target, start):
    return mp.findroot(lambda x: function(x) - mp.mpf(target), (start, start * 1.02))


def analysis():
    out = [] if pwr == "-" else json.load(open(pwr))
    for i, (d, n, m, level, sided) in enumerate([
            (0.5, 60, 18, 0.05, 2), (0.2, 2, 2, 0.05, 2), (0.8, 5, 40, 1e-6, 2), (0.1, 30, 30, 1e-10, 1),
            (-0.3, 30, 20, 0.05, 1), (3, 4, 4, 0.001, 2), (0.02, 20000, 10000, 0.05, 2)]):
        out.append(entry(f"power.mp.student_{i}", "student", dict(d=d, n1=n, n2=m, level=level, sided=sided),
                         dict(power=student(d, n, m, level, sided))))
    out.append(entry("power.mp.student_n", "student.n", dict(d=0.5, power=0.8, level=0.05),
                     dict(n=solve(lambda n: student(0.5, n, n, 0.05), 0.8, 63.7))))
    out.append(entry("power.mp.student_d", "student.d", dict(n1=60, n2=18, power=0.8, level=0.05),
                     dict(d=solve(lambda d: student(d, 60, 18, 0.05), 0.8, 0.76))))
    out.append(entry("power.mp.student_level", "student.level", dict(d=0.6, n1=25, n2=25, power=0.8),
                     dict(level=solve(lambda a: student(0.6, 25, 25, a), 0.8, 0.2))))
    for i, (delta, s1, s2, n, m, level, sided) in enumerate([
            (0.8, 1, 2, 60, 18, 0.05, 2), (0, 1, 2, 60, 18, 0.05, 2), (2, 1, 3, 6, 4, 0.05, 2),
            (1, 1, 1, 10, 10, 0.01, 1), (0.5, 2, 1, 12, 30, 0.05, 2)]):
        out.append(entry(f"power.welch_{i}", "welch",
                         dict(difference=delta, sd1=s1, sd2=s2, n1=n, n2=m, level=level, sided=sided),
                         dict(power=welch(delta, s1, s2, n, m, level, sided)), "relative 1e-10",
                         "numpy and scipy, product of two Gauss-Legendre rules of 1,200 points"))
    for i, (r, n, level, sided) in enumerate([(0.3, 50, 0.05, 2), (0.3, 84, 0.05, 2), (0.9, 5, 0.05, 2),
                                              (-0.2, 20, 0.05, 2), (0.5, 12, 1e-5, 1), (0.05, 400, 0.05, 2)]):
        out.append(entry(f"power.mp.r_exact_{i}", "correlation", dict(r=r, n=n, level=level, sided=sided),
                         dict(power=correlation(r, n, level, sided))))
    out.append(entry("power.mp.r_exact_n", "correlation.n", dict(r=0.3, power=0.8, level=0.05),
                     dict(n=solve(lambda n: correlation(0.3, n, 0.05), 0.8, 84))))
    out.append(entry("power.mp.r_fisher_n", "fisherZ.n", dict(r=0.3, power=0.8, level=0.05),
                     dict(n=solve(lambda n: fisher_z(0.3, n, 0.05), 0.8, 84))))
    for i, (k, n, f, level) in enumerate([(3, 20, 0.25, 0.05), (5, 8, 0.4, 1e-6), (2, 30, 0.25, 0.05)]):
        out.append(entry(f"power.mp.anova_{i}", "anova", dict(k=k, n=n, f=f, level=level),
                         dict(power=f_power(k * n * mp.mpf(f) ** 2, k - 1, k * (n - 1), level))))
    out.append(entry("power.mp.anova_n", "anova.n", dict(k=4, f=0.3, power=0.8, level=0.05),
                     dict(n=solve(lambda n: f_power(4 * n * mp.mpf(0.3) ** 2, 3, 4 * n - 4, 0.05), 0.8, 31.2))))
    for i, (u, others, n, f2, level) in enumerate([(3, 0, 64, 0.15, 0.05), (2, 4, 60, 0.1, 0.05)]):
        out.append(entry(f"power.mp.f2_{i}", "regression", dict(u=u, others=others, n=n, f2=f2, level=level),
                         dict(power=f_power(mp.mpf(n) * mp.mpf(f2), u, n - 1 - u - others, level))))
    for i, (w, n, df, level) in enumerate([(0.3, 100, 2, 0.05), (0.1, 50, 4, 1e-8), (0.5, 200, 1, 1e-6)]):
        out.append(entry(f"power.mp.chisq_{i}", "chiSquare", dict(w=w, n=n, df=df, level=level),
                         dict(power=chi_square(w, n, df, level))))
    out.append(entry("power.mp.chisq_n", "chiSquare.n", dict(w=0.2, df=3, power=0.8, level=0.05),
                     dict(n=solve(lambda n: chi_square(0.2, n, 3, 0.05), 0.8, 272.5))))
    for i, (p, n, m, level, sided) in enumerate([(0.65, 60, 18, 0.05, 2), (0.7, 20, 20, 0.01, 1)]):
        shift = mp.sqrt(12 * mp.mpf(n) * m / (n + m)) * (mp.mpf(p) - mp.mpf(0.5))
        out.append(entry(f"power.mp.noether_{i}", "mannWhitney", dict(p=p, n1=n, n2=m, level=level, sided=sided),
                         dict(power=z_power(shift, level, sided))))
    for i, (margin, theta, n, m, level) in enumerate([(0.5, 0, 70, 70, 0.05), (0.8, 0.1, 60, 18, 0.05),
                                                      (1, -0.3, 5, 4, 0.05), (0.3, 0, 40, 40, 0.05)]):
        out.append(entry(f"power.mp.tost_{i}", "equivalence", dict(margin=margin, theta=theta, n1=n, n2=m, level=level),
                         dict(power=tost(margin, theta, n + m - 2, mp.mpf(n) * m / (n + m), level))))
    out.append(entry("power.mp.tost_paired", "equivalence.pairs", dict(margin=0.5, theta=0.1, n=40, level=0.05),
                     dict(power=tost(0.5, 0.1, 39, 40, 0.05))))
    out.append(entry("power.mp.tost_n", "equivalence.n", dict(margin=0.5, power=0.8, level=0.05),
                     dict(n=solve(lambda n: tost(0.5, 0, 2 * n - 2, n / 2, 0.05), 0.8, 70))))
    return out


def z_errors(lam, level):
    """Power, wrong sign and mean size given significance of a normal estimate, in standard errors."""
    z = mp.sqrt(2) * mp.erfinv(1 - mp.mpf(level))
    up, down = mp.ncdf(lam - z), mp.ncdf(-lam - z)
    size = mp.quad(lambda x: x * mp.npdf(x, lam), [z, z + lam, z + lam + 10, z + lam + 45]) \
        + mp.quad(lambda x: x * mp.npdf(x, -lam), [z, z + lam, z + lam + 10, z + lam + 45])
    return up + down, down / (up + down), size / (up + down) / lam


def shifted_t_errors(lam, df, level):
    """Gelman & Carlin's model of an estimate: effect + standard error times a central t number."""
    t, df = central_t_quantile(mp.mpf(level) / 2, df), mp.mpf(df)
    c = mp.gamma((df + 1) / 2) / mp.sqrt(df * mp.pi) / mp.gamma(df / 2)
    f = lambda x: c * (1 + x * x / df) ** (-(df + 1) / 2)
    cdf_up = lambda a: mp.quad(f, [a, a + 5, a + 50, mp.inf])
    up, down = cdf_up(t - lam), cdf_up(t + lam)
    size = mp.quad(lambda x: (lam + x) * f(x), [t - lam, t, t + 5, t + 50, mp.inf]) \
        + mp.quad(lambda x: (x - lam) * f(x), [t + lam, t + lam + 5, t + lam + 50, mp.inf])
    return up + down, down / (up + down), size / (up + down) / lam


def t_errors(d, n, m, level):
    """Student's test: the difference and the standard deviation are independent."""
    k = mp.mpf(n) * m / (n + m)
    lam, nu = mp.mpf(d) * mp.sqrt(k), mp.mpf(n + m - 2)
    t = central_t_quantile(mp.mpf(level) / 2, nu)
    scale = lambda g: mp.quad(lambda x: mp.npdf(x) * g(x), [-45, -10, -5, -2, 0, 2, 5, 10, 45])

    def below(x):
        """P(t s < x)"""
        return mp.gammainc(nu / 2, 0, nu * (x / t) ** 2 / 2, regularized=True) if x > 0 else mp.mpf(0)

    points = sorted({mp.mpf(x) for x in (0, 1, 2, 3, 5, 8, 12, 20, 45)})
    up = mp.quad(lambda x: mp.npdf(x, lam) * below(x), points)
    down = mp.quad(lambda x: mp.npdf(x, -lam) * below(x), points)
    size = mp.quad(lambda x: x * (mp.npdf(x, lam) + mp.npdf(x, -lam)) * below(x), points)
    return up + down, down / (up + down), size / (up + down) / lam


def design_errors():
    out = []
    names = ("power", "typeS", "exaggeration")
    for i, (effect, error, level) in enumerate([(0.1, 3.28, 0.05), (2, 8.1, 0.05), (1, 3.28, 0.05), (2.8, 1, 0.05),
                                                (5, 1, 0.01), (0.3, 1, 1e-6)]):
        out.append(entry(f"errors.z_{i}", "z", dict(effect=effect, se=error, level=level),
                         dict(zip(names, z_errors(mp.mpf(effect) / mp.mpf(error), level)))))
    for i, (effect, error, df, level) in enumerate([(0.5, 0.4, 10, 0.05), (0.1, 1, 2, 0.05), (2, 1, 30, 0.01)]):
        out.append(entry(f"errors.shifted_{i}", "shiftedT", dict(effect=effect, se=error, df=df, level=level),
                         dict(zip(names, shifted_t_errors(mp.mpf(effect) / mp.mpf(error), df, level)))))
    for i, (d, n, m, level) in enumerate([(0.2, 60, 18, 0.05), (0.5, 10, 10, 0.05), (1, 3, 2, 0.05), (0.1, 20, 20, 0.001)]):
        out.append(entry(f"errors.student_{i}", "student", dict(d=d, n1=n, n2=m, level=level),
                         dict(zip(names, t_errors(d, n, m, level)))))
    return out


def mean_precision():
    out = []
    for i, (n, m, sd, level) in enumerate([(60, 18, 1, 0.95), (2, 2, 1, 0.95), (30, 30, 2.5, 0.99)]):
        nu, k = mp.mpf(n + m - 2), mp.mpf(n) * m / (n + m)
        t = central_t_quantile((1 - mp.mpf(level)) / 2, nu)
        c4 = mp.sqrt(2 / nu) * mp.gamma((nu + 1) / 2) / mp.gamma(nu / 2)
        quantile = mp.findroot(lambda x: mp.gammainc(nu / 2, 0, x / 2, regularized=True) - mp.mpf("0.8"),
                               float(stats.chi2.ppf(0.8, float(nu))))
        out.append(entry(f"precision.mean_{i}", "twoGroups", dict(n1=n, n2=m, sd=sd, level=level, assurance=0.8),
                         dict(expected=t * sd * c4 / mp.sqrt(k), assured=t * sd * mp.sqrt(quantile / nu / k))))
    return out


def proportion_precision():
    out = []
    for i, (p, n, level) in enumerate([(0.3, 50, 0.95), (0.5, 1, 0.95), (0.02, 400, 0.99), (0.5, 2000, 0.95)]):
        z = mp.sqrt(2) * mp.erfinv(mp.mpf(level))
        half = lambda x: z / (n + z * z) * mp.sqrt(mp.mpf(x) * (n - x) / n + z * z / 4)
        p_ = mp.mpf(p)
        mean = mp.fsum(mp.binomial(n, x) * p_ ** x * (1 - p_) ** (n - x) * half(x) for x in range(n + 1))
        out.append(entry(f"precision.proportion_{i}", "wilson", dict(p=p, n=n, level=level), dict(expected=mean)))
    return out


def correlation_precision():
    out = []
    for i, (r, n, level) in enumerate([(0.3, 50, 0.95), (0.8, 10, 0.9), (0, 4, 0.95), (-0.6, 200, 0.99)]):
        z = mp.sqrt(2) * mp.erfinv(mp.mpf(level)) / mp.sqrt(n - 3)
        low, high = mp.tanh(mp.atanh(mp.mpf(r)) - z), mp.tanh(mp.atanh(mp.mpf(r)) + z)
        out.append(entry(f"precision.r_{i}", "fisherZ", dict(r=r, n=n, level=level),
                         dict(lower=low, upper=high, halfWidth=(high - low) / 2)))
    return out


for stem, cases in [("PowerAnalysis", analysis), ("DesignErrors", design_errors),
                    ("MeanPrecision", mean_precision), ("ProportionPrecision", proportion_precision),
                    ("CorrelationPrecision", correlation_precision)]:
    with open(f"{expected}/{stem}.json", "w") as file:
        json.dump(cases(), file, indent=1)
        file.write("\n")
    print(stem)
