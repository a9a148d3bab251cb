"""Words and meaning, passages and sections, in one score. Pure.

Each side (BM25 of words, cosine of vectors) is divided by its best value for this query, so that
sides can be added. A side counts for a passage and, summed up, for its section: best passage +
1/2 second + 1/4 third, because a section that treats a question does so in more than one place.
The cosine with the section's centroid comes in at half weight. A passage's score is half its own
and half its section's. docs/benchmarks.md has the ablation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

SECTION_DECAY = (1.0, 0.5, 0.25)
"""Weights of a section's best, second and third passage."""
CENTROID_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Fused:
    sections: dict[str, float]
    """Section to score, 0 to 1, best first."""
    passages: Scores
    """Scores of the passages, 0 to 1, in the order they were given."""


def fuse(sections: Sequence[str], sides: Sequence[Scores], centroids: Mapping[str, float]) -> Fused:
    """Rank passages and their sections.

    Args:
        sections: the section of each passage.
        sides: for each kind of evidence one score a passage.
        centroids: cosine of the query with each section's centroid; may be empty.
    """
    shares = [_shares(side) for side in sides]
    by_section = dict.fromkeys(sections, 0.0)
    for side in shares:
        for section, share in _per_section(sections, side).items():
            by_section[section] += share
    closest = max((centroids.get(section, 0.0) for section in by_section), default=0.0)
    if closest > 0:
        for section in by_section:
            by_section[section] += CENTROID_WEIGHT * max(0.0, centroids.get(section, 0.0)) / closest
    best = max(by_section.values(), default=0.0) or 1.0
    ranked = sorted(by_section.items(), key=lambda item: -item[1])
    scores = {section: score / best for section, score in ranked}
    own = np.mean(shares, axis=0, dtype=np.float32)
    whole = np.array([scores[section] for section in sections], dtype=np.float32)
    return Fused(scores, ((own + whole) / 2).astype(np.float32))


def _per_section(sections: Sequence[str], side: Scores) -> dict[str, float]:
    """Each section's weighted best passages, as a share of the best section's."""
    found: dict[str, list[float]] = {}
    for row in np.argsort(-side, kind="stable"):
        values = found.setdefault(sections[row], [])
        if len(values) < len(SECTION_DECAY):
            values.append(float(side[row]))
    sums = {
        # A short section isn't punished for having fewer passages: its last one counts on.
        section: sum(
            weight * values[min(place, len(values) - 1)]
            for place, weight in enumerate(SECTION_DECAY)
        )
        for section, values in found.items()
    }
    best = max(sums.values(), default=0.0)
    return {section: value / best if best > 0 else 0.0 for section, value in sums.items()}


def _shares(values: Scores) -> Scores:
    """Each value as a share of the best; nothing is below 0."""
    best = float(values.max(initial=0.0))
    return (np.maximum(values, 0) / (best or 1.0)).astype(np.float32)
