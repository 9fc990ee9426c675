"""The patterns of what is said: enough of them, whole, and fitting."""

from __future__ import annotations

import string

import pytest

from desktop.services.demo.talks import _all, patterns

STAGES = (
    "new", "prospect", "customer", "late", "person", "supplier", "partner", "tet", "after_tet",
)  # fmt: skip
GAPS = {
    "who", "Who", "product", "quantity", "price", "amount", "percent", "day", "time", "order",
    "invoice", "place", "source", "colleague", "Colleague",
}  # fmt: skip


def test_there_are_more_than_sixty():
    talks = [each for each in _all() if each.text]
    assert len({each.text for each in talks}) > 90
    assert len({(each.subject, each.text) for each in _all()}) == len(_all())


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", ["note", "call"])
def test_every_stage_has_notes_and_calls(stage, kind):
    assert patterns(stage, kind)


def test_what_is_missed_or_planned_has_no_result_yet():
    for stage in ("missed", "planned"):
        assert patterns(stage, "call")
        assert not any(each.text for each in patterns(stage, "call"))


def test_their_columns_hold_known_words():
    for each in _all():
        assert each.kind in {"note", "call", "both"}
        assert each.direction in {"in", "out", "any"}
        assert each.subject
        gaps = {
            name for _text, name, _spec, _conv in string.Formatter().parse(each.subject + each.text)
        }
        assert {name for name in gaps if name} <= GAPS
