"""What people call their accounts, and how it is said why a code links nothing."""

from __future__ import annotations

import re
from typing import Literal

from bot.learner.linking import LIFETIME, MOST_WRONG, WINDOW, Refusal, find_code, platform
from bot.skill import Turn
from bot.tutor.words import agrees, declines

_NAMED = re.compile(r"\b(slack|discord)\b", re.IGNORECASE)
_OTHER = {"slack": "discord", "discord": "slack"}
_ABOUT_ACCOUNTS = re.compile(
    r"\b(?:link|connect|merge|accounts?|identit|vincul|conect|enlaz|unir|une|cuentas?|estoy)", re.I
)
MINUTES = round(LIFETIME.total_seconds() / 60)


def named(text: str) -> str | None:
    """The platform that a text names."""
    found = _NAMED.search(text)
    return found[1].lower() if found else None


def about_accounts(text: str) -> bool:
    """A code, or words about linking."""
    return bool(find_code(text) or _ABOUT_ACCOUNTS.search(text) or _NAMED.search(text))


def answer(text: str, yes: str, no: str) -> Literal["yes", "no"] | None:
    """Whether a text agrees to what was asked, in its own words or in those of a button."""
    said = text.strip().casefold()
    if agrees(text) or said == yes.casefold():
        return "yes"
    return "no" if declines(text) or said == no.casefold() else None


def elsewhere(turn: Turn, text: str) -> str:
    """Where the code is to be entered."""
    here = platform(turn.incoming.person)
    wanted = named(text)
    there = wanted if wanted and wanted != here else _OTHER.get(here)
    return title(turn, there) if there else turn._("the other platform")


def title(turn: Turn, name: str) -> str:
    """A platform's name, or that of a person's platform."""
    name = platform(name)
    return turn._("the terminal") if name == "console" else name.capitalize()


def listed(turn: Turn, names: list[str]) -> str:
    """ "Slack", "Slack and Discord", "Slack, Discord and the terminal", "2 accounts on Slack"."""
    titles = list(dict.fromkeys(title(turn, name) for name in names))
    if len(names) == 1:
        return titles[0]
    if len(titles) == 1:  # workspaces of one platform
        return turn.n("{count} account on {platform}", "{count} accounts on {platform}",
                      len(names), platform=titles[0])  # fmt: skip
    return turn._("{some} and {last}", some=", ".join(titles[:-1]), last=titles[-1])


def refused(turn: Turn, why: Refusal, identities: list[str]) -> str:
    """Why a code links nothing, and what to do."""
    again = turn._("Ask me for a new one where your record is: write “link”.")
    match why:
        case Refusal.UNKNOWN:
            return turn._(
                "I don't know this code. Compare it with the one you got, letter by letter."
            )
        case Refusal.TOO_MANY:
            return turn._(
                "Those were {count} wrong codes, so I look at no more for now. Try again in "
                "{minutes} minutes, with a new code.",
                count=MOST_WRONG,
                minutes=round(WINDOW.total_seconds() / 60),
            )
        case Refusal.EXPIRED:
            said = turn._("This code has run out: it holds for {minutes} minutes.", minutes=MINUTES)
            return f"{said} {again}"
        case Refusal.USED:
            return turn._("This code was used already; each works once.") + " " + again
        case Refusal.REPLACED:
            return turn._("You got a newer code after this one. Enter that one.")
        case Refusal.BURNED:
            return turn._("This code doesn't hold any more.") + " " + again
        case Refusal.OWN:
            return turn._(
                "That's the code I gave you here. Send it to me from the other account, and the "
                "two are linked."
            )
        case Refusal.ONE_ALREADY:
            return turn._(
                "This account and the one you got the code from are linked already: {accounts}. "
                "There is nothing left to do.",
                accounts=listed(turn, identities),
            )
        case Refusal.SAME_PLACE:
            return turn._(
                "I link accounts of one person on different platforms. These two would make two "
                "accounts in the same place. If you changed accounts there, write “unlink” in the "
                "old one first."
            )
