"""Everything about one person comes in one file that people and programs read."""

from __future__ import annotations

import json
import uuid
import zipfile
from dataclasses import replace

import pytest

from desktop.core.errors import CancelledError, NotAllowedError, StorageError
from desktop.core.permissions import Actor
from desktop.services.blob_access import ProfileBlobs
from desktop.services.privacy.export import export_person


@pytest.fixture
def person(commands, profile):
    picture = ProfileBlobs(profile).keep(b"a face")
    values = {"full_name": "Lê <b>An</b>", "picture": picture, "emails": ["an@example.vn"]}
    made = commands.run("contact.create", {"values": values}).value
    commands.run("call.create", {"values": {"subject": "Gọi hỏi giá", "contact_id": made}})
    commands.run("contact.consent", {"ids": [made], "decision": "given", "purpose": "care"})
    commands.run("contact.save", {"id": made, "values": {"title": [None, "Kế toán"]}})
    gone = commands.run("note.create", {"values": {"subject": "Đã bỏ", "contact_id": made}}).value
    commands.run("note.delete", {"ids": [gone]})
    return made


def test_the_file_holds_the_person_what_hangs_there_the_history_and_pictures(
    work, person, tmp_path
):
    path = tmp_path / "an.zip"
    assert export_person(work, "contact", person, str(path)) == 4
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        data = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
        pictures = [archive.read(n) for n in archive.namelist() if n.startswith("files/")]
    assert pictures == [b"a face"]
    assert data["person"]["values"]["emails"] == ["an@example.vn"]
    assert {one["entity"] for one in data["related"]} == {"call", "consent", "note"}
    assert any(one["changes"].get("title") == [None, "Kế toán"] for one in data["history"])
    for text in ("Gọi hỏi giá", "Đã bỏ", "an@example.vn", "Kế toán"):
        assert text in page
    assert "<b>An</b>" not in page
    assert "Lê &lt;b&gt;An&lt;/b&gt;" in page


def test_without_the_right_nothing_is_written(work, person, tmp_path):
    clerk = Actor(uuid.uuid4(), frozenset({"contact.save"}))
    with pytest.raises(NotAllowedError):
        export_person(replace(work, actor=clerk), "contact", person, str(tmp_path / "an.zip"))
    assert not list(tmp_path.glob("an.zip*"))


def test_a_folder_that_is_away_is_told(work, person, tmp_path):
    with pytest.raises(StorageError):
        export_person(work, "contact", person, str(tmp_path / "nowhere" / "an.zip"))


def test_cancelled_an_earlier_file_stays(work, person, tmp_path):
    path = tmp_path / "an.zip"
    path.write_bytes(b"earlier")

    def cancel(done, of=0, what=""):
        raise CancelledError

    with pytest.raises(CancelledError):
        export_person(replace(work, report=cancel), "contact", person, str(path))
    assert path.read_bytes() == b"earlier"


def test_what_colleagues_wrote_about_the_person_is_in_it(work, commands, person, tmp_path):
    about = {"record_type": "contact", "record_id": person, "text": "Dễ tính lắm"}
    commands.run("comment.post", about)
    path = tmp_path / "an.zip"
    export_person(work, "contact", person, str(path))
    with zipfile.ZipFile(path) as archive:
        data = json.loads(archive.read("data.json"))
        assert "Dễ tính lắm" in archive.read("index.html").decode()
    assert "comment" in {one["entity"] for one in data["related"]}
