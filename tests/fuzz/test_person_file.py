"""The file of everything about a person is a sound one, whatever stands in the records."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import strategies as st

from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.services.long_work import LongWork
from desktop.services.opening import open_for_window
from desktop.services.privacy.export import export_person
from desktop.store.reads import LocalReads

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]
PIECES = ("</script>", "<b>", "&", '"', "'", "]]>", "\n", "\t", "đ", "ế", "{", "\\", "../../x",
          "=1+1", "\u2028", "<!--", "javascript:", "%s", "{name}")  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=8).map("".join)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    found = open_for_window(tmp_path_factory.mktemp("person") / "profile", "Nguyễn Văn An")
    yield found
    found.close()


def test_any_texts_are_written_whole_and_harmless(opened, tmp_path, fuzz):
    store = opened.store
    reads = lambda: LocalReads(store.path, SystemClock())  # noqa: E731 - one line
    work = LongWork(store, opened.actor, reads, store.path.parent, lambda *_told: None)
    path = tmp_path / "person.zip"

    def check(name, note):
        values = {"full_name": f"A {name}", "description": note}
        with suppress(AppError):
            made = str(opened.commands.run("contact.create", {"values": values}).value)
            export_person(work, "contact", made, str(path))
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
                data = json.loads(archive.read("data.json"))
                page = archive.read("index.html").decode()
            assert data["person"]["values"]["description"] == written(opened, made)
            assert "<script" not in page.partition("<body")[2]
            assert "<b>" not in page.partition("<body")[2]

    fuzz(check, texts, texts, ordinary=10, soak=2000)


def written(opened, made):
    """Return the note as the store holds it."""
    import uuid

    reads = LocalReads(opened.store.path, SystemClock())
    try:
        return reads.card("contact", uuid.UUID(made)).values["description"]
    finally:
        reads.close()
