"""Two processes write at once: nothing is lost, and the one with a person waits little."""

from __future__ import annotations

import time
from contextlib import closing

import pytest

from desktop.models.contacts import Account
from desktop.store.engine import Role
from desktop.store.work import Store
from tests.store.processes import other_process
from tests.store.states import documents, records

IMPORT = """
    store = open_profile(profile, SystemClock(), Role.WORKER)
    rows = [{"name": f"Công ty {number}", "code": f"KH{number}"} for number in range(4000)]
    prepared = store.prepare_rows(store.owner(), "account", rows)
    say("begins")
    store.in_batches(store.owner(), "import", prepared,
                     lambda work, piece: work.bulk_insert("account", piece))
    say("done")
"""


@pytest.mark.slow
def test_saving_beside_an_import_loses_nothing_and_waits_little(profile, clock):
    with closing(Store(profile, clock, Role.WINDOW)) as store:
        owner = store.owner()
        store.warm_up()
        waits = []
        with other_process(profile, IMPORT) as importer:
            assert importer.hear() == "begins"
            for number in range(40):
                start = time.monotonic()
                with store.work(owner, "create") as work:
                    work.session.add(Account(name=f"Nhà {number}"))
                waits.append(time.monotonic() - start)
            assert importer.hear() == "done"
        found = {row["name"] for row in records(store.driver)["account"].values()}
        assert found == {f"Công ty {n}" for n in range(4000)} | {f"Nhà {n}" for n in range(40)}
        seqs = store.driver.execute("SELECT seq, grp FROM change ORDER BY seq").fetchall()
        assert len(seqs) == 4041
        assert len({group for _seq, group in seqs}) == 42  # the owner, the import, each save
        assert len({one for one, *_rest in documents(store.driver)["search"]}) == 4041
        assert sorted(waits)[len(waits) // 2] < 1  # a wide limit: the bench has the figure


@pytest.mark.slow
def test_both_may_change_the_same_records(profile, clock):
    code = """
        store = open_profile(profile, SystemClock(), Role.WORKER)
        ids = [uuid.UUID(bytes=one) for (one,) in store.driver.execute("SELECT id FROM account")]
        say("begins")
        for number in range(150):
            with store.work(store.owner(), "change") as work:
                work.bulk_update("account", ids, {"employees": number})
    """
    with closing(Store(profile, clock, Role.WINDOW)) as store:
        owner = store.owner()
        with store.work(owner, "create") as work:
            ids = work.bulk_insert("account", [{"name": "A"}, {"name": "B"}])
        with other_process(profile, code) as other:
            assert other.hear() == "begins"
            for number in range(150):
                with store.work(owner, "save") as work:
                    work.session.get_one(Account, ids[0]).description = f"Lần {number}"
            other.finish()
        found = records(store.driver, but=frozenset())["account"]
        assert found[ids[0].bytes]["ver"] == 301
        assert found[ids[0].bytes]["employees"] == 149
        assert found[ids[0].bytes]["description"] == "Lần 149"
        assert found[ids[1].bytes]["ver"] == 151
