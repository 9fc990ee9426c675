"""Every entity has a picture that the icon family knows."""

from __future__ import annotations

import pytest

from desktop.core.entities import iter_entities
from desktop.models import load_all
from desktop.views.icons import icon_exists

load_all()


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda entity: entity.key)
def test_its_icon_exists(entity):
    assert icon_exists(entity.icon)


def test_entities_that_stand_side_by_side_have_different_icons():
    shown = [entity for entity in iter_entities() if not entity.hidden]
    assert len({entity.icon for entity in shown}) == len(shown)
