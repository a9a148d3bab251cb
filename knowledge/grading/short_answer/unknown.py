"""Not knowing is no wrong answer: "I don't know", "ni idea". English and Spanish in any course."""

from __future__ import annotations

import re

from knowledge.grading.short_answer.reading import read
from knowledge.text import fold, raw_words, stem, stop_words

_SAID = re.compile(
    r"\b(?:(?:do not|don'?t|did not|didn'?t|can ?not|can'?t) (?:(?:really|even|quite) )?"
    r"(?:know|remember|recall|understand|answer|get (?:it|this|that))|"
    r"(?:no|not an?|haven'?t (?:a|any)) (?:idea|clue)|(?:not|never) (?:so |really |quite )?sure|"
    r"idk|dunno|unsure|clueless|forgot|beats me|who knows|give up|"
    r"no (?:lo |me )?(?:se|acuerdo|recuerdo|entiendo)|ni (?:la menor )?idea|"
    r"no tengo (?:ni )?idea|no estoy segur[oa]|me rindo|se me olvido|lo olvide)\b"
)
_BESIDE = frozenset(
    fold(word)
    for word in """
    sorry honestly really actually well still yet just even all ok okay um uh hmm hm lol please
    answer question one thing know sure idea clue remember think guess right now help
    lo siento perdón perdona la verdad respuesta pregunta esto eso nada aún todavía ahora ayuda
    """.split()
)
"""What is said along with it and answers nothing."""
_LONGEST = 200
"""Characters; who writes more has something to say."""


def says_unknown(answer: str, question: str, language: str) -> bool:
    """Whether it says nothing, or "I don't know" and no more, the question's own words aside.

    "I'm not sure, maybe light?" is an answer; "no idea why ice floats" is none.
    """
    folded = " ".join(fold(answer[: _LONGEST + 1]).replace("’", "'").split())
    if not raw_words(folded):
        return True
    if len(folded) > _LONGEST:
        return False
    rest, times = _SAID.subn(" ", folded)
    if not times:
        return False
    empty = _BESIDE | stop_words("en") | stop_words("es")
    asked = read(question, language).content
    return all(word in empty or stem(word, language) in asked for word in raw_words(rest))
