"""Time zones by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from knowledge.text import fold

UTC = ZoneInfo("UTC")
_SAME = frozenset(
    f"{area}{name}" for area in ("", "Etc/") for name in ("UTC", "UCT", "Universal", "Zulu")
)
"""What machines call it."""

# What people in these places call their time, where the name alone is clear enough.
_SAID: Mapping[str, str] = {
    "est": "America/New_York", "eastern": "America/New_York", "et": "America/New_York",
    "cst": "America/Chicago", "central": "America/Chicago", "ct": "America/Chicago",
    "mst": "America/Denver", "mountain": "America/Denver", "pst": "America/Los_Angeles",
    "pacific": "America/Los_Angeles", "pt": "America/Los_Angeles", "cet": "Europe/Berlin",
    "gmt": "Europe/London", "utc": "UTC",
}  # fmt: skip
_AROUND = re.compile(
    r"^(?:\W*(?:i'?m in|i live in|i am in|near|in|it'?s|my city is|estoy en|vivo en|cerca de|en)"
    r"\s+)+|\s+(?:time|please|por favor)$|[.!?]+$"
)


def known_zone(name: str | None) -> ZoneInfo | None:
    """The IANA zone of that name; None for none, and for one that this machine doesn't know."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):  # not found is a KeyError; "../x" and "Europe" the rest
        return None


def names_place(name: str | None) -> bool:
    """It says where somebody is: a machine's own "Etc/UTC" doesn't."""
    zone = known_zone(name)
    return zone is not None and "/" in zone.key and not zone.key.startswith("Etc/")


def zone_of(*names: str | None) -> ZoneInfo:
    """The first of these that is a zone; UTC, under that name, when none is."""
    found = next((zone for zone in map(known_zone, names) if zone), UTC)
    return UTC if found.key in _SAME else found


def zone_named(text: str, language: str = "en") -> str | None:
    """The IANA name that a text means: itself, its city ("New York", "Nueva York"), a country with
    one zone ("Colombia"), or what the time is called there ("EST"); None when it means none."""
    said = _AROUND.sub("", fold(text).strip()).strip()
    flat = re.sub(r"[\s_]+", "_", said.partition(",")[0].strip())
    name = _zones().get(flat) or _zones().get(flat.rpartition("/")[2])
    name = name or _SAID.get(flat) or _spoken("en").get(flat) or _spoken(language).get(flat)
    return name if known_zone(name) else None


@lru_cache
def _zones() -> Mapping[str, str]:
    """Folded names and cities -> names."""
    names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    cities = {fold(name.rpartition("/")[2]): name for name in names if not name.startswith("Etc")}
    return cities | {fold(name): name for name in names}


@lru_cache
def _spoken(language: str) -> Mapping[str, str]:
    """Folded names of cities, and of countries with one zone, in a language -> names."""
    from babel import Locale
    from babel.core import get_global

    locale = Locale.parse(language, sep="-")
    cities = {
        fold(data["city"]).replace(" ", "_"): name
        for name, data in locale.time_zones.items()
        if "city" in data
    }
    countries = {
        fold(locale.territories[code]).replace(" ", "_"): zones[0]
        for code, zones in get_global("territory_zones").items()
        if len(zones) == 1 and code in locale.territories
    }
    return countries | cities
