"""Secrets that are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.sealing import Seal, Unreadable, new_key

OLD, NEW = new_key(), new_key()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_closed_is_opened_by_whoever_has_the_key(text: str) -> None:
    closed = Seal([OLD]).close(text)
    assert Seal([OLD]).open(closed) == text
    with pytest.raises(Unreadable):
        Seal([NEW]).open(closed)


def test_a_new_key_comes_first_and_the_old_one_still_opens() -> None:
    both = Seal([NEW, OLD])
    old = Seal([OLD]).close("xoxb-1")
    assert both.open(old) == "xoxb-1"
    assert not both.is_newest(old)
    assert both.is_newest(both.close("xoxb-1"))
    assert "xoxb" not in both.close("xoxb-1")


@pytest.mark.parametrize("keys", [[], ["secret-passphrase"], [OLD, "short"], ["ключ"]])
def test_what_is_no_key_is_said_without_showing_it(keys: list[str]) -> None:
    with pytest.raises(SettingsError, match="--new-key") as caught:
        Seal(keys)
    assert not any(key in str(caught.value) for key in keys)
