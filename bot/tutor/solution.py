"""A worked example: an exercise of the course, solved step by step."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

from bot.tutor.exercise import question_text
from knowledge.concepts import Node
from knowledge.course import Item, Section


def has_example(node: Node) -> bool:
    return any(steps(item) for _, item in node.items if not item.needs_figure)


def steps(item: Item) -> list[str]:
    """The solution step by step: the author's, else the whole ladder down to its answer."""
    if item.solution:
        return [part for part in item.solution.split("\n\n") if part.strip()]
    told = []
    for hint in item.hints:
        text = hint.text if not hint.title else f"*{hint.title}.* {hint.text}"
        answer = f" → {hint.answer[0]}" if hint.kind == "scaffold" else ""
        told.append(f"{text}{answer}")
    return told


def choose(
    items: Sequence[tuple[Section, Item]], seen: Collection[str], rng: random.Random
) -> tuple[Section, Item] | None:
    """An exercise to be shown solved, one that they haven't tried if there is any."""
    solved = [(s, i) for s, i in items if not i.needs_figure and steps(i)]
    fresh = [(s, i) for s, i in solved if i.id not in seen]
    return rng.choice(fresh or solved) if solved else None


def markdown(item: Item) -> str:
    """The exercise with its solution."""
    numbered = "\n".join(f"{n}. {text}" for n, text in enumerate(steps(item), 1))
    return f"{question_text(item)}\n\n{numbered}"
