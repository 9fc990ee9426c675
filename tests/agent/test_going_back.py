"""The company goes back to a copy, and every program comes to the same by itself."""

from __future__ import annotations

import pytest

from desktop.server import tasks
from desktop.server.connections import connect
from desktop.sync.errors import OfflineError
from tests.agent.conftest import until
from tests.sync.conftest import desk, empty_profile  # noqa: F401 - fixtures

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def rows(one, table="account"):
    """Return what a program holds of a table, with the versions."""
    with one.store.reading() as connection:
        query = f'SELECT hex(id), name, short_name, ver, deleted_at FROM "{table}" ORDER BY id'
        return connection.execute(query).fetchall()


def sync(one):
    """Do a round; the first after the restore finds that the line is cut, as the window does."""
    try:
        one.sync()
    except OfflineError:
        one.sync()


def test_programs_that_were_there_and_one_that_was_away_converge_after_a_restore(
    company,
    service,
    desk,  # noqa: F811 - the fixture
):
    an, binh, away = (desk(is_administrator=True) for _person in range(3))
    kept = an.make("account", name="Còn", party_type="company")
    thrown = an.make("account", name="Xóa sau bản sao", party_type="company")
    for one in (an, binh, away):
        one.sync()
    service.start()
    name = until(lambda: [b["name"] for b in service.state()["backups"] if b["tried_at"]])[0]
    an.change("account", kept, short_name="sau bản sao")
    an.delete("account", thrown)
    an.sync()
    binh.make("account", name="Mới sau bản sao", party_type="company")
    binh.sync()
    away.make("account", name="Làm lúc mất mạng", party_type="company")
    company.admin.close()
    assert service.until_ended(service.ask(tasks.RESTORE, name=name))["state"] == "done"
    company.admin = connect(company.cluster.address(company.name))
    for _round in range(3):  # one may send what another has to read
        for one in (an, binh, away):
            sync(one)
    assert rows(an) == rows(binh) == rows(away)
    assert sorted(row[1] for row in rows(an)) == sorted(
        ["Còn", "Xóa sau bản sao", "Mới sau bản sao", "Làm lúc mất mạng"]
    )
    assert an.cell("account", kept, "short_name") == "sau bản sao"
    assert binh.cell("account", thrown, "deleted_at") is not None
    for one in (an, binh, away):
        assert not one.verify()
