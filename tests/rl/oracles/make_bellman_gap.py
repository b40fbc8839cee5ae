"""Writes bellman_gap_scipy.json: Theorem 1's quantities by linear programming.

    python3 make_bellman_gap.py      (NumPy 2.4.6, SciPy 1.17.1)

V* is the least V with V(s) >= r(s, a) + rho sum_s' p(s' | s, a) V(s') for all a.
Rows of p sum to less than 1: the rest is the probability that the process ends.
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

HERE = Path(__file__).parent


def draw(rng, states, actions):
    p = rng.dirichlet(np.ones(states + 1), size=(states, actions))[:, :, :-1]
    return p.round(6), rng.normal(size=(states, actions)).round(6)


def solve(p, r, rho):
    states, actions = r.shape
    rows = [rho * p[s, a] - np.eye(states)[s] for s in range(states) for a in range(actions)]
    solution = linprog(
        np.ones(states), A_ub=rows, b_ub=-r.ravel(), bounds=(None, None), method="highs-ds"
    )
    return r + rho * p @ solution.x


def case(rng, states, actions, rho):
    (real_p, real_r), (twin_p, twin_r) = (draw(rng, states, actions) for _ in range(2))
    real_q, twin_q = solve(real_p, real_r, rho), solve(twin_p, twin_r, rho)
    in_twin = twin_r + rho * twin_p @ real_q.max(axis=1)
    delta = float(np.abs(in_twin - real_q).max())
    return {
        "discountFactor": rho,
        "real": {"probabilities": real_p.tolist(), "rewards": real_r.tolist()},
        "twin": {"probabilities": twin_p.tolist(), "rewards": twin_r.tolist()},
        "deltaT": delta,
        "observedError": float(np.abs(twin_q - real_q).max()),
    }


def main():
    rng = np.random.default_rng(20261121)
    content = {
        "made by": "make_bellman_gap.py, NumPy 2.4.6, SciPy 1.17.1",
        "cases": [case(rng, s, a, rho) for s, a, rho in [(2, 2, 0.5), (4, 3, 0.9), (6, 2, 0.99)]],
    }
    (HERE / "bellman_gap_scipy.json").write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main()
