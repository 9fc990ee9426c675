"""Records that are dragged from screen to screen."""

import uuid

import pytest
from PySide6.QtCore import QMimeData

from desktop.core.pages import Ref
from desktop.views.record_mime import RECORDS, records_as_mime, records_in

TASKS = [Ref("task", uuid.UUID(int=n), title) for n, title in ((1, "Khảo sát"), (2, 'Vẽ "A"'))]


def test_dragged_records_arrive_as_they_left():
    data = records_as_mime(TASKS)
    assert records_in(data) == TASKS
    assert data.text() == 'Khảo sát\nVẽ "A"'


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b'[{"entity": "task"}]', b'{"id": 3}', b"\xff"]
)
def test_bytes_that_nobody_wrote_are_no_records(content):
    data = QMimeData()
    data.setData(RECORDS, content)
    assert records_in(data) == []


def test_text_of_another_program_is_no_record():
    data = QMimeData()
    data.setText("Khảo sát")
    assert records_in(data) == []
