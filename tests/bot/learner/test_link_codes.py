"""One-time codes: what is one, and whom it links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learner.linking import (
    LIFETIME,
    Code,
    Preview,
    Refusal,
    Side,
    find_code,
    hashed,
    home,
    new_code,
    refusal,
)
from tests.fakes import NOON

SLACK, DISCORD = "slack:T1:U2", "discord:55"
DASHES = ("-", " - ", "", " ", "–", "‐", "−")  # as phones type them


@given(
    st.sampled_from(DASHES), st.booleans(), st.sampled_from(["{}", "link {}", "code: {}.", "({})"])
)
def test_a_code_is_found_however_it_is_typed(dash: str, lower: bool, around: str) -> None:
    code = new_code()
    typed = code.replace("-", dash)
    assert find_code(around.format(typed.lower() if lower else typed)) == code


WORDS = "accounts discord full text code 1234 2nd half-way link mi cuenta vincular dos-tres".split()


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_words_are_no_codes(words: list[str]) -> None:
    assert find_code(" ".join(words)) is None


def test_codes_differ_and_are_not_stored_as_they_are() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not any(set(code) & set("AEIOUL01") for code in codes)
    assert all(
        code not in hashed(code) and code.replace("-", "") not in hashed(code) for code in codes
    )


@pytest.mark.parametrize(
    "text", ["link my accounts", "/link", "vincular cuentas", "a-b", "12345678", "BCDF-GHJKM"]
)
def test_what_is_no_code(text: str) -> None:
    assert find_code(text) is None


def test_a_mistyped_code_is_still_meant_as_one() -> None:
    assert find_code("link BCD0-GHIK") == "BCD0-GHIK"


CODE = Code(SLACK, NOON)


def judged(
    code: Code | None = CODE,
    person: str = DISCORD,
    after: timedelta = timedelta(0),
    mine: set[str] | None = None,
    theirs: set[str] | None = None,
) -> Refusal | None:
    return refusal(code, person, now=NOON + after, mine=mine or {person}, theirs=theirs or {SLACK})


@given(
    st.timedeltas(min_value=timedelta(0), max_value=3 * LIFETIME),
    st.sampled_from([None, "used", "replaced", "burned"]),
    st.sampled_from([SLACK, DISCORD, "slack:T1:U9", "slack:T2:U2", "web:7"]),
)
def test_a_code_links_only_while_it_holds_and_only_somebody_from_elsewhere(
    after, ended, person
) -> None:  # type: ignore[no-untyped-def]
    allowed = judged(Code(SLACK, NOON, ended), person, after) is None
    assert allowed == (ended is None and after < LIFETIME and home(person) != "slack:T1")


@pytest.mark.parametrize(
    ("why", "case"),
    [
        (Refusal.UNKNOWN, {"code": None}),
        (Refusal.EXPIRED, {"after": LIFETIME}),
        (Refusal.USED, {"code": Code(SLACK, NOON, "used", "web:7")}),
        (Refusal.ONE_ALREADY, {"code": Code(SLACK, NOON, "used", DISCORD), "theirs": {SLACK, DISCORD}}),
        (Refusal.ONE_ALREADY, {"theirs": {SLACK, DISCORD}}),
        (Refusal.REPLACED, {"code": Code(SLACK, NOON, "replaced")}),
        (Refusal.BURNED, {"code": Code(SLACK, NOON, "burned")}),
        (Refusal.OWN, {"person": SLACK}),
        (Refusal.SAME_PLACE, {"person": "slack:T1:U9"}),
        (Refusal.SAME_PLACE, {"mine": {DISCORD}, "theirs": {SLACK, "discord:66"}}),
        (None, {"person": "slack:T2:U9"}),
        (None, {"person": "web:7", "theirs": {SLACK, DISCORD}}),
    ],
)  # fmt: skip
def test_each_refusal(why: Refusal | None, case: dict[str, object]) -> None:
    assert judged(**case) is why  # type: ignore[arg-type]


@given(st.integers(0, 3), st.integers(0, 3))
def test_what_was_chosen_last_stays(here: int, there: int) -> None:
    def side(at: int) -> Side:
        return Side("x:y", 0, "c", frozenset(), course_chosen=at, settings_changed=3 - at)

    found = Preview(side(here), side(there))
    assert (found.course is None) == (here == there == 0)
    assert found.course is None or found.course.course_chosen == max(here, there)
    assert found.settings is None or found.settings.settings_changed == 3 - min(here, there)
