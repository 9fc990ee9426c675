"""The servers of an address are found, and each step of reaching them is tried and explained."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import dns.message
import dns.rrset
import pytest

from desktop.core.errors import InputError
from desktop.mail.setup import trying
from desktop.mail.setup.autoconfig import LARGEST, read_autoconfig
from desktop.mail.setup.discovery import discover
from desktop.mail.setup.found import Host, as_json
from desktop.mail.setup.names import Names
from tests.mail.dovecot import PASSWORD, Dovecot

ZONE = {
    ("cty.example.", "MX"): ["20 mx2.cty.example.", "10 aspmx.l.google.com."],
    ("rieng.example.", "MX"): ["10 mx1.rieng.example."],
    ("_imaps._tcp.rieng.example.", "SRV"): ["0 1 993 thu.rieng.example."],
    ("_submission._tcp.rieng.example.", "SRV"): ["0 1 587 gui.rieng.example."],
    ("_submissions._tcp.rieng.example.", "SRV"): ["0 0 0 ."],
}
CONFIG = b"""<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="a.example">
<displayName>Thu A</displayName>
<incomingServer type="pop3"><hostname>pop.a.example</hostname><port>995</port>
<socketType>SSL</socketType></incomingServer>
<incomingServer type="imap"><hostname>plain.a.example</hostname><port>143</port>
<socketType>plain</socketType></incomingServer>
<incomingServer type="imap"><hostname>imap.a.example</hostname><port>993</port>
<socketType>SSL</socketType><username>%EMAILLOCALPART%</username>
<authentication>password-cleartext</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.a.example</hostname><port>587</port>
<socketType>STARTTLS</socketType></outgoingServer></emailProvider></clientConfig>"""


@pytest.fixture(scope="module")
def names() -> Iterator[Names]:
    """Return what asks a name server of our own."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                data, whom = server.recvfrom(4096)
                asked = dns.message.from_wire(data)
                answer = dns.message.make_response(asked)
                one = asked.question[0]
                kind = dns.rdatatype.to_text(one.rdtype)
                texts = ZONE.get((str(one.name), kind))
                if texts:
                    answer.answer.append(dns.rrset.from_text(one.name, 60, "IN", kind, *texts))
                else:
                    answer.set_rcode(dns.rcode.NXDOMAIN)
                server.sendto(answer.to_wire(), whom)

    threading.Thread(target=serve, daemon=True).start()
    yield Names(["127.0.0.1"], server.getsockname()[1])
    server.close()


def nothing(_url: str) -> bytes:
    return b""


def nowhere(_host: Host) -> bool:
    return False


def test_a_provider_is_known_by_its_own_domain() -> None:
    found = discover("An.Nguyen@Gmail.com")
    assert (found.incoming.host, found.oauth_provider) == ("imap.gmail.com", "google")
    told = as_json(found, "an@gmail.com")
    assert isinstance(told, dict)
    assert told["user_name"] == "an@gmail.com"
    assert told["source"] == "provider"


def test_a_company_at_a_provider_is_known_by_who_takes_its_mail(names: Names) -> None:
    found = discover("an@cty.example", names, nothing, nowhere)
    assert found.name == "Gmail"


def test_a_domain_says_by_itself_where_its_mail_is(names: Names) -> None:
    found = discover("an@rieng.example", names, nothing, nowhere)
    assert found.incoming == Host("thu.rieng.example", 993, "tls")
    assert found.outgoing == Host("gui.rieng.example", 587, "starttls")
    assert found.source == "srv"


def test_a_file_of_the_domain_is_read_and_only_what_is_secured_is_taken(names: Names) -> None:
    asked: list[str] = []

    def get(url: str) -> bytes:
        asked.append(url)
        return CONFIG if "autoconfig.a.example" in url else b""

    found = discover("an@a.example", names, get, nowhere)
    assert found.incoming == Host("imap.a.example", 993, "tls")
    assert found.outgoing == Host("smtp.a.example", 587, "starttls")
    told = as_json(found, "an@a.example")
    assert isinstance(told, dict)
    assert told["user_name"] == "an"
    assert all(one.startswith("https://") for one in asked)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>no such page</html>",
        CONFIG[:300],
        b'<!DOCTYPE a [<!ENTITY b "cc">]><clientConfig>&b;</clientConfig>',
        b"<a>" * 10_000,
        b" " * (LARGEST + 1),
        CONFIG.replace(b">993<", b">99300<"),
    ],
)
def test_a_file_that_is_none_names_no_server(raw: bytes) -> None:
    assert read_autoconfig(raw) is None


def test_where_nobody_says_it_the_usual_names_are_tried(names: Names) -> None:
    def answers(host: Host) -> bool:
        return host in {
            Host("mx1.rieng2.example", 993, "tls"),
            Host("mail.rieng2.example", 143, "starttls"),
        }

    ZONE["rieng2.example.", "MX"] = ["10 mx1.rieng2.example."]
    found = discover("an@rieng2.example", names, nothing, answers)
    assert found.incoming == Host("mx1.rieng2.example", 993, "tls")
    assert found.source == "tried"
    found = discover("an@khong.example", names, nothing, nowhere)
    assert (found.source, found.incoming.host) == ("guess", "mail.khong.example")


@pytest.mark.parametrize("text", ["", "an", "an@", "@", "an@x", "an@" + "x" * 300 + ".vn"])
def test_what_is_no_address_is_said_to_be_none(text: str) -> None:
    with pytest.raises(InputError):
        discover(text)


def values(dovecot: Dovecot, user: str, **more: object) -> dict[str, object]:
    return {
        "address": f"{user}@thu.example",
        "user_name": user,
        "incoming_host": "localhost",
        "incoming_port": dovecot.tls_port,
        "incoming_security": "tls",
        "outgoing_host": "",
        **more,
    }


def test_a_test_says_of_each_step_how_it_went(dovecot: Dovecot, user: str) -> None:
    steps = trying.try_account(values(dovecot, user), PASSWORD, "", authorities=dovecot.certificate)
    assert [(one.key, one.is_ok) for one in steps] == [
        ("name", True),
        ("connection", True),
        ("sign_in", True),
        ("folders", True),
        ("sending", False),
    ]


def test_a_certificate_that_nobody_vouches_for_can_be_pinned(dovecot: Dovecot, user: str) -> None:
    steps = trying.try_account(values(dovecot, user), PASSWORD, "")
    (wrong,) = [one for one in steps if one.key == "certificate"]
    assert not wrong.is_ok
    assert len(wrong.certificate) == 64
    steps = trying.try_account(values(dovecot, user, certificate=wrong.certificate), PASSWORD, "")
    assert [one.key for one in steps if one.is_ok] == ["name", "connection", "sign_in", "folders"]


def test_what_is_wrong_is_said_at_its_step(dovecot: Dovecot, user: str) -> None:
    def failing(**more: object) -> str:
        good = {"incoming_host": "127.0.0.1", "incoming_port": dovecot.port}
        told = values(dovecot, user, **{**good, "incoming_security": "none", **more})
        secret = str(more.get("secret", PASSWORD))
        steps = trying.try_account(told, secret, "")
        return next(one.key for one in steps if not one.is_ok)

    assert failing() == "sending"
    assert failing(incoming_host="") == "name"
    assert failing(incoming_host="khong-co.invalid") == "name"
    assert failing(incoming_port=1) == "connection"
    assert failing(secret="sai") == "sign_in"
    assert failing(incoming_security="tls") == "connection"


def test_the_security_of_a_server_can_begin_after_its_greeting(dovecot: Dovecot, user: str) -> None:
    told = values(dovecot, user, incoming_port=dovecot.port, incoming_security="starttls")
    steps = trying.try_account(told, PASSWORD, "", authorities=dovecot.certificate)
    assert steps[2].key == "sign_in"
    assert steps[2].is_ok
    assert replace(dovecot.tls, security="starttls").host == "localhost"
