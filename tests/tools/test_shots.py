"""The pictures of the screens: every take plays scenes that there are."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tools.shots.playing import _play
from tools.shots.scenes import all_scenes
from tools.shots.scenes.register import Scene
from tools.shots.takes import README, TAKES, find_take

EVERY = (*TAKES, README)


def test_no_two_scenes_have_the_same_name():
    names = Counter(scene.name for scene in all_scenes())
    assert {name for name, count in names.items() if count > 1} == set()


@pytest.mark.parametrize("take", EVERY, ids=lambda take: take.name)
def test_a_take_plays_scenes_that_there_are(take):
    known = {scene.name for scene in all_scenes()}
    assert set(take.scenes) <= known
    assert any(take.has(name) for name in known)


@pytest.mark.parametrize("take", EVERY, ids=lambda take: take.name)
def test_a_take_is_found_by_its_name(take):
    assert find_take(take.name) is take


def test_a_take_of_any_look_is_found_by_its_name():
    take = find_take("en-contrast-1366x768@2")
    assert (take.language, take.theme, take.size, take.scale) == ("en", "contrast", (1366, 768), 2)
    assert find_take("vi-dark-1024x640").scale == 1


def test_a_take_that_is_no_look_is_refused():
    with pytest.raises(LookupError, match="vi-pink-1366x768"):
        find_take("vi-pink-1366x768")


class Stage:
    """A studio that only counts how often it was cleared."""

    cleared = 0

    async def clear(self) -> None:
        self.cleared += 1


async def broken(_studio) -> None:
    raise TimeoutError


def test_a_scene_that_fails_leaves_nothing_open_for_the_next(capsys):
    stage = Stage()
    assert not asyncio.run(_play(TAKES[0], stage, Scene("broken", broken)))
    assert stage.cleared == 1
    assert "“broken” failed" in capsys.readouterr().err
