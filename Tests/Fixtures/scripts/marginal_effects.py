"""Average marginal effects and predictive margins in 60 digits, and by statsmodels: writes
expected/AverageMarginalEffects.json and expected/PredictiveMargins.json.

Newton's method with derivatives by central differences of step 1e-20 in 60 digits; the effects are differences or
such derivatives of means of predictions, and so is their Jacobian: nothing is differentiated by hand. The
covariance matrix is the inverse of the information, the expected one for probit, or HC0.
"""
import csv, json, os
import numpy as np
import statsmodels, statsmodels.api as sm
from mpmath import mp, mpf, matrix, exp, log, sqrt, ncdf, npdf, erfc
import mpmath

mp.dps = 60
H = mpf(10) ** -20
root = os.path.join(os.path.dirname(__file__), "..")


def table(name):
    with open(os.path.join(root, "data", name + ".csv")) as file:
        return list(csv.DictReader(file))


def gradient(f, b):
    out = []
    for a in range(len(b)):
        up, down = list(b), list(b)
        up[a] += H
        down[a] -= H
        out.append((f(up) - f(down)) / (2 * H))
    return out


class Model:
    """columns(row) gives x; means(params, x) the expected outcomes; logs(params, x, y) the log-likelihood."""

    def __init__(self, rows, variables, columns, outcome, kind, count=1, weights=None, varying=0):
        self.rows = [{v: (r[v] if v in labels else mpf(r[v])) for v in variables} for r in rows]
        self.x = [columns(r) for r in self.rows]
        self.columns, self.kind, self.count, self.varying = columns, kind, count, varying
        self.y = [outcome(r) for r in rows]
        self.w = weights or [mpf(1)] * len(rows)
        self.fit()

    def means(self, b, x):
        k = len(x)
        if self.kind in ("logit", "probit", "poisson"):
            eta = sum(p * v for p, v in zip(b, x))
            return [{"logit": lambda: 1 / (1 + exp(-eta)), "probit": lambda: ncdf(eta), "poisson": lambda: exp(eta)}[self.kind]()]
        if self.kind == "multinomial":
            e = [mpf(1)] + [exp(sum(p * v for p, v in zip(b[j * k:(j + 1) * k], x))) for j in range(self.count - 1)]
            return [v / sum(e) for v in e]
        # The first columns have a coefficient for each threshold, the others one for all.
        own, cut = self.varying, self.count - 1
        eta = [sum(p * v for p, v in zip([b[cut * (i + 1) + j] for i in range(own)] + list(b[cut * (own + 1):]), x[1:]))
               for j in range(cut)]
        cuts = [mpf(0)] + [1 / (1 + exp(-(b[j] - eta[j]))) for j in range(cut)] + [mpf(1)]
        return [cuts[j + 1] - cuts[j] for j in range(self.count)]

    def log(self, b, x, y):
        m = self.means(b, x)
        if self.kind == "poisson":
            return y * log(m[0]) - m[0]
        if self.kind in ("logit", "probit"):
            return log(m[0]) if y == 1 else log(1 - m[0])
        return log(m[y])

    def fit(self):
        k = len(self.x[0])
        if self.kind == "ordinal":
            b = [mpf(j) - mpf(self.count) / 2 for j in range(self.count - 1)]
            b += [mpf(0)] * (k - 1 + (self.count - 2) * self.varying)
        else:
            b = [mpf(0)] * (k * max(1, self.count - 1))
        scale = [max(abs(x[a % k]) for x in self.x) for a in range(len(b))] if self.kind != "ordinal" else [mpf(1)] * len(b)
        if self.kind == "poisson":
            b[0] = log(sum(self.y) / len(self.y))
        for _ in range(60):
            score, info = self.derivatives(b)
            step = mpmath.lu_solve(info, score)
            b = [v + step[a] for a, v in enumerate(b)]
            if max(abs(step[a]) * scale[a] for a in range(len(b))) < mpf(10) ** -30:
                break
        else:
            raise RuntimeError("not converged")
        self.b = b
        score, info = self.derivatives(b, expected=True)
        self.information = info**-1

    def derivatives(self, b, expected=False):
        p = len(b)
        score, info = matrix(p, 1), matrix(p, p)
        self.scores = []
        for x, y, w in zip(self.x, self.y, self.w):
            if self.kind in ("logit", "probit", "poisson"):
                eta = sum(q * v for q, v in zip(b, x))
                f = lambda e: self.log([e], [mpf(1)], y)
                s = (f(eta + H) - f(eta - H)) / (2 * H)
                m = self.means([eta], [mpf(1)])[0]
                d = (self.means([eta + H], [mpf(1)])[0] - self.means([eta - H], [mpf(1)])[0]) / (2 * H)
                i = d * d / (m if self.kind == "poisson" else m * (1 - m))
                self.scores.append([s * v for v in x])
                for a in range(p):
                    score[a] += w * s * x[a]
                    for c in range(p):
                        info[a, c] += w * i * x[a] * x[c]
            else:
                f = lambda q: self.log(q, x, y)
                g = gradient(f, b)
                for a in range(p):
                    score[a] += w * g[a]
                    up, down = list(b), list(b)
                    up[a] += H
                    down[a] -= H
                    gu, gd = gradient(f, up), gradient(f, down)
                    for c in range(p):
                        info[a, c] -= w * (gu[c] - gd[c]) / (2 * H)
        return score, info

    def hc0(self):
        p = len(self.b)
        self.derivatives(self.b)
        meat = matrix(p, p)
        for s in self.scores:
            for a in range(p):
                for c in range(p):
                    meat[a, c] += s[a] * s[c]
        return self.information * meat * self.information

    def average(self, b, rows, weights, category):
        return sum(w * self.means(b, self.columns(r))[category] for r, w in zip(rows, weights)) / sum(weights)


labels = {"education", "Sex", "Age", "Lrn"}


def delta(model, functions, covariance, at):
    """functions of (params, rows, weights)"""
    rows, weights = model.rows, model.w
    if at == "means":
        total = sum(weights)
        row = {}
        for v in rows[0]:
            if v in labels:
                counts = {}
                for r, w in zip(rows, weights):
                    counts[r[v]] = counts.get(r[v], 0) + w
                row[v] = max(sorted(counts), key=lambda l: counts[l])
            else:
                row[v] = sum(r[v] * w for r, w in zip(rows, weights)) / total
        rows, weights = [row], [mpf(1)]
    out = {"label": [], "estimate": [], "se": [], "p": []}
    for label, f in functions:
        value = f(model.b, rows, weights)
        g = gradient(lambda q: f(q, rows, weights), model.b)
        v = sum(g[a] * covariance[a, c] * g[c] for a in range(len(g)) for c in range(len(g)))
        out["label"].append(label)
        out["estimate"].append(float(value))
        out["se"].append(float(sqrt(v)))
        out["p"].append(float(erfc(abs(value / sqrt(v)) / sqrt(mpf(2)))))
    return out


def setting(rows, **values):
    return [dict(r, **values) for r in rows]


def slope(model, v, c=0, **set_):
    def f(b, rows, weights):
        rows = setting(rows, **set_)
        up = [dict(r, **{v: r[v] + H}) for r in rows]
        down = [dict(r, **{v: r[v] - H}) for r in rows]
        return (model.average(b, up, weights, c) - model.average(b, down, weights, c)) / (2 * H)
    return f


def difference(model, v, one, other, c=0, **set_):
    return lambda b, rows, weights: (
        model.average(b, setting(rows, **dict(set_, **{v: one})), weights, c)
        - model.average(b, setting(rows, **dict(set_, **{v: other})), weights, c))


def mean(model, v, one, c=0, **set_):
    return lambda b, rows, weights: model.average(b, setting(rows, **dict(set_, **{v: one})), weights, c)


def log_ratio(model, v, one, other, c=0):
    return lambda b, rows, weights: log(
        model.average(b, setting(rows, **{v: one}), weights, c) / model.average(b, setting(rows, **{v: other}), weights, c))


effects, margins = [], []
MP = "mpmath %s, Tests/Fixtures/scripts/marginal_effects.py" % mpmath.__version__


def entry(target, id, dataset, options, expected, tolerance="relative 1e-9", source=MP):
    target.append({"id": id, "method": "average marginal effects" if target is effects else "predictive margins",
                   "dataset": dataset, "options": options, "expected": expected, "tolerance": tolerance, "source": source})


infert = table("infert")
levels = ["0-5yrs", "6-11yrs", "12+ yrs"]


def infert_columns(r):
    d = [mpf(r["education"] == l) for l in levels[1:]]
    return [mpf(1), r["age"], r["age"] ** 2, *d, r["parity"], r["spontaneous"], d[0] * r["parity"], d[1] * r["parity"]]


logit = Model(infert, ["age", "education", "parity", "spontaneous"], infert_columns, lambda r: int(r["case"]), "logit")
options = {"formula": "case ~ age + I(age^2) + education * parity + spontaneous", "family": "binomial",
           "factor_levels": {"education": levels}, "standard_errors": "classical"}


def infert_functions(m, **set_):
    return [("age", slope(m, "age", **set_)),
            ("education: 6-11yrs - 0-5yrs", difference(m, "education", levels[1], levels[0], **set_)),
            ("education: 12+ yrs - 0-5yrs", difference(m, "education", levels[2], levels[0], **set_)),
            ("parity", slope(m, "parity", **set_)), ("spontaneous", slope(m, "spontaneous", **set_))]


for at in ("observed", "means"):
    entry(effects, "ame.infert.logit." + at, "infert", dict(options, at=at),
          delta(logit, infert_functions(logit), logit.information, at))
hc0 = logit.hc0()
entry(effects, "ame.infert.logit.hc0", "infert", dict(options, at="observed", standard_errors="HC0"),
      delta(logit, infert_functions(logit), hc0, "observed"))
entry(effects, "ame.infert.logit.set", "infert", dict(options, at="observed", set={"age": 30, "education": "12+ yrs"}),
      delta(logit, [infert_functions(logit, age=mpf(30), education=levels[2])[i] for i in (0, 3, 4)], logit.information, "observed"))
for name, covariance in (("", logit.information), (".hc0", hc0)):
    e = delta(logit, [(l, mean(logit, "education", l)) for l in levels], covariance, "observed")
    for key, make in (("difference", difference), ("log_ratio", log_ratio)):
        d = delta(logit, [(l, make(logit, "education", l, levels[0])) for l in levels[1:]], covariance, "observed")
        e.update({key: d["estimate"], key + "_se": d["se"], key + "_p": d["p"]})
    entry(margins, "margins.infert.logit" + name, "infert",
          dict(options, by="education", standard_errors="HC0" if name else "classical"), e)

probit = Model(infert, ["age", "parity", "spontaneous", "induced"],
               lambda r: [mpf(1), r["age"], r["parity"], r["spontaneous"], r["induced"], r["spontaneous"] * r["induced"]],
               lambda r: int(r["case"]), "probit")
options = {"formula": "case ~ age + parity + spontaneous * induced", "family": "probit", "factor_levels": None,
           "standard_errors": "classical"}
entry(effects, "ame.infert.probit", "infert", dict(options, at="observed"),
      delta(probit, [(v, slope(probit, v)) for v in ("age", "parity", "spontaneous", "induced")], probit.information, "observed"))

quine = table("quine")
ages = ["F0", "F1", "F2", "F3"]


def quine_columns(r):
    m, sl = mpf(r["Sex"] == "M"), mpf(r["Lrn"] == "SL")
    return [mpf(1), m, sl, *[mpf(r["Age"] == a) for a in ages[1:]], m * sl]


poisson = Model(quine, ["Sex", "Lrn", "Age"], quine_columns, lambda r: mpf(r["Days"]), "poisson")
options = {"formula": "Days ~ Sex * Lrn + Age", "family": "poisson",
           "factor_levels": {"Sex": ["F", "M"], "Lrn": ["AL", "SL"], "Age": ages}, "standard_errors": "classical"}
entry(effects, "ame.quine.poisson", "quine", dict(options, at="observed"),
      delta(poisson, [("Sex: M - F", difference(poisson, "Sex", "M", "F")), ("Lrn: SL - AL", difference(poisson, "Lrn", "SL", "AL"))]
            + [("Age: %s - F0" % a, difference(poisson, "Age", a, "F0")) for a in ages[1:]], poisson.information, "observed"))
e = delta(poisson, [(l, mean(poisson, "Sex", l)) for l in ("F", "M")], poisson.hc0(), "observed")
for key, make in (("difference", difference), ("log_ratio", log_ratio)):
    d = delta(poisson, [("M", make(poisson, "Sex", "M", "F"))], poisson.hc0(), "observed")
    e.update({key: d["estimate"], key + "_se": d["se"], key + "_p": d["p"]})
entry(margins, "margins.quine.poisson.hc0", "quine", dict(options, by="Sex", standard_errors="HC0"), e)

for kind in ("ordinal", "multinomial"):
    m = Model(infert, ["age", "parity", "induced"], lambda r: [mpf(1), r["age"] / 10, r["parity"], (r["age"] / 10) * r["parity"]],
              lambda r: levels.index(r["education"]), kind, 3)
    f = [("%s, %s" % (l, v), slope(m, v, c)) for v in ("age", "parity") for c, l in enumerate(levels)]
    entry(effects, "ame.infert." + kind, "infert",
          {"formula": "education ~ I(age / 10) * parity", "family": kind, "factor_levels": {"education": levels}, "at": "observed",
           "standard_errors": "classical"}, delta(m, f, m.information, "observed"))

# Partial proportional odds: the slopes of age and of being a case vary by threshold.
partial = Model(infert, ["age", "case", "parity"],
                lambda r: [mpf(1), r["age"] / 10, r["case"], r["parity"], (r["age"] / 10) * r["case"]],
                lambda r: levels.index(r["education"]), "ordinal", 3, varying=2)
options = {"formula": "education ~ I(age / 10) * case + parity", "family": "partial", "varying": ["age / 10", "case"],
           "factor_levels": {"education": levels}, "standard_errors": "classical"}
each = list(enumerate(levels))
f = [("%s, age" % l, slope(partial, "age", c)) for c, l in each]
f += [("%s, case: 1 - 0" % l, difference(partial, "case", mpf(1), mpf(0), c)) for c, l in each]
f += [("%s, parity" % l, slope(partial, "parity", c)) for c, l in each]
for at in ("observed", "means"):
    entry(effects, "ame.infert.partial." + at, "infert", dict(options, at=at), delta(partial, f, partial.information, at))
e = delta(partial, [("%s, %d" % (l, v), mean(partial, "case", mpf(v), c)) for v in (0, 1) for c, l in each],
          partial.information, "observed")
for key, make in (("difference", difference), ("log_ratio", log_ratio)):
    d = delta(partial, [(l, make(partial, "case", mpf(1), mpf(0), c)) for c, l in each], partial.information, "observed")
    e.update({key: d["estimate"], key + "_se": d["se"], key + "_p": d["p"]})
entry(margins, "margins.infert.partial", "infert", dict(options, by="case"), e)

# statsmodels: without interactions, where its derivatives by columns are those by variables.
y = np.array([float(r["case"]) for r in infert])
x = sm.add_constant(np.array([[float(r[v]) for v in ("age", "parity", "spontaneous")] for r in infert]))
for at, name in (("overall", "observed"), ("mean", "means")):
    found = sm.Logit(y, x).fit(disp=0, method="newton", tol=1e-14).get_margeff(at=at)
    entry(effects, "ame.infert.statsmodels." + name, "infert",
          {"formula": "case ~ age + parity + spontaneous", "family": "binomial", "factor_levels": None, "at": name,
           "standard_errors": "classical"},
          {"label": ["age", "parity", "spontaneous"], "estimate": found.margeff.tolist(), "se": found.margeff_se.tolist(),
           "p": found.pvalues.tolist()}, "relative 1e-9",
          "statsmodels %s, Logit.fit().get_margeff(at=\"%s\")" % (statsmodels.__version__, at))

for name, entries in (("AverageMarginalEffects", effects), ("PredictiveMargins", margins)):
    with open(os.path.join(root, "expected", name + ".json"), "w") as file:
        json.dump(entries, file, indent=1)
        file.write("\n")
