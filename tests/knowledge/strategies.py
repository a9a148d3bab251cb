"""Arbitrary courses for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge import course as c
from knowledge.markdown.syntax import blank

slugs = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,7}", fullmatch=True)

_TRICKY = [
    "::: choice x",
    ":::",
    "\\::: hint",
    "- [x] looks like an answer",
    "  - [ ] indented",
    "\\- [=] escaped",
    "* [2] star",
    "> quoted",
    "\\> escaped quote",
    "a :: b",
    "::",
    "\\::",
    "+++",
    "```python\n    - [x] code\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "$\\frac{1}{2}$",
    "# heading",
    "{{1}}",
    "- plain list\n\n  - nested",
    "\"quotes\" 'and' more",
    "tab\tin",
    "trailing  ",
    "\x1c",
    "\x0b\x85\u2028",
    "日本語 عربى",
]
_lines = st.lists(
    st.one_of(
        st.sampled_from(_TRICKY),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12),
        st.just(""),
    ),
    max_size=5,
)
texts = _lines.map("\n".join)
filled = texts.filter(lambda text: not blank(text))
lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)


def _tuples(entries: st.SearchStrategy[Any], low: int = 0, high: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(entries, min_size=low, max_size=high).map(tuple)


def _valid(model: Any, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Models of these fields; combinations the model refuses are dropped."""

    def build(values: dict[str, Any]) -> Any:
        try:
            return model(**values)
        except ValidationError:
            return None

    return st.fixed_dictionaries(fields).map(build).filter(lambda built: built is not None)


@st.composite
def hints(draw: st.DrawFn) -> tuple[c.Hint, ...]:
    found: list[c.Hint] = []
    for name in draw(st.lists(slugs, max_size=3, unique=True)):
        earlier = [hint.id for hint in found]
        depends = draw(st.lists(st.sampled_from(earlier), max_size=2)) if earlier else []
        kind = draw(st.sampled_from(["hint", "scaffold"]))
        answer: list[str] = []
        choices: list[str] = []
        if kind == "scaffold":
            choices = draw(st.lists(filled, max_size=3))
            pool = st.one_of(st.sampled_from(choices), filled) if choices else filled
            answer = draw(st.lists(pool, min_size=1, max_size=2))
        found.append(
            c.Hint(
                id=name,
                kind=kind,  # type: ignore[arg-type]
                title=draw(lines),
                text=draw(filled),
                answer=tuple(answer),
                choices=tuple(choices),
                depends_on=tuple(depends),
            )
        )
    return tuple(found)


_base: dict[str, st.SearchStrategy[Any]] = {
    "id": slugs,
    "question": filled,
    "stem": st.one_of(st.just(""), texts),
    "part_of": st.one_of(st.none(), st.sampled_from(["p1", "p2"])),
    "concepts": _tuples(slugs, high=2),
    "hints": hints(),
    "solution": texts,
    "explanation": texts,
    "needs_figure": st.booleans(),
}
_choice = _valid(c.Choice, text=filled, misconception=texts)


@st.composite
def _options(draw: st.DrawFn, one: bool) -> tuple[c.Choice, ...]:
    options = draw(
        st.lists(
            _choice,
            min_size=2,
            max_size=4,
            unique_by=lambda choice: " ".join(choice.text.split()).casefold(),
        )
    )
    right = draw(st.sets(st.integers(0, len(options) - 1), min_size=1, max_size=1 if one else 4))
    return tuple(
        option.model_copy(update={"correct": number in right})
        for number, option in enumerate(options)
    )


@st.composite
def _cloze(draw: st.DrawFn) -> c.ClozeItem:
    base = {name: draw(strategy) for name, strategy in _base.items()}
    blanks = draw(_tuples(_tuples(filled, 1, 2), 1, 3))
    marks = " ".join(f"{{{{{number}}}}}" for number in range(1, len(blanks) + 1))
    base["question"] = f"{base['question'].replace('{{1}}', '')} {marks}"
    return c.ClozeItem(**base, blanks=blanks)


_accepted = _tuples(filled)
items = st.one_of(
    _valid(c.ChoiceItem, **_base, choices=_options(one=True)),
    _valid(c.MultipleChoiceItem, **_base, choices=_options(one=False)),
    _valid(c.TrueFalseItem, **_base, answer=st.booleans(), misconception=texts),
    _cloze(),
    _valid(
        c.NumericItem,
        **_base,
        answer=filled,
        unit=lines,
        tolerance=st.one_of(st.none(), filled),
        accepted=_accepted,
    ),
    _valid(c.AlgebraItem, **_base, answer=filled, accepted=_accepted),
    _valid(c.ShortAnswerItem, **_base, answer=filled, accepted=_accepted, key_ideas=_accepted),
    _valid(c.OrderingItem, **_base, steps=_tuples(filled, 2, 4)),
    _valid(
        c.MatchingItem,
        **_base,
        pairs=_tuples(_valid(c.Pair, left=filled, right=filled), 2, 3),
        extra=_accepted,
    ),
)
concepts = _valid(
    c.Concept,
    id=slugs,
    title=filled,
    prerequisites=_tuples(slugs, high=2),
    was=_tuples(slugs, high=2),
)
terms = _valid(c.Term, name=filled, definition=filled, accepted=_accepted)


def sections(id: st.SearchStrategy[str] = slugs) -> st.SearchStrategy[c.Section]:
    return _valid(
        c.Section,
        id=id,
        title=filled,
        number=lines,
        url=lines,
        objectives=_tuples(filled),
        prerequisites=_tuples(slugs, high=2),
        was=_tuples(slugs, high=2),
        concepts=st.lists(concepts, max_size=2).map(tuple),
        text=texts,
        summary=texts,
        terms=_tuples(terms),
        items=st.lists(items, max_size=3, unique_by=lambda item: item.id).map(tuple),
    )


@st.composite
def courses(draw: st.DrawFn) -> c.Course:
    """Whole courses; section ids differ, but maybe only in case."""
    names = draw(st.lists(slugs, max_size=4, unique=True))
    cut = draw(st.integers(0, len(names)))
    units = tuple(
        c.Unit(
            id=draw(slugs),
            title=draw(filled),
            number=draw(lines),
            sections=tuple(draw(sections(st.just(name))) for name in part),
        )
        for part in (names[:cut], names[cut:])
    )
    return c.Course(
        id=draw(slugs),
        title=draw(filled),
        language=draw(st.sampled_from(["en", "es", "pt-BR"])),
        description=draw(texts),
        license=draw(lines),
        attribution=draw(texts),
        url=draw(lines),
        help=draw(st.sampled_from(["", "hints", "explanations", "solutions"])),
        units=units,
    )
