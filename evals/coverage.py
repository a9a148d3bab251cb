"""Whether it is noticed that a course doesn't answer a question.

``inside`` questions belong to the course, ``outside`` ones to others. Both rates are over
questions: inside ones refused by mistake, outside ones rightly refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.settings import Settings
from evals.metrics import mean
from evals.questions import read_questions
from evals.searchable import searchable
from knowledge.retrieval import Retriever


def run(
    settings: Settings, course: str, inside: Sequence[Path], outside: Sequence[Path]
) -> dict[str, Any]:
    """Figures over all files, and each outside file's own.

    Raises:
        SourceError: the course or a questions file can't be used.
    """
    questions = {
        file: [question.text for question in read_questions([file], gold=False)]
        for file in (*inside, *outside)
    }
    with searchable(settings, [course]) as retriever:
        refused = {
            file: [_refused(retriever, course, text) for text in texts]
            for file, texts in questions.items()
        }
    own = [each for file in inside for each in refused[file]]
    others = [each for file in outside for each in refused[file]]
    return {
        "n_inside": len(own),
        "false_refusals": round(mean(own), 4),
        "n_outside": len(others),
        "outside_refused": round(mean(others), 4),
        "outside_refused_by_file": {str(file): round(mean(refused[file]), 4) for file in outside},
    }


def _refused(retriever: Retriever, course: str, text: str) -> bool:
    hits = retriever.search(text, courses=[course], limit=1)
    return not retriever.answerability(text, hits, courses=[course]).covered
