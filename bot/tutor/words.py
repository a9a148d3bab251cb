"""What a message means while a question is on the table: stop, skip, a hint, yes, no."""

from __future__ import annotations

import re

from knowledge.text import fold

# All on folded text: lower case, no accents.
_STOPS = re.compile(
    r"\W*(?:stop|quit|exit|enough|that'?s enough|(?:i'?m )?done(?: for (?:today|now))?|later|"
    r"not now|leave it|end|basta|para|parar|ya basta|dejalo|luego|ahora no|terminar|salir|fin)\W*"
)
_SKIPS = re.compile(
    r"\W*(?:skip(?: (?:it|this(?: one)?))?|next(?: one)?|pass|salta\w*|siguiente|paso)\W*"
)
_HINTS = re.compile(
    r"\W*(?:(?:(?:give|show) me |can i (?:have|get) |i need )?(?:a |an |another )?"
    r"(?:hint|clue|help)|i'?m stuck|stuck|(?:i )?(?:don'?t|do not) know|idk|no idea|"
    r"(?:dame |quiero )?(?:una |otra )?(?:pista|ayuda)|no (?:lo )?se|estoy atascad[oa])"
    r"(?: please| por favor)?\W*"
)
_QUESTION = re.compile(
    r"\W*(?:(?:what|why|how|when|where|who|which)(?:'s| (?:is|are|was|were|do|does|did|can|about|"
    r"happens?|if|would|should)\b)|how (?:many|much)\b|"
    r"(?:explain|define|tell me|can you|could you|compare)\b|"
    r"(?:que|por que|como|cuando|donde|quien|cual(?:es)?) (?:es|son|se|era|fue|hace|pasa|puedo|"
    r"significa|diferencia)\b|(?:explica\w*|define|dime|compara)\b)"
)
_BARE_WHY = re.compile(
    r"\W*(?:but |and |y |pero )?(?:why|how(?: come| so)?|what for|why (?:is that|do (?:i|we|you)|"
    r"that|not)(?: do that| have to)?|what (?:does (?:that|it|this) mean|do you mean)|"
    r"i don'?t (?:get|understand) (?:it|that|this)|por que|como|para que|que significa(?: eso)?|"
    r"no (?:lo )?entiendo)\W*"
)
_DISPUTES = re.compile(
    r"\W*(?:but |no,? |hey,? |pero )*(?:i (?:think|believe|am sure|'m sure) )?"
    r"(?:that |it |this |my (?:answer|solution) |mine |i |eso |mi respuesta )"
    r"(?:'?s |is |was |should be |has to be |must be |am |esta |deberia estar |es )"
    r"(?:actually |really |also |just )?(?:right|correct|bien|correct[oa])(?: too| though)?\W*|"
    r"\W*(?:the|your) (?:answer|key|mark)(?: key)? (?:is|must be) wrong\W*|"
    r"\W*you(?:'re| are) wrong\W*"
)
_TENTATIVE = re.compile(r"\W*(?:is it|it'?s|maybe|perhaps|something|when|es|quiza|cuando|sera)\b")
_YES = re.compile(
    r"\W*(?:yes|yeah|yep|sure|ok(?:ay)?|y|add them|go on|another(?: one| round)?|please|"
    r"si|claro|vale|dale|anadelos|agregalos|otra(?: ronda)?)(?:,? (?:please|por favor))?\W*"
)
_NO = re.compile(r"\W*(?:no|nope|n|no,? thanks|no,? gracias)\W*")


def stops(text: str) -> bool:
    return _STOPS.fullmatch(flat(text)) is not None


def skips(text: str) -> bool:
    return _SKIPS.fullmatch(flat(text)) is not None


def wants_hint(text: str) -> bool:
    return _HINTS.fullmatch(flat(text)) is not None


def is_question(text: str) -> bool:
    """A question about something, and no attempt to recall a term ("is it when…?")."""
    said = flat(text)
    if _QUESTION.match(said):
        return True
    return said.endswith("?") and not _TENTATIVE.match(said)


def is_bare_why(text: str) -> bool:
    """ "why?", "what does that mean?": about what was said last."""
    return _BARE_WHY.fullmatch(flat(text)) is not None


def disputes(text: str) -> bool:
    """ "That should be right": the last mark is meant."""
    return _DISPUTES.fullmatch(flat(text)) is not None


def agrees(text: str) -> bool:
    return _YES.fullmatch(flat(text)) is not None


def declines(text: str) -> bool:
    return _NO.fullmatch(flat(text)) is not None


def flat(text: str) -> str:
    """Folded, on one line, and short enough to be matched by rules."""
    return " ".join(fold(text).replace("’", "'").split())[:200]
