"""What makes a system start the service by itself."""

from __future__ import annotations

import plistlib
import shlex
from configparser import RawConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.agent import unit_files
from desktop.agent.__main__ import main
from desktop.agent.unit_files import service_file

WORDS = ("run", "--folder", "/var/sao lưu & 100%/$x", "--connect", "host=db user=o'x")
HERE = Path("/opt/lienhe 50%")


def test_systemd_is_told_every_word_and_starts_it_again():
    parser = RawConfigParser()
    parser.optionxform = str
    parser.read_string(service_file("systemd", WORDS, HERE, user="lienhe"))
    service = parser["Service"]
    told = shlex.split(service["ExecStart"].replace("%%", "%").replace("$$", "$"))
    assert told == unit_files.agent_command(*WORDS)
    assert (service["User"], service["Restart"]) == ("lienhe", "always")
    assert service["WorkingDirectory"] == "/opt/lienhe 50%%"
    assert parser["Install"]["WantedBy"] == "multi-user.target"
    assert "User=" not in service_file("systemd", WORDS, HERE)


def test_launchd_is_told_every_word():
    told = plistlib.loads(service_file("launchd", WORDS, HERE).encode())
    assert told["ProgramArguments"] == unit_files.agent_command(*WORDS)
    assert (told["KeepAlive"], told["WorkingDirectory"]) == (True, str(HERE))


def test_windows_is_told_every_word():
    text = service_file("windows", WORDS, HERE).partition("?>")[2]
    root = ElementTree.fromstring(text)
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    program, *_rest = unit_files.agent_command(*WORDS)
    assert root.findtext(f".//{space}Command") == program
    assert '"/var/sao lưu & 100%/$x"' in str(root.findtext(f".//{space}Arguments"))
    assert root.find(f".//{space}BootTrigger") is not None


@pytest.mark.parametrize("system", unit_files.SYSTEMS)
def test_the_file_is_written_and_it_is_said_what_to_do_with_it(system, tmp_path, capsys):
    words = ["--system", system, "--to", str(tmp_path), "--folder", str(tmp_path)]
    assert main(["files", *words, "--profile", str(tmp_path), "--user", "lienhe"]) == 0
    path = tmp_path / unit_files.file_name(system)
    said = capsys.readouterr().out
    assert said.splitlines()[0] == str(path)
    assert path.name in said.partition("\n")[2]
    assert "desktop.agent" in path.read_text("utf-16" if system == "windows" else "utf-8")


def test_a_password_is_not_written_into_such_a_file(tmp_path, capsys):
    words = ["--to", str(tmp_path), "--connect", "host=db password=bí-mật"]
    assert main(["files", *words]) == 1
    assert "password file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_connection_that_cannot_be_read_is_told_in_a_sentence(tmp_path, capsys):
    assert main(["run", "--connect", "host", "--folder", str(tmp_path)]) == 1
    assert "missing" in capsys.readouterr().err
