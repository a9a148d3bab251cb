"""Moodle GIFT → course."""

from knowledge.ingest.gift.reader import GiftReader

__all__ = ["READER", "GiftReader"]

READER = GiftReader()
