"""The learners' record in SQLite or PostgreSQL."""

from bot.learner.store.deliveries import LEASE, Claim, Deliveries, Delivery, LeaseLost, PastTurn
from bot.learner.store.log import StoredEvent
from bot.learner.store.store import Store, utc_now

__all__ = [
    "LEASE",
    "Claim",
    "Deliveries",
    "Delivery",
    "LeaseLost",
    "PastTurn",
    "Store",
    "StoredEvent",
    "utc_now",
]
