"""Values of vCalendar 1.0, which old phones and Outlook (.vcs) still write."""

from __future__ import annotations

import quopri

from desktop.core.icalendar.properties import Property, without_controls


def quoted_plain(one: Property) -> str:
    """Return the text of a property, also one that is quoted-printable in a character set."""
    said = one.parameters if ";" in one.text[: one.head] else {}
    bare = ";QUOTED-PRINTABLE" in one.text[: one.head].upper()
    if not bare and said.get("ENCODING", ("",))[0].upper() != "QUOTED-PRINTABLE":
        return one.plain
    raw = quopri.decodestring(one.value.encode("utf-8", "replace"))
    for name in (said.get("CHARSET", ("utf-8",))[0], "utf-8", "cp1252"):
        try:
            text = raw.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
        return without_controls(text.replace("\r\n", "\n")).replace("\\;", ";")
    return without_controls(raw.decode("utf-8", "replace"))
