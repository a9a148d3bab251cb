"""Which language a message is clearly written in."""

from __future__ import annotations

import re

from bot.hygiene import folded

# Words that are frequent in one language and no words of the other, without accents.
_MARKERS = {
    "en": frozenset(
        "the what is are of and how why do does i my you can to in it this that when where which "
        "who for with on not was were please explain between difference help me give want don't "
        "dont isn't it's whats hello hi thanks thank yes would could should have has did an be "
        "about tell show answer make by from some any every all at or but we our they them their "
        "there more need needs students class week".split()
    ),
    "es": frozenset(
        "el la los las que es son de y como por cual cuales cuando donde quien un una en no se "
        "mi tu yo puedo puedes con para del al lo esto esta este eso porque entre diferencia "
        "ayuda ayudame dame explica explicame quiero necesito hola gracias si sobre hacer "
        "significa pero muy tengo entiendo sirve ejemplo mis tus su sus le les nos mas hay fue "
        "tiene tienen estoy ya bien haz grupos clase semana todas todos cada".split()
    ),
}
_SHARED = {"no", "me", "a"}
_SIGNS = re.compile(r"[¿¡ñ]", re.IGNORECASE)


def detect(text: str) -> str | None:
    """``en`` or ``es`` when a text is clearly in that language; None when it could be either."""
    words = [word for word in re.findall(r"[^\W\d_]+(?:'[a-z]+)?", folded(text)) if word]
    score = {
        language: sum(word in markers and word not in _SHARED for word in words)
        for language, markers in _MARKERS.items()
    }
    score["es"] += 2 * bool(_SIGNS.search(text))
    first, second = sorted(score, key=lambda name: score[name], reverse=True)
    enough = 1 if len(words) <= 3 else 2
    if score[first] >= max(enough, 2 * score[second] + (score[second] > 0)):
        return first
    return None
