"""What is behind a guardian's links: looking is a GET and changes nothing (mail programs follow
links by themselves), doing is a POST."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.guardians import html, wording
from bot.guardians.model import EVENTS, Digest, asked_of, consent_of, standing
from bot.guardians.post import TELL_AFTER
from bot.i18n import SOURCE_LANGUAGE, Translator, languages, supported
from bot.learner.events import ConsentGiven, DigestConfirmed, DigestEnded, Event, Logged
from bot.learner.guardians import Guardian, Key, is_token
from bot.learner.store import Store
from bot.ports import Courses
from knowledge.problems import SourceError


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to a browser."""

    status: int
    html: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a link opens, with all that is to be known for it."""

    key: Key
    guardian: Guardian
    digest: Digest | None
    events: list[Logged]
    tr: Translator


@dataclass(frozen=True, slots=True)
class Doors:
    """Answers the pages."""

    store: Store
    courses: Courses
    translators: Callable[[str], Translator]
    clock: Callable[[], datetime]
    refresh: Callable[[str], Awaitable[None]]

    async def show(self, token: str) -> Page:
        """What a link shows."""
        seen = await self._seen(token)
        return await self._page(seen) if seen else self._nothing()

    async def do(self, token: str, what: str) -> Page:
        """What its buttons do.

        Args:
            what: ``yes``, ``no`` or ``stop``; a mail program's one click sends nothing of that.
        """
        seen = await self._seen(token)
        if seen is None:
            return self._nothing()
        match seen.key.purpose, what:
            case "confirm", "yes":
                return await self._confirm(seen)
            case "confirm", "no":
                return await self._end(seen, refused=True)
            case ("stop", _) | ("page", "stop"):
                return await self._end(seen, refused=False)
            case "consent", "yes" | "no":
                return await self._consent(seen, given=what == "yes")
        return await self._page(seen)

    async def _seen(self, token: str) -> _Seen | None:
        # A code is shorter, and may be guessed by who has all the time: it holds in the chat alone.
        key = await self.store.guardians.open(token) if is_token(token) else None
        guardian = await self.store.guardians.get(key.guardian) if key else None
        if key is None or guardian is None:
            return None
        events: list[Logged] = [*await self.store.events(key.learner_id, EVENTS)]
        digest = next((d for d in standing(events) if d.id == guardian.id), None)
        asked = asked_of(events, key.course) if key.purpose == "consent" else None
        language = asked.language if asked else digest.terms.language if digest else ""
        tr = self.translators(supported(language) or SOURCE_LANGUAGE)
        if digest is None and key.purpose != "consent":
            return None
        return _Seen(key, guardian, digest, events, tr)

    # ---- pages -------------------------------------------------------------------------------

    async def _page(self, seen: _Seen) -> Page:
        tr, student = seen.tr, seen.guardian.student
        match seen.key.purpose:
            case "confirm" if seen.digest:
                text = wording.invitation(tr, student, seen.digest.terms.rhythm)
                if seen.digest.confirmed:
                    text = self._thanks(seen)
                    return self._said(seen, text)
                buttons = [("yes", tr.gettext("Yes, send it")), ("no", tr.gettext("No, thanks"))]
                return self._said(seen, text, buttons)
            case "stop":
                text = f"**{tr.gettext('Stop the weekly summary?')}**"
                return self._said(seen, text, [("stop", tr.gettext("Stop the summary"))])
            case "consent":
                return self._consent_page(seen)
        return await self._week(seen)

    async def _week(self, seen: _Seen) -> Page:
        """The newest digest."""
        assert seen.digest
        tr = seen.tr
        went = await self.store.guardians.went(seen.key.learner_id, seen.guardian.id)
        newest = next((each for each in went if each.sent), None)
        when = wording.weekly(tr, seen.digest.terms.rhythm)
        if newest is None:
            text = f"**{wording.title(tr, seen.guardian.student)}**\n" + tr.gettext(
                "Nothing yet: the first summary comes on {when}.", when=when
            )
        else:
            text = newest.text
        small = tr.gettext(
            "This page shows the newest summary; the next one comes on {when}. The link is "
            "private: whoever has it can read this.",
            when=when,
        )
        return self._said(seen, text, [("stop", tr.gettext("Stop the summary"))], small)

    def _consent_page(self, seen: _Seen) -> Page:
        tr = seen.tr
        text = wording.consent_request(tr, seen.guardian.student, self._title(seen.key.course))
        now = consent_of(seen.events, seen.key.course)
        yes, no = tr.gettext("I consent"), tr.gettext("I don't consent")
        if now is None:
            return self._said(seen, text, [("yes", yes), ("no", no)])
        if now.given:
            small = tr.gettext("You can withdraw your consent here at any time.")
            state = tr.gettext("Your consent is given.")
            buttons = [("no", tr.gettext("Withdraw it"))]
        else:
            small, state = "", tr.gettext("There is no consent.")
            buttons = [("yes", yes)]
        return self._said(seen, f"{text}\n\n**{state}**", buttons, small)

    def _thanks(self, seen: _Seen) -> str:
        assert seen.digest
        tr = seen.tr
        when = wording.weekly(tr, seen.digest.terms.rhythm)
        return "\n".join(
            [
                f"**{tr.gettext('Thank you')}**",
                tr.gettext(
                    "The summary comes each week ({when}). Every mail has a link to stop it.",
                    when=when,
                ),
            ]
        )

    def _said(
        self,
        seen: _Seen,
        text: str,
        buttons: list[tuple[str, str]] | None = None,
        small: str = "",
    ) -> Page:
        return Page(200, html.page(text, seen.tr.language, buttons=buttons or (), small=small))

    def _nothing(self) -> Page:
        lines = []
        for language in languages():  # nobody knows who looks
            tr = self.translators(language)
            lines.append(f"**{tr.gettext('This link opens nothing any more')}**")
            lines.append(tr.gettext("It was stopped, or has run out. Nothing is sent by it."))
        return Page(404, html.page("\n".join(lines), SOURCE_LANGUAGE))

    def _title(self, course: str) -> str:
        try:
            return self.courses.get(course).title
        except SourceError:
            return course

    # ---- what they do ------------------------------------------------------------------------

    async def _confirm(self, seen: _Seen) -> Page:
        if seen.digest and not seen.digest.confirmed:
            await self._record(seen, DigestConfirmed(guardian=seen.guardian.id))
        return self._said(seen, self._thanks(seen))

    async def _end(self, seen: _Seen, *, refused: bool) -> Page:
        tell_at = self.clock() + TELL_AFTER
        ended = DigestEnded(guardian=seen.guardian.id, how="guardian", tell_at=tell_at)
        await self._record(seen, ended)
        await self.store.guardians.forget(seen.guardian.id, refused=refused)
        tr = seen.tr
        text = f"**{tr.gettext('Stopped')}**\n" + tr.gettext(
            "Nothing more comes, and your address is deleted. {student} is told.",
            student=seen.guardian.student or tr.gettext("The student"),
        )
        return self._said(seen, text)

    async def _consent(self, seen: _Seen, *, given: bool) -> Page:
        now = consent_of(seen.events, seen.key.course)
        if now is None or now.given != given:
            event = ConsentGiven(
                course=seen.key.course, given=given, by="guardian", who=seen.guardian.id
            )
            await self._record(seen, event)
        tr = seen.tr
        said = tr.gettext("Your consent is given.") if given else tr.gettext("There is no consent.")
        more = tr.gettext("You can change that by the same link. The teacher can see it.")
        return self._said(seen, f"**{said}**\n{more}")

    async def _record(self, seen: _Seen, event: Event) -> None:
        await self.store.append(seen.key.learner_id, [event], at=self.clock())
        await self.refresh(seen.key.learner_id)
