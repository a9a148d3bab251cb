"""A language nothing is known about: no items are generated in it, checks look at form alone."""

from __future__ import annotations

import re

from knowledge.generation.languages.language import Language, Wording

_NEVER = re.compile(r"(?!)")
_NOTHING = Wording(**dict.fromkeys(Wording.__slots__, ""))


def bare(code: str) -> Language:
    return Language(
        code=code,
        wording=_NOTHING,
        articles=_NEVER,
        drops_articles=False,
        leads=_NEVER,
        also_called=_NEVER,
        goes_on=_NEVER,
        kinds=(),
        defining=_NEVER,
        verbs=_NEVER,
        vague=_NEVER,
        unclear=_NEVER,
        needs_context=_NEVER,
        refers_back=_NEVER,
        needs_figure=re.compile(r"!\["),
        all_of_the_above=_NEVER,
        negations=_NEVER,
        denial=_NEVER,
        reversals={},
        opposites={},
        ordinals=(),
        no_comparison=frozenset(),
        counts=(),
        between=_NEVER,
        steps=_NEVER,
        step_marks=_NEVER,
        asks_amount=_NEVER,
        instances=_NEVER,
        solutions=_NEVER,
        examples=_NEVER,
        head=lambda name: name,
        genus=lambda description: "",
        plural=lambda name: False,
        before_blank=lambda text: text,
        before_word=lambda text, word: text,
        agrees=lambda rest, plural: True,
        gender=lambda name: "",
        adjective=lambda name: False,
    )
