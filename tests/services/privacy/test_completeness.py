"""Where the centre has older records, nobody is told that all about a person was found."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.errors import RuleBrokenError
from desktop.services.privacy.erasing import anonymise_person, look_at_person
from desktop.services.privacy.export import export_person
from desktop.store.mirror import horizons
from desktop.store.mirror.tables import make_tables


@pytest.fixture
def person(commands, store):
    """A person in a profile that holds the last months alone."""
    made = commands.run("contact.create", {"values": {"full_name": "Lê An"}}).value
    with store.exclusive() as connection:
        make_tables(connection)
        horizons.begin(connection, 1_700_000_000_000_000, 18)
        connection.execute("UPDATE contact SET acl_id = NULL")
    return made


def test_nobody_is_made_nameless_in_a_part_of_the_records(work, person, store):
    for deed in (look_at_person, anonymise_person):
        with pytest.raises(RuleBrokenError):
            deed(work, "contact", [person])
    with store.exclusive() as connection:
        horizons.begin(connection, 0, 0)
        connection.execute("DELETE FROM sync_state WHERE key LIKE 'horizons%'")
    assert look_at_person(work, "contact", [person])


def test_a_file_about_a_person_holds_all_of_it_or_is_not_written(work, person, store, tmp_path):
    path = tmp_path / "an.zip"
    with pytest.raises(RuleBrokenError):
        export_person(work, "contact", person, str(path))
    assert not path.exists()
    with store.exclusive() as connection:
        horizons.note_whole(connection, uuid.UUID(person).bytes)
    export_person(work, "contact", person, str(path))
    assert path.exists()
