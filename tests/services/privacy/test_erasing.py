"""After a person was anonymised, no file of the profile holds the person any more."""

from __future__ import annotations

import uuid
from contextlib import closing
from dataclasses import replace

import pytest

from desktop.core.errors import CancelledError, NotAllowedError, RuleBrokenError
from desktop.core.fields import Kind
from desktop.core.pages import Draft
from desktop.core.permissions import Actor
from desktop.core.person_signs import signs_of
from desktop.core.privacy import outlook_from_json
from desktop.services.backups.making import make_backup
from desktop.services.blob_access import ProfileBlobs
from desktop.services.privacy.erasing import anonymise_person, look_at_person
from desktop.store.blobs import Blobs
from desktop.store.drafts import LocalDrafts

NAME = "Trần Quynhzya Hoa"
CANARIES = (b"quynhzya", b"912345678", b"kanaria", b"aFaceOfTheCanary")
REACH = {"phones": [{"number": "+84912345678"}], "emails": ["kanaria@example.vn"]}


@pytest.fixture
def own_field(commands):
    arguments = {"entity": "contact", "kind": Kind.PHONES, "label_vi": "Zalo"}
    commands.run("custom_field.define", arguments)
    return "x_zalo"


@pytest.fixture
def create(commands):
    def make(entity, **values):
        return commands.run(f"{entity}.create", {"values": values}).value

    return make


@pytest.fixture
def person(create, commands, store, profile, own_field):
    """Return a contact person of whom the whole profile speaks."""
    company = create("account", name="Công ty Bình An")
    lead = create("lead", full_name=NAME, company="Công ty Bình An", needs="Mua giày", **REACH)
    commands.run("lead.convert", {"ids": [lead], "account_id": company})
    ((found,),) = store.driver.execute("SELECT lower(hex(contact_id)) FROM lead").fetchall()
    person = str(uuid.UUID(found))
    face = ProfileBlobs(profile).keep(b"\x89PNG aFaceOfTheCanary")
    number = [{"number": "+84912345678", "label": "", "extension": ""}]
    commands.run("contact.save", {"id": person, "values": {own_field: [None, number]}})
    commands.run("contact.save", {"id": person, "values": {"picture": [None, face]}})
    commands.run("contact.consent", {"ids": [person], "decision": "given", "purpose": "care"})
    for number, owner in enumerate([person, person]):
        blob = ProfileBlobs(profile).keep(f"aFaceOfTheCanary {number}".encode())
        values = {"name": f"CCCD {NAME}.pdf", "blob": blob, "contact_id": owner}
        made = create("attachment", **values)
    commands.run("attachment.delete", {"ids": [made]})
    create("note", subject="Gặp", body=f"{NAME} thích màu đỏ", contact_id=person)
    create("note", subject="Họp", body="tran quynhzya hoa: 0912 345 678", account_id=company)
    create("call", subject="Gọi", result="Viết cho Kanaria@example.vn", account_id=company)
    edited = create("note", subject="Cũ", body=f"về {NAME}", account_id=company)
    commands.run("note.save", {"id": edited, "values": {"body": [f"về {NAME}", "về ai đó"]}})
    gone = create("note", subject="Bỏ", body=f"về {NAME}", account_id=company)
    commands.run("note.delete", {"ids": [gone]})
    commands.run("note.purge", {"ids": [gone]})
    create("note", subject="Khác", body="Trần Quynh đến", account_id=company)
    return person


@pytest.fixture
def leftovers(person, profile):
    """Leave a draft and a file of refused rows that name the person."""
    with closing(LocalDrafts(profile)) as journal:
        journal.keep(Draft(f"contact/{person}", "contact", uuid.UUID(person), {"full_name": NAME}))
        journal.keep(Draft("note/new/1", "note", None, {"body": f"gọi {NAME}"}))
        journal.keep(Draft("note/new/2", "note", None, {"body": "gọi ai đó"}))
    (profile / "imports").mkdir()
    (profile / "imports" / "a.csv").write_text(f"{NAME};0912345678", encoding="utf-8")
    (profile / "imports" / "b.csv").write_text("Lê An;0987654321", encoding="utf-8")


def holding(profile):
    """Return the files of the profile in which the person can still be read, but kept backups."""
    found = {}
    for path in profile.rglob("*"):
        if path.is_file() and "backups" not in path.parts:
            content = path.read_bytes().lower()
            hits = [canary for canary in CANARIES if canary.lower() in content]
            if hits:
                found[path.relative_to(profile).as_posix()] = hits
    return found


def test_the_person_is_found_in_no_file_of_the_profile(work, person, leftovers, profile):
    assert set(holding(profile)) >= {"main.sqlite-wal", "imports/a.csv"}
    done = anonymise_person(work, "contact", [person])
    assert holding(profile) == {}
    assert done["records"] == 2
    with closing(LocalDrafts(profile)) as journal:
        assert [draft.key for draft in journal.waiting()] == ["note/new/2"]
    assert (profile / "imports" / "b.csv").exists()


def test_what_was_done_stays_without_a_name(work, person, store, values_of):
    anonymise_person(work, "contact", [person])
    notes = store.driver.execute("SELECT subject, body FROM note ORDER BY rid").fetchall()
    assert [subject for subject, _body in notes] == ["Gặp", "Họp", "Cũ", "Khác"]
    assert [body for _subject, body in notes] == [None, None, "về ai đó", "Trần Quynh đến"]
    assert values_of("contact", person)["full_name"] == "Anonymised person"
    assert store.driver.execute("SELECT count(*) FROM consent").fetchone() == (1,)
    assert store.driver.execute("SELECT name FROM account").fetchall() == [("Công ty Bình An",)]


def test_what_would_be_done_is_told_before_and_nothing_is_changed(
    work, person, leftovers, profile, values_of
):
    before = values_of("contact", person)
    found = outlook_from_json(look_at_person(work, "contact", [person]))
    assert {entity for entity, _id, _title in found.records} == {"contact", "lead"}
    assert {one.field for one in found.texts} == {"body", "result"}
    assert len(found.texts) == 3
    assert (found.consents, found.drafts, found.files, found.pictures) == (1, 2, 1, 3)
    assert values_of("contact", person) == before


def test_a_text_that_is_to_stay_stays_with_its_history(work, person, store):
    texts = outlook_from_json(look_at_person(work, "contact", [person])).texts
    (kept,) = [one for one in texts if "màu đỏ" in one.excerpt]
    anonymise_person(work, "contact", [person], [[kept.entity, kept.id, kept.field]])
    query = "SELECT body FROM note WHERE id = ?"
    assert store.driver.execute(query, (uuid.UUID(kept.id).bytes,)).fetchone() == (
        f"{NAME} thích màu đỏ",
    )
    diffs = "\n".join(diff for (diff,) in store.driver.execute("SELECT diff FROM change"))
    assert diffs.count(NAME) == 1


def test_somebody_of_the_same_name_keeps_it_unless_it_is_the_same_person(
    work, person, create, values_of, store
):
    other = create("target", full_name=NAME, company="Nơi khác")
    texts = outlook_from_json(look_at_person(work, "contact", [person])).texts
    (unsure,) = [one for one in texts if not one.is_sure]
    assert (unsure.entity, unsure.id) == ("target", other)
    anonymise_person(work, "contact", [person])
    assert values_of("target", other)["full_name"] == NAME
    query = "SELECT diff FROM change WHERE tbl = 'target'"
    assert NAME in store.driver.execute(query).fetchone()[0]


def test_the_same_person_in_another_record_goes_if_that_is_said(
    work, person, create, profile, values_of
):
    other = create("target", full_name=NAME, company="Nơi khác")
    remove = [["target", other, "full_name"]]
    anonymise_person(work, "contact", [person], remove=remove)
    assert values_of("target", other)["full_name"] == "Text removed"
    assert holding(profile) == {}


def test_older_backups_are_counted_and_go_only_if_wanted(work, person, profile):
    make_backup(work)
    make_backup(work)
    assert outlook_from_json(look_at_person(work, "contact", [person])).backups == 2
    anonymise_person(work, "contact", [person])
    assert len(list(profile.glob("backups/*.sqlite"))) == 2
    done = anonymise_person(work, "contact", [person], renew_backups=True)
    (new,) = profile.glob("backups/*.sqlite")
    assert done["backups"] == 2
    assert not any(canary in new.read_bytes().lower() for canary in CANARIES)


def test_a_picture_that_somebody_else_has_too_stays(work, person, create, profile):
    face = ProfileBlobs(profile).keep(b"\x89PNG aFaceOfTheCanary")
    create("contact", full_name="Lê An", picture=face)
    anonymise_person(work, "contact", [person])
    assert Blobs(profile).has(face)


def test_stopped_before_the_point_of_no_return_nothing_has_changed(work, person, values_of):
    before = values_of("contact", person)

    def stop(_done, _of=0, what=""):
        if what:
            raise CancelledError

    with pytest.raises(CancelledError):
        anonymise_person(replace(work, report=stop), "contact", [person])
    assert values_of("contact", person) == before


def test_stopped_after_it_the_work_goes_on_to_the_end(work, person, profile):
    told = []

    def stop(_done, _of=0, what=""):
        told.append(what)
        if len(set(told)) > 2:
            raise CancelledError

    anonymise_person(replace(work, report=stop), "contact", [person])
    assert holding(profile) == {}


def test_a_person_who_is_a_customer_takes_what_was_merged_along(work, create, commands, profile):
    first = create("account", party_type="person", name=NAME, tax_code="0101243150", **REACH)
    second = create("account", party_type="person", name="Trần Thị Quynhzya Hoa")
    commands.run("account.merge", {"ids": [second, first], "master": first})
    anonymise_person(work, "account", [first])
    assert holding(profile) == {}


def test_companies_and_people_without_the_right_are_refused(work, person, create):
    company = create("account", name="Công ty A")
    with pytest.raises(RuleBrokenError, match="Công ty A"):
        look_at_person(work, "account", [company])
    with pytest.raises(RuleBrokenError, match="Công ty A"):
        anonymise_person(work, "account", [company])
    nobody = replace(work, actor=Actor(uuid.uuid4(), frozenset()))
    with pytest.raises(NotAllowedError):
        anonymise_person(nobody, "contact", [person])


@pytest.mark.parametrize(
    "text",
    [
        "Gọi TRẦN QUYNHZYA HOA",
        "tran quynhzya  hoa",
        "0912.345.678",
        "+84 912-345-678",
        "KANARIA@example.vn",
    ],
)
def test_a_person_is_known_however_written(text):
    signs = signs_of([NAME], ["+84912345678"], ["kanaria@example.vn"])
    assert signs.stand_in(text)


@pytest.mark.parametrize("text", ["Hoa hồng", "Trần Quynhzya Hoàng", "0912345679", "an@example.vn"])
def test_others_are_not_taken_for_the_person(text):
    signs = signs_of([NAME, "Hoa"], ["+84912345678", "113"], ["kanaria@example.vn"])
    assert not signs.stand_in(text)
