"""Only this time, this and all following, or the whole series: what editing one time does.

Pure functions: each takes a series and the original time of the occurrence that was edited, and
says what there should be afterwards. What the caller keeps of single times goes along by
`Variation.row`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass
from desktop.core.recurrence.addressing import comes_at
from desktop.core.recurrence.rules import AnyRule, Frequency, LunarRule
from desktop.core.recurrence.series import Series, Variation, base_stamps, rule_stamps
from desktop.core.recurrence.shifting import moved_rule
from desktop.core.recurrence.splitting import split
from desktop.core.recurrence.stamps import DAY, LAST, When, to_day, to_stamp, to_when

_FOUND_WITHIN: Final = 16 * DAY  # half a month: nearer than any other time of the same rule
_EARLIER: Final = 400 * DAY


class Target(NamedTuple):
    """Where an occurrence was moved to, and how long it is there."""

    start: When
    duration: timedelta
    zone: str | None


class Scope(StrEnum):
    """How much of a series an edit is about."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


SCOPE_LABELS: Final = {
    Scope.THIS: N_("Only this time"),
    Scope.FOLLOWING: N_("This and all following times"),
    Scope.ALL: N_("The whole series"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left of a series, and the one that is cut off it; `dropped` lost its time."""

    kept: Series | None
    added: Series | None = None
    dropped: tuple[Variation, ...] = ()


def cancel(series: Series, original: When, scope: Scope) -> Outcome:
    """Take away one time, it and all following ones, or all."""
    if scope is Scope.ALL:
        return Outcome(None)
    if scope is Scope.FOLLOWING:
        return Outcome(split(series, original).before)
    varied = _variation(series, original)
    if varied.is_added:
        others = (one for one in series.variations if one.original != original)
        return Outcome(series.with_variations(others))
    return Outcome(_with(series, dataclasses.replace(varied, is_cancelled=True)))


def move(
    series: Series,
    original: When,
    start: When,
    duration: timedelta,
    scope: Scope,
    zone: str | None = None,
) -> Outcome:
    """Let one time begin at `start` and last `duration`, or it and the following ones, or all.

    Times that were moved by themselves before stay where they were put. `zone` is that of a series
    of whole days which gets times of day.

    Raises:
        RuleBrokenError: the rule cannot be turned to another day.
    """
    if scope is Scope.THIS:
        varied = dataclasses.replace(
            _variation(series, original), start=start, duration=duration, is_cancelled=False
        )
        return Outcome(_with(series, varied))
    before, after = cut(series, original, scope)
    if after is None:
        return Outcome(before)
    moved, dropped = _moved(after, original, Target(start, duration, zone))
    return _outcome(before, moved, dropped)


def change_rule(series: Series, original: When, rule: AnyRule | None, scope: Scope) -> Outcome:
    """Give a series, or its part from one time on, another rule (None: it does not repeat).

    The rule brings its own end. Variations of times that the new rule does not have are dropped,
    those that were added beside the rule stay.

    Raises:
        ValueError: a rule of one time only has no sense: our own fault.
    """
    if scope is Scope.THIS:
        raise ValueError("one time has no rule")
    before, after = cut(series, original, scope)
    if after is None:
        return Outcome(before)
    changed = dataclasses.replace(after, rule=rule)
    if rule is not None:
        changed = aligned(changed)
    kept = [one for one in after.variations if one.is_added or comes_at(changed, one.original)]
    dropped = [one for one in after.variations if one not in kept and not one.is_cancelled]
    return _outcome(before, changed.with_variations(kept), dropped)


def cut(series: Series, original: When, scope: Scope) -> tuple[Series | None, Series | None]:
    """Return what an edit leaves alone and what it is about, for all or the following times.

    Editing the title of "this and following" needs no more than this.
    """
    if scope is Scope.ALL:
        return None, series
    return split(series, original)


def aligned(series: Series) -> Series:
    """Return a series that begins when its rule first comes, so that no odd first time is left."""
    first = next(rule_stamps(series, series.first, LAST), series.first)
    return dataclasses.replace(series, start=to_when(first, series.start))


def _outcome(before: Series | None, after: Series, dropped: list[Variation]) -> Outcome:
    if before is None:
        return Outcome(after, dropped=tuple(dropped))
    return Outcome(before, after, tuple(dropped))


def _variation(series: Series, original: When) -> Variation:
    for one in series.variations:
        if one.original == original:
            return one
    return Variation(original)


def _with(series: Series, varied: Variation) -> Series:
    others = [one for one in series.variations if one.original != varied.original]
    return series.with_variations([*others, varied])


def _moved(series: Series, original: When, target: Target) -> tuple[Series, list[Variation]]:
    varied = _variation(series, original)
    shown = original if varied.start is None else varied.start
    by = to_stamp(target.start) - to_stamp(shown)
    moved = _begun_elsewhere(series, shown, target, by)
    kept, dropped = [], []
    for one in series.variations:
        new = _varied_after(one, target, is_dragged=one.original == original)
        elsewhere = new.original if one.is_added else _original_after(moved, one.original, by)
        if elsewhere is not None:
            kept.append(dataclasses.replace(new, original=elsewhere))
        elif not one.is_cancelled:
            dropped.append(one)
    return moved.with_variations(kept), dropped


def _varied_after(one: Variation, target: Target, *, is_dragged: bool) -> Variation:
    """Return a variation as it is in the moved series, which may now be one of days or of times."""
    start = None if one.start is None else _of_kind(one.start, target.start)
    is_other_kind = isinstance(one.original, datetime) != isinstance(target.start, datetime)
    if is_dragged and (start is not None or one.is_added):
        start = target.start
    return dataclasses.replace(
        one,
        original=_of_kind(one.original, target.start),
        start=start,
        duration=None if is_dragged or is_other_kind else one.duration,
    )


def _of_kind(when: When, like: When) -> When:
    if isinstance(when, datetime) == isinstance(like, datetime):
        return when
    return (
        datetime.combine(when, like.time())
        if isinstance(like, datetime)
        else to_day(to_stamp(when))
    )


def _begun_elsewhere(series: Series, shown: When, target: Target, by: int) -> Series:
    """Return the series with its start and rule moved, still without variations."""
    first = series.first + by
    rule = None
    if series.rule is not None:
        rule = moved_rule(series.rule, series.start, shown, target.start)
    is_timed = isinstance(target.start, datetime)
    moved = Series(
        to_when(first, target.start),
        target.duration,
        (series.zone or target.zone) if is_timed else None,
        rule,
    )
    was_odd = not _comes_by_rule(series, series.first)
    if rule is None or was_odd or _comes_by_rule(moved, first):
        return moved
    # The first Monday of a month is not as far from its second Tuesday as another month's.
    free = dataclasses.replace(rule, interval=1, count=None, until=None)
    early = dataclasses.replace(moved, start=to_when(first - _EARLIER, target.start), rule=free)
    nearest = _nearest(rule_stamps(early, first - _FOUND_WITHIN, first + _FOUND_WITHIN), first)
    return (
        moved
        if nearest is None
        else dataclasses.replace(moved, start=to_when(nearest, target.start))
    )


def _original_after(moved: Series, original: When, by: int) -> When | None:
    """Return the time of the moved series that was at `original`; None if there is no such one."""
    wanted = to_stamp(original) + by
    is_long = isinstance(moved.rule, LunarRule) or (
        moved.rule is not None and moved.rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    )
    within = _FOUND_WITHIN if is_long else 0
    nearest = _nearest(base_stamps(moved, wanted - within, wanted + within), wanted)
    return None if nearest is None else to_when(nearest, moved.start)


def _comes_by_rule(series: Series, stamp: int) -> bool:
    return next(rule_stamps(series, stamp, stamp), None) is not None


def _nearest(stamps: Iterator[int], wanted: int) -> int | None:
    best = None
    for stamp in stamps:
        if best is None or abs(stamp - wanted) < abs(best - wanted):
            best = stamp
    return best
