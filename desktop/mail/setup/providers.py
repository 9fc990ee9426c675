"""Providers whose servers and ways to sign in are known, by domains and by mail exchangers.

Companies mostly have a domain of their own at one of these: the exchanger of the domain tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.core.i18n import N_, _
from desktop.mail.setup.found import STARTTLS, TLS, Found, Host

APP_PASSWORD: Final = N_(
    "{name} takes no ordinary password here: make an app password in the settings of your account"
    " there, and type that."
)
BROWSER: Final = N_("{name} wants you to sign in with your browser.")
BRIDGE: Final = N_("{name} is read through its program “Bridge”, which must run on this computer.")
SWITCH: Final = N_("In the settings of your account at {name}, reading by IMAP must be allowed.")


@dataclass(frozen=True, slots=True)
class Provider:
    """Where the mail of a provider is."""

    name: str
    incoming: Host
    outgoing: Host
    domains: tuple[str, ...] = ()
    exchangers: tuple[str, ...] = ()  # ends of the names of its mail exchangers
    help: str = ""
    oauth: str = ""  # key of how one signs in with a browser
    sign_in: str = "password"
    user: str = "%EMAILADDRESS%"

    def found(self) -> Found:
        """Return what it means for an address."""
        words = _(self.help).format(name=self.name) if self.help else ""
        return Found(
            self.incoming,
            self.outgoing,
            user=self.user,
            name=self.name,
            sign_in=self.sign_in,
            oauth_provider=self.oauth,
            help=words,
            source="provider",
        )


def _of(host: str, outgoing: str, port: int = 465) -> tuple[Host, Host]:
    return Host(host, 993, TLS), Host(outgoing, port, TLS if port == 465 else STARTTLS)  # noqa: PLR2004 - RFC 8314


PROVIDERS: Final = (
    Provider(
        "Gmail",
        *_of("imap.gmail.com", "smtp.gmail.com"),
        ("gmail.com", "googlemail.com"),
        ("google.com", "googlemail.com"),
        APP_PASSWORD,
        "google",
    ),
    Provider(
        "Microsoft 365",
        *_of("outlook.office365.com", "smtp.office365.com", 587),
        ("outlook.com", "outlook.com.vn", "hotmail.com", "live.com", "msn.com"),
        ("mail.protection.outlook.com", "olc.protection.outlook.com", "mx.microsoft"),
        BROWSER,
        "microsoft",
        "oauth2",
    ),
    Provider(
        "Yahoo",
        *_of("imap.mail.yahoo.com", "smtp.mail.yahoo.com"),
        ("yahoo.com", "yahoo.com.vn", "ymail.com", "rocketmail.com"),
        ("yahoodns.net",),
        APP_PASSWORD,
    ),
    Provider(
        "iCloud",
        *_of("imap.mail.me.com", "smtp.mail.me.com", 587),
        ("icloud.com", "me.com", "mac.com"),
        ("mail.icloud.com",),
        APP_PASSWORD,
    ),
    Provider(
        "Zoho Mail",
        *_of("imap.zoho.com", "smtp.zoho.com"),
        ("zoho.com", "zohomail.com"),
        (),
        SWITCH,
    ),
    Provider(
        "Zoho Workplace",
        *_of("imappro.zoho.com", "smtppro.zoho.com"),
        (),
        ("zoho.com", "zohomail.com"),
        SWITCH,
    ),
    Provider(
        "Yandex",
        *_of("imap.yandex.com", "smtp.yandex.com"),
        ("yandex.com", "yandex.ru", "ya.ru"),
        ("mx.yandex.net", "mx.yandex.ru"),
        APP_PASSWORD,
    ),
    Provider(
        "Fastmail",
        *_of("imap.fastmail.com", "smtp.fastmail.com"),
        ("fastmail.com", "fastmail.fm"),
        ("messagingengine.com",),
        APP_PASSWORD,
    ),
    Provider("AOL", *_of("imap.aol.com", "smtp.aol.com"), ("aol.com",), (), APP_PASSWORD),
    Provider("GMX", *_of("imap.gmx.com", "mail.gmx.com", 587), ("gmx.com",), ("gmx.net",), SWITCH),
    Provider(
        "Mail.ru",
        *_of("imap.mail.ru", "smtp.mail.ru"),
        ("mail.ru", "inbox.ru", "list.ru", "bk.ru"),
        ("mxs.mail.ru", "emx.mail.ru"),
        APP_PASSWORD,
    ),
    Provider(
        "NAVER",
        *_of("imap.naver.com", "smtp.naver.com", 587),
        ("naver.com",),
        ("naver.com",),
        SWITCH,
    ),
    Provider("QQ Mail", *_of("imap.qq.com", "smtp.qq.com"), ("qq.com",), (), APP_PASSWORD),
    Provider(
        "Tencent Exmail",
        *_of("imap.exmail.qq.com", "smtp.exmail.qq.com"),
        (),
        ("exmail.qq.com", "mxbiz1.qq.com", "mxbiz2.qq.com"),
        APP_PASSWORD,
    ),
    Provider(
        "NetEase 163",
        *_of("imap.163.com", "smtp.163.com"),
        ("163.com",),
        (),
        APP_PASSWORD,
    ),
    Provider(
        "Proton Mail",
        Host("127.0.0.1", 1143, STARTTLS),
        Host("127.0.0.1", 1025, STARTTLS),
        ("proton.me", "protonmail.com", "pm.me"),
        ("protonmail.ch",),
        BRIDGE,
    ),
    Provider(
        "OVHcloud",
        *_of("ssl0.ovh.net", "ssl0.ovh.net"),
        (),
        ("mail.ovh.net",),
    ),
    Provider(
        "GoDaddy",
        *_of("imap.secureserver.net", "smtpout.secureserver.net"),
        (),
        ("secureserver.net",),
    ),
    Provider("Titan", *_of("imap.titan.email", "smtp.titan.email"), (), ("titan.email",), SWITCH),
    Provider(
        "Namecheap Private Email",
        *_of("mail.privateemail.com", "mail.privateemail.com"),
        (),
        ("privateemail.com",),
    ),
    Provider("Hostinger", *_of("imap.hostinger.com", "smtp.hostinger.com"), (), ("hostinger.com",)),
)
# Hosters of Vietnam whose exchangers are mostly the very servers that mail is read from: these are
# tried first, and believed only where they answer with a good certificate.
READ_FROM_EXCHANGER: Final = (
    "haravan.vn", "matbao.com", "maychuemail.com", "pavietnam.net", "pavietnam.vn",
    "emailserver.vn", "nhanhoa.com", "mailzone.vn", "inet.vn", "tenten.vn", "tenten.cloud",
    "bkns.vn", "vinahost.vn", "azdigi.com", "vhost.vn", "z.com", "viettelidc.com.vn",
    "vdc.com.vn", "vnptemail.vn", "longvan.net", "hostvn.net", "dotvn.vn", "esc.vn",
)  # fmt: skip


def by_domain(domain: str) -> Found | None:
    """Return the servers of addresses of a provider's own domain."""
    for one in PROVIDERS:
        if domain in one.domains:
            return one.found()
    return None


def by_exchanger(exchangers: tuple[str, ...]) -> Found | None:
    """Return the servers of whoever takes the mail of a domain."""
    for name in exchangers:
        for one in PROVIDERS:
            if any(name == end or name.endswith(f".{end}") for end in one.exchangers):
                return one.found()
    return None


def read_from(exchangers: tuple[str, ...]) -> tuple[str, ...]:
    """Return exchangers that mail may be read from, those that are known to do so first."""

    def is_known(name: str) -> bool:
        return any(name.endswith(f".{end}") for end in READ_FROM_EXCHANGER)

    return tuple(sorted(exchangers, key=lambda name: not is_known(name)))
