"""Levene's F with trimmed means and other centres, and Bonett and Seier's ratio of mean absolute deviations,
in 50 digits. Run: python spread.py > references.json
"""
import json
import mpmath as mp

mp.mp.dps = 50
out = []
F = lambda rows: [[mp.mpf(str(x)) for x in row] for row in rows]

def centre(row, how):
    s = sorted(row); n = len(s)
    if how == 'median': return (s[(n - 1) // 2] + s[n // 2]) / 2
    cut = int(how * n)
    kept = s[cut:n - cut]
    return mp.fsum(kept) / len(kept)

def levene(rows, how):
    devs = [[abs(x - centre(r, how)) for x in r] for r in rows]
    n, k = sum(map(len, devs)), len(devs)
    means = [mp.fsum(d) / len(d) for d in devs]
    grand = mp.fsum(x for d in devs for x in d) / n
    between = mp.fsum(len(d) * (m - grand) ** 2 for d, m in zip(devs, means))
    within = mp.fsum((x - m) ** 2 for d, m in zip(devs, means) for x in d)
    f = between / (k - 1) / (within / (n - k))
    a, b = mp.mpf(k - 1) / 2, mp.mpf(n - k) / 2
    p = mp.betainc(b, a, 0, b / (b + a * f), regularized=True)
    return dict(F=f, p=p, eta_squared=between / (between + within), mean_deviations=means)

def bonett_seier(x, y, level):
    parts = []
    for row in (x, y):
        n = len(row); med = centre(row, 'median'); mean = mp.fsum(row) / n
        tau = mp.fsum(abs(v - med) for v in row) / n
        var = mp.fsum((v - mean) ** 2 for v in row) / (n - 1)
        parts.append((tau * n / (n - 1), (((mean - med) / tau) ** 2 + var / tau ** 2 - 1) / n))
    ratio = parts[0][0] / parts[1][0]
    z = mp.sqrt(2) * mp.erfinv(level)
    reach = mp.e ** (z * mp.sqrt(parts[0][1] + parts[1][1]))
    return dict(ratio=ratio, ci=[ratio / reach, ratio * reach])

data = {
    'decimals': [[0.1, 0.4, 0.2, 0.9, 1.4, 0.3, 0.7, 3.1, 0.6, 0.2], [0.5, 0.6, 0.4, 0.7, 0.9, 0.3, 0.8], [2.1, 0.2, 5.4, 3.3, 0.1, 4.0]],
    'shifted': [[1000000.1, 1000000.4, 1000000.2, 1000000.9], [1000003.5, 1000004.5, 1000001.5, 1000000.5, 1000009.5]],
    'pair': [[3, 4, 4, 5, 9, 2, 6, 1, 7, 3, 12], [5, 5, 6, 4, 5, 7, 5, 4]],
}
plain = lambda v: [plain(x) for x in v] if isinstance(v, list) else float(v)
for tag, rows in data.items():
    for how in (0, 0.1, 0.25, 'median'):
        out.append(dict(stem='LeveneTest', id='levene.%s.%s' % (tag, how), method='Levene in 50 digits', dataset=None,
            options=dict(groups=rows, center='median' if how == 'median' else 'trimmed', share=0 if how == 'median' else how),
            expected={k: plain(v) for k, v in levene(F(rows), how).items()},
            tolerance='relative 1e-13 of integers', source='mpmath %s, 50 digits, spread.py' % mp.__version__))
    if len(rows) == 2:
        out.append(dict(stem='LeveneTest', id='bonett_seier.%s' % tag, method='Bonett-Seier in 50 digits', dataset=None,
            options=dict(groups=rows, conf_level=0.95), expected={k: plain(v) for k, v in bonett_seier(*F(rows), mp.mpf('0.95')).items()},
            tolerance='relative 1e-13 of integers', source='mpmath %s, 50 digits, spread.py' % mp.__version__))
print(json.dumps(out, indent=0, ensure_ascii=False))
