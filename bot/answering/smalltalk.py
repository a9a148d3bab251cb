"""Words that want no answer from the course: greetings, thanks, a sigh."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["greeting", "thanks", "bye", "ack", "how_are_you", "who_are_you", "upset", "laugh"]

_NAME = r"(?: (?:bot|studylamp|there|everyone|again|teacher|prof\w*|buddy|de nuevo|a todos))?"
_TRAIL = r"[\s!?.,:)(😊🙏👍❤️🙂😀🎉-]*$"
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        "how_are_you",
        r"(?:(?:hi|hey|hello|hola)[ ,!]+)?(?:how are (?:you|u)(?: doing)?|how'?s it going|"
        r"what'?s up|sup|qué tal|que tal|cómo estás|como estas)(?: today| hoy)?\??",
    ),
    (
        "greeting",
        rf"(?:hi+|hey+|hello+|yo|howdy|good (?:morning|afternoon|evening)|hola|buenas|"
        rf"buen(?:os|as) (?:días|dias|tardes|noches)){_NAME}",
    ),
    (
        "thanks",
        r"(?:(?:ok(?:ay)?|great|perfect|cool|nice|awesome|genial|perfecto|vale|got it)[ ,.!]+)?"
        r"(?:thanks?|thank you|thx|ty|tysm|cheers|much appreciated|gracias|muchas gracias|"
        r"mil gracias)(?: so much| a lot| very much| a ton| you)?"
        r"(?:[ ,]+(?:that (?:really )?helps?|that helped|that makes sense|got it|bot|studylamp|"
        r"for (?:the|your) help|por (?:la|tu) ayuda))?(?: (?:a lot|so much|mucho))?|"
        r"[🙏❤😊]+(?: [🙏❤😊]+)*",
    ),
    (
        "bye",
        r"(?:good ?bye|bye+(?: bye)?|see (?:you|ya)(?: later| tomorrow)?|good ?night|gn|"
        r"i'?m done(?: for (?:today|now))?|that'?s all(?: for (?:today|now))?|adiós|adios|"
        r"hasta (?:luego|mañana|pronto)|chao|nos vemos)",
    ),
    (
        "who_are_you",
        r"(?:who|what) are you|are you (?:a |an )?(?:bot|human|robot|real|ai|person|chatgpt)"
        r"(?: or (?:a |an )?\w+)?|qui[ée]n eres|qu[ée] eres|eres (?:un |una )?(?:bot|robot|humano)",
    ),
    ("laugh", r"(?:lo+l+|ha(?:ha)+|je(?:je)+|ja(?:ja)+|lmao|😂+|🤣+)"),
    (
        "ack",
        r"(?:ok(?:ay)?|k+|sure|alright|got it|i see|makes sense|that makes sense|cool|nice|great|"
        r"perfect|awesome|oh|ah+|hmm+|stop|cancel|never ?mind|nothing|para|nada|dejalo|déjalo|"
        r"i get it(?: now)?|i understand(?: now)?|understood|right|"
        r"vale|entiendo|ya entiendo|entendido|genial|perfecto|bien|claro|de acuerdo|ya|ya veo)"
        r"(?:[ ,]+(?:i see|got it|now|ya))?|[👍👌✅]+",
    ),
    (
        "upset",
        r"(?:(?:ugh+|argh+|uf+)[ ,.!]+)?"
        r"(?:ugh+|argh+|uf+|i (?:hate|can'?t do|suck at|give up on) (?:this|it|maths?|everything)|"
        r"i give up|i'?m (?:so )?(?:stuck|lost|confused|dumb|stupid|frustrated|stressed|tired)|"
        r"this is (?:so |too )?(?:hard|difficult|stupid|impossible)|"
        r"idk|(?:i )?(?:don'?t|do not) know|no (?:lo )?sé|"
        r"i don'?t get (?:it|this|anything)(?: at all)?|"
        r"me rindo|estoy (?:perdid[oa]|atascad[oa]|confundid[oa]|agobiad[oa])|"
        r"no entiendo nada|es (?:muy|demasiado) difícil|odio esto)",
    ),
)
_TONES = re.compile(r"[\U0001f3fb-\U0001f3ff\ufe0f]")  # of skin, and of a sign as a picture
_COMPILED = tuple(
    (kind, re.compile(rf"^\W*(?:{pattern}){_TRAIL}", re.I)) for kind, pattern in _PATTERNS
)


def kind_of(text: str) -> Kind | None:
    """What kind of small talk the whole message is; None when it is anything else."""
    flat = re.sub(r"\s+", " ", _TONES.sub("", text).replace("’", "'")).strip()
    if len(flat) > 80:
        return None
    return next((kind for kind, pattern in _COMPILED if pattern.match(flat)), None)
