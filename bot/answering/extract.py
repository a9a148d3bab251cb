"""Choose the few sentences of the retrieved passages that answer *this* question.

Every sentence gets a score from four plain signals: how near its meaning is to the question
(cosine, given by the caller), how many of the question's rarer words it has, how well its passage
ranked, and whether it has the form the question asks for (a reason for "why", a name for "who").
Then sentences are taken greedily, punishing repetition (MMR; Carbonell & Goldstein 1998), and put
back into reading order.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.sentences import Sentence, split
from knowledge.text import content_words, fold

_MIN_WORDS, _MAX_WORDS = 5, 60
_REPETITION = 0.6
"""Share of a sentence's words already said at which it counts as said."""

# What the answer to each kind of question tends to contain. English and Spanish.
_FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(ask, re.IGNORECASE), re.compile(has, re.IGNORECASE))
    for ask, has in (
        (
            r"\bwhy\b|\breasons?\b|\bcauses?\b|por qué|\bporque\b|\bcausas?\b|\brazon",
            r"\bbecause\b|\bsince\b|\bdue to\b|\breasons?\b|\bcauses?d?\b|\bleads? to\b|"
            r"\bresults? (?:in|from)\b|\bso that\b|\btherefore\b|\bporque\b|\bdebido a\b|"
            r"\bya que\b|\bpuesto que\b|\bcausa|\bpor lo tanto\b",
        ),
        (
            r"\bwhen\b|\bwhat year\b|cuándo|\bqué año\b",
            r"\b(?:1[5-9]|20)\d\d\b|\bcentury\b|\bsiglo\b",
        ),
        (r"\bwho\b|\bquién", r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]+ [A-ZÀ-Þ][a-zà-ÿ]+"),
        (
            r"\bhow (?:many|much|long|often|far|old)\b|cuánt",
            r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco)\b",
        ),
        (
            r"\bexamples?\b|\bejemplos?\b|for instance",
            r"\bfor (?:example|instance)\b|\bsuch as\b|\bimagine\b|\bsuppose\b|\bsay \w+ |"
            r"\bconsider\b|\bpor ejemplo\b|\btales? como\b|\bsupong|\bimagin",
        ),
        (
            r"\bhow (?:do|does|did|can|is|are|to|would)\b|\bsteps?\b|\bcómo\b|\bpasos\b",
            r"\bby \w+ing\b|\bfirst\b|\bthen\b|\bnext\b|\bsteps?\b|\bprocess\b|\bwhen\b|"
            r"\bprimero\b|\bluego\b|\bpaso\b|\bproceso\b|\bmediante\b",
        ),
    )
)
_LEANS_ON_PREVIOUS = re.compile(
    r"^(?:(?:this|that|these|those|it|its|they|their|them|he|she|his|her|such|however|therefore|"
    r"thus|also|moreover|furthermore|in addition|additionally|similarly|likewise|instead|"
    r"on the other hand|in contrast|conversely|for example|for instance|as a result|consequently|"
    r"here|then|but|and|so|or|yet|another|both|one such|the former|the latter|first|second|next|"
    r"finally|otherwise|nevertheless|nonetheless|in this|in that|in these|in other words|"
    r"esto|esta|este|estos|estas|eso|esa|ese|ellos|ella|él|además|también|sin embargo|"
    r"por lo tanto|por ejemplo|en cambio|así|entonces|pero|luego|por otro lado)\b)",
    re.IGNORECASE,
)
_POINTS_AT_PAGE = re.compile(
    r"\b(?:figure|table|figura|tabla|graph below|shown (?:below|above)|see (?:the )?(?:link|video)|"
    r"watch this|click|visit this|this (?:chapter|section|module|book|video)|"
    r"in this (?:chapter|section)|next section|"
    r"previous (?:section|chapter)|este capítulo|esta sección|siguiente sección)\b",
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


Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""Cosine of a question and each of some texts, each in [-1, 1]."""


def extract(
    question: str,
    sources: Sequence[Source],
    similarity: Similarity,
    *,
    wanted: Wanted = Wanted(),  # frozen
    said: frozenset[str] = frozenset(),
) -> list[Picked]:
    """The sentences that answer the question, in reading order; empty if none is about it.

    Args:
        question: standing on its own (follow-ups already completed).
        sources: best first; the first five are read.
        said: sentences shown earlier in this thread, which are not shown again.
    """
    candidates = _candidates(sources[:5], said)
    if not candidates:
        return []
    scores = _score(question, candidates, similarity, wanted)
    chosen = _choose(candidates, scores, wanted)
    return _reading_order(_with_context(chosen, candidates, scores, wanted), sources)


def _candidates(sources: Sequence[Source], said: frozenset[str]) -> list[tuple[Source, Sentence]]:
    seen = {fold(text) for text in said}
    found = []
    for source in sources:
        for sentence in split(source.text):
            key = fold(sentence.text)
            fits = _MIN_WORDS <= sentence.words <= _MAX_WORDS or (
                sentence.in_list and sentence.words > 2
            )
            if fits and key not in seen and not sentence.text.endswith((":", "?")):
                seen.add(key)
                found.append((source, sentence))
    return found


def _score(
    question: str,
    candidates: Sequence[tuple[Source, Sentence]],
    similarity: Similarity,
    wanted: Wanted,
) -> list[float]:
    texts = [sentence.text for _, sentence in candidates]
    near = similarity(question, texts)
    language = candidates[0][0].language
    words = [set(content_words(text, language)) for text in texts]
    weights = _rarity(words, set(content_words(question, language)))
    total = sum(weights.values()) or 1.0
    best = max((source.score for source, _ in candidates), default=1.0) or 1.0
    forms = [has for ask, has in _FORMS if ask.search(question)]
    interests = set(content_words(" ".join(wanted.interests), language))
    return [
        1.0 * near[i]
        + 0.6 * sum(weights.get(word, 0.0) for word in words[i]) / total
        + 0.5 * source.score / best
        + (0.15 if any(form.search(sentence.text) for form in forms) else 0.0)
        + (0.1 if interests & words[i] else 0.0)
        - (0.25 if _POINTS_AT_PAGE.search(sentence.text) else 0.0)
        - (0.01 * max(0, sentence.words - 18) if wanted.plain else 0.0)
        for i, (source, sentence) in enumerate(candidates)
    ]


def _rarity(sentences: Sequence[set[str]], question: set[str]) -> dict[str, float]:
    """Weight of each word of the question: rarer among the candidates weighs more."""
    counts = Counter(word for words in sentences for word in words if word in question)
    return {word: math.log(1 + len(sentences) / (1 + counts[word])) for word in question}


def _choose(
    candidates: Sequence[tuple[Source, Sentence]], scores: Sequence[float], wanted: Wanted
) -> list[int]:
    floor = max(scores) - 0.55  # a sentence far below the best one is about something else
    order = sorted(range(len(candidates)), key=lambda i: -scores[i])
    chosen: list[int] = []
    words_left = wanted.words
    for i in order:
        if len(chosen) >= wanted.sentences or scores[i] < floor:
            break
        source, sentence = candidates[i]
        if sentence.words > words_left and chosen:
            continue
        if any(_repeats(sentence, candidates[j][1], source.language) for j in chosen):
            continue
        chosen.append(i)
        words_left -= sentence.words
    return chosen


def _repeats(new: Sentence, old: Sentence, language: str) -> bool:
    new_words = set(content_words(new.text, language))
    shared = new_words & set(content_words(old.text, language))
    return bool(new_words) and len(shared) / len(new_words) >= _REPETITION


def _with_context(
    chosen: Sequence[int],
    candidates: Sequence[tuple[Source, Sentence]],
    scores: Sequence[float],
    wanted: Wanted,
) -> list[Picked]:
    """A sentence that leans on the one before it brings it along, or is dropped."""
    picked: dict[int, Picked] = {}
    words = sum(candidates[i][1].words for i in chosen)
    for i in chosen:
        source, sentence = candidates[i]
        needed = [i]
        while _LEANS_ON_PREVIOUS.match(candidates[needed[0]][1].text):
            before = needed[0] - 1
            if before < 0 or not _follows(candidates[before], candidates[needed[0]]):
                needed = []
                break
            needed.insert(0, before)
            if len(needed) > 3:
                needed = []
                break
        added = [j for j in needed if j not in picked and j != i]
        extra = sum(candidates[j][1].words for j in added)
        if not needed or words + extra > wanted.words * 1.35:
            words -= sentence.words
            continue
        words += extra
        for j in needed:
            picked[j] = Picked(candidates[j][1].text, candidates[j][0], candidates[j][1], scores[j])
    if not picked and chosen:  # everything leans on something: the best one is still an answer
        i = chosen[0]
        picked[i] = Picked(candidates[i][1].text, *candidates[i], scores[i])
    return list(picked.values())


def _follows(before: tuple[Source, Sentence], after: tuple[Source, Sentence]) -> bool:
    return (
        before[0] is after[0]
        and before[1].position + 1 == after[1].position
        and before[1].paragraph == after[1].paragraph
    )


def _reading_order(picked: Sequence[Picked], sources: Sequence[Source]) -> list[Picked]:
    """Sources by their best sentence, sentences as in the text."""
    best: dict[int, float] = {}
    for pick in picked:
        rank = sources.index(pick.source)
        best[rank] = max(best.get(rank, -math.inf), pick.score)
    return sorted(
        picked,
        key=lambda pick: (-best[sources.index(pick.source)], pick.sentence.position),
    )
