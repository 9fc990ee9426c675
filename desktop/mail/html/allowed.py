"""What HTML may hold: elements, attributes and their values, each named here or gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from desktop.core.mime.safe_html import remote_marker
from desktop.core.mime.transfer import decode_base64
from desktop.core.patterns import Pattern
from desktop.core.pictures import picture_facts
from desktop.mail.html.declarations import is_of_pictures, safe_declarations

# Blocks that the viewer does not know become `div`.
BLOCKS: Final = frozenset(
    "section article header footer main nav aside figure figcaption address center".split()
)
KEPT_TAGS: Final = BLOCKS | frozenset(
    "a b big blockquote br caption cite code dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i"
    " img ins kbd li ol p pre s samp small span strike strong sub sup table tbody td tfoot th"
    " thead tr tt u ul var".split()
)
# Of these not even the text stays.
CONTENT_GOES: Final = frozenset(
    "script style title template iframe noembed noframes object applet svg math textarea select xml"
    " audio video".split()
)
_CELLS: Final = frozenset("align valign bgcolor width height colspan rowspan nowrap".split())
KEPT_ATTRIBUTES: Final = {
    "*": frozenset(("style", "dir", "align")),
    "a": frozenset(("href", "title", "name")),
    "img": frozenset("src width height alt title border".split()),
    "table": frozenset("width border cellpadding cellspacing bgcolor bordercolor".split()),
    "tr": frozenset(("valign", "bgcolor")),
    "td": _CELLS,
    "th": _CELLS,
    "font": frozenset(("color", "face", "size")),
    "ol": frozenset(("start", "type")),
    "ul": frozenset(("type",)),
    "hr": frozenset(("width", "size")),
}
SCHEMES: Final = frozenset(("http", "https", "mailto", "tel", "cid", "data"))

_DIGITS: Final = Pattern(r"\d{1,6}(?:\.\d{1,4})?%?(?:px)?")
_MOST: Final = {"width": 1600, "height": 4000, "colspan": 30, "rowspan": 50, "border": 20,
                "cellpadding": 100, "cellspacing": 100, "start": 100_000, "size": 20}  # fmt: skip
_SPANS: Final = {"colspan": 4_000, "rowspan": 500}  # of a whole message
_PLAIN: Final = Pattern(r"[\w\s#%,.()'-]{1,100}")
_DATA: Final = Pattern(r"(?i)data:image/(?:png|jpe?g|gif|bmp|webp)\s*;\s*base64\s*,")
_MOST_DATA: Final = 400_000  # characters of a picture within the text
_MOST_POINTS: Final = 8_000_000
_LONGEST_ADDRESS: Final = 8_000
_CONTROLS: Final = Pattern(r"[\x00-\x20\x7f]")


class Attributes:
    """Judges the attributes of one message."""

    def __init__(self) -> None:
        self._data_left = 4 * _MOST_DATA
        self._spans_left = dict(_SPANS)

    def kept(self, tag: str, name: str, value: str) -> str | None:
        """Return the value that an attribute may have; None if it goes."""
        if judge := _JUDGES.get(name):
            return judge(value)
        if name == "src":
            return self._source(value)
        if name in _SPANS:
            return self._span(name, value)
        if name in _MOST:
            return _number(value, _MOST[name])
        return value if _PLAIN.fullmatch(value) else None

    def _span(self, name: str, value: str) -> str | None:
        """Return over how many cells one reaches; the viewer takes long for many that reach far."""
        amount = _number(value, _MOST[name]) or ""
        if not amount.isdecimal() or int(amount) > self._spans_left[name]:
            return None
        self._spans_left[name] -= int(amount)
        return amount

    def _source(self, value: str) -> str | None:
        """Return where a picture is: within the message, a marker for the web, or nowhere."""
        address = _CONTROLS.sub("", value) if len(value) < _LONGEST_ADDRESS else value
        start = address[:12].lower()
        if start.startswith("cid:") and len(address) < _LONGEST_ADDRESS:
            return address
        if start.startswith(("http://", "https://")) and len(address) < _LONGEST_ADDRESS:
            return remote_marker(address)
        if start.startswith("//"):
            return remote_marker(f"https:{address}")
        if start.startswith("data:") and len(value) <= min(_MOST_DATA, self._data_left):
            self._data_left -= len(value)
            return _picture(value)
        return None


def safe_href(value: str) -> str | None:
    """Return an address that may be opened after a click: on the web, a mailbox or a phone."""
    address = _CONTROLS.sub("", value.strip())[:_LONGEST_ADDRESS]
    if address.startswith("#"):
        return address
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme in {"http", "https"}:
        return address if host else None
    return address if parts.scheme in {"mailto", "tel"} and parts.path else None


def _number(value: str, most: int) -> str | None:
    text = value.strip()
    if not _DIGITS.fullmatch(text):
        return None
    amount = float(text.rstrip("%px"))
    unit = "%" if text.endswith("%") else ""
    return f"{min(amount, 100 if unit else most):g}{unit}"


def _picture(value: str) -> str | None:
    """Return a picture within the text if it is one, of a size that can be shown."""
    found = _DATA.match(value)
    if not found:
        return None
    facts = picture_facts(decode_base64(value[found.end() :].encode("ascii", "ignore")))
    if facts is None or not 0 < facts.width * facts.height <= _MOST_POINTS:
        return None
    return f"data:image/{facts.media};base64,{''.join(value[found.end() :].split())}"


def _free_text(value: str) -> str:
    return value[:300]


def _style(value: str) -> str | None:
    return safe_declarations(value) or None


def _face(value: str) -> str | None:
    return value if _PLAIN.fullmatch(value) and not is_of_pictures("face", value) else None


_JUDGES: Final[dict[str, Callable[[str], str | None]]] = {
    "style": _style,
    "href": safe_href,
    "face": _face,
    "title": _free_text,
    "alt": _free_text,
    "name": _free_text,
}
