"""Rules of this code base that no linter knows, and the proof that each of them bites."""

from __future__ import annotations

import importlib

import pytest

from tests.architecture.sources import RULES, Rule, Source, all_sources

for module in ("qt_rules", "platform_rules", "house_rules"):
    importlib.import_module(f"tests.architecture.{module}")

BAD = [(rule, sample) for rule in RULES for sample in rule.bad]
GOOD = [(rule, sample) for rule in RULES for sample in rule.good]


def name_of(value: object) -> str:
    return value.name if isinstance(value, Rule) else ""


def test_the_rules_hold_in_all_sources():
    faults = [
        f"{source.path}:{line} {rule.name}: {reason}"
        for source in all_sources()
        for rule in RULES
        if rule.concerns(source.path)
        for line, reason in rule.find(source)
    ]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize(("rule", "sample"), BAD, ids=name_of)
def test_the_rule_catches_a_bad_sample(rule: Rule, sample: str):
    assert list(rule.find(Source("desktop/sample.py", sample)))


@pytest.mark.parametrize(("rule", "sample"), GOOD, ids=name_of)
def test_the_rule_passes_a_good_sample(rule: Rule, sample: str):
    assert not list(rule.find(Source("desktop/sample.py", sample)))


def test_every_rule_concerns_some_source():
    paths = [source.path for source in all_sources()]
    idle = [rule.name for rule in RULES if not any(map(rule.concerns, paths))]
    assert idle == []
