"""How well short answers are marked, and how sure marks are.

Measured on marked answers that nothing was fitted on: with a model fitted on the training folder,
and with the one that is shipped. Where the training folder has answers to a test question, they
are used as a teacher's marks are used in a course, and the model is one that never saw answers to
that question (ten folds), as in a course.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.learner.mastery.scores import Floats
from evals import grading_fit
from evals.grading_peers import Peer, cosine, word_overlap
from evals.grading_scores import best_cut, reliability, sure, two_way
from evals.marked import MarkedQuestion, read
from evals.metrics import percentile
from evals.searchable import tell
from knowledge.embed import MiniLM
from knowledge.grading.mark import Mark
from knowledge.grading.short_answer import GradedAnswer, ShortAnswers
from knowledge.grading.short_answer.evidence import MEANING
from knowledge.problems import SourceError

SOME = (1, 3, 5, 10, 20)
"""Numbers of marked answers a question for which the shipped model is measured, too."""
Graded = tuple[GradedAnswer, ...]


def run(train: Path, test: Path, data_format: str) -> dict[str, Any]:
    """Figures of the fitted model, the shipped one and simpler ones.

    Raises:
        SourceError: a folder isn't of the format, or there is too little to fit on.
    """
    marked = read(train, data_format)
    if (
        len(marked) < 2
        or len({float(credit) for q in marked for credit in grading_fit.correct(q)}) < 2
    ):
        raise SourceError(f"{train} needs two questions, and right and wrong answers, to fit on")
    return measure(marked, read(test, data_format))


def measure(train: Sequence[MarkedQuestion], test: Sequence[MarkedQuestion]) -> dict[str, Any]:
    """The same, of questions that were read."""
    embedder = Remembering()
    shipped = ShortAnswers(embedder)
    given = {question.item: question.answers for question in train}
    graded = [given.get(question.item, ()) for question in test]
    right = np.concatenate([grading_fit.correct(question) for question in test])
    tell("fitting")
    models, cut = _fitted(train, test, embedder)
    tell("marking with the fitted model")
    likely = _likely(models, test, graded)
    figures: dict[str, Any] = {
        **two_way(right, likely >= cut),
        "n": len(right),
        "cut": cut,
        "marked_per_question": round(float(np.mean([len(some) for some in graded])), 1),
        "sure": sure(right, _marks(models, test, graded)),
        "reliability": reliability(right, likely),
    }
    tell("marking with the shipped model")
    figures["shipped"] = {}
    for most in (0, *((*SOME, None) if any(graded) else ())):
        some = [_sample(answers, most) for answers in graded]
        likely = _likely([shipped] * len(test), test, some)
        figures["shipped"]["all" if most is None else str(most)] = {
            **two_way(right, likely >= 0.5),
            "sure": sure(right, _marks([shipped] * len(test), test, some)),
            "reliability": reliability(right, likely),
        }
    simple = {"word overlap": word_overlap, "MiniLM cosine": cosine(embedder)}
    figures["peers"] = {name: _peer(peer, train, test) for name, peer in simple.items()}
    figures["peers"]["majority"] = two_way(right, np.full(len(right), _mostly_right(train)))
    figures["ms"] = _speed(test, graded)
    return figures


def _fitted(
    train: Sequence[MarkedQuestion], test: Sequence[MarkedQuestion], embedder: Remembering
) -> tuple[list[ShortAnswers], float]:
    """A marker for each test question, and where to cut between right and wrong.

    The cut is the best one for the training answers, each under the model of the other folds;
    probabilities that were corrected by marks are cut in the middle.
    """
    marker = ShortAnswers(embedder)
    evidence = [grading_fit.weighed(marker, question) for question in train]
    right = [grading_fit.correct(question) for question in train]
    rows = [keys for question in evidence for keys in question]
    whole = grading_fit.fit(rows, np.concatenate(right), MEANING)
    heads = grading_fit.folded(evidence, right, MEANING)
    own = {question.item: head for question, head in zip(train, heads, strict=True)}
    models = {head: ShortAnswers(embedder, by_meaning=head) for head in (whole, *own.values())}
    left_out = grading_fit.likely(heads, evidence)
    cut = best_cut(np.concatenate(right), left_out)
    seen = any(question.item in own for question in test)
    return [models[own.get(q.item, whole)] for q in test], 0.5 if seen else cut


def _likely(
    models: Sequence[ShortAnswers], test: Sequence[MarkedQuestion], graded: Sequence[Graded]
) -> Floats:
    return np.array(
        [
            model.probability(question.item, each.answer, graded=some)
            for model, question, some in zip(models, test, graded, strict=True)
            for each in question.answers
        ]
    )


def _marks(
    models: Sequence[ShortAnswers], test: Sequence[MarkedQuestion], graded: Sequence[Graded]
) -> list[Mark]:
    return [
        model.mark(question.item, each.answer, graded=some)
        for model, question, some in zip(models, test, graded, strict=True)
        for each in question.answers
    ]


def _sample(answers: Graded, most: int | None) -> Graded:
    if most is None or len(answers) <= most:
        return answers
    return tuple(random.Random(most).sample(answers, most))  # noqa: S311  # no secret


def _peer(
    peer: Peer, train: Sequence[MarkedQuestion], test: Sequence[MarkedQuestion]
) -> dict[str, float]:
    def values(questions: Sequence[MarkedQuestion]) -> tuple[Floats, Floats]:
        right = np.concatenate([grading_fit.correct(question) for question in questions])
        found = [peer(q, each.answer) for q in questions for each in q.answers]
        return right, np.array(found)

    cut = best_cut(*values(train))
    right, found = values(test)
    return {**two_way(right, found >= cut), "cut": cut}


def _mostly_right(train: Sequence[MarkedQuestion]) -> bool:
    return float(np.mean(np.concatenate([grading_fit.correct(q) for q in train]))) > 0.5


def _speed(test: Sequence[MarkedQuestion], graded: Sequence[Graded]) -> dict[str, float]:
    """Milliseconds a mark, questions and marked answers known, answers never seen."""
    marker = ShortAnswers(MiniLM())
    taken = []
    for question, some in zip(test, graded, strict=True):
        marker.mark(question.item, "warm up", graded=some)
        for each in question.answers:
            start = time.perf_counter()
            marker.mark(question.item, f"{each.answer} ", graded=some)
            taken.append(1000 * (time.perf_counter() - start))
    return {"p50": round(percentile(taken, 0.5), 1), "p95": round(percentile(taken, 0.95), 1)}


class Remembering:
    """MiniLM that embeds a text once, for all the models that are compared."""

    id, batch, calibrated, languages = MiniLM.id, MiniLM.batch, True, MiniLM.languages

    def __init__(self) -> None:
        embedder = MiniLM()
        self.embed = embedder.embed
        self.query = cache(embedder.query)
        self.tokens = cache(embedder.tokens)
