"""Greedy soup (Wortsman et al. 2022): the mean of several models' weights, where it is better than the best of them."""

import torch


def mean_weights(states):
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def greedy_soup(candidates, score, may_go_on=lambda: True):
    """candidates: [(name, state dict, score)]. Best first, each joins if the mean with it scores no worse, as
    long as may_go_on() says so.

    Returns (state dict, names in it, score): never worse than the best candidate.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate[2], reverse=True)
    names, states, best = [ordered[0][0]], [ordered[0][1]], ordered[0][2]
    for name, state, _ in ordered[1:]:
        if not may_go_on():
            break
        tried = score(mean_weights([*states, state]))
        if tried >= best:
            names, states, best = [*names, name], [*states, state], tried
    return mean_weights(states), names, best
