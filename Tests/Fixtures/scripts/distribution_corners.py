"""Writes Tests/Fixtures/expected/DistributionCorners.json: the distributions where algorithms break.

Tiny and huge parameters, a = 1, one tiny and one huge parameter, points at the ends of the support, in
the far tails and on both sides of every place where the library changes its method. All values are
computed with mpmath at 60 digits and more, from series of positive terms, a complement with as many
digits more as it loses. Arguments are the exact doubles printed. Needs mpmath; takes five minutes.
"""
import json
import os
import sys
import mpmath as mp

mpf = mp.mpf
OUT = os.path.join(os.path.dirname(__file__), "..", "expected", "DistributionCorners.json")


def shortest(v):
    """The nearest double, or the nearest double's text where the value leaves its range."""
    f = float(v)
    return "-Inf" if f == float("-inf") else "Inf" if f == float("inf") else f


def small(v):
    """A probability; below the normal range of doubles it counts as 0 and only its logarithm is asked for."""
    return float(v) if v > mpf("1e-300") else 0.0


def row(lower, upper):
    return [small(lower), small(upper), shortest(log_tail(lower, upper)), shortest(log_tail(upper, lower))]


def log_tail(p, q):
    return mp.log(p) if p < mpf("0.5") else mp.log1p(-q)


# Incomplete gamma -------------------------------------------------------------------------------


def gamma_tails(a, x):
    """P(a, x) and Q(a, x) by the series of positive terms."""
    a, x = mpf(a), mpf(x)
    with mp.workdps(60):
        size = abs(int((a * mp.log(x / a) + a - x) / mp.log(10)))
        extra = min(size, 2500) + (330 if a < mpf("1e-5") else 0) + (int(-mp.log10(a)) if a < 1 else 0)
    with mp.workdps(70 + extra):
        if size > 2500 and x > a:  # the complement would take too many digits: the continued fraction
            return None
        term = total = mpf(1)
        k = 0
        eps = mpf(10) ** -(68 + extra)
        while True:
            k += 1
            term = term * x / (a + k)
            total += term
            if term < total * eps and x < a + k:
                break
            if k > 1500000:
                return None
        p = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total
        return p, 1 - p


def gamma_grid():
    rows = []
    shapes = [1e-20, 1e-10, 1e-5, 0.01, 0.3, 0.5, 0.99, 1.0, 1.01, 1.5, 2.0, 4.7, 9.99, 10.01, 30.0,
              100.0, 1000.0, 1999.0, 2001.0, 2e4, 1e6, 1e9]
    for a in shapes:
        points = []
        if a < 1e5:
            points += [1e-300, 1e-100, 1e-20, 1e-8, 1e-3, 0.1, 0.5, 0.56, 1.0, 1.49, 1.51, 3.0, 10.0, 50.0, 300.0, 700.0]
            if a > 300:
                points += [a * 0.49, a * 0.51, a * 1.49, a * 1.51]
        for z in (-30.0, -8.0, -2.5, -0.7, -0.01, 0.0, 0.01, 0.7, 2.5, 8.0, 30.0):
            x = a + z * a ** 0.5
            if a >= 1 and x > 0:
                points.append(x)
        for x in sorted(set(points)):
            tails = gamma_tails(a, x)
            if tails is None:
                print("left out: gamma", a, x)
                continue
            log_density = (mpf(a) - 1) * mp.log(mpf(x)) - mpf(x) - mp.loggamma(mpf(a))
            rows.append([a, x] + row(*tails) + [shortest(log_density)])
    return rows


# Incomplete beta --------------------------------------------------------------------------------


def beta_cost(a, b, x, y):
    n = a + b
    start = max(0, (n * x - a - 1) / y)
    return float(2 * start + min(160 / y, 40 + 160 / (1 - min(x, mpf("0.999999999"))) + 15 * mp.sqrt(n)))


def beta_tails(a, b, x, y=None):
    """I_x(a, b) and its complement by the series of positive terms on the cheaper side."""
    with mp.workdps(900):
        a, b, x = mpf(a), mpf(b), mpf(x)
        y = 1 - x if y is None else y
    cost, other = beta_cost(a, b, x, y), beta_cost(b, a, y, x)
    with mp.workdps(60):
        log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
        size = abs(a * mp.log(x) + b * mp.log(y) - log_beta) / mp.log(10)
    if size > 900:  # beyond what the grids ask for; gamma functions of thousands of digits are dear
        return None
    if size > 60:  # a complement would take many digits: the small tail itself where it is not dear
        one, two = (cost, mp.inf) if x < a / (a + b) else (mp.inf, other)
        if size > 300 or min(one, two) < 20000:
            cost, other = one, two
    if min(cost, other) > 40000:
        return None
    if other < cost:
        found = beta_tails_direct(b, a, y, x)
        return found[::-1] if found else None
    return beta_tails_direct(a, b, x, y)


def beta_tails_direct(a, b, x, y):
    with mp.workdps(60):
        lb = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
        size = abs(int((a * mp.log(x) + b * mp.log(y) - lb) / mp.log(10)))
        tiny = min(a, b)
        extra = min(size, 2500) + (int(-2 * mp.log10(tiny)) if tiny < 1 else 0) + int(mp.log10(a + b + 1))
    with mp.workdps(75 + extra):
        lb = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
        term = total = mpf(1)
        k = 0
        eps = mpf(10) ** -(72 + extra)
        n = a + b
        while True:
            term = term * (n + k) * x / (a + 1 + k)
            total += term
            k += 1
            # The ratio of later terms lies between the present one and x: a bound of the rest.
            ratio = max((n + k) * x, (a + 1 + k) * x) / (a + 1 + k)
            if ratio < 1 and term < total * eps * (1 - ratio):
                break
            if k > 400000:
                return None
        p = mp.exp(a * mp.log(x) + b * mp.log(y) - lb - mp.log(a)) * total
        return p, 1 - p


def beta_log_density(a, b, x, y):
    with mp.workdps(120):
        a, b = mpf(a), mpf(b)
        return ((a - 1) * mp.log(x) + (b - 1) * mp.log(y) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b))


def beta_grid():
    rows = []
    pairs = [(1e-100, 1e-100), (1e-100, 1e5), (1e5, 1e-100), (1e-10, 0.5), (0.5, 1e-10), (1e-10, 1.0), (1e-10, 1999.0),
             (0.5, 0.5), (0.5, 1.0), (1.0, 0.5), (1.0, 1.0), (1.0, 1e5), (1e5, 1.0), (1.7, 45.0), (45.0, 1.7), (1e5, 0.5),
             (0.5, 1e5), (1999.0, 2001.0), (2001.0, 2001.0), (2001.0, 45.0), (1e5, 1e5), (1e5, 2001.0), (1e8, 1.0),
             (1e-3, 1e8), (1e8, 3.0)]
    for index, (a, b) in enumerate(pairs):
        mean = a / (a + b)
        sd = (mean * (1 - mean) / (a + b + 1)) ** 0.5
        near = [mean + z * sd for z in (-25, -6, -0.01, 0.3, 1.5, 6, 25)]
        fixed = [1e-300, 1e-4, 0.3, 0.69, 0.71, 0.99999999] + ([1.49 / b, 1.51 / b] if b > 3 else [])
        # From pair to pair other points: every kind meets every size of parameter.
        points = [x for k, x in enumerate(near + fixed) if (k + index) % 2 == 0 and 0 < x < 1]
        for x in sorted(set(points)):
            tails = beta_tails(a, b, x)
            if tails is None:
                continue
            with mp.workdps(800):
                y = 1 - mpf(x)
            if max(tails) > 1 or min(tails) <= 0 or mp.log(min(tails)) < -2000:
                continue
            rows.append([a, b, x] + row(*tails) + [shortest(beta_log_density(a, b, mpf(x), y))])
    return rows


# t and F ----------------------------------------------------------------------------------------


def t_grid():
    rows = []
    for df in [0.01, 0.4, 1.0, 1.00001, 2.0, 3.0, 7.3, 30.0, 76.4, 1e3, 4001.0, 1e5, 1e8, 1e12, 1e15, 1e18]:
        for t in [1e-300, 1e-160, 1e-10, 0.01, 0.3, 0.9, 1.7320508, 1.96, 2.5, 5.0, 10.0, 25.0, 38.0, 100.0, 1e5,
                  1e20, 1e100, 1e145, 1e200]:
            with mp.workdps(900):
                square = mpf(t) ** 2
                x, y = mpf(df) / (mpf(df) + square), square / (mpf(df) + square)
            if mpf(df) * mp.log1p(mpf(t) ** 2 / df) > 40000:
                continue
            tails = beta_tails(mpf(df) / 2, mpf(0.5), x, y)
            if tails is None:
                print("left out: t", df, t)
                continue
            with mp.workdps(100):
                n = mpf(df)
                log_density = (mp.loggamma((n + 1) / 2) - mp.loggamma(n / 2) - mp.log(n * mp.pi) / 2
                               - (n + 1) / 2 * mp.log1p(mpf(t) ** 2 / n))
                upper = tails[0] / 2
                lower = (1 + tails[1]) / 2
            rows.append([df, t] + row(lower, upper) + [shortest(log_density)])
    return rows


def f_grid():
    rows = []
    sizes = [0.02, 1.0, 5.5, 60.0, 4002.0, 1e6]
    for n1 in sizes:
        for n2 in sizes:
            values = [1e-200, 1e-4, 0.2, 0.999, 1.02, 1.3, 30.0, 1e30]
            shift = sizes.index(n1) + sizes.index(n2)
            for f in [f for k, f in enumerate(values) if (k + shift) % 2 == 0]:
                with mp.workdps(900):
                    total = mpf(n1) * f + n2
                    x, y = mpf(n1) * f / total, n2 / total
                tails = beta_tails(mpf(n1) / 2, mpf(n2) / 2, x, y)
                if tails is None or mp.log(min(tails)) < -2000:
                    continue
                with mp.workdps(60):
                    log_density = beta_log_density(mpf(n1) / 2, mpf(n2) / 2, x, y) + mp.log(x) + mp.log(y) - mp.log(mpf(f))
                rows.append([n1, n2, f] + row(*tails) + [shortest(log_density)])
    return rows


def binomial_grid():
    rows = []
    for n, p in [(1, 1e-300), (7, 0.3), (30, 0.5), (78, 0.23), (1000, 0.02), (50, 1e-12), (50, 0.999), (4100, 0.5), (10**6, 1e-6), (10**6, 0.3),
                 (10**8, 0.5), (10**12, 1e-11), (2**53, 1e-15)]:
        mean, sd = n * p, (n * p * (1 - p)) ** 0.5
        ks = {0, 1, n // 2, n - 1} | {round(mean + z * sd) for z in (-20, -5, -1, 0, 1, 5, 20)}
        for k in sorted(k for k in ks if 0 <= k < n):
            with mp.workdps(800):
                q = 1 - mpf(p)
            tails = beta_tails(n - k, k + 1, q, mpf(p))
            if tails is None or mp.log(min(tails)) < -2000:
                continue
            with mp.workdps(150):
                log_mass = mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(mpf(p)) + (n - k) * mp.log(q)
            rows.append([n, p, k] + row(*tails) + [shortest(log_mass)])
    return rows


# Noncentral t -----------------------------------------------------------------------------------


def noncentral_t_tails(t, nu, delta):
    """Lower and upper tail by the Poisson mixture with digits enough for every cancellation."""
    if t < 0:
        lower, upper = noncentral_t_tails(-t, nu, -delta)
        return upper, lower
    t, nu, delta = mpf(t), mpf(nu), mpf(delta)
    digits = int(delta * delta / 2 / 2.302585) + 200
    with mp.workdps(digits + 80):
        normal = mp.erfc(delta / mp.sqrt(2)) / 2
        if t == 0:
            return normal, mp.erfc(-delta / mp.sqrt(2)) / 2
        y = t * t / (t * t + nu)
        x = nu / (t * t + nu)
        b = nu / 2
        half = delta * delta / 2

        def series(a, b, x, y):
            term = total = mpf(1)
            k = 0
            while term > total * mpf(10) ** -(digits + 70) or (a + b + k) * x > (a + 1 + k) * (1 - y / 2):
                term = term * (a + b + k) * x / (a + 1 + k)
                total += term
                k += 1
            return mp.exp(a * mp.log(x) + b * mp.log(y)) / (a * mp.beta(a, b)) * total

        def start(a):
            # I_y(a, b) with all digits, from the cheaper side.
            if beta_cost(a, b, y, x) < beta_cost(b, a, x, y):
                return series(a, b, y, x)
            return 1 - series(b, a, x, y)

        first, second = start(mpf(1) / 2), 1 - mp.exp(b * mp.log(x))
        step1 = mp.exp(mp.log(y) / 2 + b * mp.log(x)) / (mpf(1) / 2 * mp.beta(mpf(1) / 2, b))
        step2 = y * mp.exp(b * mp.log(x)) * b
        p = mp.exp(-half)
        q = delta * mp.exp(-half) / (mp.sqrt(2) * mp.gamma(mpf(3) / 2))
        total = mpf(0)
        eps = mpf(10) ** -(digits + 60)
        j = 0
        while True:
            total += p * first + q * second
            if j > half and abs(p) + abs(q) < eps:
                break
            first -= step1
            second -= step2
            step1 *= y * (j + mpf(1) / 2 + b) / (j + mpf(3) / 2)
            step2 *= y * (j + 1 + b) / (j + 2)
            j += 1
            p *= half / j
            q *= half / (j + mpf(1) / 2)
        lower = normal + total / 2
        return lower, 1 - lower


def noncentral_t_density(t, nu, delta):
    """ν/t (F(t √((ν+2)/ν); ν+2) - F(t; ν)), and the closed form at 0."""
    with mp.workdps(600):
        t, nu, delta = mpf(t), mpf(nu), mpf(delta)
        if t == 0:
            return mp.exp(mp.loggamma((nu + 1) / 2) - mp.loggamma(nu / 2) - delta * delta / 2) / mp.sqrt(mp.pi * nu)
        one = noncentral_t_tails(t * mp.sqrt((nu + 2) / nu), nu + 2, delta)[0]
        return nu / t * (one - noncentral_t_tails(t, nu, delta)[0])


def noncentral_t_grid():
    rows = []
    for nu in [0.4, 1.0, 3.7, 76.4, 1e5]:
        for delta in [-15.0, -0.3, 1e-6, 3.0, 25.0]:
            for t in [-40.0, -0.7, -1e-3, 0.0, 1.5, 6.0, 30.0]:
                lower, upper = noncentral_t_tails(t, nu, delta)
                density = noncentral_t_density(t, nu, delta)
                if min(lower, upper) < mpf("1e-180") or density < mpf("1e-180"):
                    continue
                rows.append([nu, delta, t] + row(lower, upper) + [shortest(mp.log(density))])
    return rows


# One argument -----------------------------------------------------------------------------------


def one_argument():
    close = [1 - 2.0**-53, 1 + 2.0**-52, 1 - 1e-12, 1 + 1e-9, 2 - 2.0**-52, 2 + 2.0**-51, 2 + 1e-12, 1.9999999]
    xs = [5e-324, 1e-308, 1e-100, 1e-17, 1.1e-17, 1e-9, 1e-3, 0.1, 0.5, 0.999, 1.001, 1.4616, 1.5, 2.5, 3.0, 5.0, 9.99,
          10.01, 19.9, 20.1, 31.9, 32.1, 100.0, 170.6, 171.6, 1e4, 1e10, 1e20, 1e100, 1e299] + close
    rows = []
    for x in sorted(xs):
        with mp.workdps(400):
            z = mpf(x)
            rows.append([x, shortest(mp.loggamma(z)), shortest(mp.digamma(z)), shortest(mp.psi(1, z))])
    return rows


def two_arguments():
    values = [1e-300, 1e-18, 1e-9, 1e-3, 0.5, 1.0, 1 + 1e-9, 1.5, 2.0, 31.5, 40.0, 1e4, 1e9, 1e16, 1e26, 1e150]
    rows = []
    for a in values:
        for b in values:
            if a <= b:
                with mp.workdps(800):
                    x, y = mpf(a), mpf(b)
                    rows.append([a, b, shortest(mp.loggamma(x) + mp.loggamma(y) - mp.loggamma(x + y))])
    return rows


def normal_grid():
    rows = []
    for x in [1e-300, 1e-10, 0.1, 0.5, 1.0, 1.39, 1.41, 2.0, 5.0, 8.3, 20.0, 37.5, 38.4, 40.1, 100.0, 1e5, 1e100]:
        with mp.workdps(120):
            z = mpf(x)
            if x > 1e4:
                s = 1 / (z * z)
                log_upper = -z * z / 2 - mp.log(z * mp.sqrt(2 * mp.pi)) + mp.log1p(-s + 3 * s**2 - 15 * s**3 + 105 * s**4)
                scaled = (1 - s / 2 + 3 * s**2 / 4 - 15 * s**3 / 8) / (z * mp.sqrt(mp.pi))
                upper, lower = mpf(0), mpf(1)
                log_lower = mpf(0)
            else:
                upper = mp.erfc(z / mp.sqrt(2)) / 2
                lower = mp.erfc(-z / mp.sqrt(2)) / 2
                log_upper, log_lower = mp.log(upper), mp.log1p(-upper)
                scaled = mp.exp(z * z) * mp.erfc(z)
        rows.append([x, small(lower), small(upper), shortest(log_lower), shortest(log_upper), shortest(scaled)])
    return rows


def entry(name, method, names, rows, tolerance):
    columns = {n: [r[i] for r in rows] for i, n in enumerate(names)}
    print(name, len(rows), flush=True)
    return {"id": name, "method": method, "dataset": None, "options": {}, "expected": columns,
            "tolerance": tolerance, "source": f"mpmath {mp.__version__}, 60 digits and more, distribution_corners.py"}


if __name__ == "__main__":
    mp.mp.dps = 60
    tails = ["cdf", "sf", "log_cdf", "log_sf"]
    parts = {
        "one": ("log gamma, digamma, trigamma", ["x", "lgamma", "digamma", "trigamma"], one_argument),
        "lbeta": ("log B(a, b)", ["a", "b", "value"], two_arguments),
        "normal": ("normal tails, erfcx", ["x"] + tails + ["erfcx"], normal_grid),
        "gamma": ("gamma distribution with rate 1", ["shape", "x"] + tails + ["log_pdf"], gamma_grid),
        "t": ("t distribution", ["df", "x"] + tails + ["log_pdf"], t_grid),
        "f": ("F distribution", ["df1", "df2", "x"] + tails + ["log_pdf"], f_grid),
        "binomial": ("binomial distribution", ["n", "prob", "k"] + tails + ["log_pmf"], binomial_grid),
        "beta": ("beta distribution", ["a", "b", "x"] + tails + ["log_pdf"], beta_grid),
        "nct": ("noncentral t distribution", ["df", "ncp", "x"] + tails + ["log_pdf"], noncentral_t_grid),
    }
    entries = []
    if os.path.exists(OUT):
        with open(OUT) as file:
            entries = json.load(file)
    # Without arguments every part is computed, with arguments those that are named.
    for part in sys.argv[1:] or parts:
        method, names, grid = parts[part]
        tolerance = "relative 1e-12" if part == "nct" else "relative 1e-13"
        made = entry("corners." + part, method, names, grid(), tolerance)
        entries = [e for e in entries if e["id"] != made["id"]] + [made]
        entries.sort(key=lambda e: e["id"])
        with open(OUT, "w") as file:
            json.dump(entries, file, indent=1)
            file.write("\n")
