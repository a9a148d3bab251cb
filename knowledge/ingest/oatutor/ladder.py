"""Hints and scaffolds of a step → the rungs of an item's ladder, in the order they build on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.course import Hint
from knowledge.ingest.lines import bare
from knowledge.ingest.oatutor.records import HintRecord
from knowledge.ingest.oatutor.text import line, markdown


def ladder(step: str, hints: Sequence[HintRecord]) -> tuple[tuple[Hint, ...], list[str]]:
    """The rungs, and what was wrong with them.

    Hints below a scaffold (OATutor's sub-hints) come right after it and depend on it.
    """
    flat = list(_once(_flat(hints, above=None)))
    known = {hint.id for hint, _ in flat}
    wrong = []
    needs: dict[str, list[str]] = {}
    for hint, above in flat:
        asked = [*hint.dependencies, *([above] if above else [])]
        strangers = [entry for entry in asked if entry not in known or entry == hint.id]
        if strangers:
            wrong.append(f"hint {hint.id} depends on {', '.join(strangers)}, which is not there")
        needs[hint.id] = [entry for entry in dict.fromkeys(asked) if entry not in strangers]
    ordered, loose = _in_order([hint for hint, _ in flat], needs)
    wrong += [f"hint {hint} depends on one that depends on it" for hint in loose]
    return tuple(_rungs(step, ordered, needs)), wrong


def _flat(
    hints: Sequence[HintRecord], above: str | None
) -> Iterator[tuple[HintRecord, str | None]]:
    for hint in hints:
        yield hint, above
        yield from _flat(hint.subHints, hint.id)


def _once(
    flat: Iterator[tuple[HintRecord, str | None]],
) -> Iterator[tuple[HintRecord, str | None]]:
    """Hints that share an id by mistake get one of their own."""
    seen: set[str] = set()
    for hint, above in flat:
        own = hint.id if hint.id not in seen else f"{hint.id}-{len(seen) + 1}"
        seen.add(own)
        yield hint.model_copy(update={"id": own}), above


def _in_order(
    hints: list[HintRecord], needs: dict[str, list[str]]
) -> tuple[list[HintRecord], list[str]]:
    """Each hint after those it needs, otherwise as given; circles are cut, and named."""
    ordered: list[HintRecord] = []
    done: set[str] = set()
    loose: list[str] = []
    waiting = list(hints)
    while waiting:
        ready = next((hint for hint in waiting if done.issuperset(needs[hint.id])), None)
        if ready is None:
            ready = waiting[0]
            loose.append(ready.id)
            needs[ready.id] = [entry for entry in needs[ready.id] if entry in done]
        waiting.remove(ready)
        ordered.append(ready)
        done.add(ready.id)
    return ordered, loose


def _rungs(step: str, hints: list[HintRecord], needs: dict[str, list[str]]) -> Iterator[Hint]:
    names: dict[str, str] = {}
    for hint in hints:
        text, title = markdown(hint.text), line(hint.title)
        if not text:  # the title is all there is
            text, title = title, ""
        if not text:
            continue
        name = _short(step, hint.id, names)
        depends = tuple(names[entry] for entry in needs[hint.id] if entry in names)
        names[hint.id] = name
        answers = _answers(hint)
        yield Hint(
            id=name,
            kind="scaffold" if answers else "hint",
            title="" if bare(title).casefold() == bare(text).casefold() else bare(title),
            text=text,
            answer=answers,
            choices=_choices(hint, answers) if answers else (),
            depends_on=depends,
        )


def _answers(hint: HintRecord) -> tuple[str, ...]:
    if hint.type != "scaffold":
        return ()
    return tuple(filter(None, dict.fromkeys(line(_caret(answer)) for answer in hint.hintAnswer)))


def _choices(hint: HintRecord, answers: tuple[str, ...]) -> tuple[str, ...]:
    """The options, each once; without the answer among them they would mislead."""
    choices = tuple(filter(None, dict.fromkeys(line(choice) for choice in hint.choices)))
    return choices if len(choices) > 1 and set(answers) & set(choices) else ()


def _caret(answer: str) -> str:
    return answer.replace("**", "^")


def _short(step: str, hint: str, taken: dict[str, str]) -> str:
    """``h1`` of ``a012999exa1a-h1``: ids are the item's own."""
    short = re.sub(r"[^A-Za-z0-9._-]+", "-", hint.removeprefix(f"{step}-")).strip("-._")[:90]
    short = short or "h"
    return short if short not in taken.values() else f"{short}-{len(taken) + 1}"
