"""Does a text give an exercise's answer away? The entry points.

Checked on every text about an open exercise, whoever wrote it. In doubt it does: that costs a
weaker hint, while a leak costs the exercise. What a pure function can't find is an answer put in
words that share none with it, and worded answers in another language; `similarity` is for these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.guard.forms.of_item import Keys, keys_of
from bot.guard.forms.worded import MeaningKey, Similarity
from bot.guard.hidden.decode import decoded
from bot.guard.hidden.disguise import flattened
from bot.guard.hidden.pieces import pieces_make
from bot.guard.leak import Found, Leak
from bot.guard.nods import Sent, nod
from bot.guard.text.reading import read
from bot.guard.text.view import View
from knowledge.course import Item, ShortAnswerItem

LONGEST = 8_000
"""Characters of a text that are looked through: a quarter of a second at worst. A longer one, and
one with hundreds of numbers or formulas, is no hint and is not vouched for."""
_PIECES, _PIECE = 24, 400
"""Messages, and characters of each, that may be pieces of one answer."""
_MESSAGES, _MESSAGE = 12, 2_000
"""Messages of the learner's, and characters of each, that are looked at."""
_EARLIER = 8_000
"""Characters of earlier texts that are put before it."""


def reveals(text: str, item: Item, language: str = "en") -> bool:
    """True when somebody who reads ``text`` knows the answer of ``item``."""
    return leak(text, item, language) is not None


def leak(
    text: str,
    item: Item,
    language: str = "en",
    *,
    asked: str = "",
    earlier: Sequence[Sent] = (),
    said_by_learner: Sequence[str] = (),
    similarity: Similarity | None = None,
) -> Leak | None:
    """Why ``text`` must not be sent while ``item`` is open, or None. Linear in the text.

    Args:
        language: of the course.
        asked: the learner's message that it answers: a yes to the right guess tells.
        earlier: what was sent about this item before, oldest first: pieces add up.
        said_by_learner: their messages and attempts so far. Telling or asking them what they wrote
            themselves (``you got 7``, ``how did you get 7?``) is no leak; confirming it is.
        similarity: nearness in meaning, for answers told in words of their own.
    """
    keys = keys_of(item, language)
    found = _alone(text, item, keys, language, similarity)
    if found and said_by_learner and _is_said(keys, said_by_learner, language):
        text = _without_echoes(text, language)
        found = _alone(text, item, keys, language, similarity)
    if found:
        return found
    reading = read(text)
    nodded = nod(View(reading, language), asked, item, keys, earlier)
    if nodded:
        return Leak(nodded.kind, reading.text[slice(*nodded.span)], reading.original(nodded.span))
    if earlier and _adds_up(text, keys, earlier, language):
        return Leak("fragments", text, (0, len(text)), "pieces")
    return None


def _alone(
    text: str, item: Item, keys: Keys, language: str, similarity: Similarity | None
) -> Leak | None:
    """What the text tells by itself."""
    if len(text) > LONGEST:
        return Leak("unread", "", (0, len(text)))
    reading = read(text)
    view = View(reading, language)
    if view.is_crowded:
        return Leak("unread", "", (0, len(text)))
    for found, said, how in _found(view, item, keys, similarity):
        return Leak(found.kind, said, reading.original(found.span), how)
    return None


def _is_said(keys: Keys, messages: Sequence[str], language: str) -> bool:
    """A message of the learner's has the answer; one that tries all options has nothing."""
    views = [View(read(message[:_MESSAGE]), language) for message in messages[-_MESSAGES:]]
    return any(
        not view.is_crowded and not keys.guesses_several(view) and keys.find(view) is not None
        for view in views
    )


def _without_echoes(text: str, language: str) -> str:
    """Blanks instead of sentences that tell learners what they said, or ask them about it."""
    reading = read(text)
    view = View(reading, language)
    for span in view.prose.sentences:
        if view.prose.asks(span) or view.prose.is_told(span):
            start, end = reading.original(span)
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _found(
    view: View, item: Item, keys: Keys, similarity: Similarity | None
) -> Iterator[tuple[Found, str, str]]:
    """What one text alone tells: the leak, its words, and how it was hidden."""
    text = view.reading.text
    found = keys.find(view)
    if found:
        yield found, text[slice(*found.span)], "plain"
    for piece in decoded(text):
        inner = keys.find(View(read(piece.text), view.language))
        turned = keys.disguises.find(piece.text.lower())
        if inner or turned or flattened(piece.text) in keys.flat:
            yield Found(inner.kind if inner else "disguise", piece.span), piece.text, piece.how
    hidden = keys.disguises.find(view.low)
    if hidden:
        yield hidden, text[slice(*hidden.span)], "disguised"
    if pieces_make([view.low], keys.flat):
        yield Found("fragments", (0, len(text))), text, "pieces"
    if similarity and isinstance(item, ShortAnswerItem):
        meant = MeaningKey((item.answer, *item.accepted), similarity).find(view)
        if meant:
            yield meant, text[slice(*meant.span)], "other words"


def _adds_up(text: str, keys: Keys, earlier: Sequence[Sent], language: str) -> bool:
    """The text completes what the earlier ones left open."""
    texts = [sent.text for sent in earlier]
    ends = [read(each[-_PIECE:]).low for each in (*texts[-_PIECES:], text)]
    if pieces_make(ends, keys.flat):
        return True
    before = "\n".join(texts)[-_EARLIER:]
    if keys.find(View(read(before), language)):
        return False  # that is out already
    return keys.find(View(read(f"{before}\n{text}"), language)) is not None
