"""Certificates of a trial centre: an authority of its own and one server certificate by it.

A company in production brings certificates of its own; these are for one machine or one office.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

DAYS: Final = 825  # what Apple's systems accept at most of a server certificate
SECONDS: Final = 30
AUTHORITY: Final = "ca.pem"
CERTIFICATE: Final = "server.crt"
KEY: Final = "server.key"

_EXTENSIONS: Final = """\
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectAltName={names}
"""


def can_make_certificates() -> bool:
    """Tell whether this machine has the program that makes certificates."""
    return shutil.which("openssl") is not None


def make_certificates(folder: Path, hosts: tuple[str, ...]) -> None:
    """Write the authority, the server's certificate for `hosts` and its key into `folder`.

    The authority's key is not kept: nobody can sign a second server with it.

    Raises:
        subprocess.CalledProcessError: the program refused.
    """
    authority_key, request = folder / "ca.key", folder / "server.csr"
    extensions = folder / "server.ext"
    kinds = ("IP" if _is_address(host) else "DNS" for host in hosts)
    names = ",".join(f"{kind}:{host}" for kind, host in zip(kinds, hosts, strict=True))
    extensions.write_text(_EXTENSIONS.format(names=names), encoding="utf-8")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-sha256"]
    _openssl(
        *("req", "-x509", *curve, "-days", str(DAYS), "-subj", "/CN=Lienhe trial authority"),
        *("-addext", "keyUsage=critical,keyCertSign", "-keyout", authority_key),
        *("-out", folder / AUTHORITY),
    )
    _openssl(
        *("req", "-new", *curve, "-subj", f"/CN={hosts[0]}"),
        *("-keyout", folder / KEY, "-out", request),
    )
    _openssl(
        *("x509", "-req", "-in", request, "-CA", folder / AUTHORITY, "-CAkey", authority_key),
        *("-CAcreateserial", "-days", str(DAYS), "-sha256", "-extfile", extensions),
        *("-out", folder / CERTIFICATE),
    )
    for spent in (authority_key, request, extensions, folder / "ca.srl"):
        spent.unlink(missing_ok=True)
    (folder / KEY).chmod(0o600)


def _is_address(host: str) -> bool:
    return host.replace(".", "").isdigit() or ":" in host


def _openssl(*arguments: str | Path) -> None:
    command = ["openssl", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
