"""Times the gradient step of q_learning_bench.ts with PyTorch, on one thread.

Prints the median microseconds a step, sampling from the replay included:

    python3 bench/q_learning_torch.py

With --serve it answers q_learning_bench.ts, which takes turns with it: for each
line "variant steps" of the standard input it prints the microseconds a step.
"""

import sys
import time

import torch
from torch import nn

STATE_SIZE, NUM_ACTIONS, BATCH_SIZE, CAPACITY = 18, 10, 16, 50_000
VARIANTS = {"adam": {}, "fused": {"fused": True}}


class DuelingQNetwork(nn.Module):
    """Paper A's network, with Q = U + A - max A."""

    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(
            nn.Linear(STATE_SIZE, 32), nn.ReLU(), nn.Linear(32, 16), nn.ReLU()
        )
        self.value = nn.Linear(16, 1)
        self.advantage = nn.Linear(16, NUM_ACTIONS)

    def forward(self, states):
        features = self.trunk(states)
        advantages = self.advantage(features)
        baseline = advantages.amax(1, keepdim=True)
        return self.value(features) + advantages - baseline


def make_step(optimizer_options):
    """Gives a function that takes one gradient step."""
    network, target_network = DuelingQNetwork(), DuelingQNetwork()
    target_network.load_state_dict(network.state_dict())
    optimizer = torch.optim.Adam(
        network.parameters(), 1e-4, eps=1e-8, **optimizer_options
    )
    states = torch.rand(CAPACITY, STATE_SIZE)
    next_states = torch.rand(CAPACITY, STATE_SIZE)
    actions = torch.randint(0, NUM_ACTIONS, (CAPACITY, 1))
    rewards = torch.rand(CAPACITY)
    discounts = 0.99 * (torch.rand(CAPACITY) < 0.9)

    def step():
        drawn = torch.randint(0, CAPACITY, (BATCH_SIZE,))
        with torch.no_grad():
            following = next_states[drawn]
            best = network(following).argmax(1, keepdim=True)
            next_values = target_network(following).gather(1, best).squeeze(1)
            targets = rewards[drawn] + discounts[drawn] * next_values
        chosen = network(states[drawn]).gather(1, actions[drawn]).squeeze(1)
        loss = nn.functional.mse_loss(chosen, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def time_steps(step, num_steps):
    """Gives the microseconds a step."""
    start = time.perf_counter()
    for _ in range(num_steps):
        step()
    return 1e6 * (time.perf_counter() - start) / num_steps


def serve(steps):
    print(torch.__version__, flush=True)
    for line in sys.stdin:
        variant, num_steps = line.split()
        print(time_steps(steps[variant], int(num_steps)), flush=True)


def print_table(steps):
    print("torch", torch.__version__, "threads", torch.get_num_threads())
    for variant, step in steps.items():
        times = sorted(time_steps(step, 100) for _ in range(41))
        print(f"{variant}: {times[20]:.0f} us (5% {times[2]:.0f}, 95% {times[38]:.0f})")


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(1)
    all_steps = {name: make_step(options) for name, options in VARIANTS.items()}
    for warm_up in all_steps.values():
        time_steps(warm_up, 200)
    (serve if "--serve" in sys.argv else print_table)(all_steps)
