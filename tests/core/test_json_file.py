"""Small JSON files are written whole, in a thread of their own."""

from __future__ import annotations

import threading

from desktop.core import json_file
from desktop.core.json_file import JsonKeeper, read_json, write_json


def test_what_was_written_is_read(tmp_path):
    path = tmp_path / "một" / "hai.json"
    write_json(path, {"tên": "Đặng"})
    assert read_json(path) == {"tên": "Đặng"}


def test_a_list_is_no_settings_file(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("[1]", encoding="utf-8")
    assert read_json(path) == {}
    assert not path.exists()
    assert (tmp_path / "a.json.broken").exists()


def test_a_folder_in_place_of_the_file_is_survived(tmp_path):
    assert read_json(tmp_path) == {}


def test_the_keeper_writes_the_last_of_many_versions(tmp_path):
    keeper = JsonKeeper(tmp_path / "ui.json")
    for number in range(200):
        keeper.save({"n": number})
    keeper.flush()
    assert read_json(keeper.path) == {"n": 199}


def test_the_keeper_does_not_wait_for_the_disk(tmp_path, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(json_file, "write_json", lambda path, data, seal: gate.wait(5))
    keeper = JsonKeeper(tmp_path / "ui.json")
    keeper.save({"n": 1})
    keeper.save({"n": 2})
    gate.set()
    keeper.flush()
    assert keeper._writing is None


def test_a_refusing_disk_is_noted_and_survived(tmp_path, monkeypatch, caplog):
    def refuse(*_args):
        raise OSError("read-only")

    monkeypatch.setattr(json_file, "write_json", refuse)
    keeper = JsonKeeper(tmp_path / "ui.json")
    keeper.save({"n": 1})
    keeper.flush()
    assert "cannot be written" in caplog.text
