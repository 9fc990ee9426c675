"""Files of a record: attached by every way, opened, saved, renamed, deleted, and told as gone."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDropEvent, QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QFileDialog

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.file_states import FileState
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import PAGE_ROWS, ListQuery
from desktop.services.commands import UNDO
from desktop.store.reads import LocalReads
from desktop.views.records.files import files_pane
from desktop.views.records.files.files_pane import FilesPane, owner_link


@pytest.fixture
def pane(qtbot, jobs, company):
    made = FilesPane(jobs)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_record(get_entity("account"), company)
    yield made
    qtbot.waitUntil(lambda: not jobs.busy())


@pytest.fixture
def file(tmp_path):
    """Return what makes a file."""

    def make(name="Hợp đồng.pdf", content=b"%PDF-1.7"):
        path = tmp_path / "outside" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return str(path)

    return make


def names(pane):
    return [one.name for one in pane.list.files()]


def attach(qtbot, pane, *paths):
    before = len(pane.list.files())
    pane.add_files(paths)
    qtbot.waitUntil(lambda: len(pane.list.files()) == before + len(paths))


def test_customers_people_leads_and_notes_have_files_and_others_none():
    having = ("account", "contact", "lead", "note")
    assert all(owner_link(get_entity(key)) for key in having)
    assert not any(owner_link(get_entity(key)) for key in ("tag", "app_user", "org_unit"))


def test_a_file_is_attached_with_its_type_and_size(qtbot, pane, file):
    with qtbot.waitSignal(pane.counted, check_params_cb=lambda count: count == 1):
        pane.add_files([file(content=b"x" * 3000)])
    item = pane.list.topLevelItem(0)
    assert item.text(0) == "Hợp đồng.pdf"
    assert (item.text(1), item.text(2)) == ("PDF document", "2.9 kB")


def test_several_files_are_one_step_that_is_undone_at_once(qtbot, pane, file, jobs, run):
    groups = []
    jobs.committed.connect(lambda outcome: groups.append(outcome.changes.group))
    attach(qtbot, pane, file("a.txt"), file("b.txt"))
    assert len(groups) == 1
    jobs.start(_undo(jobs, groups[0]), name="undo")
    qtbot.waitUntil(lambda: names(pane) == [])


def test_all_files_are_shown_however_many_there_are(qtbot, pane, jobs, run, company):
    files = [{"name": f"{n:03}.txt", "blob": f"{n:064x}", "size": 1} for n in range(PAGE_ROWS + 5)]
    for part in (files[:100], files[100:]):
        made = run("attachment.attach", entity="account", id=str(company), files=part)
    with qtbot.waitSignal(pane.counted, check_params_cb=lambda count: count == len(files)):
        jobs.announce(made)
    assert names(pane) == [file["name"] for file in files]


def _answer(value):
    """Return what answers a question that is awaited."""

    async def answer(*_arguments):
        return value

    return answer


async def _undo(jobs, group):
    await jobs.command(UNDO, group=group)


def test_dropped_files_are_attached_and_a_drop_of_its_own_is_not(qtbot, pane, file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(file())])
    drop = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pane.list.dropEvent(drop)
    qtbot.waitUntil(lambda: names(pane) == ["Hợp đồng.pdf"])


def test_a_picture_is_pasted(qtbot, pane):
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    qtbot.keyClick(pane.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(names(pane)) == 1)
    assert names(pane)[0].endswith(".png")


def test_it_is_opened_as_a_copy_that_cannot_be_written(qtbot, pane, file, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    attach(qtbot, pane, file(content=b"%PDF"))
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    copy = Path(opened[0].toLocalFile())
    assert copy.name == "Hợp đồng.pdf"
    assert copy.read_bytes() == b"%PDF"
    assert not copy.stat().st_mode & 0o222


def test_what_would_be_run_is_not_opened(qtbot, pane, file, jobs, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    attach(qtbot, pane, file("báo giá.pdf.exe"))
    with qtbot.waitSignal(jobs.failed) as told:
        pane.open.click()
    assert "run" in told.args[0]
    assert opened == []


def test_it_is_saved_elsewhere(qtbot, pane, file, tmp_path, monkeypatch, jobs):
    attach(qtbot, pane, file(content=b"%PDF-1"))
    target = tmp_path / "bản lưu.pdf"
    monkeypatch.setattr(files_pane, "choose_file_to_save", _answer(str(target)))
    pane.save.click()
    qtbot.waitUntil(lambda: target.is_file() and not jobs.busy())
    assert target.read_bytes() == b"%PDF-1"


def test_two_of_one_name_are_saved_beside_each_other(
    qtbot, pane, file, tmp_path, monkeypatch, jobs
):
    attach(qtbot, pane, file(content=b"1"))
    attach(qtbot, pane, file(content=b"2"))
    folder = tmp_path / "đích"
    folder.mkdir()
    monkeypatch.setattr(files_pane, "show", _answer(True))
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(folder)])
    pane.list.selectAll()
    pane.save.click()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert {path.name for path in folder.iterdir()} == {"Hợp đồng.pdf", "Hợp đồng (2).pdf"}
    assert {path.read_bytes() for path in folder.iterdir()} == {b"1", b"2"}


def test_a_file_that_is_gone_says_so(qtbot, pane, file, folder, jobs):
    attach(qtbot, pane, file())
    (digest,) = (one.blob for one in pane.list.files())
    (folder / "blobs" / digest[:2] / digest).unlink()
    pane.show_record(*pane._about)
    qtbot.waitUntil(lambda: pane.fetching.state(digest) is FileState.GONE)
    assert pane.list.topLevelItem(0).text(2) == "Not on this computer"
    with qtbot.waitSignal(jobs.failed) as told:
        pane.open.click()
    assert told.args[0] == "The file is not on this computer."


def test_a_drag_takes_copies_along(qtbot, pane, file):
    attach(qtbot, pane, file(content=b"Keo"))
    pane.list.copy_wanted.emit()
    qtbot.waitUntil(lambda: bool(pane.list.copies))
    (url,) = pane.list.mimeData([pane.list.topLevelItem(0)]).urls()
    assert Path(url.toLocalFile()).read_bytes() == b"Keo"


def test_it_is_renamed_in_its_place_and_no_name_is_a_path(qtbot, pane, file):
    attach(qtbot, pane, file())
    pane.list.topLevelItem(0).setText(0, "../Phụ lục.pdf")
    qtbot.waitUntil(lambda: names(pane) == ["Phụ lục.pdf"])


def test_delete_takes_the_chosen_away(qtbot, pane, file):
    attach(qtbot, pane, file("a.txt"), file("b.txt"))
    pane.list.clearSelection()
    pane.list.topLevelItem(1).setSelected(True)
    qtbot.keyClick(pane.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(pane) == ["a.txt"])


def test_a_folder_is_refused_with_its_name_and_the_others_are_attached(
    qtbot, pane, file, tmp_path, jobs
):
    (tmp_path / "thư mục").mkdir()
    with qtbot.waitSignal(jobs.failed) as told:
        pane.add_files([str(tmp_path / "thư mục"), file("a.txt")])
    assert told.args[0].startswith("thư mục: ")
    qtbot.waitUntil(lambda: names(pane) == ["a.txt"])


def test_files_go_into_the_bin_with_their_customer(qtbot, pane, file, run, company, folder):
    attach(qtbot, pane, file())
    run("account.delete", ids=[str(company)])
    reads = LocalReads(folder / "main.sqlite", SystemClock())
    own = Group((Condition("account_id", Op.EQUALS, str(company)),))
    living = reads.first_page(ListQuery("attachment", ("name", "record_type", "record_id"), own))
    binned = reads.first_page(
        ListQuery("attachment", ("name", "record_type", "record_id"), own, bin=True)
    )
    reads.close()
    assert living.rows == ()
    assert binned.rows[0].texts == ("Hợp đồng.pdf", "account", str(uuid.UUID(str(company))))


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_no_shortcut_of_the_program_takes_its_keys(qtbot, pane, file, key):
    attach(qtbot, pane, file())
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    asked.ignore()
    QCoreApplication.sendEvent(pane.list, asked)
    assert asked.isAccepted()
