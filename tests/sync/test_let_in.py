"""Whom the server does not let in is told why, and not that the server is away."""

from __future__ import annotations

import uuid

import pytest

from desktop.server import people
from desktop.store.migrations import HEAD
from desktop.sync.errors import NOBODY, CentreError, offline, refused
from desktop.sync.transport import Address, PostgresCentre
from tests.server.company import PASSWORD


@pytest.fixture
def centre_of(company):
    """Opens the centre as a person does."""
    known = company.cluster.address(company.name)
    made = []

    def connect(login: str, password: str = PASSWORD) -> PostgresCentre:
        place = (known["host"], int(known["port"]), company.name)
        ca_file = known.get("sslrootcert", "")
        made.append(PostgresCentre(Address(*place, login, password, ca_file)))
        return made[-1]

    yield connect
    for centre in made:
        centre.close()


def test_a_certificate_that_is_not_accepted_is_no_server_that_is_away():
    """A clock that is slow finds that the certificate is not valid yet."""
    said = "connection failed: SSL error: certificate verify failed"
    assert "clock" in str(offline(said))
    assert "clock" not in str(offline("connection refused"))


def test_whoever_is_blocked_is_told_so(company, centre_of):
    login = company.login()
    people.set_open(company.admin, login, is_open=False)
    with pytest.raises(CentreError) as told:
        centre_of(login).position()
    assert told.value.code == NOBODY
    people.set_open(company.admin, login, is_open=True)
    assert centre_of(login).position()


@pytest.mark.parametrize(
    ("code", "detail", "older"),
    [
        ("LH004", "tables 4, here 2 to 3", "server is older"),
        ("LH004", "tables 1, here 2 to 3", "program is older"),
        ("LH004", "protocol 0 here", "server is older"),
        ("LH004", "protocol 2 here", "program is older"),
        ("LH004", "", "too different versions"),
    ],
)
def test_of_two_versions_that_do_not_fit_the_older_one_is_named(code, detail, older):
    assert older in str(refused(code, "wrong_protocol", detail))


def hello(centre, rev):
    about = {"protocol": 1, "rev": rev, "device": "PC", "cursor": None}
    return centre.hello(str(uuid.uuid4()), str(uuid.uuid4()), about)


def test_a_program_newer_than_its_server_names_the_upgrade(company, centre_of):
    centre = centre_of(company.login())
    with pytest.raises(CentreError, match=r"python -m desktop\.server upgrade"):
        hello(centre, HEAD + 1)
    with pytest.raises(CentreError, match="This program is older"):
        hello(centre, 0)
    assert hello(centre, HEAD)["state"] == "ok"


def test_a_server_that_lacks_what_the_program_calls_is_not_taken_for_away(company, centre_of):
    centre = centre_of(company.login())
    with pytest.raises(CentreError, match=r"python -m desktop\.server upgrade") as told:
        centre._ask("of_a_later_program", "")
    assert told.value.code == "LH004"
    with pytest.raises(CentreError, match=r"python -m desktop\.server upgrade"):
        list(centre.rows("account", HEAD + 1))
    assert centre.position()


def test_a_wrong_password_is_told_as_that(company, centre_of):
    with pytest.raises(CentreError, match="does not know this login or password"):
        centre_of(company.login(), "doan mo").position()
