"""Ordering and matching: how they are shown, and what an arrangement is worth."""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections.abc import Sequence

from knowledge.course import MatchingItem, OrderingItem
from knowledge.grading.mark import Mark
from knowledge.grading.pointing import LETTERS, pointed

_BETWEEN = (
    re.compile(r"\s*(?:\n|->|→|⟶|=>|>|<|;|\||,? then | luego |, después )\s*"),
    re.compile(r"\s*,\s*(?:(?:and|y)\s+)?"),
    re.compile(r"[\s,.)-]+"),
)
_PAIRS = re.compile(r"\s*[,;\n]\s*")
_PAIR = re.compile(
    r"\s*(.{1,200}?)\s*(?:[-=:→–]+>?|\b(?:is|goes with|with|es|va con|con)\b)\s*(.{1,200})\s*", re.S
)
_SHORT_PAIR = re.compile(r"(\d{1,2})\s*[-=:.)→>]*\s*([a-z])", re.IGNORECASE)


def shown(item: OrderingItem) -> tuple[str, ...]:
    """The steps as they are put before a learner: shuffled, always the same way, never in order."""
    steps = list(item.steps)
    chance = _chance(item.id)
    while len(set(steps)) > 1 and tuple(steps) == item.steps:
        chance.shuffle(steps)
    return tuple(steps)


def shown_right(item: MatchingItem) -> tuple[str, ...]:
    """The right-hand entries, each once, as they are put beside letters."""
    entries = list(dict.fromkeys((*(pair.right for pair in item.pairs), *item.extra)))
    _chance(item.id).shuffle(entries)
    return tuple(entries)


def _chance(identity: str) -> random.Random:
    digest = hashlib.sha256(identity.encode()).digest()
    return random.Random(int.from_bytes(digest[:8]))  # noqa: S311  # no secret


def mark_ordering(item: OrderingItem, said: str) -> Mark | None:
    """Letters or numbers as shown, or the steps' own words. None when it isn't an order.

    Credit is Kendall's tau of the two orders (Kendall 1938), at least 0: 1 for the right one, 0 for
    what chance gives.
    """
    options = shown(item)
    order = _order(said, options)
    if order is None:
        return None
    if len(order) < len(options):
        return Mark("unsure", remark="incomplete")
    given = [options[at] for at in order]
    pairs = list(itertools.combinations(given, 2))
    # Steps of the same text may change places.
    place = {step: at for at, step in enumerate(item.steps)}
    inverted = sum(place[one] > place[other] for one, other in pairs)
    return _worth(max(0.0, 1 - 2 * inverted / len(pairs)))


def _worth(credit: float) -> Mark:
    if credit == 1:
        return Mark("right")
    return Mark("partly", credit=credit) if credit else Mark("wrong")


def _order(said: str, options: Sequence[str]) -> list[int] | None:
    """Positions in the order given, each once; None when the text names anything else."""
    text = said.strip(" .!?")
    parted = [[part for part in between.split(text) if part] for between in _BETWEEN]
    for parts in (*parted, list(text)):
        found = [pointed(part, options) for part in parts[: len(options) + 1]]
        order = [at for at in found if at is not None]
        if len(order) == len(found) == len(set(order)) > 1:
            return order
    return None


def mark_matching(item: MatchingItem, said: str) -> Mark | None:
    """``1-b, 2-a``: numbers as the left sides stand, letters as `shown_right` has them; or words.
    Credit: right pairs / pairs."""
    lefts, rights = [pair.left for pair in item.pairs], shown_right(item)
    matched = _matched(said, lefts, rights)
    if not matched:
        return None
    right = sum(
        pair.right == rights[matched[at]] for at, pair in enumerate(item.pairs) if at in matched
    )
    mark = _worth(right / len(lefts))
    if len(matched) < len(lefts):
        return Mark("partly", credit=mark.credit, remark="incomplete") if right else mark
    return mark


def _matched(said: str, lefts: Sequence[str], rights: Sequence[str]) -> dict[int, int]:
    """Position on the right of each on the left; empty when a part of the text is no pair."""
    text = said.strip(" .!?")
    parts = [part for part in _PAIRS.split(text) if part]
    short = _SHORT_PAIR.findall(text)
    if len(short) > 1 and not _SHORT_PAIR.sub("", text).strip(" ,;.\n"):
        parts = [f"{number}-{letter}" for number, letter in short]
    elif len(parts) == len(lefts) and all(re.fullmatch(r"[a-z]", part, re.I) for part in parts):
        parts = [f"{number}-{letter}" for number, letter in enumerate(parts, 1)]  # "b, a, c"
    elif re.fullmatch(r"[a-z]+", text, re.I) and len(text) == len(lefts):
        parts = [f"{number}-{letter}" for number, letter in enumerate(text, 1)]  # "bac"
    matched: dict[int, int] = {}
    for part in parts[: len(LETTERS)]:
        pair = _PAIR.fullmatch(part)
        left = _left(pair[1], lefts) if pair else None
        right = pointed(pair[2], rights) if pair else None
        if left is None or right is None or left in matched:
            return {}
        matched[left] = right
    return matched


def _left(said: str, lefts: Sequence[str]) -> int | None:
    return pointed(said, lefts)
