"""Whom the server does not let in is told why, and not that the server is away."""

from __future__ import annotations

import pytest

from desktop.server import people
from desktop.sync.errors import NOBODY, CentreError
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


def test_whoever_is_blocked_is_told_so(company, centre_of):
    login = company.login()
    people.set_open(company.admin, login, is_open=False)
    with pytest.raises(CentreError) as told:
        centre_of(login).position()
    assert told.value.code == NOBODY
    people.set_open(company.admin, login, is_open=True)
    assert centre_of(login).position()


def test_a_wrong_password_is_told_as_that(company, centre_of):
    with pytest.raises(CentreError, match="does not know this login or password"):
        centre_of(company.login(), "doan mo").position()
