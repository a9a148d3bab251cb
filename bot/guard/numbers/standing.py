"""How a number stands in a text: as a result or an answer, to be counted with, or otherwise.

``= 12``, ``which gives 12``, ``the total is 12``, ``12, not 15`` are results. What is only counted
with (``12 + 4``) is none, and neither are ``step 4``, ``4 terms`` and ``4x``. English and Spanish.
"""

from __future__ import annotations

import re

from bot.guard.text.patterns import either
from bot.guard.text.prose import Place
from bot.guard.text.reading import Span

_NEAR = 120
"""Characters before a number in which it may be announced."""
_FILLER = r"(?:\s+[a-z']{1,12})??"
_ADVERB = either("actually, simply, just, only, then, now, indeed, also")
_COMES_TO = either(
    "equals?, equal to, equivalent to, equaling, amounts? to, comes? (?:out )?(?:to|as|at)",
    "adds? up to, totals?(?: to)?, works? out (?:to|as|at)",
    "gives?, giving, gets?, getting, got, makes?, making",
    "leaves?, leaving, yields?, means?, becomes?, bought, resulting in, results? in",
    "ends? up (?:with|at), left with",
    "igual a, da, dan, queda, quedan, obtienes, resulta, hace, hacen, significa",
)
_MODAL = either("would, should, will, must, could, can, might")
_OUTCOME = either(
    "answer, total, result, sum, difference, product, value, solution, number, amount, respuesta",
    "resultado, suma",
)
_IS = either("is, was, are, of, be, would be, should be, es, de, son, seria, sera")
_STATES = re.compile(
    rf"(?:[=≈→:]|\b{_COMES_TO}{_FILLER}{_FILLER}"
    r"|\b(?:making|makes)\s+(?:[\w']+\s+){1,6}"
    rf"|\b{_MODAL}\s+(?:\w+\s+)?(?:be|have \w+)(?:\s+{either('a, an, the, just, only, about')})?"
    rf"|\b{_OUTCOME}\b(?:\s+\w+){{0,6}}?\s*(?:,|\b{_IS}\b)(?:\s+{_ADVERB})?"
    rf"|\b{either('which, that, this, it, x, y, esto, eso, lo que')}"
    rf"(?:'s|\s+{either('is, was, would be, es, son')})(?:\s+{_ADVERB})?"
    r"|\b(?:would|should|does|is)n't\s+(?:\w+\s+){1,2}(?:be|mean|make|give|equal)?"
    rf"|\bthere\s+{either('are, is, were, will be, must be')}(?:\s+{_ADVERB}|\s+a total of)?|\bhay"
    r"|\d\s+(?:is|are)"
    rf"|\b{either('speed, rate, average, cost, profit, price, number, amount')}\s+(?:of|is|was)"
    r")[\s$€£(\"']*$"
)
_COPULA = re.compile(
    rf"(?:\b{either('is, are, was, were, be, es, son, est, sont, ist, sind, e, sono, sao')}|'s)"
    rf"(?:\s+{either('it, that, this, about, around, roughly, nearly, almost, casi, unos')})?"
    r"\s+[$€£(\"']*$"
)
_OPERATOR_BEFORE = re.compile(
    r"(?:[+*/×÷·^]|(?<=[\s\d)])-|(?<=[\s\d)])x"
    r"|\b(?:plus|minus|times|add|adding|subtract|subtracting|divide|dividing|multiply"
    r"|multiplying|mas|menos|por|entre)|\b(?:divid|multipl|split)\w*\s(?:[^.;]{0,25}\s)?by)[\s$€£(]*$"
)
_OPERATOR_AFTER = re.compile(
    r"\s*(?:\w+\s+|\([^)]{0,40}\)\s*)?(?:[+*/×÷·^=]|-(?=\s*[\d$(])|x(?=[\s\d$])"
    r"|(?:plus|minus|times|divided|multiplied|mas|menos|por|entre)\b)"
)
_NOT_ANOTHER = re.compile(
    rf"[^,.;\d]{{0,30}},?\s*\b{either('not, rather than, instead of, no, en vez de, y no')}"
    r"\s+(?:just |only )?[$€£]?\d"
)
_IS_ANSWER = re.compile(
    r"[^,.;\d]{0,20}?\b(?:is|es|as)\s+(?:\w+\s+){0,2}?"
    rf"{either('answer, total, result, solution, respuesta, resultado')}\b"
    r"|[^,.;\d]{0,20}?\b(?:is|are)\s+(?:what|how (?:much|many)|all)\b"
)
_ANSWER_BEFORE = re.compile(
    rf"\b{either('answers?, totals?, totally, result, in all, final, respuesta, resultado')}\b"
    r"[^.;]{0,60}$"
)
_LABEL = re.compile(
    r"\b(?:steps?|parts?|rules?|sections?|chapters?|pages?|examples?|figures?|fig|questions?"
    r"|problems?"
    r"|exercises?|hints?|lines?|levels?|items?|units?|lessons?|grades?|quadrants?|rows?|tables?"
    r"|class(?:es)?|pasos?|reglas?|seccion|capitulo|pagina|ejemplo|figura|pregunta|ejercicio|pista"
    r"|unidad|leccion)\s*#?\(?$"
)
_LIST_MARK = re.compile(r"[.)] *[^\s]")
_COUNTED = re.compile(
    r"\s*(?:\w+\s+)?(?:steps?|parts?|sides?|numbers?|terms?|ways?|things?|questions?|hints?|times"
    r"|digits?|decimals?|places?|equations?|variables?|expressions?|factors?|cases?|options?"
    r"|choices?|words?|letters?|sentences?|ideas?|kinds?|types?|regions?|rows?|columns?|quantities"
    r"|fractions?|values?|answers?|solutions?|roots?|pasos?|partes?|lados?|numeros?|terminos?|veces"
    r"|cifras?|ecuaciones|respuestas?|soluciones|opciones|palabras?|letras?)\b"
)
_IN_FORMULA = re.compile(r"[a-z]{1,2}(?![a-z])|\s[b-hj-z](?![a-z'])|\s?(?:\\[a-z]|\^|\()")
_OFFERED = re.compile(
    r"\b(?:try|plug in|enter|type|write(?: down)?|wrote|pick|choose|chose|guess|say"
    r"|answer(?:ed)?|tell"
    r"|put(?: down)?|submit|go with|think of|just|only|number|simply|prueba|escribe|pon"
    r"|elige|di|numero"
    r"|solo)\W+(?:\w+\s+)?$"
)
_LEFT_OVER = re.compile(r"\s*(?:remains?|is left|are left|comes out|results?|queda|quedan)\b")
_ANSWERS = re.compile(
    r"\b(?:answers?|solutions?|results?|final|respuestas?|solucion|resultado|antwort|losung|reponse"
    r"|resposta|risposta|soluzione|solucao|copy)\b|\\boxed"
)
_TURNED_ROUND = re.compile(r"\s*=\s*[a-z](?![a-z])(?!\s*[-+*/^(])")
_ASSIGNED = re.compile(r"(?<![a-z\d])[a-z]\s+(?:is|was|were|equals|es)\s+$")
_GOES_ON = re.compile(r"\s*[-+*/×÷^]")
_VARIABLE_AND = re.compile(r"(?<![a-z\d])[a-z]\s*[-+]\s*$")
_TO_ZERO = re.compile(r"\s*=\s*0(?![\d.])")
_SET_TO_ZERO = re.compile(
    r"(?:\b(?:equal to|equals?|igual a)|(?<![\s\w$({][a-z])(?<!^[a-z])\s?=)\s*\$?$"
)
_ROW_BEFORE = re.compile(r"(?:\d+\s*,\s*(?:and\s+)?)*$")
_ROW_AFTER = re.compile(r"(?:\s*,\s*(?:and\s+)?\d+)*")
_QUOTES = ('"', "'")
_MOST_WORDS = 3
"""Words of a sentence that says nothing but the number."""


def is_result(place: Place, *, copula: bool = False) -> bool:
    """A number that the text states as what comes out.

    Args:
        copula: a bare ``is`` is enough, in any language.
    """
    if is_operand(place):
        return False
    if copula and _COPULA.search(place.before[-24:]):
        return True
    return bool(
        _STATES.search(place.before[-_NEAR:])
        or _NOT_ANOTHER.match(place.after[:60])
        or _IS_ANSWER.match(place.after[:60])
    )


def is_operand(place: Place) -> bool:
    """A number that something is still to be done with."""
    return bool(
        _OPERATOR_AFTER.match(place.after[:60])
        or (_OPERATOR_BEFORE.search(place.before[-30:]) and "=" not in place.before[-3:])
    )


def names_answer(place: Place) -> bool:
    """The number is called the answer or the total."""
    return bool(_ANSWER_BEFORE.search(place.before[-80:]) or _IS_ANSWER.match(place.after[:60]))


def is_part(low: str, span: Span) -> bool:
    """Of a formula (``4x``, ``x^4``) or of a longer figure (``4.2.1``)."""
    start, end = span
    return (
        bool(_IN_FORMULA.match(low, end))
        or low[max(0, start - 2) : start].rstrip("{(").endswith(("^", "_"))
        or bool(re.match(r"[.:/]\d", low[end : end + 2]))
        or bool(re.search(r"\d[.:/]$", low[max(0, start - 2) : start]))
    )


def is_label(low: str, span: Span) -> bool:
    """``step 4``; ``4.`` at the beginning of a line."""
    start, end = span
    line = low[max(0, start - 24) : start].rpartition("\n")[2]
    begins = not line.strip(" (#") and (start < 24 or "\n" in low[max(0, start - 24) : start])
    return bool(_LABEL.search(line)) or (begins and bool(_LIST_MARK.match(low, end)))


def counted(place: Place) -> str:
    """What it counts (``terms``); empty when that is nothing of the kind that hints count."""
    found = _COUNTED.match(place.after[:40])
    return found[0] if found else ""


def is_listed(low: str, span: Span) -> bool:
    """One of many in a row: ``20, 40, 60, 80``."""
    before = _ROW_BEFORE.search(low, max(0, span[0] - 60), span[0])
    after = _ROW_AFTER.match(low, span[1], span[1] + 60)
    row = (before[0] if before else "") + (after[0] if after else "")
    return row.count(",") >= 3


def is_alone(low: str, span: Span, place: Place) -> bool:
    """The sentence says nothing else, or it is in quotes, or called the answer."""
    if _ANSWERS.search(place.sentence):
        return True
    if low[span[0] - 1 : span[0]] in _QUOTES and low[span[1] : span[1] + 1] in _QUOTES:
        return True
    without = place.sentence.replace(low[slice(*span)], " 1 ", 1)
    bare = re.sub(r"\d[\d.,/' ]*", " 1 ", re.sub(r"\\[a-z]+", " ", without))
    said = re.findall(r"[^\W_]+", bare)
    return len(said) <= _MOST_WORDS and said.count("1") <= 1 and "=" not in place.sentence


def is_offered(place: Place) -> bool:
    """``try 7``, ``7 remains``, ``7 = x``, ``x - 7 = 0``."""
    return bool(
        _OFFERED.search(place.before[-40:])
        or _LEFT_OVER.match(place.after)
        or (_TURNED_ROUND.match(place.after) and not re.search(r"[-+*/=]\s*$", place.before))
        or (_VARIABLE_AND.search(place.before) and _TO_ZERO.match(place.after))
    )


def is_assigned(place: Place) -> bool:
    """``x = 7``, ``if x were 7``."""
    return bool(_ASSIGNED.search(place.before[-20:])) and not _GOES_ON.match(place.after)


def is_set_to_zero(place: Place) -> bool:
    """``set the denominator equal to zero``: a rule, no result."""
    return bool(_SET_TO_ZERO.search(place.before[-40:]))
