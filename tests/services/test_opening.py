"""Opening a profile: for the window, for the worker, both at once, and twice."""

from __future__ import annotations

import uuid

from desktop.core import manifest
from desktop.core.pages import Draft
from desktop.core.paths import Profile
from desktop.services.opening import open_for_window, open_for_worker, write_manifest


def no_report(done, of=0, what=""):
    """Report to nobody."""


def test_a_new_profile_has_an_owner_of_that_name(profile, opened, reads):
    owner = reads.card("app_user", opened.actor.user_id)
    assert owner.title == "Nguyễn Văn An"
    assert opened.actor.may("anything.at_all")


def test_an_owner_without_a_name_is_called_so(tmp_path):
    opened = open_for_window(tmp_path / "new")
    query = "SELECT full_name FROM app_user"
    assert opened.store.driver.execute(query).fetchall() == [("Owner",)]
    opened.close()


def test_what_was_saved_is_there_when_it_is_opened_again(profile):
    first = open_for_window(profile)
    made = first.commands.run("account.create", {"values": {"name": "Hoa Sen"}}).value
    first.drafts.keep(Draft("account/1", "account", None, {"name": "Hoa"}))
    digest = first.blobs.keep(b"a picture")
    first.close()
    again = open_for_window(profile)
    row = again.store.driver.execute("SELECT id, name FROM account").fetchone()
    assert (str(uuid.UUID(bytes=row[0])), row[1]) == (made, "Hoa Sen")
    assert again.actor == first.actor
    assert [draft.key for draft in again.drafts.waiting()] == ["account/1"]
    assert again.blobs.load(digest) == b"a picture"
    again.close()


def test_opening_leaves_no_trace_of_its_warming_up(opened, store):
    assert store.driver.execute("SELECT count(*) FROM account").fetchone() == (0,)
    query = "SELECT count(*) FROM change WHERE command = 'warm_up'"
    assert store.driver.execute(query).fetchone() == (0,)


def test_the_worker_writes_beside_the_window_and_tells_it(profile, opened):
    told = []
    with open_for_worker(profile, told.append) as surround:
        work = surround(no_report)
        assert work.actor == opened.actor
        with work.store.work(work.actor, "tag.create") as unit:
            unit.bulk_insert("tag", [{"name": "Từ worker"}])
        opened.commands.run("tag.create", {"values": {"name": "Từ cửa sổ"}})
        reads = work.reads()
        assert {hit.ref.title for hit in reads.choices("tag", "tu")} == {"Từ worker", "Từ cửa sổ"}
        reads.close()
    assert [changes.command for changes in told] == ["tag.create"]


def test_the_manifest_names_the_owner(profile, opened):
    write_manifest(Profile(profile), "7", opened.actor)
    read = manifest.read(Profile(profile).manifest, "7")
    assert read is not None
    assert read.owner == str(opened.actor.user_id)
    assert {command.key for command in read.commands} >= {"account.create", "lead.convert"}
