"""How the bot works in a course, as its teachers set it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.learner.events import ClassSettingChanged, Event
from bot.learner.model import Preferences, ReadingLevel
from bot.zones import zone_of

EVENT = "class_setting_changed"
Tone = Literal["warm", "plain", "formal"]
Outside = Literal["other_courses", "refuse"]
"""A question that the course doesn't answer: say which other course does, or only that it isn't
in this one."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Pause(_Model):
    """Students aren't answered."""

    by: str = ""
    """Id of the teacher."""
    until: datetime | None = None
    """None: until a teacher ends it."""


class Hours(_Model):
    """When students are answered, by the teacher's clock. Not over midnight."""

    since: time
    until: time
    days: tuple[int, ...] = ()
    """Monday is 0; empty: every day."""
    zone: str

    def covers(self, moment: datetime) -> bool:
        there = moment.astimezone(zone_of(self.zone))
        return self._on(there) and self.since <= there.time() < self.until

    def opens(self, moment: datetime) -> datetime:
        """The next time that they begin."""
        there = moment.astimezone(zone_of(self.zone))
        for days in range(8):
            day = there + timedelta(days=days)
            opens = datetime.combine(day.date(), self.since, tzinfo=there.tzinfo)
            if self._on(day) and opens > there:
                return opens
        return there

    def _on(self, there: datetime) -> bool:
        return not self.days or there.weekday() in self.days


class ClassSettings(_Model):
    pause: Pause | None = None
    hours: Hours | None = None
    tone: Tone = "warm"
    reading_level: ReadingLevel | None = None
    """Of those who haven't chosen theirs; None: as everywhere."""
    outside: Outside = "other_courses"

    def paused(self, now: datetime) -> Pause | None:
        pause = self.pause
        return pause if pause and (pause.until is None or now < pause.until) else None

    def level_for(self, preferences: Preferences) -> ReadingLevel:
        """A learner's own choice comes before their teacher's."""
        own = "reading_level" in preferences.chosen
        return preferences.reading_level if own else self.reading_level or preferences.reading_level


def class_settings(events: Iterable[Event], course: str) -> ClassSettings:
    """
    Args:
        events: everybody's `ClassSettingChanged`, oldest first.
    """
    newest: dict[str, Any] = {}
    for event in events:
        if isinstance(event, ClassSettingChanged) and event.course == course:
            newest[event.name] = event.value
    return _understood({name: value for name, value in newest.items() if value is not None})


def _understood(values: Mapping[str, Any]) -> ClassSettings:
    """What a newer program set in a way of its own is left out."""
    try:
        return ClassSettings.model_validate(values)
    except ValidationError as error:
        wrong = {str(each["loc"][0]) for each in error.errors()}
        return ClassSettings.model_validate({k: v for k, v in values.items() if k not in wrong})
