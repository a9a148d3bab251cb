"""What a conversation keeps while a summary is being set up."""

from __future__ import annotations

from datetime import time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.guardians.model import EVENTS, Digest, standing
from bot.i18n import Translator, languages, translator_for
from bot.learner.events import Happened
from bot.learner.events.guardians import DigestWay
from bot.learner.rhythm import Rhythm
from bot.ports import Unstored
from bot.skill import Turn
from bot.skills.guardian.read import Said

_STATE = "guardian"


class Draft(BaseModel):
    """A summary that isn't switched on yet, or a consent that isn't asked for yet."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    asks: Literal["address", "name", "when", "confirm"] = "address"
    """What is open."""
    address: str = ""
    name: str = ""
    """What the learner is called to them, where nobody else knows it."""
    way: DigestWay = "email"
    language: str = "en"
    day: int = Field(default=6, ge=0, le=6)
    at: time = time(18)
    consent: str = ""
    """The course, if it is about consent."""
    guardian: str = ""
    """The guardian's id, if there is a summary that is being changed."""

    def with_(self, said: Said) -> Draft:
        """With what was said about how and when."""
        new = {
            "address": said.address or self.address,
            "language": said.language or self.language,
            "day": self.day if said.day is None else said.day,
            "at": said.at or self.at,
        }
        return self.model_copy(update=new)

    def rhythm(self, turn: Turn) -> Rhythm:
        return Rhythm(at=self.at, starts=turn.today, days=(self.day,))

    @property
    def translator(self) -> Translator:
        return translator_for(self.language)


def new_draft(turn: Turn) -> Draft:
    language = turn.translator.language
    return Draft(language=language if language in languages() else "en")


def draft(turn: Turn) -> Draft | None:
    """The one that is open in this conversation."""
    try:
        return Draft.model_validate(turn.state[_STATE])
    except (KeyError, ValidationError):
        return None


def keep(turn: Turn, new: Draft) -> None:
    turn.state[_STATE] = new.model_dump(mode="json")
    turn.state["pending"] = "guardian"


def clear(turn: Turn) -> None:
    turn.state.pop(_STATE, None)


async def own_events(turn: Turn) -> list[Happened]:
    """What the record says about guardians, this turn included."""
    past = await turn.past(EVENTS)
    return [*past, *(Unstored(turn.now, e) for e in turn.events if e.type in EVENTS)]


async def own(turn: Turn) -> tuple[Digest, ...]:
    """The learner's summaries that haven't ended."""
    return standing(await own_events(turn))
