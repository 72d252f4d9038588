"""Reference values for tables of counts. Run: python tables_of_counts.py > references.json

Standard errors come from 50-digit numerical derivatives of the definition of each measure, exact
probabilities from enumeration in rational numbers, maxima over the nuisance parameter from a dense grid with
refinement in 40 digits, and the rest from scipy and statsmodels, as each entry says.
"""
import itertools, json, math
from fractions import Fraction
import mpmath as mp
import numpy, scipy, statsmodels
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest
from statsmodels.stats.contingency_tables import StratifiedTable

mp.mp.dps = 50
out = []
def entry(stem, id, method, options, expected, tolerance, source):
    def plain(v):
        if isinstance(v, (list, tuple)): return [plain(x) for x in v]
        if isinstance(v, dict): return {k: plain(x) for k, x in v.items()}
        if isinstance(v, (bool, int, str)): return v
        v = float(v)
        return "Inf" if v == math.inf else v
    out.append(dict(stem=stem, id=id, method=method, dataset=None, options=plain(options), expected=plain(expected),
                    tolerance=tolerance, source=source))
MP = 'mpmath %s, 50 digits, tables_of_counts.py' % mp.__version__
SP = 'scipy %s' % scipy.__version__
SM = 'statsmodels %s' % statsmodels.__version__

tables = {
    't2a': [[12, 5], [7, 14]], 't2zero': [[10, 2], [8, 0]], 't3x3': [[8, 5, 2], [3, 9, 6], [1, 4, 11]],
    't3x2': [[10, 4], [6, 9], [3, 12]],
    'jobsat': [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]],
    'skewed': [[120, 3, 0, 7], [15, 44, 2, 31], [0, 6, 250, 19]],
}
def pairs(p, sign):
    r, c = len(p), len(p[0])
    s = mp.mpf(0)
    for i in range(r):
        for j in range(c):
            for k in range(i + 1, r):
                for l in range(c):
                    if (l > j and sign > 0) or (l < j and sign < 0): s += 2 * p[i][j] * p[k][l]
    return s
def margins(p): return [sum(r) for r in p], [sum(r[j] for r in p) for j in range(len(p[0]))]
def gamma(p):
    a, b = pairs(p, 1), pairs(p, -1)
    return (a - b) / (a + b)
def ties(m): return sum(m) ** 2 - sum(x * x for x in m)
def taub(p):
    r, c = margins(p)
    return (pairs(p, 1) - pairs(p, -1)) / mp.sqrt(ties(r) * ties(c))
def tauc(p):
    k = min(len(p), len(p[0]))
    n = sum(map(sum, p))
    return (pairs(p, 1) - pairs(p, -1)) * k / (n * n * (k - 1))
def somers_cr(p): return (pairs(p, 1) - pairs(p, -1)) / ties(margins(p)[0])
def somers_rc(p): return (pairs(p, 1) - pairs(p, -1)) / ties(margins(p)[1])
def somers_s(p):
    r, c = margins(p)
    return 2 * (pairs(p, 1) - pairs(p, -1)) / (ties(r) + ties(c))
def transposed(p): return [list(x) for x in zip(*p)]
def lam(p):
    n, c = sum(map(sum, p)), max(margins(p)[1])
    return (sum(max(r) for r in p) - c) / (n - c)
def lam_s(p):
    n = sum(map(sum, p))
    r, c = margins(p)
    return (sum(map(max, p)) + sum(map(max, transposed(p))) - max(r) - max(c)) / (2 * n - max(r) - max(c))
def H(xs):
    n = sum(xs)
    return -sum(x / n * mp.log(x / n) for x in xs if x > 0)
def unc(p):
    r, c = margins(p)
    return (H(r) + H(c) - H([x for row in p for x in row])) / H(c)
def unc_s(p):
    r, c = margins(p)
    return 2 * (H(r) + H(c) - H([x for row in p for x in row])) / (H(r) + H(c))
def correlation(p):
    n = sum(map(sum, p))
    r, c = margins(p)
    mx = sum(i * x for i, x in enumerate(r)) / n
    my = sum(j * x for j, x in enumerate(c)) / n
    xy = sum((i - mx) * (j - my) * p[i][j] for i in range(len(r)) for j in range(len(c)))
    return xy / mp.sqrt(sum((i - mx) ** 2 * x for i, x in enumerate(r)) * sum((j - my) ** 2 * x for j, x in enumerate(c)))
def delta(f, t):
    """The value and the asymptotic standard error under multinomial sampling."""
    t = [[mp.mpf(x) for x in row] for row in t]
    n = sum(map(sum, t))
    v, m = mp.mpf(0), mp.mpf(0)
    h = mp.mpf(10) ** -18
    for i in range(len(t)):
        for j in range(len(t[0])):
            if t[i][j] == 0: continue
            up = [row[:] for row in t]; up[i][j] += h
            dn = [row[:] for row in t]; dn[i][j] -= h
            g = (f(up) - f(dn)) / (2 * h)
            v += t[i][j] * g * g; m += t[i][j] * g
    return f(t), mp.sqrt(v - m * m / n)
def null_error(t, scale):
    """Of the difference of pairs, divided by a scale that is held fixed."""
    t = [[mp.mpf(x) for x in row] for row in t]
    n = sum(map(sum, t))
    s = lambda p: (pairs(p, 1) - pairs(p, -1)) / sum(map(sum, p)) ** 2
    return delta(s, t)[1] * n * n / scale
for name, t in tables.items():
    m = [[mp.mpf(x) for x in row] for row in t]
    r, c = margins(m)
    n = sum(r)
    opt = dict(n_rows=len(t), row_major=[x for row in t for x in row])
    def measure(stem, key, f, scale=None):
        value, error = delta(f, t)
        e = dict(value=value, ase=error)
        if scale is not None: e['z'] = value / null_error(t, scale)
        entry(stem, '%s.%s' % (key, name), key, opt, e, 'relative 1e-11', MP)
    measure('GoodmanKruskalGamma', 'gamma', gamma, pairs(m, 1) + pairs(m, -1))
    measure('KendallTauB', 'tau_b', taub, mp.sqrt(ties(r) * ties(c)))
    k = min(len(t), len(t[0]))
    measure('KendallTauC', 'tau_c', tauc, n * n * (k - 1) / mp.mpf(k))
    measure('SomersD', 'columns from rows', somers_cr, ties(r))
    measure('SomersD', 'rows from columns', somers_rc, ties(c))
    measure('SomersD', 'symmetric', somers_s, (ties(r) + ties(c)) / 2)
    # Lambda has no derivative where the largest counts are tied.
    single = lambda xs: sorted(xs)[-1] > sorted(xs)[-2]
    by_rows = single(c) and all(map(single, m))
    by_columns = single(r) and all(map(single, transposed(m)))
    if by_rows: measure('GoodmanKruskalLambda', 'columns from rows', lam)
    if by_columns: measure('GoodmanKruskalLambda', 'rows from columns', lambda p: lam(transposed(p)))
    if by_rows and by_columns: measure('GoodmanKruskalLambda', 'symmetric', lam_s)
    measure('UncertaintyCoefficient', 'columns from rows', unc)
    measure('UncertaintyCoefficient', 'rows from columns', lambda p: unc(transposed(p)))
    measure('UncertaintyCoefficient', 'symmetric', unc_s)
    value, error = delta(correlation, t)
    entry('LinearByLinearTest', 'linear.%s' % name, 'linear-by-linear', opt,
          dict(r=value, ase=error, m2=(n - 1) * value ** 2, p=mp.erfc(mp.sqrt((n - 1) / 2) * abs(value))),
          'relative 1e-11', MP)

# All tables with given margins, in rational numbers.
def fillings(rows, total):
    if len(rows) == 1:
        if rows[0] >= total: yield (total,)
        return
    for k in range(max(0, total - sum(rows[1:])), min(rows[0], total) + 1):
        for rest in fillings(rows[1:], total - k): yield (k,) + rest
def all_tables(rows, cols):
    if len(cols) == 1:
        yield [tuple(rows)], 1
        return
    for column in fillings(rows, cols[0]):
        ways = 1
        for a, b in zip(rows, column): ways *= math.comb(a, b)
        for others, w in all_tables([a - b for a, b in zip(rows, column)], cols[1:]): yield [column] + others, w * ways
def conditional(t, score, tie=0):
    r, c = [sum(x) for x in t], [sum(x) for x in zip(*t)]
    observed = score([tuple(x) for x in zip(*t)])
    low = up = mir = al = 0
    for columns, w in all_tables(r, c):
        s = score(columns)
        al += w
        if s <= observed: low += w
        if s >= observed: up += w
    return Fraction(low, al), Fraction(up, al)
small = {'a': [[3, 1, 0], [1, 2, 3], [0, 1, 4]], 'b': [[5, 0], [2, 2], [1, 4], [0, 3]], 'c': [[2, 2, 1, 0], [0, 1, 3, 4]],
         'd': [[4, 1, 2], [0, 3, 1]]}
for name, t in small.items():
    r, c = [sum(x) for x in t], [sum(x) for x in zip(*t)]
    opt = dict(n_rows=len(t), row_major=[x for row in t for x in row])
    chi = lambda cols: sum(Fraction(x * x, a * b) for col, b in zip(cols, c) for x, a in zip(col, r))
    g = lambda cols: math.prod(x ** x for col in cols for x in col if x > 0)
    prob = lambda cols: math.prod(math.factorial(x) for col in cols for x in col)
    lin = lambda cols: sum(i * j * x for j, col in enumerate(cols) for i, x in enumerate(col))
    src = 'rational numbers, all tables, tables_of_counts.py'
    entry('ChiSquareTest', 'chisq_exact.%s' % name, 'exact', opt, dict(p=conditional(t, chi)[1]), 'relative 1e-12', src)
    entry('GTest', 'g_exact.%s' % name, 'exact', opt, dict(p=conditional(t, g)[1]), 'relative 1e-12', src)
    entry('FisherExactTest', 'fisher_exact.%s' % name, 'exact, more rows or columns', opt, dict(p=conditional(t, prob)[1]),
          'relative 1e-12', src)
    lo, up = conditional(t, lin)
    n = sum(r)
    mean = Fraction(sum(i * x for i, x in enumerate(r)) * sum(j * x for j, x in enumerate(c)), n)
    dist = lambda cols: abs(lin(cols) - mean)
    e = dict(less=lo, greater=up, distance=conditional(t, dist)[1])
    entry('LinearByLinearTest', 'linear_exact.%s' % name, 'exact', opt, e, 'relative 1e-12', src)
    if len(c) == 2:
        entry('CochranArmitageTest', 'trend_exact.%s' % name, 'exact', opt,
              dict(less=up, greater=lo, distance=e['distance']), 'relative 1e-12', src)

# Goodness of fit.
def compositions(n, k):
    if k == 1: yield (n,); return
    for a in range(n + 1):
        for rest in compositions(n - a, k - 1): yield (a,) + rest
for counts, w in [([3, 0, 5, 1], [1, 1, 1, 1]), ([4, 3, 1], [5, 3, 2]), ([0, 7], [1, 3]), ([2, 2, 2], [1, 1, 1])]:
    n, q = sum(counts), [Fraction(x, sum(w)) for x in w]
    P = lambda x: Fraction(math.factorial(n), math.prod(map(math.factorial, x))) * math.prod(a ** b for a, b in zip(q, x))
    X = lambda x: sum((a - n * b) ** 2 / (n * b) for a, b in zip(x, q))
    al = list(compositions(n, len(q)))
    entry('GoodnessOfFitTest', 'gof_exact.%s' % '_'.join(map(str, counts)), 'exact', dict(counts=counts, weights=w),
          dict(chi2=X(counts), p=sum(P(x) for x in al if X(x) >= X(counts)),
               p_by_probability=sum(P(x) for x in al if P(x) <= P(counts))),
          'relative 1e-12', 'rational numbers, all outcomes, tables_of_counts.py')

# Two groups. (statsmodels 0.15.0 gives other score limits of the difference where the groups differ in size,
# which are not roots of the score equation and not those of Newcombe 1998, table II.)
def score_limit(x, n, y, m, side, factor):
    d, z = mp.mpf(x) / n - mp.mpf(y) / m, mp.sqrt(2) * mp.erfinv(mp.mpf('0.95'))
    def variance(D):
        lo, hi = max(mp.mpf(0), D), min(mp.mpf(1), 1 + D)
        g = lambda p: (x / p if x else 0) + (y / (p - D) if y else 0) - ((n - x) / (1 - p) if n - x else 0) \
            - ((m - y) / (1 - p + D) if m - y else 0)
        a, b = lo + mp.mpf(10) ** -45, hi - mp.mpf(10) ** -45
        if g(a) <= 0: p = lo
        elif g(b) >= 0: p = hi
        else:
            for _ in range(160):
                c = (a + b) / 2
                a, b = (c, b) if g(c) > 0 else (a, c)
            p = a
        return p * (1 - p) / n + (p - D) * (1 - p + D) / m
    a, b = (mp.mpf(-1), d - mp.mpf(10) ** -20) if side > 0 else (d + mp.mpf(10) ** -20, mp.mpf(1))
    for _ in range(120):
        c = (a + b) / 2
        a, b = (c, b) if d - c - side * z * mp.sqrt(factor * variance(c)) > 0 else (a, c)
    return a
two = {'t2a': (12, 17, 7, 21), 't2b': (3, 4, 1, 4), 't2big': (320, 600, 150, 410), 'rare': (2, 900, 11, 850), 'zero': (0, 20, 4, 25),
       'full': (15, 15, 9, 14)}
for name, (a, n, c, m) in two.items():
    opt = dict(n_rows=2, row_major=[a, n - a, c, m - c])
    for corr, key in [(True, 'Miettinen-Nurminen'), (False, 'score')]:
        for comp, stem in [('ratio', 'RiskRatio'), ('odds-ratio', 'OddsRatio')]:
            if name in ('zero', 'full') or (comp == 'odds-ratio' and not corr): continue
            try:
                lo, up = confint_proportions_2indep(a, n, c, m, method='score', compare=comp, correction=corr)
            except ValueError:  # its search finds no bracket
                continue
            entry(stem, '%s.%s.%s' % (comp, key, name), key, opt, dict(ci=[lo, up]), 'relative 1e-7 (root search)',
                  SM + ' confint_proportions_2indep(method="score", compare="%s", correction=%s)' % (comp, corr))
    for key, factor in [('Miettinen-Nurminen', mp.mpf(n + m) / (n + m - 1)), ('score', mp.mpf(1))]:
        ci = [score_limit(a, n, c, m, side, factor) for side in (1, -1)]
        entry('RiskDifference', 'diff.%s.%s' % (key, name), key, opt, dict(ci=ci), 'relative 1e-11', MP)
    z, p = proportions_ztest([a, c], [n, m])
    z2, p2 = proportions_ztest([a, c], [n, m], prop_var=False)
    entry('TwoProportionsTest', 'ztest.%s' % name, 'pooled', opt, dict(z=z, p=p), 'relative 1e-10', SM + ' proportions_ztest')

# Exact intervals of the odds ratio from the two-sided conditional test.
def weights(a, b, c, d):
    lo, up = max(0, a - d), min(a + b, a + c)
    return lo, [mp.mpf(math.comb(a + b, k) * math.comb(c + d, a + c - k)) for k in range(lo, up + 1)]
def accept(a, lo, w, t, mid):
    ps = [x * mp.e ** (t * (k + lo - a)) for k, x in enumerate(w)]
    s, own = sum(ps), ps[a - lo]
    return (sum(x for x in ps if x <= own * (1 + mp.mpf(10) ** -30)) - (own / 2 if mid else 0)) / s
def baptista_pike(a, b, c, d, mid, alpha):
    lo, w = weights(a, b, c, d)
    def lower(a, lo, w):
        if a == lo: return mp.mpf(0)
        # The places where an outcome joins the tail, and the crossings between them.
        xs = sorted([(mp.log(w[k]) - mp.log(w[a - lo])) / (a - lo - k) for k in range(a - lo)])
        xs = [xs[0] - 40] + xs
        for left, right in zip(xs, xs[1:] + [xs[-1] + 40]):
            grid = [left + (right - left) * mp.mpf(i) / 60 for i in range(61)]
            grid[0] += mp.mpf(10) ** -25; grid[-1] -= mp.mpf(10) ** -25
            f = [accept(a, lo, w, t, mid) - alpha for t in grid]
            if f[0] > 0: return mp.e ** left
            for i in range(60):
                if f[i] <= 0 < f[i + 1]:
                    x, y = grid[i], grid[i + 1]
                    for _ in range(90):
                        z = (x + y) / 2
                        if accept(a, lo, w, z, mid) > alpha: y = z
                        else: x = z
                    return mp.e ** x
    low = lower(a, lo, w)
    lo2, w2 = weights(b, a, d, c)
    up = lower(b, lo2, w2)
    return low, (mp.inf if up == 0 else 1 / up)
for a, b, c, d in [(12, 5, 7, 14), (3, 1, 1, 3), (10, 2, 8, 0), (2, 15, 11, 3), (7, 27, 1, 33)]:
    for mid in (False, True):
        lo, up = baptista_pike(a, b, c, d, mid, mp.mpf(1) / 20)
        entry('OddsRatio', 'bp%s.%d_%d_%d_%d' % ('_mid' if mid else '', a, b, c, d),
              'Baptista-Pike mid-p' if mid else 'Baptista-Pike', dict(n_rows=2, row_major=[a, b, c, d]), dict(ci=[lo, up]),
              'relative 1e-11', MP)

# Mid-p of proportions.
for x, n, p0 in [(7, 20, '0.3'), (0, 12, '0.1'), (12, 12, '0.5'), (5, 18, '0.5'), (33, 60, '0.5')]:
    p0 = mp.mpf(float(p0))
    pm = [mp.mpf(math.comb(n, k)) * p0 ** k * (1 - p0) ** (n - k) for k in range(n + 1)]
    own = pm[x]
    lessp, greater = sum(pm[:x]) + own / 2, sum(pm[x + 1:]) + own / 2
    tie = own * mp.mpf(10) ** -20
    two_sided = sum(v for v in pm if v < own - tie) + sum(v for v in pm if abs(v - own) <= tie) / 2
    def lower(x):
        if x == 0: return mp.mpf(0)
        f = lambda p: sum(mp.mpf(math.comb(n, k)) * p ** k * (1 - p) ** (n - k) for k in range(x + 1, n + 1)) + mp.mpf(math.comb(n, x)) * p ** x * (1 - p) ** (n - x) / 2 - mp.mpf('0.025')
        a, b = mp.mpf(0), mp.mpf(1)
        for _ in range(160):
            m_ = (a + b) / 2
            if f(m_) < 0: a = m_
            else: b = m_
        return a
    entry('BinomialTest', 'mid.%d_%d' % (x, n), 'mid-p', dict(x=x, n=n, p0=p0),
          dict(less=lessp, greater=greater, two_sided=two_sided, ci=[lower(x), 1 - lower(n - x)]), 'relative 1e-11', MP)

# Unconditional tests.
def largest(n, m, region):
    c1, c2 = [math.comb(n, k) for k in range(n + 1)], [math.comb(m, k) for k in range(m + 1)]
    coefficients = {}
    for x, y in region: coefficients[x + y] = coefficients.get(x + y, 0) + c1[x] * c2[y]
    f = lambda p: sum(w * p ** s * (1 - p) ** (n + m - s) for s, w in coefficients.items())
    # The grid in double precision finds the peaks, 30 digits narrow them down.
    grid = numpy.linspace(0, 1, 20001)
    vals = sum(float(w) * grid ** s * (1 - grid) ** (n + m - s) for s, w in coefficients.items())
    mp.mp.dps = 30
    best, top = mp.mpf(0), vals.max()
    for i in range(20001):
        if vals[i] < top * 0.9999 or (i > 0 and vals[i - 1] > vals[i]) or (i < 20000 and vals[i + 1] > vals[i]): continue
        a, b = mp.mpf(max(i - 1, 0)) / 20000, mp.mpf(min(i + 1, 20000)) / 20000
        best = max(best, f(mp.mpf(i) / 20000))
        if vals[i] > 1 - 1e-12: break
        for _ in range(50):
            x, y = a + (b - a) * mp.mpf('0.382'), a + (b - a) * mp.mpf('0.618')
            if f(x) < f(y): a = x
            else: b = y
        best = max(best, f(a))
    mp.mp.dps = 50
    return best
def fisher_all(n, m):
    res = {}
    for s in range(n + m + 1):
        ks = range(max(0, s - m), min(n, s) + 1)
        w = {k: math.comb(n, k) * math.comb(m, s - k) for k in ks}
        tot = sum(w.values())
        for k in ks:
            res[k, s - k] = (Fraction(sum(w[j] for j in ks if j <= k), tot), Fraction(sum(w[j] for j in ks if j >= k), tot),
                             Fraction(sum(w[j] for j in ks if w[j] <= w[k]), tot))
    return res
for a, n, c, m in [(3, 4, 1, 4), (7, 15, 12, 15), (2, 10, 7, 9), (0, 8, 3, 11), (5, 5, 5, 5), (1, 24, 6, 18)]:
    al = [(x, y) for x in range(n + 1) for y in range(m + 1)]
    def z(x, y):
        d = Fraction(x, n) - Fraction(y, m)
        s = Fraction(x + y, n + m)
        return 0 if d == 0 else d * abs(d) / (s * (1 - s))
    own = z(a, c)
    opt = dict(n_rows=2, row_major=[a, n - a, c, m - c])
    e = dict(less=largest(n, m, [t for t in al if z(*t) <= own]), greater=largest(n, m, [t for t in al if z(*t) >= own]),
             two_sided=largest(n, m, [t for t in al if abs(z(*t)) >= abs(own)]))
    e['scipy_two_sided'] = stats.barnard_exact([[a, c], [n - a, m - c]], n=128).pvalue
    entry('BarnardTest', 'barnard.%d_%d_%d_%d' % (a, n, c, m), 'Barnard, pooled', opt, e,
          'relative 1e-10; scipy 1e-3 (its search can miss the maximum)', MP + '; ' + SP + ' barnard_exact(n=128)')
    F = fisher_all(n, m)
    e = {}
    for place, key in enumerate(['less', 'greater', 'two_sided']):
        e[key] = largest(n, m, [t for t in al if F[t][place] <= F[a, c][place]])
    e['scipy_two_sided_doubled'] = stats.boschloo_exact([[a, c], [n - a, m - c]], n=128).pvalue
    entry('BoschlooTest', 'boschloo.%d_%d_%d_%d' % (a, n, c, m), 'Boschloo', opt, e,
          'relative 1e-10; scipy 1e-3 (its search can miss the maximum)', MP + '; ' + SP + ' boschloo_exact(n=128)')

# Strata.
def stratified(strata):
    weights_of, low = [mp.mpf(1)], 0
    for (a, b), (c, d) in strata:
        lo, w = weights(a, b, c, d)
        low += lo
        nxt = [mp.mpf(0)] * (len(weights_of) + len(w) - 1)
        for i, x in enumerate(weights_of):
            for j, y in enumerate(w): nxt[i + j] += x * y
        weights_of = nxt
    x = sum(s[0][0] for s in strata) - low
    def tilted(t):
        ps = [w * mp.e ** (t * (k - x)) for k, w in enumerate(weights_of)]
        return ps, sum(ps)
    def root(f):
        a, b = mp.mpf(-30), mp.mpf(30)
        for _ in range(120):
            c = (a + b) / 2
            a, b = (c, b) if f(c) < 0 else (a, c)
        return mp.e ** a
    def mean(t):
        ps, s = tilted(t)
        return sum((k - x) * p for k, p in enumerate(ps)) / s
    def upper(t):
        ps, s = tilted(t)
        return sum(ps[x:]) / s - mp.mpf(1) / 40
    def lower(t):
        ps, s = tilted(t)
        return mp.mpf(1) / 40 - sum(ps[:x + 1]) / s
    total = sum(weights_of)
    p = sum(w for w in weights_of if w <= weights_of[x] * (1 + mp.mpf(10) ** -30)) / total
    return dict(p=p, **{'or': root(mean)}, ci=[root(upper), root(lower)])
for name, strata in {'a': [[[8, 5], [3, 9]], [[12, 2], [4, 4]], [[6, 9], [2, 15]]],
                     'rabbits': [[[0, 6], [0, 5]], [[3, 3], [0, 6]], [[6, 2], [2, 4]], [[5, 1], [6, 0]], [[2, 0], [5, 0]]]}.items():
    informing = [s for s in strata if all(map(sum, s)) and all(map(sum, zip(*s)))]
    entry('MantelHaenszelTest', 'strata_mp.%s' % name, 'exact conditional',
          dict(strata_row_major=[x for t in strata for r in t for x in r]), stratified(informing), 'relative 1e-11', MP)
for name, strata in {'a': [[[8, 5], [3, 9]], [[12, 2], [4, 4]], [[6, 9], [2, 15]]],
                     'b': [[[2, 25], [14, 21]], [[10, 3], [5, 30]], [[1, 1], [4, 2]], [[20, 7], [9, 8]]]}.items():
    s = StratifiedTable([numpy.array(x, float) for x in strata])
    eq, ad = s.test_equal_odds(), s.test_equal_odds(adjust=True)
    nul, cc = s.test_null_odds(), s.test_null_odds(correction=True)
    entry('MantelHaenszelTest', 'strata.%s' % name, 'StratifiedTable', dict(strata_row_major=[x for t in strata for r in t for x in r]),
          dict(chi2=nul.statistic, chi2_cc=cc.statistic, common_or=s.oddsratio_pooled,
               ci95=list(s.oddsratio_pooled_confint()), breslow_day=eq.statistic, tarone=ad.statistic,
               breslow_day_p=eq.pvalue, tarone_p=ad.pvalue), 'relative 1e-10', SM + ' StratifiedTable')
print(json.dumps(out))
