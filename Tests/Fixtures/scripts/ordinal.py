"""Reference values for OrdinalRegression, BrantTest and AdjacentCategoryRegression in arithmetic of 50 digits (mpmath).

usage: python ordinal.py FOLDER_OF_DATA; prints JSON. Derivatives are central differences of the log
likelihood with a step of 1e-15, right to about 20 digits: no formula of a gradient is shared with the library.
"""
import csv
import json
import sys

from mpmath import erfc, exp, log, matrix, mp, mpf, sqrt

mp.dps = 50
STEP = mpf("1e-15")


def read(name):
    with open(f"{sys.argv[1]}/{name}.csv") as file:
        return [row for row in csv.DictReader(file)]


def distribution(link):
    if link == "logit":
        return lambda x: 1 / (1 + exp(-x))
    if link == "probit":
        return lambda x: erfc(-x / sqrt(2)) / 2
    return lambda x: 1 - exp(-exp(x))


def maximise(function, start):
    """Newton's method with derivatives by differences; returns the place, the value and the covariances."""
    point = [mpf(x) for x in start]
    order = len(point)

    def moved(*changes):
        other = list(point)
        for place, change in changes:
            other[place] += change
        return function(other)

    for _ in range(40):
        value = function(point)
        ups = [moved((i, STEP)) for i in range(order)]
        downs = [moved((i, -STEP)) for i in range(order)]
        gradient = matrix([(u - d) / (2 * STEP) for u, d in zip(ups, downs)])
        information = matrix(order, order)
        for i in range(order):
            information[i, i] = -(ups[i] - 2 * value + downs[i]) / STEP**2
            for j in range(i):
                mixed = (
                    moved((i, STEP), (j, STEP)) - moved((i, STEP), (j, -STEP))
                    - moved((i, -STEP), (j, STEP)) + moved((i, -STEP), (j, -STEP))
                ) / (4 * STEP**2)
                information[i, j] = information[j, i] = -mixed
        step = mp.lu_solve(information, gradient)
        point = [x + s for x, s in zip(point, step)]
        if max(abs(s) for s in step) < mpf("1e-22"):
            return point, function(point), information**-1
    raise ValueError("no end")


def cumulative(codes, rows, weights, link, levels):
    f = distribution(link)
    width = len(rows[0])

    def likelihood(parameters):
        cuts, slopes = parameters[: levels - 1], parameters[levels - 1:]
        total = mpf(0)
        for code, row, weight in zip(codes, rows, weights):
            eta = sum(b * x for b, x in zip(slopes, row))
            upper = f(cuts[code] - eta) if code < levels - 1 else mpf(1)
            lower = f(cuts[code - 1] - eta) if code > 0 else mpf(0)
            total += weight * log(upper - lower)
        return total

    start = [mpf(j) / 2 - mpf(levels) / 4 for j in range(levels - 1)] + [mpf(0)] * width
    return maximise(likelihood, start)


def housing(columns):
    levels = {"Infl": ["Medium", "High"], "Type": ["Apartment", "Atrium", "Terrace"], "Cont": ["High"]}
    table = read("housing")
    codes = [["Low", "Medium", "High"].index(row["Sat"]) for row in table]
    rows = [[mpf(row[c] == level) for c in columns for level in levels[c]] for row in table]
    return codes, rows, [mpf(row["Freq"]) for row in table], 3


def bfi(columns):
    table = [row for row in read("bfi240") if all(row[c] != "NA" for c in ["N1"] + columns)]
    return ([int(row["N1"]) - 1 for row in table], [[mpf(row[c]) for c in columns] for row in table],
            [mpf(1)] * len(table), 6)


def number(x):
    return float(mp.nstr(x, 17))


def regression(problem, link):
    codes, rows, weights, levels = problem
    point, value, covariance = cumulative(codes, rows, weights, link, levels)
    errors = [sqrt(covariance[i, i]) for i in range(len(point))]
    cuts = levels - 1
    return {
        "n": number(sum(weights)), "thresholds": [number(x) for x in point[:cuts]],
        "threshold_se": [number(x) for x in errors[:cuts]], "coef": [number(x) for x in point[cuts:]],
        "se": [number(x) for x in errors[cuts:]], "logLik": number(value),
    }


def brant(problem):
    """Brant (1990): Wald's test that the coefficients of the binary regressions of y > j are equal."""
    codes, rows, weights, levels = problem
    width = len(rows[0])
    ones = [[mpf(1)] + row for row in rows]
    fits = []
    for cut in range(levels - 1):
        point, _, _ = cumulative([int(c > cut) for c in codes], rows, weights, "logit", 2)
        slopes = [-point[0]] + point[1:]
        fits.append((slopes, [1 / (1 + exp(-sum(b * x for b, x in zip(slopes, row)))) for row in ones]))

    def products(factors):
        sums = matrix(width + 1, width + 1)
        for row, factor in zip(ones, factors):
            for i in range(width + 1):
                for j in range(width + 1):
                    sums[i, j] += factor * row[i] * row[j]
        return sums

    inverses = [products([w * p * (1 - p) for w, p in zip(weights, fit[1])]) ** -1 for fit in fits]
    order = (levels - 1) * width
    covariance = matrix(order, order)
    for j in range(levels - 1):
        for l in range(j, levels - 1):
            middle = products([w * (pl - pj * pl) for w, pj, pl in zip(weights, fits[j][1], fits[l][1])])
            block = inverses[j] * middle * inverses[l]
            for a in range(width):
                for b in range(width):
                    covariance[j * width + a, l * width + b] = block[a + 1, b + 1]
                    covariance[l * width + b, j * width + a] = block[a + 1, b + 1]

    def wald(columns):
        contrasts = matrix((levels - 2) * len(columns), order)
        for j in range(1, levels - 1):
            for place, column in enumerate(columns):
                contrasts[(j - 1) * len(columns) + place, column] = 1
                contrasts[(j - 1) * len(columns) + place, j * width + column] = -1
        slopes = matrix([b for fit in fits for b in fit[0][1:]])
        difference = contrasts * slopes
        inner = mp.lu_solve(contrasts * covariance * contrasts.T, difference)
        return number((difference.T * inner)[0])

    return {
        "statistic": wald(range(width)), "df": (levels - 2) * width,
        "by_column": [wald([column]) for column in range(width)],
        "coef": [[number(b) for b in fit[0][1:]] for fit in fits],
    }


def nonproportional(problem):
    """The log likelihood with coefficients of each threshold's own."""
    codes, rows, weights, levels = problem
    f = distribution("logit")
    width = len(rows[0]) + 1

    def likelihood(parameters):
        total = mpf(0)
        for code, row, weight in zip(codes, rows, weights):
            def tail(j):
                part = parameters[j * width: (j + 1) * width]
                return f(part[0] - sum(b * x for b, x in zip(part[1:], row)))

            upper = tail(code) if code < levels - 1 else mpf(1)
            lower = tail(code - 1) if code > 0 else mpf(0)
            total += weight * log(upper - lower)
        return total

    point, _, _ = cumulative(codes, rows, weights, "logit", levels)
    start = [x for j in range(levels - 1) for x in [point[j]] + point[levels - 1:]]
    return number(maximise(likelihood, start)[1])


def adjacent(problem):
    """Adjacent-category logits: log(P(Y = j + 1) / P(Y = j)) = alpha_j + x'beta."""
    codes, rows, weights, levels = problem
    steps = levels - 1

    def likelihood(parameters):
        total = mpf(0)
        for code, row, weight in zip(codes, rows, weights):
            slope = sum(b * x for b, x in zip(parameters[steps:], row))
            odds = [mpf(1)]
            for step in range(steps):
                odds.append(odds[-1] * exp(parameters[step] + slope))
            total += weight * log(odds[code] / sum(odds))
        return total

    point, value, covariance = maximise(likelihood, [mpf(0)] * (steps + len(rows[0])))
    errors = [sqrt(covariance[i, i]) for i in range(len(point))]
    return {
        "intercepts": [number(x) for x in point[:steps]], "intercept_se": [number(x) for x in errors[:steps]],
        "coef": [number(x) for x in point[steps:]], "se": [number(x) for x in errors[steps:]],
        "logLik": number(value),
    }


ORIGIN = "mpmath 1.3.0, 50 digits, derivatives by differences (Tests/Fixtures/scripts/ordinal.py)"


def entry(name, method, dataset, options, expected):
    return {"id": name, "method": method, "dataset": dataset, "options": options, "expected": expected,
            "tolerance": "relative 1e-11", "source": ORIGIN}


HOUSING = {"formula": "Sat ~ Infl + Type + Cont", "weights": "Freq", "where": None, "factor_levels": {
    "Sat": ["Low", "Medium", "High"], "Infl": ["Low", "Medium", "High"],
    "Type": ["Tower", "Apartment", "Atrium", "Terrace"], "Cont": ["Low", "High"]}}
BFI = {"formula": "N1 ~ age + gender", "weights": None, "where": None, "factor_levels": []}
DATA = [("housing", HOUSING, housing(["Infl", "Type", "Cont"])), ("bfi240", BFI, bfi(["age", "gender"]))]

found = {"OrdinalRegression": [], "BrantTest": [], "AdjacentCategoryRegression": []}
for name, options, problem in DATA:
    for link in ["logit", "probit", "cloglog"]:
        found["OrdinalRegression"].append(entry(
            f"ordinal.{name}.{link}", "cumulative link model", name, {**options, "link": link},
            regression(problem, link)))
    expected = brant(problem)
    if name == "housing":
        expected["logLik_nonproportional"] = nonproportional(problem)
    found["BrantTest"].append(entry(f"brant.{name}", "Brant test", name, options, expected))
    found["AdjacentCategoryRegression"].append(entry(
        f"adjacent.{name}", "adjacent-category logits", name, options, adjacent(problem)))
print(json.dumps(found, indent=1))
