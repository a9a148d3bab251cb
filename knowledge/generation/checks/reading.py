"""Can the item be read and answered as it stands?"""

from __future__ import annotations

import re

from knowledge.course import (
    BLANK,
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    MultipleChoiceItem,
    NumericItem,
    TrueFalseItem,
)
from knowledge.generation.checks.rejection import Rejection
from knowledge.generation.checks.view import View
from knowledge.generation.words import REPEATED, kin, plain

_QUESTION_CHARACTERS = (12, 700)
_OPTION_CHARACTERS = 240
_FEWEST_STEMS = 3
_MATHS = re.compile(r"\$\$(.+?)\$\$|(?<!\\)\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)", re.DOTALL)
_REMAINS = re.compile(
    r"(?<!\\)\\[a-zA-Z]+|</?[a-zA-Z][^<>]*>|\]\(|&[a-z]+;|\ufffd|\(\s*\)|\s[,.;](?!\d)|(?<!\.)\.\.(?!\.)|"
    r"\{\{(?!\d+\}\})|\*|^\s*[-–]\s*$|\|"
)
_GLUED = re.compile(r"\x00[^\W\d_]{2}|[^\W\d_]{2}\x00")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
_WHICH_OF = re.compile(
    r"\b(?:which(?: one)?|what|any|one) of (?:these|the following)\b"
    r"|\bcuál(?:es)? de (?:estos|estas|los siguientes|las siguientes)\b",
    re.IGNORECASE,
)


def length(view: View) -> Rejection | None:
    shortest, longest = _QUESTION_CHARACTERS
    if not shortest <= len(view.question) <= longest:
        return Rejection("length", f"{len(view.question)} characters")
    long = [text for text in view.shown[1:] if len(text) > _OPTION_CHARACTERS]
    if long and not isinstance(view.item, NumericItem | AlgebraItem):
        return Rejection("length", long[0])
    return None


def markup(view: View) -> Rejection | None:
    for text in view.shown:
        broken = broken_markup(text)
        if broken:
            return Rejection("markup", f"{broken} in {text!r}")
    return None


def broken_markup(text: str) -> str:
    """What is left over of LaTeX, Markdown or HTML in a text; empty when nothing is."""
    for found in _MATHS.finditer(text):
        inside = (found[1] or found[2]).replace("\\{", "").replace("\\}", "")
        if inside.count("{") != inside.count("}"):
            return "unbalanced braces"
        if "*" in inside:
            return "a star in a formula"
    if _GLUED.search(_MATHS.sub("\x00", text)):
        return "a formula without a space"
    outside = _MATHS.sub("0", text).replace("\\$", "").replace("\\_", "")
    outside = plain(BLANK.sub("x", outside))
    if "$" in outside and not re.search(r"\$\d", outside):
        return "a lone dollar sign"
    found_remains = _REMAINS.search(outside) or REPEATED.search(outside)
    if found_remains:
        return repr(found_remains[0])
    for opening, closing in _PAIRS:
        if outside.count(opening) != outside.count(closing):
            return f"unbalanced {opening}{closing}"
    return ""


def figure(view: View) -> Rejection | None:
    if view.item.needs_figure:
        return Rejection("needs_figure", "marked so")
    for text in view.shown:
        found = view.language.needs_figure.search(text)
        if found:
            return Rejection("needs_figure", found[0])
    return None


def context(view: View) -> Rejection | None:
    told = isinstance(view.item, NumericItem | AlgebraItem)  # "this distance" is in the problem
    pattern = view.language.refers_back if told else view.language.needs_context
    for text in view.shown:
        found = pattern.search(_WHICH_OF.sub("", plain(text)).strip())
        if found:
            return Rejection("needs_context", found[0])
    return None


def choices_about_choices(view: View) -> Rejection | None:
    for text in (*view.keys, *view.distractors):
        found = view.language.all_of_the_above.search(text)
        if found:
            return Rejection("all_of_the_above", found[0])
    return None


def trivial(view: View) -> Rejection | None:
    """The answer is what the course is about, or stands in the question; or this says nothing."""
    item = view.item
    subject = view.section.stems(view.material.course.title)
    if any(view.section.stems(key) <= subject for key in view.keys if view.section.stems(key)):
        return Rejection("trivial", "the key is what the course is about")
    if isinstance(item, ClozeItem):
        rest = view.section.stems(BLANK.sub(" ", item.question).replace("-", " "))
        for accepted in item.blanks:
            hit = kin(view.section.stems(accepted[0].replace("-", " ")), rest)
            if hit:
                return Rejection("trivial", f"{sorted(hit)} stands beside the blank")
        return None if len(rest) >= _FEWEST_STEMS else Rejection("trivial", "hardly any text")
    if isinstance(item, TrueFalseItem):
        return None if len(view.asked) > _FEWEST_STEMS else Rejection("trivial", "hardly any text")
    if isinstance(item, ChoiceItem | MultipleChoiceItem):
        shown = view.section.stems(view.question)
        wrong = [view.section.stems(text) for text in view.distractors]
        for key in view.keys:
            words = view.section.stems(key)
            if words and words <= shown and not all(other <= shown for other in wrong):
                return Rejection("trivial", f"the question has {key!r}")
    return None
