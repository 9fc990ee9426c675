"""The invitation file: where a company's centre is (docs/sync.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.core.errors import InputError
from desktop.core.i18n import N_, _
from desktop.core.json_file import parse_json
from desktop.sync.transport import Address

VERSION: Final = 1
CA_FILE: Final = "centre.crt"
_LONGEST: Final = 255  # letters of a name
_PORTS: Final = range(1, 65_536)
_LONGEST_CA: Final = 100_000
NOT_ONE: Final = N_("This is no invitation to a server of Lienhe.")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the centre is, whom it expects, and the certificate that its own is signed by."""

    host: str
    port: int
    database: str
    user: str
    ca: str  # PEM; "": the server offers no encryption, a trial on this machine alone

    def address(self, profile: Path, user: str, password: str) -> Address:
        """Return the address for a person, the certificate in a file of the profile."""
        ca_file = ""
        if self.ca:
            path = profile / CA_FILE
            path.write_text(self.ca, "ascii")
            ca_file = str(path)
        return Address(self.host, self.port, self.database, user, password, ca_file)

    def to_json(self) -> dict[str, Any]:
        """Return what the file holds."""
        return {
            "lienhe": VERSION,
            "host": self.host,
            "port": self.port,
            "database": self.database,
            "user": self.user,
            "ca": self.ca or None,
        }


def read_invitation(path: Path) -> Invitation:
    """Read an invitation file; raise InputError for anything else, OSError if it cannot be read."""
    if path.stat().st_size > _LONGEST_CA:
        raise InputError(_(NOT_ONE))
    return invitation_from_json(parse_json(path.read_bytes()) or {})


def invitation_from_json(found: Mapping[str, Any]) -> Invitation:
    """Return the invitation that a file held; raise InputError for anything else."""
    port, ca = found.get("port"), found.get("ca")
    texts = [found.get(name) for name in ("host", "database", "user")]
    is_one = (
        found.get("lienhe") == VERSION
        and all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in texts)
        and port in _PORTS
        and (ca is None or (isinstance(ca, str) and ca.isascii() and len(ca) < _LONGEST_CA))
    )
    if not is_one:
        raise InputError(_(NOT_ONE))
    host, database, user = map(str, texts)
    return Invitation(host, int(str(port)), database, user, ca or "")
