"""Does the course answer this question? (placeholder replaced below)"""

from __future__ import annotations
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.retrieval import Hit


@dataclass(frozen=True, slots=True)
class Answerability:
    covered: bool
    confidence: float
    nearest: Hit | None
