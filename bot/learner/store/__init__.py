"""The learners' record in SQLite or PostgreSQL."""

from bot.learner.store.additions import Additions
from bot.learner.store.database import sqlite_url
from bot.learner.store.deliveries import LEASE, Claim, Deliveries, Delivery, LeaseLost
from bot.learner.store.log import StoredEvent
from bot.learner.store.projections import Projections
from bot.learner.store.reminders import Reminders
from bot.learner.store.store import Store, utc_now
from bot.learner.store.tables import UNASKED
from bot.learner.store.thread import PastTurn, Thread
from bot.learner.store.uploads import Uploads

__all__ = [
    "LEASE",
    "UNASKED",
    "Additions",
    "Claim",
    "Deliveries",
    "Delivery",
    "LeaseLost",
    "PastTurn",
    "Projections",
    "Reminders",
    "Store",
    "StoredEvent",
    "Thread",
    "Uploads",
    "sqlite_url",
    "utc_now",
]
