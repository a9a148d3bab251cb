"""The tables. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from bot.messages import Reply


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database (SQLite knows no zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts up by itself only in a column that is called INTEGER.
Counter = BigInteger().with_variant(Integer(), "sqlite")

REPLIES = TypeAdapter(tuple[Reply, ...])
"""Reads what `deliveries.replies` holds."""


def key(text: str) -> str:
    """As it is stored: PostgreSQL's texts can't hold a NUL."""
    return text.replace("\0", "\ufffd")


UNASKED = "reminder:"
"""How the ids of deliveries begin that nobody sent: it was time for something."""


def asked(delivery_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Somebody sent that delivery."""
    return ~delivery_id.startswith(UNASKED)


metadata = MetaData()

learners = Table(
    "learners",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("created_at", Moment, nullable=False),
    # Whose record it is part of since identities were linked; see merged.py.
    Column("merged_into", ForeignKey("learners.id"), index=True),
)

identities = Table(
    "identities",
    metadata,
    Column("person", Text, primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False, index=True),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("person", Text, nullable=False),  # who asked for it
    Column("made_at", Moment, nullable=False),
    # How it ended: used, replaced by a newer one, or burned; empty while it is open.
    Column("ended", String(10)),
    Column("used_by", Text),  # the person who entered it
)

link_tries = Table(
    "link_tries",
    metadata,
    # Wrong codes that a person entered, counted from the first of them.
    Column("person", Text, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("wrong", Integer, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Counter, primary_key=True, autoincrement=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("type", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("data", JSON, nullable=False),
    Index("events_of_learner", "learner_id", "id"),
    Index("events_of_learner_by_type", "learner_id", "type", "id"),
    Index("events_of_learner_by_time", "learner_id", "at"),
    Index("events_by_type", "type", "id"),
)

additions = Table(
    "additions",
    metadata,
    # What was added here to a course's own content, by whoever; a version counts them up.
    Column("seq", Counter, primary_key=True, autoincrement=True),
    Column("course", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("kind", String(10), nullable=False),  # item, ladder or key
    Column("item", Text, nullable=False),  # its id, or whose ladder or key it is
    Column("data", JSON, nullable=False),
    Column("status", String(10), nullable=False),  # unreviewed, approved or rejected
    Column("made_at", Moment, nullable=False),
    Column("changed", BigInteger, nullable=False),  # the version at which it changed last
    UniqueConstraint("course", "kind", "item", name="additions_once"),
)

names = Table(
    "names",
    metadata,
    # What people are called, kept of who is in a class, for their teachers.
    Column("learner_id", ForeignKey("learners.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("told_by", String(10), nullable=False),  # roster or platform
)

roster = Table(
    "roster",
    metadata,
    # Who is to be in a class. Of addresses and ids only fingerprints: enough to know them again.
    Column("seq", Counter, primary_key=True, autoincrement=True),
    Column("course", Text, nullable=False),
    Column("entry", String(64), nullable=False, index=True),
    Column("also", String(64), index=True),  # a second way to know them
    Column("name", Text, nullable=False),
    Column("role", String(10), nullable=False),
    Column("group", Text, nullable=False),
    Column("code", String(16), nullable=False, unique=True),  # their own join code
    Column("by", String(32), nullable=False),  # who imported it
    Column("learner_id", ForeignKey("learners.id"), index=True),  # empty until they write
    UniqueConstraint("course", "entry", name="roster_once"),
)

guardians = Table(
    "guardians",
    metadata,
    # Whom a student named. Address and name go as soon as nobody needs them any more.
    Column("id", String(32), primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False, index=True),
    Column("address", Text),  # empty for a private link, and once it is over
    Column("print", String(64), index=True),  # the address's fingerprint, which stays
    Column("student", Text, nullable=False),  # what the student is called to them
    Column("made_at", Moment, nullable=False),
    Column("refused_at", Moment),  # they said no: nobody may ask that address again
)

guardian_keys = Table(
    "guardian_keys",
    metadata,
    # What a link or code opens. Of the link or code itself there is only a hash.
    Column("hash", String(64), primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False, index=True),
    Column("guardian", String(32), nullable=False, index=True),  # empty: a teacher's letter
    Column("purpose", String(10), nullable=False),  # confirm, stop, page, consent or letter
    Column("course", Text, nullable=False),  # of a consent
    Column("ends", Moment, nullable=False),
)

calendar_links = Table(
    "calendar_links",
    metadata,
    # Of the secret part of a link there is only a hash.
    Column("hash", String(64), primary_key=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    # Files that teachers sent: their bytes until it is said what they are for, then their content.
    Column("seq", Counter, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("batch", String(32), nullable=False, index=True),  # the message they came with
    Column("course", Text, nullable=False),  # empty until it is added
    Column("name", Text, nullable=False),
    Column("said", Text, nullable=False),  # what was written beside it
    Column("status", String(10), nullable=False),  # offered, added or gone
    Column("data", LargeBinary),
    Column("content", JSON),
    Column("made_at", Moment, nullable=False),
    Column("changed", BigInteger, nullable=False),  # the version at which it changed last
)

# ---- projections: all of it can be made again from the events (`studylamp rebuild`) ----------

projected = Table(
    "projected",
    metadata,
    # One row: how far the events were taken into account, and by which rules.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("upto", BigInteger, nullable=False),
    Column("made_with", Text, nullable=False),
)

learner_models = Table(
    "learner_models",
    metadata,
    Column("learner_id", ForeignKey("learners.id"), primary_key=True),
    Column("upto", BigInteger, nullable=False),
    Column("data", JSON, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("kind", String(8), primary_key=True),  # item or concept
    Column("name", Text, primary_key=True),  # course/id
    Column("mean", Double, nullable=False),
    Column("variance", Double, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("seq", Counter, primary_key=True, autoincrement=True),
    Column("delivery_id", Text, nullable=False, unique=True),
    Column("conversation", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    # received -> running -> answered (stored, not yet taken by the platform) -> delivered
    Column("status", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("lease_owner", Text),
    Column("lease_until", Moment),
    Column("incoming", JSON, nullable=False),
    Column("replies", JSON),
    Column("state", JSON),
    Index("deliveries_of_conversation", "conversation", "seq"),
    Index("deliveries_by_status", "status", "person"),
    Index("deliveries_of_person", "person", "seq"),
    Index("deliveries_by_time", "received_at"),
)

reminders = Table(
    "reminders",
    metadata,
    # What is to be said unasked: the next time of each, and how the earlier ones went.
    Column("id", Counter, primary_key=True, autoincrement=True),
    Column("learner_id", ForeignKey("learners.id"), nullable=False),
    Column("name", String(100), nullable=False),
    Column("day", Date, nullable=False),  # the learner's own
    Column("platform", String(20), nullable=False),
    Column("person", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("next_try", Moment, nullable=False),
    Column("wanted", JSON, nullable=False),
    Column("local", JSON, nullable=False),
    Column("status", String(10), nullable=False),  # see bot/reminders/due.py
    Column("why", Text),
    Column("reply", JSON),  # stored before it is sent
    Column("token", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", Moment),
    UniqueConstraint("learner_id", "name", "day", name="reminders_once_a_day"),
    Index("reminders_due", "platform", "status", "next_try"),
    Index("reminders_of_learner", "learner_id", "status"),
)

scheduled = Table(
    "scheduled",
    metadata,
    # One row: how far the events were taken into account for reminders, and by which rules.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("upto", BigInteger, nullable=False),
    Column("made_with", Text, nullable=False),
)

slack_installations = Table(
    "slack_installations",
    metadata,
    Column("team", Text, primary_key=True),
    Column("closed", Text, nullable=False),  # its tokens, encrypted
    Column("installed_at", Moment, nullable=False),
)

slack_states = Table(
    "slack_states",
    metadata,
    # Installations under way: what Slack has to bring back, once, before it ends.
    Column("state", Text, primary_key=True),
    Column("ends", Moment, nullable=False),
)

token_usage = Table(
    "token_usage",
    metadata,
    Column("day", Date, primary_key=True),
    Column("tokens", BigInteger, nullable=False),
)
