"""One CalDAV server: which calendars it has, what changed in one, and writing to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from desktop.core.dav import questions as ask
from desktop.core.dav.answers import Answer, Answers, read_answers
from desktop.core.errors import InputError
from desktop.core.i18n import N_, _
from desktop.integrations.web import StatusError, Web

NO_CALENDARS: Final = N_("There are no calendars at “{url}”.")
_AT_ONCE: Final = 50
_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}
_ICS: Final = "text/calendar; charset=utf-8"
_GONE: Final = 404
_CLASH: Final = 412
_TOKEN_REFUSED: Final = (400, 403, 405, 409, 415, 501, 507)


@dataclass(frozen=True, slots=True)
class DavCalendar:
    """A calendar on the server."""

    url: str
    name: str
    colour: str = ""
    can_write: bool = True


class Changed(NamedTuple):
    """What changed in a calendar: ETags of what is there by href, what is gone, the new token.

    `whole` means that `there` is everything: what is not in it is gone.
    """

    there: dict[str, str]
    gone: set[str]
    token: str
    whole: bool


class CalendarServer:
    """Asks and writes; hrefs are absolute paths on the server."""

    def __init__(self, web: Web) -> None:
        self._web = web

    def calendars(self, url: str) -> list[DavCalendar]:
        """Return the calendars of a person, from any address of the server (RFC 6764).

        Raises:
            InputError: there are none, or the server refuses.
            RetryError: it cannot be reached.
        """
        for start in (url, urljoin(url, "/.well-known/caldav"), urljoin(url, "/")):
            try:
                found = self._calendars_from(start)
            except StatusError:
                continue
            if found:
                return found
        raise InputError(_(NO_CALENDARS).format(url=url))

    def changes(self, url: str, token: str) -> Changed:
        """Return what changed since a token; where the server knows none, all that is there."""
        headers = {**_XML, "Depth": "0"}
        reply = self._web.ask(
            "REPORT", url, ask.ask_changes(token), headers, accepts=_TOKEN_REFUSED
        )
        if reply.status in _TOKEN_REFUSED:
            if token:
                return self.changes(url, "")
            return self._everything(url)
        found = read_answers(reply.body)
        there = dict(_etags(found, url))
        gone = {_path(one.href) for one in found.answers if one.status == _GONE}
        return Changed(there, gone, found.token, whole=not token)

    def texts(self, url: str, hrefs: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Yield href, ETag and text of each resource that is there."""
        for first in range(0, len(hrefs), _AT_ONCE):
            some = hrefs[first : first + _AT_ONCE]
            reply = self._web.ask("REPORT", url, ask.ask_texts(some), {**_XML, "Depth": "1"})
            for one in read_answers(reply.body).answers:
                if text := one.text(ask.DATA):
                    yield _path(one.href), one.text(ask.ETAG), text

    def put(self, url: str, href: str, text: str, etag: str = "") -> str | None:
        """Write a resource and return its new ETag, "" if untold; None: it was changed meanwhile.

        Without `etag` it must be new there.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        reply = self._web.ask(
            "PUT",
            urljoin(url, href),
            text.encode(),
            {"Content-Type": _ICS, **condition},
            accepts=(_CLASH, _GONE),
        )
        return None if reply.status in (_CLASH, _GONE) else reply.headers.get("etag", "")

    def delete(self, url: str, href: str, etag: str) -> bool:
        """Delete a resource; False: it was changed meanwhile."""
        headers = {"If-Match": etag} if etag else {}
        reply = self._web.ask(
            "DELETE", urljoin(url, href), headers=headers, accepts=(_CLASH, _GONE)
        )
        return reply.status != _CLASH

    def _calendars_from(self, url: str) -> list[DavCalendar]:
        here = self._properties(url, [ask.PRINCIPAL, ask.HOME, ask.KIND, ask.NAME], depth=0)
        if here and _is_calendar(here[0]):
            return [_calendar(here[0], url)]
        principal = _href(here, ask.PRINCIPAL)
        home = _href(here, ask.HOME)
        if not home and principal:
            home = _href(self._properties(urljoin(url, principal), [ask.HOME], depth=0), ask.HOME)
        base = urljoin(url, home or principal or url)
        wanted = [ask.KIND, ask.NAME, ask.COMPONENTS, ask.COLOUR, ask.PRIVILEGES]
        found = self._properties(base, wanted, depth=1)
        return [_calendar(one, base) for one in found if _is_calendar(one) and _has_events(one)]

    def _properties(self, url: str, names: Iterable[str], depth: int) -> tuple[Answer, ...]:
        headers = {**_XML, "Depth": str(depth)}
        reply = self._web.ask("PROPFIND", url, ask.ask_properties(names), headers)
        return read_answers(reply.body).answers

    def _everything(self, url: str) -> Changed:
        reply = self._web.ask("REPORT", url, ask.ask_events(), {**_XML, "Depth": "1"})
        there = dict(_etags(read_answers(reply.body), url))
        return Changed(there, set(), "", whole=True)


def href_of(url: str, uid: str) -> str:
    """Return where a new event of a UID stands in a calendar."""
    return _path(urljoin(url.rstrip("/") + "/", f"{quote(uid, safe='')}.ics"))


def _etags(found: Answers, url: str) -> Iterator[tuple[str, str]]:
    own = _path(url)
    for one in found.answers:
        href = _path(one.href)
        if one.status != _GONE and href.rstrip("/") != own.rstrip("/") and one.text(ask.ETAG):
            yield href, one.text(ask.ETAG)


def _path(href: str) -> str:
    """Return the path of an href in one spelling: servers write an @ as it is, or as %40."""
    return quote(unquote(urlsplit(href).path), safe="/")


def _href(answers: Sequence[Answer], name: str) -> str:
    for one in answers:
        node = one.found.get(name)
        inner = None if node is None else node.find(f"{ask.DAV}href")
        if inner is not None and inner.text.strip():
            return inner.text.strip()
    return ""


def _is_calendar(answer: Answer) -> bool:
    kind = answer.found.get(ask.KIND)
    return kind is not None and kind.find(f"{ask.CALDAV}calendar") is not None


def _has_events(answer: Answer) -> bool:
    """Tell whether a calendar takes events; one that does not say takes everything."""
    taken = answer.found.get(ask.COMPONENTS)
    return taken is None or any(one.attributes.get("name") == "VEVENT" for one in taken.children)


def _calendar(answer: Answer, base: str) -> DavCalendar:
    url = urljoin(base, answer.href or base)
    name = answer.text(ask.NAME) or url.rstrip("/").rpartition("/")[2]
    privileges = answer.found.get(ask.PRIVILEGES)
    can_write = privileges is None or any(
        one.find(f"{ask.DAV}{word}") is not None
        for one in privileges.children
        for word in ("write", "all", "write-content")
    )
    return DavCalendar(url, name[:120], answer.text(ask.COLOUR)[:9], can_write)
