"""Writes noncentral_chi_squared_mpmath.json: both tails at 360 digits.

    python3 make_noncentral_chi_squared.py        (mpmath 1.3.0, some minutes)

Method: survival = sum over j of poisson(j; nc/2) Q(dof/2 + j, x/2) with 360 digits,
so that cdf = 1 - survival still has 60 good digits at 1e-300. A subset is computed
again, at 40 digits, by quadrature of the density in its Bessel form

    f(x) = 1/2 exp(-(x + nc)/2) (x/nc)^(dof/4 - 1/2) I_{dof/2-1}(sqrt(nc x)),

and must agree to 25 digits. Neither is the method of lib/detection for large
arguments, a trapezoidal rule on a circle in the complex plane. The "huge" rows,
where the sum would be too long, are by mpmath's quadrature of the same inversion
integral along a straight line, at 50 digits.

The points x are where the Chernoff bound of a tail is a chosen power of ten. Their
decimal strings are the shortest that read back as the double; the tails are given
to 18 digits, and only where they are above 1e-290 ("-" elsewhere). A row is one
string, which keeps the file small and its diffs readable.
"""

import json
import math
import random
from pathlib import Path

from mpmath import mp, mpf

HERE = Path(__file__).parent
LOG_10 = math.log(10)
DOFS = [2, 3, 4, 5, 8, 12, 16, 31, 32]
NONCENTRALITIES = [0, 1e-6, 0.1, 1, 10, 100, 1e3, 1e4]
UPPER_POWERS = [0, 1, 4, 12, 40, 120, 285]
LOWER_POWERS = [0.3, 2, 5, 15, 50, 150, 285]


def chernoff_exponent(k, m, y):
    z = math.sqrt(k * k + 4 * m * y)
    u = (k + z) / (2 * y)
    return k - m - y + 2 * m / u - k * math.log(u)


def point(dof, nc, power, upper):
    """The x, to six digits, whose Chernoff bound is 10^-power."""
    k, m = dof / 2, nc / 2
    mean = k + m
    low, high = (mean, 1e3 * mean + 1e4) if upper else (0.0, mean)
    for _ in range(200):
        middle = (low + high) / 2
        too_far = middle == 0 or chernoff_exponent(k, m, middle) < -power * LOG_10
        if too_far == upper:
            high = middle
        else:
            low = middle
    return float(f"{dof if middle == 0 else 2 * middle:.6g}")


def tails(dof, nc, x):
    """(survival, cdf) by the Poisson mixture."""
    mp.dps = 360
    k, m, y = mpf(dof) / 2, mpf(nc) / 2, mpf(x) / 2
    upper = mp.gammainc(k, y, mp.inf, regularized=True)
    weight = mp.exp(-y + k * mp.log(y) - mp.loggamma(k + 1))
    poisson = mp.exp(-m)
    total = poisson * upper
    j = 0
    while poisson > mpf(10) ** -380 or j < m:
        upper += weight
        j += 1
        weight *= y / (k + j)
        poisson *= m / j
        total += poisson * upper
    return total, 1 - total


def smaller_tail_by_density(dof, nc, x):
    mp.dps = 40
    n, c, x = mpf(dof), mpf(nc), mpf(x)
    scale = mp.sqrt(2 * (n + 2 * c))

    def density(t):
        if t == 0:
            return mpf(0)
        if c == 0:
            return mp.exp(-t / 2 + (n / 2 - 1) * mp.log(t / 2) - mp.loggamma(n / 2)) / 2
        return (
            mp.exp(-(t + c) / 2 + (n / 4 - mpf(1) / 2) * mp.log(t / c))
            * mp.besseli(n / 2 - 1, mp.sqrt(c * t))
            / 2
        )

    # mpmath's stopping rule is absolute, so variable and integrand have size 1.
    if x > n + c:
        edges = [0, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128]
        start, width = x, scale
    else:
        edges = [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1]
        start, width = 0, x
    size = density(x)
    integral = mp.quad(lambda s: density(start + width * s) / size, edges, maxdegree=9)
    return integral * size * width


def text(value):
    return mp.nstr(value, 18) if value > mpf(10) ** -290 else "-"


def row(dof, nc, x):
    survival, cdf = tails(dof, nc, x)
    return f"{float(dof)!r} {float(nc)!r} {x!r} {text(survival)} {text(cdf)}"


def grid():
    for dof in DOFS:
        for nc in NONCENTRALITIES:
            for power in UPPER_POWERS:
                yield dof, nc, point(dof, nc, power, True)
            for power in LOWER_POWERS:
                yield dof, nc, point(dof, nc, power, False)


def scattered(rng):
    """Random points, a third of them with a dof that is not an integer."""
    for i in range(400):
        dof = rng.randint(2, 32) if i % 3 else round(10 ** rng.uniform(-1.5, 2.3), 4)
        nc = float(f"{10 ** rng.uniform(-3, 4):.9g}")
        power = rng.choice([rng.uniform(0, 3), rng.uniform(0, 285)])
        yield dof, nc, point(dof, nc, power, rng.random() < 0.5)


def far(rng):
    """Outside the promised range: large dof, large non-centrality."""
    for _ in range(24):
        dof = float(f"{10 ** rng.uniform(1.5, 4.3):.6g}")
        nc = rng.choice([0, float(f"{10 ** rng.uniform(3, 5):.6g}")])
        power = rng.choice([rng.uniform(0, 3), rng.uniform(0, 100)])
        yield dof, nc, point(dof, nc, power, rng.random() < 0.5)


HUGE = [
    (1e6, 1e10, 10008285653.88345),
    (1e6, 1e10, 9999358118.11793),
    (1e6, 1e10, 10001618070.46158),
    (8, 1e8, 9.95e7),
    (8, 1e8, 1.002e8),
    (1e6, 0, 1010000.5),
    (1e6, 0, 970000.25),
    (32, 1e4, 18646.0),
]


def huge_row(dof, nc, x):
    """The sum would be too long: the inversion integral, on a straight line."""
    mp.dps = 50
    k, m, y = mpf(dof) / 2, mpf(nc) / 2, mpf(x) / 2
    u = (k + mp.sqrt(k * k + 4 * m * y)) / (2 * y)
    saddle = (1 - u) / 2
    width = 1 / mp.sqrt(8 * m / u**3 + 4 * k / u**2)

    def exponent(s):
        return 2 * m * s / (1 - 2 * s) - k * mp.log(1 - 2 * s) - 2 * s * y

    peak = exponent(saddle)

    def integrand(t):
        s = saddle + 1j * t * width
        return mp.re(mp.exp(exponent(s) - peak) / s) * width

    tail = mp.exp(peak) * abs(mp.quad(integrand, list(range(15)))) / mp.pi
    pair = f"{text(tail)} -" if x > dof + nc else f"- {text(tail)}"
    return f"{float(dof)!r} {float(nc)!r} {x!r} {pair}"


def cross_check(rng, rows):
    for entry in rng.sample([r for r in rows if float(r.split()[1]) <= 1e3], 60):
        dof, nc, x = map(float, entry.split()[:3])
        survival, cdf = tails(dof, nc, x)
        smaller = survival if x > dof + nc else cdf
        other = smaller_tail_by_density(dof, nc, x)
        if smaller < mpf(10) ** -290:
            continue
        error = abs(other / smaller - 1)
        if dof >= 2 and error > mpf(10) ** -25:
            raise SystemExit(f"oracle methods differ at {entry}: {mp.nstr(error, 5)}")


def main():
    rng = random.Random(20240501)
    groups = {
        "grid": [row(*case) for case in grid()],
        "scattered": [row(*case) for case in scattered(rng)],
        "far": [row(*case) for case in far(rng)],
        "huge": [huge_row(*case) for case in HUGE],
    }
    made = "make_noncentral_chi_squared.py, mpmath 1.3.0"
    content = {"made by": made, "columns": "dof nc x survival cdf", **groups}
    path = HERE / "noncentral_chi_squared_mpmath.json"
    path.write_text(json.dumps(content, indent=2) + "\n")
    cross_check(rng, groups["grid"] + groups["scattered"])


if __name__ == "__main__":
    main()
