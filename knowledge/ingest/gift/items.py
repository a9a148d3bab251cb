"""One GIFT question → one item of a course."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.course import (
    Choice,
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    Pair,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.ingest.gift.answers import Answer, GiftError, Number, answers, number
from knowledge.ingest.gift.syntax import format_of, markdown, unescape

_TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
_BLANK = "_____"
_TRUE = frozenset(("T", "TRUE"))
_FALSE = frozenset(("F", "FALSE"))
_PICTURE = re.compile(r"<img\b|@@PLUGINFILE@@", re.IGNORECASE)


@dataclass(slots=True)
class Question:
    """A question taken apart; its texts are Markdown."""

    title: str
    before: str
    """The question, or its part before the blank."""
    after: str
    """What follows the blank; empty when there is none."""
    body: str | None
    """What is between the braces; None for a description."""
    general: str
    """The general feedback."""
    form: str
    """The format of texts that state none."""
    needs_figure: bool = False
    warnings: list[str] = field(default_factory=list)
    """What was changed on the way, filled while the item is made."""

    @property
    def text(self) -> str:
        """The question with a line where the missing word goes."""
        return f"{self.before} {_BLANK} {self.after}".strip() if self.after else self.before


def question(text: str) -> Question:
    """Takes a question's text apart. Raises `GiftError` for braces that don't match."""
    named = _TITLE.match(text)
    title = " ".join(unescape(named[1]).split()) if named else ""
    rest = text[named.end() :] if named else text
    start, end = rest.find("{"), rest.find("}")
    form = format_of(rest)
    if start < 0 and end < 0:
        return Question(title, markdown(rest), "", None, "", form)
    if start < 0:
        raise GiftError("There is a } without a { before it. Write \\} for a brace in the text.")
    end = rest.find("}", start)
    if end < 0:
        raise GiftError("The { is never closed. Put a } after the answers.")
    tail = rest[end + 1 :]
    if "{" in tail or "}" in tail:
        raise GiftError(
            "There is more than one pair of braces. Write \\{ and \\} for braces in the text, and "
            "leave an empty line between two questions."
        )
    body, _, general = rest[start + 1 : end].partition("####")
    after = markdown(tail, form) if tail.strip() else ""
    if not any(char.isalnum() for char in after):  # a full stop after the braces
        after = ""
    return Question(
        title,
        markdown(rest[:start]),
        after,
        body.strip(),
        markdown(general, form),
        form,
        needs_figure=bool(_PICTURE.search(unescape(rest[:start]))),
    )


def item(asked: Question, item_id: str) -> Item:
    """The item of a question that has answers.

    Raises:
        GiftError: it can't be an item.
        pydantic.ValidationError: it is one, but breaks a rule of the course model.
    """
    body = asked.body or ""
    if not asked.text:
        raise GiftError("There is no question before the answers.")
    if not body:
        raise GiftError("It is an essay, which can't be marked.")
    base: dict[str, Any] = {
        "id": item_id,
        "question": asked.text,
        "needs_figure": asked.needs_figure,
    }
    return _kind(body)(asked, base)


def _kind(body: str) -> Callable[[Question, dict[str, Any]], Item]:
    """As Moodle tells the kinds apart."""
    if body.startswith("#"):
        return _numeric
    if "~" in body:
        return _choice
    if "=" in body and "->" in body:
        return _matching
    if body.partition("#")[0].strip().upper() in _TRUE | _FALSE:
        return _true_false
    return _short_answer


def _choice(asked: Question, base: dict[str, Any]) -> Item:
    found = answers(asked.body or "")
    right = [answer for answer in found if answer.weight >= 1]
    several = not right
    if several:
        right = [answer for answer in found if answer.weight > 0]
    elif len(right) > 1:
        several = True
        asked.warnings.append(
            "More than one answer has full credit; taken as a question with several right answers."
        )
    if not right:
        raise GiftError("No answer is right. Put = before the right one.")
    choices = tuple(
        Choice(
            text=markdown(answer.text, asked.form),
            correct=answer in right,
            misconception="" if answer in right else markdown(answer.feedback, asked.form),
        )
        for answer in found
    )
    base["choices"] = choices
    base["explanation"] = _joined(asked, [*(answer.feedback for answer in right)])
    kind = MultipleChoiceItem if several and len(right) > 1 else ChoiceItem
    return kind(**base)


def _true_false(asked: Question, base: dict[str, Any]) -> Item:
    value, _, feedback = (asked.body or "").partition("#")
    wrong, _, right = feedback.partition("#")
    return TrueFalseItem(
        **base,
        answer=value.strip().upper() in _TRUE,
        misconception=markdown(wrong, asked.form),
        explanation=_joined(asked, [right]),
    )


def _matching(asked: Question, base: dict[str, Any]) -> Item:
    pairs: list[Pair] = []
    extra: list[str] = []
    for answer in answers(asked.body or ""):
        left, arrow, right = answer.text.partition("->")
        if not arrow:
            raise GiftError(f'"{unescape(answer.text)[:40]}" has no -> to what it matches.')
        matched = markdown(right, asked.form)
        if left.strip():
            pairs.append(Pair(left=markdown(left, asked.form), right=matched))
        else:
            extra.append(matched)
    base["explanation"] = _joined(asked, [])
    return MatchingItem(**base, pairs=tuple(pairs), extra=tuple(extra))


def _short_answer(asked: Question, base: dict[str, Any]) -> Item:
    found = [answer for answer in answers(asked.body or "") if answer.text != "*"]
    right = _full_credit(asked, found)
    exact = [answer for answer in right if "*" not in answer.text]
    if len(exact) < len(right):
        asked.warnings.append("Answers with a wildcard (*) are not used: write them out.")
    if not exact:
        raise GiftError("There is no right answer without a wildcard (*). Write one out.")
    accepted = tuple(dict.fromkeys(" ".join(unescape(a.text).split()) for a in exact))
    base["explanation"] = _joined(asked, [answer.feedback for answer in exact])
    if asked.after:
        base["question"] = f"{asked.before} {{{{1}}}} {asked.after}".strip()
        return ClozeItem(**base, blanks=(accepted,))
    return ShortAnswerItem(**base, answer=accepted[0], accepted=accepted[1:])


def _numeric(asked: Question, base: dict[str, Any]) -> Item:
    body = (asked.body or "")[1:].strip()
    body = body if body.startswith(("=", "~")) else f"={body}"
    found = [answer for answer in answers(body) if answer.text not in ("", "*")]
    right = _full_credit(asked, found)
    if not right:
        raise GiftError("There is no right number. Write it after {#.")
    numbers: list[Number] = [number(unescape(answer.text)) for answer in right]
    first, *others = numbers
    if any(other.tolerance != first.tolerance for other in others):
        asked.warnings.append("Its numbers have different tolerances; the first one's counts.")
    return NumericItem(
        **base,
        answer=first.value,
        tolerance=first.tolerance,
        accepted=tuple(other.value for other in others if other.value != first.value),
        explanation=_joined(asked, [answer.feedback for answer in right], general=False),
        solution=asked.general,
    )


def _full_credit(asked: Question, found: Sequence[Answer]) -> list[Answer]:
    right = [answer for answer in found if answer.weight >= 1]
    partial = [unescape(answer.text)[:30] for answer in found if 0 < answer.weight < 1]
    if partial and not right:
        best = max(answer.weight for answer in found)
        right = [answer for answer in found if answer.weight == best]
    elif partial:
        asked.warnings.append(f"Half right answers count as wrong here: {', '.join(partial)}.")
    return right


def _joined(asked: Question, feedback: Sequence[str], *, general: bool = True) -> str:
    """Feedback on right answers, each once, and the general feedback."""
    texts = [markdown(text, asked.form) for text in feedback]
    texts += [asked.general] if general else []
    return "\n\n".join(dict.fromkeys(text for text in texts if text))
