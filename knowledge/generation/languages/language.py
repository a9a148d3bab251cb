"""What generating and checking items has to know about a language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Kind = str
"""What sort of thing a definition describes, by how it begins: ``thing``, ``person``, ``field``,
``doing`` (taking away …), ``to do`` (to take away …), ``quality`` (associated with …), ``clause``
(when …), ``statement`` (momentum is …). Options of one question are of one kind."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How questions are put. An item's question is in the course's language, like its text."""

    which_term: str
    which_description: str
    completes: str
    either: str
    match: str
    order: str
    which_row: str
    either_column: str
    mixes_up: str
    solve: str
    simplify: str
    expand: str
    factor: str
    evaluate: str
    both_sides: str
    """Says of a solution that it can be checked."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language; `knowledge.generation.languages.LANGUAGES` has them all."""

    code: str
    wording: Wording
    articles: re.Pattern[str]
    """An article with the space behind it, at the start of a text."""
    drops_articles: bool
    """Whether a description reads well without the article that it begins with."""
    leads: re.Pattern[str]
    """What may stand before the term that a statement is about: ``In a``, ``The``."""
    also_called: re.Pattern[str]
    """Parts of a definition that only say other names or point elsewhere."""
    goes_on: re.Pattern[str]
    """The end of a text that was cut off in the middle."""
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    """Tried in turn on the start of a definition; none: ``thing``."""
    defining: re.Pattern[str]
    """What stands between a term and its definition, at the start of a text."""
    verbs: re.Pattern[str]
    """A verb in the present tense, at the start of a text, that a statement may go on with."""
    vague: re.Pattern[str]
    """Words that hedge or name one case of several: what is said may be true of something else."""
    unclear: re.Pattern[str]
    """These, and what speaks to the reader or stands for something else: nothing to be judged."""
    needs_context: re.Pattern[str]
    """Words that stand for something said before, or point to it."""
    refers_back: re.Pattern[str]
    """The latter alone."""
    needs_figure: re.Pattern[str]
    all_of_the_above: re.Pattern[str]
    negations: re.Pattern[str]
    denial: re.Pattern[str]
    """A verb with a ``not`` that can be taken out (group ``not``) to say the opposite."""
    reversals: dict[str, str]
    """Words that turn a statement into a false one when they are exchanged, both ways."""
    opposites: dict[str, str]
    """Words that tell two descriptions apart which are otherwise alike, both ways."""
    ordinals: tuple[str, ...]
    """The ordinal numbers from the first on."""
    no_comparison: frozenset[str]
    """Words after which ``more`` and the like compare nothing: two or more."""
    counts: tuple[str, ...]
    """The number words from two on."""
    between: re.Pattern[str]
    """What sets two things of one sentence against each other: ``whereas``."""
    steps: re.Pattern[str]
    """Announces steps to be followed in order."""
    step_marks: re.Pattern[str]
    """Words at a step's start that tell its place."""
    asks_amount: re.Pattern[str]
    """The start of a sentence that a number answers."""
    instances: re.Pattern[str]
    """The heading of a table's column of examples: one may be an example of several things."""
    solutions: re.Pattern[str]
    """The headings that stand above the solution of a worked example."""
    examples: re.Pattern[str]
    head: Callable[[str], str]
    """The noun that a term's name is built on."""
    genus: Callable[[str], str]
    """What a description says it is: ``opening`` of ``small opening in the eye``."""
    plural: Callable[[str], bool]
    before_blank: Callable[[str], str]
    """A text that may end in an article, so that this doesn't tell what comes next."""
    before_word: Callable[[str, str], str]
    """A text that may end in an article, so that this agrees with the word that comes next."""
    agrees: Callable[[str, bool], bool]
    """Whether a text that goes on from a subject can do so from one in the plural (or not)."""
    gender: Callable[[str], str]
    """``f`` or ``m`` where articles and adjectives follow it; empty where they don't."""
    adjective: Callable[[str], bool]
    """Whether a term's name is surely an adjective."""
    decimal_comma: bool = False
