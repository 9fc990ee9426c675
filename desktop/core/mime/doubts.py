"""What speaks against a message being what it says it is, each with its reason.

Nothing is blocked for it: a bar above the message says what was noticed, and the person judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import Final

from desktop.core.file_names import ending_of, may_open
from desktop.core.i18n import N_, _
from desktop.core.mime.addresses_in_text import addresses_in
from desktop.core.mime.authentication import Authentication
from desktop.core.mime.domains import domain_of, registered_domain
from desktop.core.mime.look_alikes import IMITATED, LookAlikes
from desktop.core.mime.mail_words import MONEY, SECRETS
from desktop.core.mime.safe_html import Link
from desktop.core.mime.transfer import decode_base64
from desktop.core.mime.values import Message, Part
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass
from desktop.core.words import fold

# What each is worth, and what the bar says.
_KINDS: Final = {
    "forged": (3, N_("The domain {domain} says that this message is not from it.")),
    "imitated": (3, N_("The sender's domain {domain} looks like {known} but is another one.")),
    "colleague": (3, N_("It bears the name {name}, but comes from an unknown address: {address}.")),
    "name": (3, N_("The name shows the address {shown}, but it comes from {address}.")),
    "link": (2, N_("A link shows {shown} but leads to {leads}.")),
    "program": (3, N_("The file “{file}” is a program. Do not run it.")),
    "disguised": (3, N_("The file “{file}” hides what it is behind a second ending.")),
    "macros": (1, N_("The file “{file}” may hold macros.")),
    "locked": (1, N_("The file “{file}” is locked with a password: no scanner could look inside.")),
    "page": (2, N_("The file “{file}” is a web page; such files often imitate a sign-in.")),
    "reply": (2, N_("Answers go to {reply}, not to {domain}.")),
    "money": (2, N_("A first message that asks for money or a change of bank account."
                    " Ask by telephone.")),
    "secrets": (1, N_("A first message that asks for a sign-in or a password.")),
}  # fmt: skip
_RED: Final = 3
_PAGES: Final = frozenset("htm html shtml xhtml svg mht mhtml".split())
_MACROS: Final = frozenset("docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm".split())
_DOCUMENTS: Final = frozenset(
    "pdf doc docx xls xlsx ppt pptx txt jpg jpeg png gif csv rtf odt ods".split()
)
_ARCHIVES: Final = frozenset(("zip",))
_MONEY: Final = Pattern(MONEY)
_SECRETS: Final = Pattern(SECRETS)
_TOP: Final = 6_000  # characters of the text
_MOST_FILES: Final = 50
_MOST_LINKS: Final = 500
_LOCAL_HEADER: Final = b"PK\x03\x04"
_FLAGS_AT: Final = 6


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look twice. `kind` is for programs, `facts` fill the sentence."""

    kind: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def weight(self) -> int:
        """From 1, worth a look, to 3, a warning in red."""
        return _KINDS[self.kind][0]

    @property
    def sentence(self) -> str:
        """The reason in the language of the screen."""
        return _(_KINDS[self.kind][1]).format(**dict(self.facts))


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom the person knows. Made once for many messages.

    Addresses and domains are in small letters; `colleagues` gives the addresses of each name, names
    folded (`desktop.core.words.fold`). `is_provider` tells domains where anybody gets a mailbox.
    """

    own_domains: AbstractSet[str] = frozenset()
    known_addresses: AbstractSet[str] = frozenset()
    colleagues: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    look_alikes: LookAlikes = field(default_factory=lambda: LookAlikes(IMITATED))
    is_provider: Callable[[str], bool] = field(default=lambda _domain: False)


def doubts_about(
    message: Message,
    circle: Circle,
    links: tuple[Link, ...] = (),
    authentication: Authentication | None = None,
) -> tuple[Doubt, ...]:
    """Return the reasons to doubt a message, the gravest first.

    Args:
        message: as it was read.
        circle: whom the person knows.
        links: of its safe HTML.
        authentication: what the account's own server found out, None if it said nothing.
    """
    found = [
        *_about_sender(message, circle, authentication),
        *_about_files(message),
        *_about_links(links),
        *_about_words(message, circle),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda doubt: -doubt.weight))


def is_grave(doubts: tuple[Doubt, ...]) -> bool:
    """Tell whether the bar is red."""
    return sum(doubt.weight for doubt in doubts) >= _RED and any(
        doubt.weight > 1 for doubt in doubts
    )


def _about_sender(
    message: Message, circle: Circle, authentication: Authentication | None
) -> list[Doubt]:
    if not message.from_:
        return []
    name, address = message.from_[0].name, message.from_[0].address.lower()
    domain = domain_of(address)
    found = []
    # Lists change what they pass on, so that their senders' proofs fail.
    if authentication is not None and authentication.is_forged and not message.list_id:
        found.append(Doubt("forged", (("domain", domain),)))
    if known := circle.look_alikes.imitated_by(domain):
        found.append(Doubt("imitated", (("domain", domain), ("known", known))))
    shown = next(iter(addresses_in(name)), "").lower()
    if shown and registered_domain(domain_of(shown)) != registered_domain(domain):
        found.append(Doubt("name", (("shown", shown), ("address", address))))
    theirs = circle.colleagues.get(fold(name).strip(), frozenset()) if name else frozenset()
    if theirs and address not in theirs and domain not in circle.own_domains:
        found.append(Doubt("colleague", (("name", name), ("address", address))))
    return found + _about_answers(message, domain, circle)


def _about_answers(message: Message, domain: str, circle: Circle) -> list[Doubt]:
    """Return the doubt that answers go to a mailbox that anybody can have, or to a look-alike.

    Forms on web pages, ticket systems and lists send answers elsewhere too, and mean no harm.
    """
    if not message.reply_to or message.list_id or message.unsubscribe:
        return []
    reply = domain_of(message.reply_to[0].address)
    if not reply or registered_domain(reply) == registered_domain(domain):
        return []
    is_anybodys = circle.is_provider(reply) and not circle.is_provider(domain)
    if not is_anybodys and not LookAlikes((domain,)).imitated_by(reply):
        return []
    return [Doubt("reply", (("reply", message.reply_to[0].address), ("domain", domain)))]


def _about_links(links: tuple[Link, ...]) -> list[Doubt]:
    posing = next((link for link in links[:_MOST_LINKS] if link.poses_as), None)
    if posing is None:
        return []
    leads = posing.href.split("/", 3)[2] if posing.href.count("/") > 1 else posing.href
    return [Doubt("link", (("shown", posing.poses_as), ("leads", leads[:100])))]


def _about_files(message: Message) -> list[Doubt]:
    files = message.body.attachments[:_MOST_FILES]
    return [
        Doubt(kind, (("file", part.name[:80]),)) for part in files if (kind := _doubt_of_file(part))
    ]


def _doubt_of_file(part: Part) -> str:
    ending = ending_of(part.name)
    before = ending_of(part.name[: -len(ending) - 1]) if ending else ""
    if ending in _PAGES:
        return "page"
    if ending and not may_open(part.name):
        return "disguised" if before in _DOCUMENTS else "program"
    if ending in _MACROS:
        return "macros"
    return "locked" if ending in _ARCHIVES and _is_locked(part) else ""


def _is_locked(part: Part) -> bool:
    """Tell whether the first file of an archive is encrypted."""
    top = part.raw()[:200]
    top = decode_base64(top) if part.encoding == "base64" else top
    return top.startswith(_LOCAL_HEADER) and len(top) > _FLAGS_AT and bool(top[_FLAGS_AT] & 1)


def _about_words(message: Message, circle: Circle) -> list[Doubt]:
    """Return what a stranger asks for who writes for the first time."""
    sender = message.from_[0].address.lower() if message.from_ else ""
    if sender in circle.known_addresses or domain_of(sender) in circle.own_domains:
        return []
    text = fold(f"{message.subject}\n{message.body.text[:_TOP]}")
    found = [Doubt("money")] if _MONEY.search(text) else []
    return [*found, Doubt("secrets")] if _SECRETS.search(text) and "http" in text else found
