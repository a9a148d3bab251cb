"""Choose the few sentences of the retrieved passages that answer *this* question.

Every sentence gets a score from four plain signals: how near its meaning is to the question
(cosine, given by the caller), how many of the question's rarer words it has, how well its passage
ranked, and whether it has the form the question asks for (a reason for "why", a name for "who").
What is taken are runs of neighbouring sentences of one paragraph, because a run reads as its
author wrote it: the best run first, then another one as long as it is nearly as good, says
something new (MMR; Carbonell & Goldstein 1998) and there is room.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from knowledge.sentences import Sentence, split
from knowledge.text import content_words, fold

_MIN_WORDS, _MAX_WORDS = 4, 70
_REPETITION = 0.55
"""Share of a run's words already said at which it says nothing new."""
_MOST_RUNS = 2
"""More pieces than this read like a list of quotations."""
_NEARLY_AS_GOOD = 0.22
"""How far below the best run another one may score; half of that in another section."""

# What the answer to each kind of question tends to contain. English and Spanish.
_FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str], float], ...] = tuple(
    (re.compile(ask, re.IGNORECASE), re.compile(has, flags), bonus)
    for ask, has, flags, bonus in (
        (
            r"\bwhy\b|\breasons?\b|\bcauses?\b|por qué|\bporque\b|\bcausas?\b|\brazon",
            r"\bbecause\b|\bsince\b|\bdue to\b|\breasons?\b|\bcauses?d?\b|\bleads? to\b|"
            r"\bresults? (?:in|from)\b|\bso that\b|\btherefore\b|\bporque\b|\bdebido a\b|"
            r"\bya que\b|\bpuesto que\b|\bcausa|\bpor lo tanto\b",
            re.IGNORECASE,
            0.2,
        ),
        (
            r"\bwhen\b|\bwhat year\b|cuándo|\bqué año\b",
            r"\b(?:1[5-9]|20)\d\d\b|\bcentury\b|\bsiglo\b",
            re.IGNORECASE,
            0.2,
        ),
        (
            r"\bwho\b|\bquién",
            r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]+ [A-ZÀ-Þ][a-zà-ÿ]+",
            re.NOFLAG,
            0.15,
        ),
        (
            r"\bhow (?:many|much|long|often|far|old)\b|cuánt",
            r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco)\b",
            re.IGNORECASE,
            0.15,
        ),
        (
            r"\bexamples?\b|\bejemplos?\b|for instance",
            r"\bfor (?:example|instance)\b|\bsuch as\b|\bimagine\b|\bsuppose\b|\bsay \w+ |"
            r"\bconsider\b|\bpor ejemplo\b|\btales? como\b|\bsupong|\bimagin",
            re.IGNORECASE,
            0.5,
        ),
        (
            r"\bhow (?:do|does|did|can|is|are|to|would)\b|\bsteps?\b|\bcómo\b|\bpasos\b",
            r"\bby \w+ing\b|\bfirst\b|\bthen\b|\bnext\b|\bsteps?\b|\bprocess\b|\bwhen\b|"
            r"\bprimero\b|\bluego\b|\bpaso\b|\bproceso\b|\bmediante\b",
            re.IGNORECASE,
            0.1,
        ),
    )
)
_LEANS_ON_PREVIOUS = re.compile(
    r"^(?:(?:this|that|these|those|it|its|they|their|them|he|she|his|her|such|however|therefore|"
    r"thus|also|moreover|furthermore|in addition|additionally|similarly|likewise|instead|"
    r"on the other hand|in contrast|conversely|for example|for instance|as a result|consequently|"
    r"here|then|but|and|so|or|yet|another|both|one such|the former|the latter|first|second|next|"
    r"finally|otherwise|nevertheless|nonetheless|in (?:this|that|these|those|such|other words)|"
    r"esto|esta|este|estos|estas|eso|esa|ese|ellos|ella|él|además|también|sin embargo|"
    r"por (?:lo )?tanto|por ejemplo|en cambio|así|entonces|pero|luego|por otro lado)\b)",
    re.IGNORECASE,
)
_FOR_EXAMPLE = re.compile(r"for (?:example|instance)\b|por ejemplo\b", re.IGNORECASE)
_FOR_EXAMPLE_ASKED = re.compile(r"\bexamples?\b|\bejemplos?\b", re.IGNORECASE)
_TALKS_ABOUT_ITSELF = re.compile(
    r"\b(?:shown (?:below|above|in)|see (?:the )?(?:link|video)|watch (?:this|the)|click|"
    r"visit this|th(?:is|e next|e previous|e following) "
    r"(?:chapter|section|module|book|video|lesson)|"
    r"let['’]?s (?:take|look|see|combine|consider|return|turn)|"
    r"we(?: will|['’]ll| have|['’]ve) (?:just )?(?:look|learn|discuss|see|explore|examin|read)\w*|"
    r"you(?: will|['’]ll|['’]ve| have) (?:learn|read|see|come)\w*|now that (?:we|you)|"
    r"now we turn|consider (?:another|an|the following)|to answer this question|"
    r"(?:figure|table|figura|tabla) \d|"
    r"este capítulo|esta sección|siguiente sección|veremos|como vimos)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A retrieved passage as this module needs it, best first."""

    key: str
    """Identifies the section, for citing."""
    text: str
    language: str
    score: float
    """Fused retrieval score; only its size relative to the best matters."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the learner's preferences ask of an answer."""

    sentences: int = 4
    words: int = 110
    plain: bool = False
    """Prefer short sentences with common words."""
    interests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """One chosen sentence and the source it stands in."""

    text: str
    source: Source
    sentence: Sentence
    score: float


_Candidate = tuple[Source, Sentence]

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""Cosine of a question and each of some texts, each in [-1, 1]."""


def extract(
    question: str,
    sources: Sequence[Source],
    similarity: Similarity,
    *,
    wanted: Wanted = Wanted(),
    said: frozenset[str] = frozenset(),
    told: Sequence[str] = (),
) -> list[Picked]:
    """The sentences that answer the question, in reading order; empty if none is about it.

    Args:
        question: standing on its own (follow-ups already completed).
        sources: best first; the first eight are read.
        said: sentences shown earlier in this thread, which are not shown again.
        told: texts that stand above in the same answer and need not be said in other words.
    """
    candidates = _candidates(sources[:8], said)
    if not candidates:
        return []
    scores = _score(question, candidates, similarity, wanted)
    scores = _without_restating(candidates, scores, told)
    starts = [_can_open(sentence, question) for _, sentence in candidates]
    runs = sorted(_runs(candidates, scores, wanted, starts), key=lambda run: -run.score)
    return [
        Picked(candidates[i][1].text, *candidates[i], scores[i])
        for run in _choose(runs, candidates, wanted, told)
        for i in range(run.start, run.stop)
    ]


def _candidates(sources: Sequence[Source], said: frozenset[str]) -> list[_Candidate]:
    seen = {fold(text) for text in said}
    found = []
    for source in sources:
        sentences = split(source.text)
        for sentence, following in zip_longest(sentences, sentences[1:]):
            key = fold(sentence.text)
            fits = sentence.words <= _MAX_WORDS and (
                sentence.words >= _MIN_WORDS or (sentence.in_list and sentence.words > 1)
            )
            if fits and key not in seen and _quotable(sentence, following):
                seen.add(key)
                found.append((source, sentence))
    return found


def _quotable(sentence: Sentence, following: Sentence | None) -> bool:
    """Not a question, not about the book itself; a colon only where its list comes along."""
    if sentence.text.endswith(":"):
        quotable = following is not None and following.in_list
    else:
        quotable = not sentence.text.endswith("?")
    return quotable and not _TALKS_ABOUT_ITSELF.search(sentence.text)


def _score(
    question: str, candidates: Sequence[_Candidate], similarity: Similarity, wanted: Wanted
) -> list[float]:
    texts = [sentence.text for _, sentence in candidates]
    near = similarity(question, texts)
    language = candidates[0][0].language
    words = [set(content_words(text, language)) for text in texts]
    weights = _rarity(words, set(content_words(question, language)))
    total = sum(weights.values()) or 1.0
    best = max((source.score for source, _ in candidates), default=1.0) or 1.0
    forms = [(has, bonus) for ask, has, bonus in _FORMS if ask.search(question)]
    interests = set(content_words(" ".join(wanted.interests), language))
    return [
        1.0 * near[i]
        + 0.5 * sum(weights.get(word, 0.0) for word in words[i]) / total
        + 0.5 * source.score / best
        + max((bonus for form, bonus in forms if form.search(sentence.text)), default=0.0)
        + (0.1 if interests & words[i] else 0.0)
        - (0.01 * max(0, sentence.words - 18) if wanted.plain else 0.0)
        for i, (source, sentence) in enumerate(candidates)
    ]


def _without_restating(
    candidates: Sequence[_Candidate], scores: Sequence[float], told: Sequence[str]
) -> list[float]:
    """Scores lowered for sentences that say what stands above them again."""
    language = candidates[0][0].language
    above = [words for words in (set(content_words(text, language)) for text in told) if words]
    return [
        score - 0.5 * any(_share(words, sentence.text, language) >= _REPETITION for words in above)
        for score, (_, sentence) in zip(scores, candidates, strict=True)
    ]


def _share(words: set[str], text: str, language: str) -> float:
    return len(words & set(content_words(text, language))) / len(words)


def _rarity(sentences: Sequence[set[str]], question: set[str]) -> dict[str, float]:
    """Weight of each word of the question: rarer among the candidates weighs more."""
    counts = Counter(word for words in sentences for word in words if word in question)
    return {word: math.log(1 + len(sentences) / (1 + counts[word])) for word in question}


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring candidates ``start:stop`` of one paragraph."""

    start: int
    stop: int
    score: float
    words: int


def _can_open(sentence: Sentence, question: str) -> bool:
    """Understood without the sentence before it; who wants an example gets "For example, …"."""
    if sentence.in_list and not sentence.text.endswith((".", "!", "…", ")", "$")):
        return False  # a fragment needs what introduces its list
    gives_example = _FOR_EXAMPLE.match(sentence.text) and _FOR_EXAMPLE_ASKED.search(question)
    return bool(gives_example) or not _LEANS_ON_PREVIOUS.match(sentence.text)


def _runs(
    candidates: Sequence[_Candidate],
    scores: Sequence[float],
    wanted: Wanted,
    starts: Sequence[bool],
) -> Iterator[_Run]:
    """All runs that fit and can stand alone, scored by their best and their average sentence."""
    for start in (number for number, good in enumerate(starts) if good):
        words, stop = 0, start
        while stop < len(candidates) and stop - start < wanted.sentences:
            if stop > start and not _follows(candidates[stop - 1], candidates[stop]):
                break
            words += candidates[stop][1].words
            stop += 1
            if candidates[stop - 1][1].text.endswith(":"):
                continue  # what a colon announces comes along
            if words > wanted.words and stop - start > 1:
                break
            inside = scores[start:stop]
            opens = candidates[start][1].opens_paragraph
            # The average keeps out what trails off; the length bonus prefers a whole thought.
            score = 0.4 * max(inside) + 0.6 * sum(inside) / len(inside) + 0.08 * (stop - start)
            yield _Run(start, stop, score + (0.05 if opens else 0.0), words)


def _follows(before: _Candidate, after: _Candidate) -> bool:
    return (
        before[0] is after[0]
        and before[1].position + 1 == after[1].position
        and (
            before[1].paragraph == after[1].paragraph
            or (after[1].in_list and (before[1].in_list or before[1].text.endswith(":")))
        )
    )


def _choose(
    runs: Sequence[_Run],
    candidates: Sequence[_Candidate],
    wanted: Wanted,
    told: Sequence[str],
) -> list[_Run]:
    """The best run, and others as long as they are good, new and fit; sources stay together."""
    chosen: list[_Run] = []
    sentences, words = wanted.sentences, wanted.words
    language = candidates[0][0].language
    said = {word for text in told for word in content_words(text, language)}
    for run in runs:
        if run.score < runs[0].score - _NEARLY_AS_GOOD or len(chosen) == _MOST_RUNS:
            break
        elsewhere = bool(chosen) and _section(run, candidates) != _section(chosen[0], candidates)
        if elsewhere and run.score < runs[0].score - _NEARLY_AS_GOOD / 2:
            continue
        if run.stop - run.start > sentences or (run.words > words and chosen):
            continue
        if any(run.start < other.stop and other.start < run.stop for other in chosen):
            continue
        own = _words_of(run, candidates)
        if own and len(own & said) / len(own) >= _REPETITION:
            continue
        chosen.append(run)
        said |= own
        sentences -= run.stop - run.start
        words -= run.words
    first: dict[int, int] = {}
    for number, run in enumerate(chosen):
        first.setdefault(id(candidates[run.start][0]), number)
    return sorted(chosen, key=lambda run: (first[id(candidates[run.start][0])], run.start))


def _section(run: _Run, candidates: Sequence[_Candidate]) -> str:
    return candidates[run.start][0].key


def _words_of(run: _Run, candidates: Sequence[_Candidate]) -> set[str]:
    language = candidates[run.start][0].language
    texts = (sentence.text for _, sentence in candidates[run.start : run.stop])
    return {word for text in texts for word in content_words(text, language)}
