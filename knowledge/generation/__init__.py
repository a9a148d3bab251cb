"""Quiz items from a course's own text, and the checks that every generated item must pass."""

from __future__ import annotations

from knowledge.generation.checks import Reason, Rejection, check, tally
from knowledge.generation.evidence import stands
from knowledge.generation.generate import attempts, generate
from knowledge.generation.generated import SOURCES, Generated, Source
from knowledge.generation.quiz import items_for

__all__ = [
    "SOURCES",
    "Generated",
    "Reason",
    "Rejection",
    "Source",
    "attempts",
    "check",
    "generate",
    "items_for",
    "stands",
    "tally",
]
