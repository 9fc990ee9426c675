"""HTML of a message after it was made harmless, as it is kept and shown.

What would be fetched from the web stands there as a marker that nothing but `wanted_address`
understands: to show pictures is to fetch what the markers name, and to hand it to the viewer.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass

REMOTE: Final = "remote:"
_MARKER: Final = Pattern(r'src="(remote:[A-Za-z0-9%._~-]+)"')


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a message.

    `poses_as` is the host that its text names while it leads to another; "" if it is honest.
    """

    href: str
    text: str
    poses_as: str = ""


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """What may be shown of hostile HTML: no script, no form, nothing that is fetched by itself.

    `html` is what stands between the body tags. `remote` counts pictures on the web, each a marker
    in it; `trackers` counts invisible ones, which are gone. `notice` is an English msgid, "" unless
    the layout was given up and the words alone are shown.
    """

    html: str
    remote: int = 0
    trackers: int = 0
    links: tuple[Link, ...] = ()
    notice: str = ""


def remote_marker(address: str) -> str:
    """Return what stands for an address on the web."""
    return REMOTE + quote(address, safe="")


def wanted_address(marker: str) -> str:
    """Return the address that a marker stands for, http or https; "" if it is none."""
    if not marker.startswith(REMOTE):
        return ""
    address = unquote(marker[len(REMOTE) :])
    return address if address.lower().startswith(("https://", "http://")) else ""


def remote_addresses(html: str) -> tuple[str, ...]:
    """Return the addresses that the markers of safe HTML stand for, each once."""
    found = (wanted_address(match[1]) for match in _MARKER.finditer(html))
    return tuple(dict.fromkeys(filter(None, found)))
