"""How well sections are found: questions whose section is known, over one index of courses.

Only sections' text is indexed, no exercises, glossary, summary or references: the questions are
a book's own exercises. What learners search has terms and summaries, too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.settings import Settings
from evals.metrics import mean, ndcg, percentile, recall, reciprocal_rank
from evals.peers import PEERS
from evals.questions import Question, read_questions
from evals.searchable import searchable
from knowledge.retrieval import Retriever


def run(
    settings: Settings, courses: Sequence[str], files: Sequence[Path], *, peers: bool = False
) -> dict[str, Any]:
    """Figures of our ranking and, when asked, of simpler ones on the same data.

    Raises:
        SourceError: a course or a questions file can't be used.
    """
    questions = read_questions(files, gold=True)
    with searchable(settings, courses, kinds=("text",)) as retriever:
        figures = _measure(
            questions, lambda text: retriever.sections(text, courses=courses, limit=10)
        )
        known = {passage.section for passage in retriever.index.words(courses).passages}
        figures["gold_not_indexed"] = sum(question.gold not in known for question in questions)
        figures["indexed"] = "text"
        figures["embedder"] = retriever.index.embedder.id
        if peers:
            figures["peers"] = _peers(retriever, courses, questions)
    return figures


def _peers(
    retriever: Retriever, courses: Sequence[str], questions: Sequence[Question]
) -> dict[str, Any]:
    return {
        name: _measure(questions, make(retriever.index, courses)) for name, make in PEERS.items()
    }


def _measure(questions: Sequence[Question], rank: Callable[[str], list[str]]) -> dict[str, Any]:
    rank(questions[0].text)  # loads the model
    seconds, rankings = [], []
    for question in questions:
        start = time.perf_counter()
        rankings.append(rank(question.text))
        seconds.append(time.perf_counter() - start)
    pairs = list(zip(rankings, questions, strict=True))
    return {
        "n": len(questions),
        "ndcg@10": round(mean([ndcg(found, {q.gold: 1.0}) for found, q in pairs]), 4),
        "recall@5": round(mean([recall(found, [q.gold]) for found, q in pairs]), 4),
        "mrr@10": round(mean([reciprocal_rank(found, [q.gold]) for found, q in pairs]), 4),
        "p50_ms": round(1000 * percentile(seconds, 0.5), 2),
        "p95_ms": round(1000 * percentile(seconds, 0.95), 2),
    }
