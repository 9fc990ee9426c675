"""A company's bin is emptied at its centre, once, and everybody's follows."""

from __future__ import annotations

import datetime as dt

from desktop.core.clock import FrozenClock, SystemClock
from desktop.server.watching import purge_bin
from desktop.services.long_work import LongWork
from desktop.services.maintenance import maintain


def test_what_is_long_in_the_bin_goes_when_the_centre_empties_it_and_not_before(
    company, desk, monkeypatch
):
    an = desk(is_administrator=True)
    gone = an.make("account", name="Xóa hẳn", party_type="company")
    an.sync()
    an.delete("account", gone)
    an.sync()
    later = FrozenClock(SystemClock().now() + dt.timedelta(days=91))
    monkeypatch.setattr(an.store, "clock", later)
    work = LongWork(an.store, an.me, lambda: None, an.folder, lambda *_told, **_more: None)
    assert maintain(work)["purged"] == 0
    assert an.cell("account", gone, "name") == "Xóa hẳn"
    company.sql("UPDATE app.account SET deleted_at = now() - interval '91 days'")
    assert purge_bin(company.admin) == 1
    an.sync()
    assert an.cell("account", gone, "name") is None


def test_what_somebody_still_names_stays_in_the_bin_of_the_centre(company, desk):
    an = desk(is_administrator=True)
    mother = an.make("account", name="Mẹ", party_type="company")
    an.make("account", name="Con", party_type="company", parent_id=mother)
    others = [an.make("account", name=str(n), party_type="company") for n in range(3)]
    an.sync()
    ids = [str(one) for one in (mother, *others)]
    binned = "UPDATE app.account SET deleted_at = now() - interval '91 days'"
    company.sql(f"{binned} WHERE id = ANY (%s::uuid[])", ids)
    assert purge_bin(company.admin) == 3
    assert company.sql("SELECT name FROM app.account WHERE deleted_at IS NOT NULL") == "Mẹ"
