"""placeholder"""

from dataclasses import dataclass
from typing import Literal

AnsweredBy = Literal["extract", "term", "model", "none"]


@dataclass
class Phrased:
    answer: object = None
    note: str = ""


def phrase(turn, found): ...
