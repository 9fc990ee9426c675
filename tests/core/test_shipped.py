"""What comes with the program is read in the language of whoever looks, until it is renamed."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.i18n import set_language
from desktop.core.shipped import ADMINISTRATORS, kept_role_name, role_name


@pytest.fixture(params=[("en", "Administrators"), ("vi", "Quản trị viên")])
def spoken(request):
    language, name = request.param
    set_language(language)
    yield name
    set_language("en")


def test_the_role_of_administrators_is_called_in_the_persons_language(spoken):
    assert role_name(ADMINISTRATORS, "Administrators") == spoken
    assert kept_role_name(ADMINISTRATORS, spoken) == "Administrators"


def test_a_name_that_somebody_gave_stays(spoken):
    assert role_name(ADMINISTRATORS, "Ban giám đốc") == "Ban giám đốc"
    assert kept_role_name(ADMINISTRATORS, "Ban giám đốc") == "Ban giám đốc"
    other = uuid.uuid4()
    assert role_name(other, "Administrators") == kept_role_name(other, "Administrators")
