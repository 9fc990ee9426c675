"""What I may not see any more: no byte of it is left in any file of the profile."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.pages import Draft
from desktop.store.drafts import LocalDrafts
from desktop.store.mirror.forgetting import FORGET

CANARY = "kanarienvogel"
TYPED = "papagei"


def holders(folder, canary=CANARY):
    held = canary.encode()
    return sorted(
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and held in file.read_bytes().lower()
    )


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def shown(an):
    """A customer with all that hangs on it, full of the canary, that everybody may see."""
    tag = an.make("tag", name="Thẻ")
    made = an.make(
        "account",
        name=f"Khách {CANARY}",
        is_shared=True,
        website=f"https://{CANARY}.example.vn",
        description=f"{CANARY} " * 3_000,  # longer than a page
        tags=[str(tag)],
        extra={"x_secret": CANARY},
    )
    an.make("contact", full_name=f"Người {CANARY}", account_id=made)
    an.make("note", subject=f"Ghi {CANARY}", account_id=made)
    for number in range(30):
        an.make("account", name=f"Khác {number}", is_shared=True)
    an.sync()
    return made


@pytest.fixture
def binh(desk, an, shown):
    """Who sees it, edits it, has a conflict and a draft about it."""
    one = desk()
    one.sync()
    share = {"record_type": "account", "record_id": str(shown), "level": "edit"}
    an.make("share", user_id=one.me.user_id, **share)
    an.sync()
    one.sync()
    one.change("account", shown, name=f"{CANARY} sửa")
    one.change("account", shown, short_name=TYPED)
    one.sync()
    an.sync()
    an.change("account", shown, name=f"{CANARY} của An")
    one.change("account", shown, name=f"{TYPED} của Bình")
    an.sync()
    assert one.sync().problems == 1
    drafts = LocalDrafts(one.folder)
    for key, record in (("a", shown), ("b", None)):
        typed = {"name": CANARY if record else "Khách mới"}
        drafts.keep(Draft(key, "account", record, typed, {"name": CANARY if record else ""}, 1))
    drafts.close()
    assert {"main.sqlite", "drafts.sqlite"} <= {
        name.removesuffix("-wal") for name in holders(one.folder)
    }
    return one


def revoke(an, shown):
    with an.store.work(an.me, "share.purge") as work:
        shares = [uuid.UUID(bytes=one) for (one,) in an.asked("SELECT id FROM share")]
        work.delete("share", shares)
        work.purge("share", shares)
    an.change("account", shown, is_shared=False)
    assert an.sync().problems == 0


def test_no_byte_is_left_after_a_right_was_lost(an, binh, shown):
    revoke(an, shown)
    binh.sync()
    assert not binh.has("account", shown)
    assert holders(binh.folder) == []
    assert binh.asked("SELECT value FROM sync_state WHERE key = ?", FORGET) == []
    assert binh.asked("SELECT count(*) FROM account WHERE name LIKE 'Khác%'") == [(30,)]
    drafts = LocalDrafts(binh.folder)
    assert [draft.key for draft in drafts.waiting()] == ["b"]
    drafts.close()


def test_no_byte_is_left_after_a_role_was_lost(desk, an, company):
    """The whole acl goes, not a row of it."""
    role = str(uuid.uuid4())
    company.sql("INSERT INTO app.user_role (id, name) VALUES (%s, 'Xem')", role)
    company.sql(
        "INSERT INTO app.permission_grant (id, role_id, record_module, reach, level) "
        "VALUES (gen_random_uuid(), %s, 'contacts', 'all', 'view')",
        role,
    )
    made = an.make("account", name=f"Kín {CANARY}", is_shared=False)
    an.sync()
    one = desk(roles=["Xem"])
    one.sync()
    assert one.has("account", made)
    company.sql("DELETE FROM app.role_member WHERE user_id = %s", one.me.user_id)
    one.sync()
    assert not one.has("account", made)
    assert holders(one.folder) == []


def test_an_edit_that_waits_is_refused_and_then_nothing_is_left(an, binh, shown):
    binh.change("account", shown, website=f"https://{TYPED}.example.vn")
    revoke(an, shown)
    assert binh.sync().problems == 1
    binh.sync()
    assert not binh.has("account", shown)
    assert holders(binh.folder) == []


def test_a_reader_at_work_puts_it_off_to_the_next_round(an, binh, shown):
    from desktop.store.engine import connect_reader

    reader = connect_reader(binh.store.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM account").fetchone()
    revoke(an, shown)
    binh.sync()
    assert binh.asked("SELECT 1 FROM sync_state WHERE key = ?", FORGET)
    reader.rollback()
    reader.close()
    binh.sync()
    assert holders(binh.folder) == []


def test_what_one_made_oneself_is_offered_again_though_it_was_handed_over(an, desk, company):
    one = desk()
    made = one.make("account", name="Của tôi", is_shared=False)
    one.sync()
    one.change("account", made, owner_id=an.me.user_id)
    one.sync()
    one.sync()
    assert not one.has("account", made)
    history = "SELECT count(*) FROM change WHERE row_id = ? AND op = 'I'"
    assert one.asked(history, made.bytes) == [(1,)]
