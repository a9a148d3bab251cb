"""Time zones by name."""

from __future__ import annotations

from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")


def known_zone(name: str | None) -> ZoneInfo | None:
    """The IANA zone of that name; None for none, and for one that this machine doesn't know."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):  # not found is a KeyError; "../x" and "Europe" the rest
        return None


def zone_of(*names: str | None) -> ZoneInfo:
    """The first of these that is a zone; UTC when none is."""
    return next((zone for zone in map(known_zone, names) if zone), UTC)
