"""What fuzzing shares: how often, and how much memory all of it may take."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import bounded, bounded_memory


@pytest.fixture
def fuzz(rounds: Callable[[int, int], int]) -> Iterator[Callable[..., None]]:
    """Return `fuzz(check, strategy, …, ordinary=50, soak=5000)`, which draws that many examples."""

    def run(check: Callable[..., None], *strategies: object, ordinary: int, soak: int) -> None:
        @settings(
            max_examples=rounds(ordinary, soak),
            deadline=None,
            derandomize="LIENHE_SOAK" not in os.environ,  # others at every run of endurance alone
            suppress_health_check=list(HealthCheck),
        )
        @given(st.tuples(*strategies))
        def one(drawn: tuple[object, ...]) -> None:
            with bounded():
                check(*drawn)

        one()

    with bounded_memory():
        yield run
