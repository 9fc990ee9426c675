"""Which columns a tree has, and in which order."""

from desktop.views.work.plan_columns import USUAL, toggled


def test_a_column_that_comes_stands_last_and_one_that_goes_moves_no_other():
    assert toggled(USUAL, "effort") == (*USUAL, "effort")
    assert toggled(USUAL, "status") == tuple(key for key in USUAL if key != "status")
