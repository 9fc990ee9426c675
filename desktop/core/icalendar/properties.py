"""One property of a calendar, kept as the text it stood in, and what its parts mean.

RFC 5545 section 3.1 and RFC 6868, with the faults of real programs: spaces around names, empty
parameters, quotation marks that are not closed, backslashes in parameters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from desktop.core.patterns import Pattern

LONGEST_LINE: Final = 75  # octets (RFC 5545, 3.1)
_HEAD: Final = Pattern(r'([^":;]+)((?:;(?:\\[,;:]|[^":;]|"[^"]*")*+)*+):', re.DOTALL)
_OPEN_HEAD: Final = Pattern(r"([^:;]+)((?:;[^:;]*+)*+):", re.DOTALL)  # a quotation mark left open
_BARE_HEAD: Final = Pattern(r"([A-Za-z][\w-]*+)(;[^:]*+)\Z", re.DOTALL)  # no value at all
_NAME: Final = Pattern(r"[A-Za-z0-9_.-]+\Z")
_LOOSE_HYPHEN: Final = Pattern(r"\s*-\s*")
_PARAMETER: Final = Pattern(r';((?:\\[,;:]|[^";]|"[^"]*"|")*?)(?=;|\Z)', re.DOTALL)
_WORDS: Final = Pattern(r'"([^"]*)"|((?:\\[,;:]|[^",])+)', re.DOTALL)
_CARETS: Final = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}  # RFC 6868
_CARET: Final = Pattern(r"\^[nN'^]")
_PARAMETER_ESCAPE: Final = Pattern(r"\\([,;:\\])")
_UNESCAPED: Final = {"n": "\n", "N": "\n"}
_ESCAPE: Final = Pattern(r"\\(.)", re.DOTALL)
_BETWEEN_COMMAS: Final = Pattern(r"(?:\\.|[^\\,]|\\\Z)+", re.DOTALL)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
_UNWRITABLE: Final = Pattern("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MARKS: Final = Pattern(r"[^\w\s!-~]{50}")
_NEEDS_QUOTES: Final = Pattern(r"[,;:\\]")

Parameters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Property:
    """`DTSTART;TZID=Asia/Ho_Chi_Minh:20261122T090000` as its unfolded text.

    `head` is how many characters the name and parameters have; `line` is where it stood and says
    nothing of whether two are equal.
    """

    name: str  # in capitals, without spaces
    text: str
    head: int
    line: int = field(default=0, compare=False)

    @property
    def value(self) -> str:
        """What stands behind the colon, still escaped."""
        return self.text[self.head + 1 :]

    @property
    def plain(self) -> str:
        """The value as the text it means."""
        return unescaped(self.value)

    @property
    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The parameters by their names in capitals, without quotation marks."""
        found: dict[str, tuple[str, ...]] = {}
        for raw in _PARAMETER.compiled.findall(self.text[: self.head], len(self.name)):
            name, sign, words = raw.partition("=")
            key = name.strip().upper()
            if sign and key:
                pairs = _WORDS.compiled.findall(words)
                values = [_uncareted(quoted or _unslashed(bare)) for quoted, bare in pairs]
                found[key] = (*found.get(key, ()), *(values or [""]))
        return found

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter, "" if there is none."""
        return self.parameters.get(name, ("",))[0] if ";" in self.text[: self.head] else ""

    def saying(
        self, value: str, changes: Mapping[str, Iterable[str] | str] | None = None
    ) -> Property:
        """Return the property with another (escaped) value and some other parameters.

        A parameter of `changes` without values is taken out; all others stay, in their order.
        """
        parameters: dict[str, tuple[str, ...]] = dict(self.parameters)
        for name, words in (changes or {}).items():
            chosen = (words,) if isinstance(words, str) else tuple(words)
            if any(chosen):
                parameters[name] = chosen
            else:
                parameters.pop(name, None)
        return replace(make_property(self.name, value, parameters), line=self.line)


def parse_property(text: str, line: int = 0) -> Property | None:
    """Return the property of an unfolded line, None if it is none.

    A line with parameters and no colon is a property without a value.
    """
    match = _HEAD.match(text) or _OPEN_HEAD.match(text)
    if match is None:
        match = _BARE_HEAD.match(text)
        if match is None:
            return None
        text += ":"
    name = match.group(1)
    if not _NAME.match(name):
        return _tidied(match, text, line)
    end = match.end() - 1 if text[match.end() - 1 : match.end()] == ":" else match.end()
    return Property(name.upper(), text, end, line)


def _tidied(match: re.Match[str], text: str, line: int) -> Property | None:
    """Return a property whose name has spaces around it or its hyphens, written without them."""
    name = _LOOSE_HYPHEN.sub("-", match.group(1).strip())
    return parse_property(name + text[match.end(1) :], line) if _NAME.match(name) else None


def make_property(name: str, value: str, parameters: Parameters | None = None) -> Property:
    """Return a property of an escaped value; parameters are quoted where they must be."""
    head = name
    for key, words in (parameters or {}).items():
        head += f";{key}={','.join(map(_quoted, words))}"
    return Property(name, f"{head}:{value}", len(head))


def make_text(name: str, text: str, parameters: Parameters | None = None) -> Property:
    """Return a property of a plain text."""
    return make_property(name, escaped(text), parameters)


def unescaped(value: str) -> str:
    """Return a TEXT value as it was meant (RFC 5545, 3.3.11)."""
    if "\\" not in value:
        return value
    return _ESCAPE.compiled.sub(_unescaped_sign, value)


def escaped(text: str) -> str:
    """Return a text as a TEXT value; what no calendar may hold is left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", plain).translate(_ESCAPES)


def without_controls(text: str) -> str:
    """Return a text without the signs that no calendar may hold."""
    return _UNWRITABLE.sub("", text)


def composed(text: str) -> str:
    """Return a text in NFC; one with more marks than any language has stays as it is."""
    return text if _MARKS.search(text) else unicodedata.normalize("NFC", text)


def words_of(value: str) -> tuple[str, ...]:
    """Return the texts of a list of texts, such as CATEGORIES."""
    words = (unescaped(word).strip() for word in _BETWEEN_COMMAS.compiled.findall(value))
    return tuple(word for word in words if word)


def folded(text: str) -> str:
    """Break a line so that none has more than 75 octets and no character is cut."""
    if text.isascii():  # an attachment of megabytes among them
        starts = range(LONGEST_LINE, len(text), LONGEST_LINE - 1)
        rest = [f" {text[at : at + LONGEST_LINE - 1]}" for at in starts]
        return "\r\n".join([text[:LONGEST_LINE], *rest])
    pieces: list[str] = []
    start, size = 0, 0
    for at, sign in enumerate(text):
        width = len(sign.encode("utf-8", "replace"))
        if size + width > LONGEST_LINE:
            pieces.append(text[start:at])
            start, size = at, 1
        size += width
    return "\r\n ".join([*pieces, text[start:]])


def _uncareted(word: str) -> str:
    return _CARET.compiled.sub(_meant, word) if "^" in word else word


def _unslashed(word: str) -> str:
    """Return a word without quotation marks, in which some programs escape as in texts."""
    return (_PARAMETER_ESCAPE.sub(r"\1", word) if "\\" in word else word).strip()


def _meant(match: re.Match[str]) -> str:
    return _CARETS[match.group()]


def _unescaped_sign(match: re.Match[str]) -> str:
    return _UNESCAPED.get(match[1], match[1])


def _quoted(word: str) -> str:
    safe = _UNWRITABLE.sub("", word.replace("\r\n", "\n"))
    safe = safe.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{safe}"' if _NEEDS_QUOTES.search(safe) else safe
