"""Paints the screens of one take: `python -m tools.goldens.painting TAKE COMPANY FOLDER`.

Clock, zone, ids, names and fonts are the same everywhere, and nothing moves.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import closing
from pathlib import Path

from tools.goldens.takes import NOW, OWNER, TAKES, ZONE


def make_company(folder: Path) -> None:
    """Make the demo company as it is on that one day."""
    from desktop.core.clock import FrozenClock, local_day
    from desktop.core.i18n import set_language
    from desktop.services.demo.filling import fill_demo
    from desktop.services.opening import declare
    from desktop.store.engine import Role
    from desktop.store.profile import open_profile

    set_language("vi")
    declare()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    clock = FrozenClock(NOW)
    with closing(open_profile(folder, clock, Role.WORKER, owner_name=OWNER)) as store:
        fill_demo(store, local_day(NOW))


def stop_the_clock() -> None:
    """Let it be that one moment in this process."""
    from desktop.core.clock import SystemClock

    vars_of_clock = {"now": lambda _clock: NOW}
    for name, method in vars_of_clock.items():
        setattr(SystemClock, name, method)


def main() -> None:
    """Make the company, or paint one take of a copy of it."""
    os.environ["TZ"] = ZONE
    if hasattr(time, "tzset"):
        time.tzset()
    stop_the_clock()
    what, company, *folder = sys.argv[1:]
    if what == "company":
        make_company(Path(company))
        return
    from tools.shots.playing import play
    from tools.shots.scenes import all_scenes

    take, wanted = TAKES[what]
    target = Path(folder[0])
    copy = shutil.copytree(company, target.with_name(f"{target.name}-profile"))
    known = {scene.name for scene in all_scenes()}
    if missing := set(take.scenes) - known:
        sys.exit(f"goldens: no scenes {missing}")
    failed = play(take, Path(copy), target, take.scenes)
    shutil.rmtree(copy, ignore_errors=True)
    for path in target.glob("*.png"):
        if path.stem not in wanted:
            path.unlink()
    sys.exit(failed)


if __name__ == "__main__":
    main()
