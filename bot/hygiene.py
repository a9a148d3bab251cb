"""What people send is not always words: cleaning, and a kind word when nothing can be done."""

from __future__ import annotations

import re
import unicodedata

from bot.i18n import N_
from knowledge.text import fold

LONGEST = 8_000
"""Characters of one message that are read."""

# What turns the direction of writing around, or can't be seen at all. Two joiners stay in what
# is shown: Persian and many emoji are written with them.
_UNSEEN = re.compile(
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_JOINERS = re.compile(r"[\u200c\u200d\ufe00-\ufe0f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SKIN = re.compile(r"[\U0001f3fb-\U0001f3ff]")
REACTIONS = frozenset("👍👌✅🙏❤😊😂🤣")
"""Signs that say something by themselves; `bot.answering.smalltalk` knows what."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def clean(text: str) -> str:
    """The learner's words without characters that can't be seen; lines kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub("", _CONTROL.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def folded(text: str) -> str:
    """For comparing: one case, one kind of space, no accents, nothing unseen."""
    letters = unicodedata.normalize("NFKC", _JOINERS.sub("", clean(text)))
    return " ".join(fold(letters).split())


def complaint(text: str) -> str | None:
    """Why nothing can be done with a message, as a source text; None when it is words.

    The text's placeholders are ``length`` and ``limit``, both numbers of characters.
    """
    if len(text) > LONGEST:
        return N_(
            "That's {length} characters, and I read up to {limit} at a time. "
            "Send me the part you're stuck on, and I'll start there."
        )
    if _is_binary(text):
        return N_(
            "That arrived as data and not as words, so I can't read it. "
            "Type your question, or paste the text itself."
        )
    said = clean(text)
    if not said:
        return N_("Your message reached me empty. What would you like to work on?")
    if not any(char.isalnum() for char in said) and not _is_reaction(said):
        return N_(
            "I can see the signs, but not yet what you'd like to know. "
            "Put it in a few words, and I'll help."
        )
    return None


def _is_reaction(said: str) -> bool:
    return REACTIONS.issuperset(_SKIN.sub("", "".join(_JOINERS.sub("", said).split())))


def _is_binary(text: str) -> bool:
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return odd > 2 and odd / len(text) > 0.1


def quoted(text: str, longest: int = 80) -> str:
    """The learner's words inside one of our sentences: one line, shortened, direction kept."""
    line = " ".join(clean(text).split())
    if len(line) > longest:
        line = line[:longest].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line):
        return f"\u2068{line}\u2069"  # isolated: our own punctuation stays where it belongs
    return line
