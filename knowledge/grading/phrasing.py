"""The words around an answer: ``i think it's 42 cm?`` → ``42 cm``; "I don't know"; questions.

English and Spanish. All patterns are anchored and run on short texts, in linear time.
"""

from __future__ import annotations

import re

from knowledge.text import fold

LONGEST = 4_000
"""Characters of an answer that are looked at."""

_SPACE = re.compile(r"[ \t\u00a0\u2009\u202f]+")
_LEADS = (
    r"(?:ok(?:ay)?|so|well|um+|uh+|hm+|then|and|but|hi|hello|maybe|perhaps|probably|possibly|"
    r"pues|bueno|entonces|quiz[aá]s?|tal vez|a ver|hola)\b[,.:]?",
    r"(?:i(?:'?m| am) (?:pretty |quite |fairly )?(?:sure|guessing)(?: that)?)\b[,:]?",
    r"(?:i(?:'?d| would)? ?(?:think|thought|believe|guess|say|said|got|get|have|found|pick|choose|"
    r"chose|answered?|put|go (?:for|with)|went (?:for|with))(?: that)?)\b[,:]?",
    r"(?:(?:could|would|might|should|must) (?:it|that|this) be|(?:it|that|this)(?: (?:could|would|"
    r"might|should|must) be)|(?:it|that|this)(?:'?s| is)|is (?:it|that|this))\b[,:]?",
    r"(?:(?:the|my)(?: (?:final|correct|right))? (?:answers?|results?|solutions?|choices?)|"
    r"answers?|results?|solutions?|ans)\b(?: (?:is|are|was|would be|should be|must be|"
    r"comes? (?:out )?to)\b)? ?(?:[:=]|->)?",
    r"(?:creo|pienso|supongo|dir[ií]a|opino) (?:que )?(?:es\b|son\b|ser[ií]a\b|la|el)?",
    r"(?:me (?:da|dio|sale|sali[oó]|queda|qued[oó])|obtuve|obtengo|tengo|escojo|elijo|"
    r"elegir[ií]a)\b",
    r"(?:(?:la|mi)(?: (?:final|correcta))? (?:respuesta|soluci[oó]n)|(?:el|mi) resultado|respuesta|"
    r"resultado|soluci[oó]n)\b(?: (?:es|son|ser[ií]a|era|da)\b)? ?[:=]?",
    r"(?:es|son|ser[ií]an?|ser[aá]n?|da|ser[aá] que es)\b(?! que\b)",
    r"(?:what|how) about\b",
    r"(?:definitely|certainly|obviously|surely|about|approximately|approx\.?|around|roughly|almost|"
    r"aproximadamente|alrededor de|unos|casi|claramente|seguro que)\b[,:]?",
    r"(?:i(?:'?m| am) )?not (?:really |so |quite )?sure\b,?(?: but)?(?=.)",
    r"[¿¡]",
)
_LEAD = re.compile(rf"^(?:{'|'.join(_LEADS)})\s*", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:^|[\s,.;:?!])\s*(?:is (?:that|this|it)(?: (?:right|correct|ok(?:ay)?|true|wrong))?|"
    r"(?:am i|i'?m i) (?:right|correct)|(?:right|correct|yes|no|ok(?:ay)?|true)\?|"
    r"i (?:think|guess|believe|suppose)|maybe|probably|please|thanks?|thank you|or not|not sure|"
    r"(?:is )?(?:my|the|that|this) (?:answer|one)(?: (?:right|correct))?\?|"
    r"¿?(?:es|est[aá]) (?:correct[oa]|bien|cierto)|¿?(?:verdad|cierto|no|correcto)\?|creo(?: yo)?|"
    r"por favor|gracias)\s*[?!.]*$",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"[\s,;.](?:because|since|cause|cuz|bc|porque|ya que|pues)\b.*", re.I | re.S)
_ENDS = re.compile(r"(?:(?<![\d)])!|[\s?.,;:…])+$")
_MOST = 6
"""Leads and tails that are taken off, one behind the other."""

_UNKNOWN = re.compile(
    r"(?:(?:sorry|hm+|um+|uh+|well|honestly|pues|lo siento|la verdad)[, ]+)?(?:"
    r"(?:i(?:'?m| am|'?ve)? )?(?:(?:really|still|just|honestly) )*(?:"
    r"(?:don'?t|do not) (?:(?:really|even) )*(?:know|remember|understand|get it)"
    r"(?: (?:it|this|that|this one|the answer|(?:how|where) to (?:start|begin|go on|do|solve)|how|"
    r"what to do|next|now|yet|at all|sorry))*|"
    r"(?:have )?no (?:idea|clue)(?: (?:how|what|where|why)\b[^.?!]{0,60})?|"
    r"haven'?t (?:a clue|any idea)|"
    r"(?:not (?:really |so )?sure|clueless|lost)(?: (?:at all|about (?:this|that|it)(?: one)?))?|"
    r"can'?t (?:remember|do (?:it|this)|solve (?:it|this)|answer(?: (?:it|this))?)|forgot(?: it)?|"
    r"give up)|"
    r"idk|dunno|not a clue|beats me|who knows|n/?a|pass|\?+|"
    r"no (?:lo |la |me )?(?:se|acuerdo|recuerdo|entiendo)(?: (?:la respuesta|como|nada|eso|esto))?|"
    r"(?:no tengo )?(?:ni )?idea|no estoy segur[oa]|ni la menor idea|me rindo|paso|se me olvido|"
    r"lo olvide|nose|ns/?nc)(?:,? (?:lol|haha|sorry|:\(|jaja|lo siento))?"
)
_ASKS = re.compile(
    r"(?:what|why|how|when|who|where|which|whose|can|could|would|do|does|did|are|will|explain|"
    r"define|tell|give|show|help|que|por que|como|cuando|quien|donde|cual|cuales|cuanto|explica\w*|"
    r"define|dime|dame|ayuda\w*|puedes|podrias|muestra\w*)\b"
)


def unwrapped(text: str) -> str:
    """The answer itself, without the words people put around it; may be empty.

    An exclamation mark right behind a digit stays: it may be a factorial.
    """
    said = _SPACE.sub(" ", text[:LONGEST]).replace("’", "'").strip()
    for _ in range(_MOST):
        shorter = said.strip('"“”«»` ')
        for pattern in (_TAIL, _LEAD):
            shorter = pattern.sub("", shorter, count=1).strip() or shorter
        if shorter == said:
            break
        said = shorter
    return _ENDS.sub("", said) or said


def without_reason(text: str) -> str:
    """``42 because 6 · 7 = 42`` → ``42``."""
    return _BECAUSE.sub("", text).strip() or text


def says_unknown(text: str) -> bool:
    """ "I don't know", in any of the ways it is said. "I don't know if it's 5" is an answer."""
    said = fold(" ".join(text[:120].split())).replace("’", "'").strip(" .!…,;:¿¡")
    return bool(said) and _UNKNOWN.fullmatch(said) is not None


def is_question(text: str) -> bool:
    """It asks something instead of answering: "what is shaping?", but not "is it 5?"."""
    said = fold(text[:LONGEST].strip().lstrip("¿¡ "))
    return _ASKS.match(said) is not None and ("?" in text or len(said.split()) > 2)
