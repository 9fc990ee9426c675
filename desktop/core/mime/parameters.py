"""Content-Type and Content-Disposition: a value and its parameters, also in pieces (RFC 2231)."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote_to_bytes

from desktop.core.mime.charsets import clean, decode_text
from desktop.core.mime.encoded_words import decode_words, tidy_text
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass

_PARAMETER: Final = Pattern(r";\s*([^\s=;\"]{1,100})\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"?|([^;]*))")
_ESCAPED: Final = Pattern(r"\\(.)")
_LONGEST: Final = 64 * 1024  # bytes of one such field
_MOST_PIECES: Final = 500
_TYPE: Final = Pattern(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What stands before the first semicolon, in small letters, and what follows it by name."""

    value: str
    named: dict[str, str]

    def text(self, name: str) -> str:
        """Return a parameter for people to read, however it was encoded; "" if there is none."""
        if f"{name}*" in self.named:
            return tidy_text(_extended(self.named[f"{name}*"]))
        if f"{name}*0" in self.named or f"{name}*0*" in self.named:
            return tidy_text(self._joined(name))
        plain = self.named.get(name, "")
        return tidy_text(decode_words(plain)) if plain else ""

    def _joined(self, name: str) -> str:
        pieces: list[str] = []
        is_extended = False
        for number in range(_MOST_PIECES):
            encoded = self.named.get(f"{name}*{number}*")
            piece = self.named.get(f"{name}*{number}") if encoded is None else encoded
            if piece is None:
                break
            is_extended = is_extended or encoded is not None
            # A piece that is not encoded may hold a percent sign of its own.
            pieces.append(piece if encoded is not None else piece.replace("%", "%25"))
        whole = "".join(pieces)
        return _extended(whole) if is_extended else decode_words(whole.replace("%25", "%"))


def read_parameters(raw: bytes) -> Parameters:
    """Understand such a field; of a parameter given twice the first holds."""
    text = decode_text(raw[:_LONGEST]).replace("\r", "").replace("\n", "")
    value, semicolon, rest = text.partition(";")
    if "=" in value and (head := value.split(None, 1)) and len(head) > 1:
        # The semicolon was forgotten.
        value, semicolon, rest = head[0], ";", f"{head[1]};{rest}"
    named: dict[str, str] = {}
    if semicolon:
        for found in _PARAMETER.finditer(f";{rest}"):
            quoted, plain = found[2], found[3]
            content = _ESCAPED.sub(r"\1", quoted) if quoted is not None else plain.strip()
            named.setdefault(found[1].lower(), content)
    return Parameters(value.strip().lower(), named)


def media_type(parameters: Parameters, otherwise: str) -> str:
    """Return the type if it has the form of one, else what holds without one."""
    return parameters.value if _TYPE.fullmatch(parameters.value) else otherwise


def _extended(value: str) -> str:
    """Return the text of `charset'language'percent-encoded`; without the quotes it is UTF-8."""
    parts = value.split("'", 2)
    charset, encoded = (parts[0], parts[2]) if len(parts) == 3 else ("", value)  # noqa: PLR2004 - charset, language, text
    if "%" not in encoded:
        return decode_words(clean(encoded))
    return decode_text(unquote_to_bytes(encoded), charset)
