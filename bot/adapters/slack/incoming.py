"""From what Slack sends to an `Incoming`. Pure; what nobody waits an answer to gives None."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.adapters.slack.controls import Do, Say
from bot.adapters.slack.words import mentions, read
from bot.messages import Action, Incoming, Place

Body = Mapping[str, Any]

SHORTCUT = "help_with_this"
"""The callback id of the message shortcut."""

HOME = Place(thread="home")
"""App Home, which shows the answer to what it asks."""

_SPOKEN = (None, "file_share", "thread_broadcast")
"""Subtypes of messages in which a person says something."""
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that a person did, and what answering it may need."""

    incoming: Incoming
    files: tuple[Body, ...] = ()
    """As Slack describes them; to be fetched."""
    response_url: str = ""
    label: str = ""
    """What stood on the button."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A person changed what they wrote."""

    arrival: Arrival
    """As it reads now, under the message's own id."""
    stamp: str
    """Tells this change from others of the same message."""


def person(team: str, user: str) -> str:
    return f"slack:{team}:{user}"


def team_and_user(person: str) -> tuple[str, str]:
    _, team, user = person.split(":", 2)
    return team, user


def beside(channel: str, thread: str = "") -> Place:
    """A private place beside a channel: only the person sees what is answered there."""
    return Place(kind="dm", thread=f"{channel}#{thread}" if thread else channel)


def channel_beside(place: Place) -> tuple[str, str] | None:
    """The channel and thread of such a place; None for any other."""
    if place.kind != "dm" or not place.thread.startswith(("C", "G", "D")):
        return None  # a thread of a DM is a point in time
    channel, _, thread = place.thread.partition("#")
    return channel, thread


def channel_of(place: Place) -> str:
    """The channel in or beside which it is; empty for direct messages."""
    if place.public:
        return place.name
    channel, _ = channel_beside(place) or ("", "")
    return "" if channel.startswith("D") else channel


def message(event: Body, *, team: str, bot: str) -> Arrival | None:
    """A mention, or a message to the bot; None for what isn't meant for it."""
    if event.get("subtype") not in _SPOKEN or event.get("bot_id") or not event.get("user"):
        return None
    return _message(event, team=team, bot=bot)


def _message(event: Body, *, team: str, bot: str) -> Arrival | None:
    text = str(event.get("text") or "")
    channel, ts = str(event.get("channel") or ""), str(event.get("ts") or "")
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    if event.get("user") == bot or not channel or not ts:
        return None
    if not direct and not mentions(text, bot):
        return None  # people talking with each other
    thread = str(event.get("thread_ts") or ts)
    place = Place(thread=thread) if direct else Place(kind="channel", name=channel, thread=thread)
    # A mention comes as two events with ids of their own: the message is what counts.
    incoming = Incoming(
        delivery_id=_message_id(team, channel, ts),
        person=person(team, str(event["user"])),
        place=place,
        text=read(text, bot=bot),
        at=_moment(ts),
    )
    return Arrival(incoming, files=tuple(event.get("files") or ()))


def edit(event: Body, *, team: str, bot: str) -> Edit | None:
    """A changed message; None when only its preview or its reactions changed.

    Of channels Slack tells only that a message with a mention was changed: as a new mention.
    """
    new = event.get("message") or event
    stamp = (new.get("edited") or {}).get("ts")
    if not stamp or new.get("bot_id") or not new.get("user"):
        return None
    if new.get("text") == (event.get("previous_message") or {}).get("text"):
        return None
    said = {**new, "channel": event.get("channel"), "channel_type": event.get("channel_type")}
    arrival = _message(said, team=team, bot=bot)
    return Edit(arrival, str(stamp)) if arrival else None


def deleted(event: Body, *, team: str) -> str:
    """The delivery id of a message that was taken back."""
    return _message_id(team, str(event.get("channel")), str(event.get("deleted_ts")))


def _message_id(team: str, channel: str, ts: str) -> str:
    return f"slack:{team}:{channel}:{ts}"[:_LONGEST_ID]


def command(body: Body, commands: Collection[str], *, team: str) -> Arrival:
    """``/studylamp quiz``: its answer is for the person alone.

    Args:
        commands: the skills' names, which may be said without a slash of their own.
    """
    channel = str(body["channel_id"])
    text = read(str(body.get("text") or ""), bot="")
    incoming = Incoming(
        delivery_id=f"slack:{team}:command:{body['trigger_id']}"[:_LONGEST_ID],
        person=person(team, str(body["user_id"])),
        place=Place() if channel.startswith("D") else beside(channel),
        text=_as_command(text, commands),
        at=datetime.now(UTC),
        unseen=True,
    )
    return Arrival(incoming, response_url=str(body.get("response_url") or ""))


def _as_command(text: str, commands: Collection[str]) -> str:
    """``settings language es`` -> ``/settings language es``; a sentence stays one."""
    first, _, rest = text.partition(" ")
    if not text:
        return "/help"
    sentence = rest.split(" ")[0] in ("me", "us", "my") or (first == "help" and rest)
    return f"/{text}" if first in commands and not sentence else text


def pressed(body: Body, control: Do | Say, *, team: str) -> Arrival:
    """A button that was used; the action's time makes each use a delivery of its own."""
    user = str(body["user"]["id"])
    used = body["actions"][0]
    channel = (body.get("container") or {}).get("channel_id") or "home"
    incoming = Incoming(
        delivery_id=f"slack:{team}:{channel}:{user}:{used['action_ts']}"[:_LONGEST_ID],
        person=person(team, user),
        place=control.place,
        text=control.text if isinstance(control, Say) else None,
        action=control.action if isinstance(control, Do) else None,
        at=_moment(str(used["action_ts"])),
    )
    label = str((used.get("text") or {}).get("text") or "")
    return Arrival(incoming, response_url=str(body.get("response_url") or ""), label=label)


def sent(body: Body, what: Do | Say, *, team: str) -> Arrival:
    """A form that was filled in."""
    user = str(body["user"]["id"])
    view = body["view"]
    incoming = Incoming(
        delivery_id=f"slack:{team}:form:{view['id']}:{user}"[:_LONGEST_ID],
        person=person(team, user),
        place=what.place,
        text=what.text if isinstance(what, Say) else None,
        action=what.action if isinstance(what, Do) else None,
        at=datetime.now(UTC),
    )
    return Arrival(incoming)


def shortcut(body: Body, *, team: str, bot: str) -> Arrival:
    """ "Help me with this" on anybody's message: only who asks sees the help."""
    user = str(body["user"]["id"])
    said, channel = body.get("message") or {}, str((body.get("channel") or {}).get("id") or "")
    thread = str(said.get("thread_ts") or said.get("ts") or "")
    place = Place(thread=thread) if channel.startswith("D") else beside(channel, thread)
    incoming = Incoming(
        delivery_id=f"slack:{team}:shortcut:{body['trigger_id']}"[:_LONGEST_ID],
        person=person(team, user),
        place=place,
        text=read(str(said.get("text") or ""), bot=bot),
        at=datetime.now(UTC),
    )
    return Arrival(
        incoming,
        files=tuple(said.get("files") or ()),
        response_url=str(body.get("response_url") or ""),
    )


def home(person: str, at: datetime) -> Incoming:
    """What App Home shows to a person: their day."""
    return Incoming(
        delivery_id=f"{person}:home:{at.timestamp():.6f}"[:_LONGEST_ID],
        person=person,
        place=HOME,
        action=Action(name="today.show"),
        at=at,
        unasked=True,
    )


def _moment(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
