"""Ranking metrics, as trec_eval and BEIR define them. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], gains: Mapping[str, float], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first k (Järvelin & Kekäläinen 2002).

    ``gains`` are the relevance grades of the relevant documents; linear gain, log2 discount.
    """
    gained = sum(
        gains.get(document, 0.0) / math.log2(rank + 2) for rank, document in enumerate(ranking[:k])
    )
    ideal = sum(
        gain / math.log2(rank + 2)
        for rank, gain in enumerate(sorted(gains.values(), reverse=True)[:k])
    )
    return gained / ideal if ideal else 0.0


def recall(ranking: Sequence[str], relevant: Sequence[str], k: int = 5) -> float:
    """Share of the relevant documents among the first k."""
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Sequence[str], k: int = 10) -> float:
    """1 over the rank of the first relevant document; 0 when there is none in the first k."""
    for rank, document in enumerate(ranking[:k], start=1):
        if document in relevant:
            return 1 / rank
    return 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values don't exceed (nearest rank)."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
