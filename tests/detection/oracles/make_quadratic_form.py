"""Makes quadratic_form_mpmath.json: survival functions of sums of powers of
complex Gaussian variables with unequal variances.

Ruben's series (Annals of Mathematical Statistics 33, 1962): a mixture of
central chi-squared distributions, summed at 60 digits. It shares nothing with
the package's inversion of the moment generating function.
"""

import json
import random

from mpmath import exp, gammainc, mp, mpf

mp.dps = 60


def survival(variances, noncentralities, x):
    scales = [mpf(v) / 2 for v in variances]
    shifts = [mpf(c) for c in noncentralities]
    beta = min(scales)
    weight = exp(-sum(shifts) / 2)
    for scale in scales:
        weight *= beta / scale
    weights, gains = [weight], [mpf(0)]
    y = mpf(x) / beta / 2
    order = len(scales)
    upper = gammainc(order, y, regularized=True)
    step = y ** order * exp(-y) / mp.factorial(order)
    total, mass, k = weight * upper, weight, 0
    while 1 - mass > mpf(10) ** -48:
        k += 1
        gains.append(
            sum(2 * (1 - beta / s) ** k for s in scales)
            + k * beta * sum(c / s * (1 - beta / s) ** (k - 1) for c, s in zip(shifts, scales))
        )
        weights.append(sum(gains[k - r] * weights[r] for r in range(k)) / (2 * k))
        upper += step
        step *= y / (order + k)
        total += weights[k] * upper
        mass += weights[k]
    return total


random.seed(20261121)
rows = []
while len(rows) < 40:
    terms = random.randint(2, 5)
    variances = [round(random.uniform(1, 8), 3) for _ in range(terms)]
    noncentralities = [round(random.choice([0, 1, 10]) * random.random(), 3) for _ in range(terms)]
    mean = sum(v * (1 + c / 2) for v, c in zip(variances, noncentralities))
    x = round(mean * random.choice([0.2, 0.7, 1, 1.5, 3, 8]), 3)
    value = survival(variances, noncentralities, x)
    rows.append(
        {"variances": variances, "noncentralities": noncentralities, "x": x, "survival": float(value)}
    )

with open(__file__.replace("make_quadratic_form.py", "quadratic_form_mpmath.json"), "w") as file:
    json.dump(rows, file)
    file.write("\n")
