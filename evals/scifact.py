"""Proves the lexical harness on public data: BEIR's SciFact test set (BM25 nDCG@10 .665).

The folder holds ``scifact-corpus.csv.gz`` (doc_id, title, abstract), ``topics*scifact*.tsv.gz``
and ``qrels*scifact*.txt``. Documents go through the same word index as passages do.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from evals.metrics import mean, ndcg, percentile
from knowledge.lexical import WordIndex
from knowledge.passages import Passage
from knowledge.problems import SourceError


def run(folder: Path) -> dict[str, Any]:
    """nDCG@10 of the words alone.

    Raises:
        SourceError: a file is missing or not as expected.
    """
    try:
        documents = list(_documents(folder))
        topics = dict(_topics(folder))
        judged = _judged(folder)
    except (OSError, KeyError, ValueError, csv.Error) as error:
        raise SourceError(f"{folder} doesn't hold SciFact as expected: {error}") from error
    index = WordIndex.build(documents)
    scores, seconds = [], []
    for topic, gains in judged.items():
        start = time.perf_counter()
        bm25 = index.scores(topics[topic])
        best = np.argsort(-bm25, kind="stable")[:10]
        seconds.append(time.perf_counter() - start)
        scores.append(ndcg([documents[row].section_id for row in best], gains))
    return {
        "n": len(scores),
        "documents": len(documents),
        "ndcg@10": round(mean(scores), 4),
        "p50_ms": round(1000 * percentile(seconds, 0.5), 2),
    }


def _documents(folder: Path) -> Iterator[Passage]:
    csv.field_size_limit(sys.maxsize)
    for row in csv.DictReader(_text(folder / "scifact-corpus.csv.gz")):
        yield Passage(
            id=row["doc_id"],
            course_id="scifact",
            section_id=row["doc_id"],
            section_label=row["title"],
            unit_title="",
            heading="",
            text=row["abstract"],
            kind="text",
            url="",
            language="en",
            hash="",
        )


def _topics(folder: Path) -> Iterator[tuple[str, str]]:
    for line in _text(_only(folder, "topics*scifact*.tsv.gz")):
        topic, text = line.rstrip("\n").split("\t", 1)
        yield topic, text


def _judged(folder: Path) -> dict[str, dict[str, float]]:
    """Topic to document to relevance grade."""
    found: dict[str, dict[str, float]] = {}
    for line in _only(folder, "qrels*scifact*.txt").read_text("utf-8").splitlines():
        topic, _, document, grade = line.split()
        found.setdefault(topic, {})[document] = float(grade)
    return found


def _text(file: Path) -> io.TextIOWrapper:
    return io.TextIOWrapper(gzip.open(file), encoding="utf-8")


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"no {pattern}")
    return found[0]
