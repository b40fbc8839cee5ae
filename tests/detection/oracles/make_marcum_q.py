"""Writes marcum_q_mpmath.json: Q_k(a, b), and e^(-ab) I_0(ab) for the symmetry.

    python3 make_marcum_q.py        (mpmath 1.3.0, about a minute)

The tail is the Poisson mixture at 360 digits of make_noncentral_chi_squared.py, with
a^2 and b^2 squared exactly. Cases: random, b far above a, and a far above b.
"""

import json
import random
from pathlib import Path

from make_noncentral_chi_squared import tails, text
from mpmath import mp, mpf

HERE = Path(__file__).parent
ORDERS = [0.05, 0.5, 1, 1.5, 2, 2.75, 4, 7.3, 16, 16.5, 40]


def marcum(order, a, b):
    mp.dps = 360
    survival, _ = tails(2 * mpf(order), mpf(a) ** 2, mpf(b) ** 2)
    return f"{float(order)!r} {a!r} {b!r} {text(survival)}"


def cases(rng):
    for order in ORDERS:
        for _ in range(6):
            a = round(10 ** rng.uniform(-2, 1.9), 4)
            yield order, a, round(max(0.01, a + rng.uniform(-2, 6)), 4)
        for ratio in (3, 30, 3000):
            a = round(rng.uniform(5, 30) / ratio, 5)
            yield order, a, round(a * ratio, 4)
        a = round(rng.uniform(3, 30), 4)
        yield order, a, round(a / 10, 4)


def symmetry(rng):
    for _ in range(30):
        a = round(10 ** rng.uniform(-1, 1.7), 4)
        b = round(max(0.01, a + rng.uniform(-3, 3)), 4)
        mp.dps = 60
        z = mpf(a) * mpf(b)
        yield f"{a!r} {b!r} {mp.nstr(mp.besseli(0, z) * mp.exp(-z), 18)}"


def main():
    rng = random.Random(20240502)
    content = {
        "made by": "make_marcum_q.py, mpmath 1.3.0",
        "tail columns": "order a b Q",
        "tails": [marcum(*case) for case in cases(rng)],
        "symmetry columns": "a b exp(-ab)I_0(ab)",
        "symmetry": list(symmetry(rng)),
    }
    (HERE / "marcum_q_mpmath.json").write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main()
