"""A yes or no to a guess gives away as much as the answer: ``is it B?`` – ``Yes.``"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.guard.forms.of_item import Keys
from bot.guard.leak import Found
from bot.guard.text.patterns import either
from bot.guard.text.reading import read
from bot.guard.text.view import View
from knowledge.course import Item, TrueFalseItem

_LEAD = r"^\W*(?:(?:well|hm+|ok(?:ay)?|so|ah|oh|bueno|pues)\W+)?"
_SAYS_YES = either(
    "yes, yep, yeah, yup, y, correct, right, exactly, indeed, absolutely, bingo, that's it",
    "that's right, that's the one, that's correct, you(?:'ve)? (?:got|nailed) it, spot on, true",
    "sure, of course, warmer, hot, getting warmer, affirmative, si, claro, exacto, correct[oa]",
    "asi es, eso es, oui, ja, sim",
)
_SAYS_NO = either(
    "no, nope, nah, n, not quite, not exactly, not really, not that, not it, not this",
    "incorrect, wrong, false, cold(?:er)?, negative, that's not it, that's not right",
    "it(?:'s not| isn't)(?=\\W*(?:$|[.!])), nein, non, nao",
)
_YES = re.compile(
    rf"{_LEAD}{_SAYS_YES}(?!\w)|^\s*[\U0001f44d\u2705\u2714\U0001f4af\U0001f389\U0001f525]"
)
_NO = re.compile(
    rf"{_LEAD}{_SAYS_NO}(?!\w)(?!\s+(?:problem|worries|need))"
    r"|^\s*[\U0001f44e\u274c\u2716\U0001f6ab\u2744]"
)
_VERB = either("is, are, does, do, was, will, es, son, tiene, empieza, termina, esta, contiene")
_ANSWER = either("answer, solution, result, number, word, letter, key, respuesta, numero, palabra")
_COMPARED = either(
    "more, less, bigger, greater, larger, higher, lower, smaller, even, odd, between, above, below",
    "over, under, positive, negative, prime, whole, hot, cold, longer, shorter, mayor, menor, par",
    "impar, entre, positivo, negativo",
)
_DESCRIBED = either(
    "starts?, begins?, ends?, contains?, rhymes?, vowel, letters?, digits?, fraction, empieza",
    "termina, contiene, letras, cifras",
)
_ABOUT_ANSWER = re.compile(
    rf"\b{_VERB}\s+(?:(?:it|that|this|x)|(?:the |my |la |el |tu )?{_ANSWER})\b"
    rf".{{0,40}}\b{_COMPARED}\b"
    rf"|\b(?:es|son)\s+{_COMPARED}\b"
    rf"|\b{_VERB}\b.{{0,20}}\b{_ANSWER}\b.{{0,40}}\b{_DESCRIBED}\b"
)
"""Is it more than 5? Does the word begin with s?"""
_FALSE = re.compile(r"\b(?:false|wrong|incorrect|untrue|f|fals[ao]|incorrect[ao])\b")
_TRUE = re.compile(r"\b(?:true|right|correct|t|v|statement|verdader[ao]|ciert[ao]|correct[ao])\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """A text that was sent earlier about the same item."""

    text: str
    asked: str = ""
    """The learner's message that it answered."""


def nod(view: View, asked: str, item: Item, keys: Keys, earlier: Sequence[Sent]) -> Found | None:
    """A yes or no at the start of a text that tells, given what the learner asked."""
    yes, no = _YES.search(view.low), _NO.search(view.low)
    said = yes or no
    if not asked.strip() or said is None:
        return None
    guess = _stated(asked, view.language)
    if isinstance(item, TrueFalseItem):
        settled = _TRUE.search(guess.low) or _FALSE.search(guess.low)
        claimed = not _FALSE.search(guess.low)
        tells = bool(settled) and (claimed == bool(yes)) == item.answer
    elif yes:
        tells = keys.find(guess) is not None and not keys.guesses_several(guess)
    else:
        tells = _left_over(guess, keys, earlier, view.language)
    if tells or _ABOUT_ANSWER.search(guess.low):
        return Found("verdict" if yes or not keys.options else "elimination", said.span())
    return None


def _stated(asked: str, language: str) -> View:
    """A guess as if it were stated."""
    return View(read(re.sub(r"[?¿]", ".", asked)), language)


def _left_over(guess: View, keys: Keys, earlier: Sequence[Sent], language: str) -> bool:
    """Nothing is left but the right options after every guess that got a no."""
    if keys.options is None:
        return False
    out = keys.options.proposed(guess)
    for sent in earlier:
        if sent.asked and _NO.search(read(sent.text).low):
            out |= keys.options.proposed(_stated(sent.asked, language))
    return keys.options.leaves_only_right(out)
