"""What the reading pane says about a message beside its text: doubts, proofs, reports."""

from __future__ import annotations

import json
import time
from typing import Final, NamedTuple

from desktop.core.emails import email_key
from desktop.core.i18n import _
from desktop.core.mail.values import MailWarning
from desktop.core.mime import Message
from desktop.core.mime.authentication import authentication, servers_that_judged
from desktop.core.mime.domains import domain_of
from desktop.core.mime.doubts import Circle, doubts_about, is_grave
from desktop.core.mime.look_alikes import IMITATED, LookAlikes
from desktop.core.mime.report_words import explained_report
from desktop.core.mime.reports import read_report
from desktop.core.mime.safe_html import SafeHtml
from desktop.core.words import fold
from desktop.mail.boxes.known import KnownPeople
from desktop.mail.people.providers import is_provider

_KEPT_SECONDS: Final = 300.0  # so long the circle is taken as it was
_FAILED: Final = "fail"


class Judged(NamedTuple):
    """What is told of one message; empty where nothing is to be told."""

    warnings: tuple[MailWarning, ...]
    authentication: str
    report: str


NOTHING_TOLD: Final = Judged((), "", "")


class Judge:
    """Knows whom the person knows. Of the thread that asks."""

    def __init__(self, known: KnownPeople) -> None:
        """Take who knows the people of the profile."""
        self._known = known
        self._circle: Circle | None = None
        self._since = 0.0

    def judged(self, message: Message, shown: SafeHtml | None) -> Judged:
        """Return what is to be told of a message with its safe HTML."""
        own = self._own_circle()
        senders = {email_key(one.address) for one in message.from_}
        circle = Circle(
            own.own_domains,
            frozenset(self._known.refs(senders)) | own.known_addresses,
            own.colleagues,
            own.look_alikes,
            is_provider,
        )
        # Whose words the topmost result is, nobody has said: a failure is believed, a proof not.
        server = next(iter(servers_that_judged(message.headers)), "")
        found = authentication(message.headers, server)
        failed = found if found and found.is_forged else None
        doubts = doubts_about(message, circle, shown.links if shown else (), failed)
        grave = is_grave(doubts)
        warnings = [
            MailWarning(one.kind, one.sentence, is_grave=grave and one.weight > 1) for one in doubts
        ]
        if shown and shown.notice:
            warnings.append(MailWarning("layout", _(shown.notice)))
        report = read_report(message)
        return Judged(
            tuple(warnings),
            _FAILED if failed else "",
            "\n".join(explained_report(report)) if report else "",
        )

    def _own_circle(self) -> Circle:
        """Return own domains and colleagues, and what looks like them or like customers."""
        if self._circle is None or time.monotonic() - self._since > _KEPT_SECONDS:
            colleagues = _colleagues(self._known.colleagues())
            addresses = {email_key(one) for one in self._known.own_addresses()}
            addresses |= {one for theirs in colleagues.values() for one in theirs}
            domains = {domain_of(one) for one in addresses}
            own = frozenset(one for one in domains if one and not is_provider(one))
            customers = [one for one in self._known.domains() if not is_provider(one)]
            self._circle = Circle(
                own, frozenset(addresses), colleagues, LookAlikes((*IMITATED, *own, *customers))
            )
            self._since = time.monotonic()
        return self._circle


def _colleagues(rows: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return the addresses of each name, names folded; without an address nobody is told apart."""
    found: dict[str, frozenset[str]] = {}
    for name, kept in rows:
        addresses = {email_key(one) for one in json.loads(kept)}
        if addresses and name:
            key = fold(name).strip()
            found[key] = found.get(key, frozenset()) | addresses
    return found
