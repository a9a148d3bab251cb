"""True or false told in whatever words: ``it's false``, ``the statement doesn't hold``, ``No.``"""

from __future__ import annotations

import re

from bot.guard.leak import Found
from bot.guard.text.patterns import either
from bot.guard.text.reading import read
from bot.guard.text.view import View, stem_of, words

_SHARED = 0.6
"""Share of the statement's words in a sentence that contradicts it."""
_STRONG_TRUE = either("true, verdader[ao], vrai, wahr, vero, verdadeiro")
_STRONG_FALSE = either("false, untrue, fals[ao], faux, falsch")
_TRUE = either(
    "true, correct, right, accurate, valid, a fact, verdader[ao], ciert[ao], correct[ao], vrai",
    "wahr, vero, verdadeir[ao], richtig",
)
_FALSE = either(
    "false, untrue, incorrect, wrong, inaccurate, invalid, mistaken, a myth, a lie",
    "a (?:common |popular )?misconception, the opposite, the reverse, fals[ao], incorrect[ao]",
    "faux, falsch, errone[ao]",
)
_SUBJECT = either(
    "statement, sentence, claim, answer, assertion, it, that, this, which, afirmacion, frase",
    "enunciado, respuesta, eso, esto, reponse, antwort, resposta, risposta",
)
_BE = either(
    "is, 's, was, must be, would be, should be, sounds, seems, being, es, seria, est, ist, e, :, ="
)
_NOT = either("not, n't, never, hardly, far from, anything but, no, nicht, pas, non, nao")
_ADVERB = either(
    "actually, in fact, definitely, clearly, indeed, simply, just, quite, completely, entirely",
    "absolutely, always, really, the, en realidad, claramente",
)
_CLAIM = re.compile(
    rf"\b(?P<before>{_NOT}\s+)?{_SUBJECT}\s*(?:(?P<inner>no)\s+)?{_BE}(?P<deny>n't|\s+{_NOT})?"
    rf"\s*[\"'(]*(?:{_ADVERB}\s+)*(?:an?\s+)?[\"'(]*"
    rf"(?:(?P<true>{_TRUE}|[tv](?![\w']))|(?P<false>{_FALSE}|f(?![\w'])))(?![\w'])"
    rf"(?!\s+{either('or, o, side, way, track, order, place, angle, triangle, now, question')}\b)"
)
_HOLDS = re.compile(
    rf"\b{_SUBJECT}\s+(?P<deny>(?:does|do|did|would)(?:n't|\s+not)\s+|no\s+)?"
    r"(?:really\s+|actually\s+)?"
    rf"{either('holds?, hold up, stands?, stand up, checks? out, applies, apply, se cumple')}\b"
)
_ALONE = re.compile(
    r"(?:^|[.!?:;\n]\s?|\b(?:answer|say|pick|choose|respuesta|mark|put|as)\W+)[\"'(]*"
    rf"(?P<deny>{_NOT}\s+)?(?:(?P<true>{_TRUE}|t|v|yes|si|oui|ja|sim)"
    rf"|(?P<false>{_FALSE}|f|no|nope|nein))[\"')]*"
    r"(?=\s*(?:[.!,;\n]|$|(?:statement|claim|afirmacion)\b))"
)
_EITHER = re.compile(
    rf"(?P<before>(?:\b(?:{_NOT}|isn't|wasn't|no es)|n't)\s+(?:(?!but\b)\w+\s+){{0,3}}?)?"
    rf"\b(?:(?P<true>{_STRONG_TRUE})|(?P<false>{_STRONG_FALSE}))(?!\w)"
)
_INITIAL = re.compile(
    r"\b(?:starts|begins|empieza) (?:with|con)(?: an?)? [\"']?(?:(?P<true>[tv])|(?P<false>f))(?!\w)"
)
_CONTRARY = re.compile(
    r"\b(?:on the contrary|(?:does|is|it's|says?) (?:just |exactly )?the (?:opposite|reverse)"
    r"|the opposite of the truth|the other way a?round|the opposite is (?:true|the case)"
    r"|al contrario|al reves)\b"
)
_BOTH = re.compile(
    r"\b(?:true|verdader[ao]|cierto|right|correct)\b.{0,12}\b(?:or|o|/)\b.{0,12}"
    r"\b(?:false|fals[ao]|wrong|incorrect)"
)

_PAIRS = (
    "increase decrease, increases decreases, increases reduces, more less, more fewer",
    "higher lower, always never, before after, add remove, adds removes, positive negative",
    "strengthens weakens, greater smaller, raise lower, raises lowers, fast slow, short long",
    "internal external, aumenta disminuye, aumenta reduce, incrementa reduce, mas menos",
    "mayor menor, siempre nunca, antes despues, positivo negativo",
)


def _both_ways() -> dict[str, frozenset[str]]:
    pairs = [pair.split() for line in _PAIRS for pair in line.split(",")]
    turned = [*pairs, *(pair[::-1] for pair in pairs)]
    return {word: frozenset(other for one, other in turned if one == word) for word, _ in turned}


OPPOSITES = _both_ways()
"""Each word's opposites, without accents."""


class VerdictKey:
    """Whether a statement is true."""

    def __init__(self, answer: bool, statement: str = "", language: str = "en") -> None:
        self._answer = answer
        self._statement = frozenset(word.stem for word in words(read(statement).low, language))
        self._opposites = frozenset(
            stem_of(other, language)
            for word, others in OPPOSITES.items()
            if stem_of(word, language) in self._statement
            for other in others
        )

    def find(self, view: View) -> Found | None:
        for pattern in (_CLAIM, _HOLDS, _ALONE, _INITIAL):
            for match in pattern.finditer(view.low):
                if _claims(match) == self._answer and _is_stated(view, match):
                    return Found("verdict", match.span())
        contradicted = None if self._answer else self._contradicted(view)
        return contradicted or self._one_word(view)

    def _contradicted(self, view: View) -> Found | None:
        """``It decreases how often …`` against a statement that says ``increases``."""
        contrary = _CONTRARY.search(view.low)
        if contrary and _is_stated(view, contrary):
            return Found("verdict", contrary.span())
        enough = _SHARED * (len(self._statement) - 1)
        for sentence in view.sentences:
            turned = bool(sentence.stems & self._opposites) and not sentence.asks
            if turned and len(sentence.stems & self._statement) >= enough:
                return Found("verdict", sentence.span)
        return None

    def _one_word(self, view: View) -> Found | None:
        """One of the two words without the other, in whatever place."""
        said = [match for match in _EITHER.finditer(view.low) if _is_stated(view, match)]
        claims = {_claims(match) for match in said}
        return Found("verdict", said[0].span()) if claims == {self._answer} else None


def _claims(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    denied = sum(bool(groups.get(name)) for name in ("deny", "before", "inner"))
    return (groups.get("false") is None) != (denied % 2 == 1)


def _is_stated(view: View, match: re.Match[str]) -> bool:
    place = view.prose.place((match.start(), max(match.end(), match.start() + 1)))
    open_ = _BOTH.search(place.sentence) or "whether" in place.before
    return not (place.asked or place.assumed or open_)
