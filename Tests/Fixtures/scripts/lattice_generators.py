# Generators of rank-1 lattices by the fast component-by-component construction for a prime number of points
# (Nuyens & Cools 2006, doi:10.1090/S0025-5718-06-01785-6): each component minimizes the mean square error over all
# shifts in a Sobolev space of mixed first derivatives with product weights .9^j. Prints those of
# Sources/SurveyProbability/Distributions/LatticeRule.swift. Python 3 with numpy.
import numpy as np


def primitive_root(n):
    rest, factors, q = n - 1, [], 2
    while q * q <= rest:
        if rest % q == 0:
            factors.append(q)
            while rest % q == 0:
                rest //= q
        q += 1
    if rest > 1:
        factors.append(rest)
    return next(g for g in range(2, n) if all(pow(g, (n - 1) // f, n) != 1 for f in factors))


def generators(n, dimension):
    root, half = primitive_root(n), (n - 1) // 2
    # Points in the order of powers of the root, opposite ones together: products become circular correlations.
    powers, x = np.empty(half, dtype=np.int64), 1
    for i in range(half):
        powers[i] = min(x, n - x)
        x = x * root % n
    t = powers / n
    kernel = t * t - t + 1 / 6
    transform = np.fft.rfft(kernel)
    product, found = np.ones(half), []
    for j in range(dimension):
        error = np.fft.irfft(transform * np.conj(np.fft.rfft(product)), half)
        best = 0 if j == 0 else int(np.argmin(error))
        found.append(int(powers[best]))
        product *= 1 + 0.9 ** j * kernel[(best + np.arange(half)) % half]
    return found


for n in [251, 1009, 4001, 16001, 64007]:
    print(n, *generators(n, 100))
