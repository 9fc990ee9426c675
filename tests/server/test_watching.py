"""What the background service sees of the server's machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.server import watching
from desktop.server.certificates import DAYS
from desktop.server.cluster import free_port


@pytest.mark.both_versions
def test_the_end_of_the_certificate_is_read_from_what_the_server_shows(company):
    found = watching.certificate_end("127.0.0.1", company.cluster.port)
    if company.cluster.authority is None:
        assert found is None  # this PostgreSQL was built without TLS
    else:
        assert abs(found - datetime.now(UTC) - timedelta(days=DAYS)) < timedelta(days=1)


def test_a_server_that_does_not_answer_has_no_certificate():
    assert watching.certificate_end("127.0.0.1", free_port()) is None


def test_a_certificate_that_nobody_can_read_ends_no_service():
    assert watching.end_of(b"\x30\x03\x02\x01\x00") is None


def test_room_is_told_of_discs_that_are_there(company, tmp_path):
    found = watching.look(company.admin, tmp_path, tmp_path / "unplugged")
    room = found["room"]
    assert 0 <= room["backups"]["free"] <= room["backups"]["total"]
    assert room["second"] is None
    assert room["data"]["total"] > 0


def test_the_data_of_a_server_elsewhere_are_not_looked_for(company, monkeypatch):
    assert watching.data_folder(company.admin) == company.cluster.data
    monkeypatch.setattr(watching, "_LOCAL", frozenset())
    assert watching.data_folder(company.admin) is None


def test_a_folder_that_is_gone_has_no_room():
    assert watching.room_of(Path("/nowhere at all")) is None
