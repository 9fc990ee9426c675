"""A Dovecot of its own for the tests: any user, one password, no system user, nothing of /etc."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from desktop.mail.imap.sign_in import Login
from desktop.mail.imap.wire import Server

PASSWORD = "mat-khau-1"
SECONDS = 40
CONFIG = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
ssl_cert = <{root}/certificate.pem
ssl_key = <{root}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login oauthbearer xoauth2
first_valid_uid = {uid}
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
mail_location = maildir:{root}/mail/%u:LAYOUT=fs
mail_max_userip_connections = 100
mail_fsync = never
auth_failure_delay = 0
passdb {{
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = {root}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/home/%u
}}
mail_plugins = quota acl
protocol imap {{
  mail_plugins = quota imap_quota acl
  imap_idle_notify_interval = 2 mins
}}
plugin {{
  quota = maildir:User
  quota_rule = *:storage={quota}
  acl = vfile:{root}/acl
}}
mailbox_list_index = yes
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
}}
service imap-login {{
  {chroot}
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  {chroot}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {chroot}
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""
OAUTH = """
introspection_mode = post
introspection_url = http://127.0.0.1:{port}/introspect
username_attribute = username
active_attribute = active
active_value = true
timeout_msecs = 5000
"""


@dataclass(frozen=True)
class Dovecot:
    """A server that runs."""

    root: Path
    port: int
    tls_port: int
    certificate: str  # its own authority, in PEM

    @property
    def server(self) -> Server:
        """The address without TLS."""
        return Server("127.0.0.1", self.port, "none")

    @property
    def tls(self) -> Server:
        """The address with TLS, trusted by its own authority."""
        return Server("localhost", self.tls_port, authorities=self.certificate)

    def login(self, user: str) -> Login:
        """Return how a user signs in; each name is a mailbox of its own."""
        return Login(user, PASSWORD)

    def seed(self, user: str, raws: list[bytes], folder: str = "") -> None:
        """Put messages where the server finds them when it looks for the first time."""
        place = self.root / "mail" / user / folder
        for name in ("cur", "new", "tmp"):
            (place / name).mkdir(parents=True, exist_ok=True)
        for number, raw in enumerate(raws):
            path = place / "cur" / f"{1700000000 + number * 60}.M{number}P1.seed,S={len(raw)}:2,S"
            path.write_bytes(raw)
            os.utime(path, (1700000000 + number * 60,) * 2)
        if os.geteuid() == 0:
            for one in (self.root / "mail" / user, *(self.root / "mail" / user).rglob("*")):
                os.chown(one, *_ids())

    def stop(self) -> None:
        """End it and all that it started."""
        pid = int((self.root / "run" / "master.pid").read_text())
        os.kill(pid, 15)
        end = time.monotonic() + SECONDS
        while _runs(pid) and time.monotonic() < end:
            time.sleep(0.02)


def start(root: Path, *, oauth_port: int = 1, quota: str = "1G") -> Dovecot:
    """Start a server in an empty folder.

    Raises:
        AssertionError: it does not answer; its log says why.
    """
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    port, tls_port = _free(), _free()
    for name in ("run", "state", "mail", "home"):
        (root / name).mkdir(parents=True)
        (root / name).chmod(0o755)
    for above in (root, *root.parents):  # what signs people in is a user of its own
        if above.stat().st_uid == os.geteuid() and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    certificate = _certificate(root)
    (root / "acl").write_text("Khoa owner lr\n")  # a folder of that name takes nothing in
    (root / "oauth2.conf").write_text(OAUTH.format(port=oauth_port))
    uid, gid = _ids()
    is_root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid()).pw_name
    if is_root:
        for name in ("mail", "home"):
            os.chown(root / name, uid, gid)
    group = subprocess.run(["id", "-gn"], capture_output=True, text=True, check=True).stdout.strip()
    (root / "dovecot.conf").write_text(
        CONFIG.format(
            root=root,
            ssl="yes",
            uid=uid,
            gid=gid,
            internal="dovecot" if is_root else me,
            login="dovenull" if is_root else me,
            group="dovecot" if is_root else group,
            chroot="" if is_root else "chroot =",
            password=PASSWORD,
            port=port,
            tls_port=tls_port,
            quota=quota,
        )
    )
    command = [program, "-c", str(root / "dovecot.conf")]
    with (root / "said").open("wb") as said:  # a pipe would stay open in what goes on
        done = subprocess.run(command, stdout=said, stderr=said, timeout=SECONDS, check=False)
    assert done.returncode == 0, (root / "said").read_text()
    _wait(port, root)
    return Dovecot(root, port, tls_port, certificate)


def _ids() -> tuple[int, int]:
    """Return who mailboxes belong to: nobody's number when root, as Dovecot refuses root."""
    return (5000, 5000) if os.geteuid() == 0 else (os.geteuid(), os.getegid())


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, root: Path) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as probe:
                probe.settimeout(5)
                if probe.recv(4) == b"* OK":
                    return
        except OSError:
            pass
        log = root / "log"
        assert time.monotonic() < end, log.read_text() if log.exists() else "no log"
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().split(")")[1].split()[0] != "Z"


def _certificate(root: Path) -> str:
    """Write a certificate for "localhost", signed by itself; return it."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    text = made.public_bytes(serialization.Encoding.PEM).decode()
    (root / "certificate.pem").write_text(text)
    (root / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return text
