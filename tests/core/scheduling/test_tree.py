"""The tree of tasks: edits by hand and at random, rings from two computers, order keys."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.scheduling.order_keys import is_order_key, key_between, keys_between
from desktop.core.scheduling.tree import Place, grow_tree
from desktop.core.scheduling.tree_edits import indent, move, outdent, place, step
from tests.core.scheduling.random_plans import patient


def key(name):
    return uuid.UUID(int=ord(name))


def grow(text):
    """Return the tree that is drawn with one indented letter a line."""
    rows, path = [], []
    for number, line in enumerate(text.split("\n")):
        depth, name = len(line) - len(line.lstrip()), line.strip()
        path[depth:] = [key(name)]
        rows.append(Place(key(name), path[-2] if depth else None, f"{number + 1:03}1"))
    return grow_tree(rows)


def draw(tree):
    return "\n".join(" " * depth + chr(task.int) for task, depth in tree.walk())


def edited(tree, edit):
    return draw(place(tree, edit))


def test_indent_puts_a_block_below_the_task_before_it():
    tree = grow("a\nb\nc\nd")
    assert edited(tree, indent(tree, [key("b"), key("c")])) == "a\n b\n c\nd"


def test_the_first_of_a_level_cannot_be_indented():
    tree = grow("a\nb")
    assert indent(tree, [key("a")]).after == ()
    assert edited(tree, indent(tree, [key("a"), key("b")])) == "a\nb"


def test_outdent_puts_tasks_behind_their_parent_in_their_order():
    tree = grow("a\n b\n c\n d\ne")
    assert edited(tree, outdent(tree, [key("b"), key("c")])) == "a\n d\nb\nc\ne"


def test_outdent_undoes_indent():
    tree = grow("a\n x\nb\n y\nc")
    inside = place(tree, indent(tree, [key("b")]))
    assert draw(inside) == "a\n x\n b\n  y\nc"
    assert edited(inside, outdent(inside, [key("b")])) == draw(tree)


def test_a_block_steps_down_and_up_among_its_siblings():
    tree = grow("a\nb\nc\nd")
    down = place(tree, step(tree, [key("a"), key("b")], down=True))
    assert draw(down) == "c\na\nb\nd"
    assert edited(down, step(down, [key("a"), key("b")], down=False)) == draw(tree)
    assert step(tree, [key("a"), key("b")], down=False).after == ()


def test_a_task_is_dropped_before_another_with_all_below_it():
    tree = grow("a\n b\n  c\nd\n e")
    assert edited(tree, move(tree, [key("b"), key("c")], key("d"), key("e"))) == "a\nd\n b\n  c\n e"


def test_a_task_cannot_be_dropped_into_itself():
    tree = grow("a\n b\n  c")
    with pytest.raises(InvalidValueError, match="below itself"):
        move(tree, [key("a")], key("c"))


def test_one_row_is_written_for_one_move():
    tree = grow("a\nb\nc\nd")
    assert [each.id for each in move(tree, [key("d")], None, key("b")).after] == [key("d")]


def test_equal_keys_of_two_computers_are_parted_when_something_goes_between():
    tree = grow_tree([Place(key("a"), None, "i"), Place(key("b"), None, "i"), Place(key("c"))])
    order = draw(tree).split("\n")
    assert order == ["c", "a", "b"]
    assert edited(tree, move(tree, [key("c")], None, key("b"))) == "a\nc\nb"


def test_parents_that_form_a_ring_are_shown_all_the_same():
    rows = [Place(key("a"), key("b")), Place(key("b"), key("a")), Place(key("c"), key("a"))]
    assert draw(grow_tree(rows)) == "b\n a\n  c"


def test_a_task_whose_parent_is_not_here_stands_at_the_top():
    assert draw(grow_tree([Place(key("a"), key("z"))])) == "a"


def test_a_tree_may_be_deeper_than_any_recursion():
    ids = [uuid.UUID(int=number + 1) for number in range(5000)]
    tree = grow_tree(
        Place(task, ids[number - 1] if number else None) for number, task in enumerate(ids)
    )
    assert max(depth for _task, depth in tree.walk()) == len(ids) - 1


def test_tasks_of_several_places_move_in_one_edit():
    tree = grow("a\nb\nc\nd\n e\n f\n g")
    chosen = [key("b"), key("d"), key("f")]
    assert edited(tree, indent(tree, chosen)) == "a\n b\nc\n d\n  e\n  f\n  g"
    tree = grow("a\n b\n c\nd\n e\n f")
    assert edited(tree, outdent(tree, [key("b"), key("f")])) == "a\n c\nb\nd\n e\nf"
    tree = grow("a\nb\nc\nd\ne")
    down = place(tree, step(tree, [key("a"), key("c")], down=True))
    assert draw(down) == "b\na\nd\nc\ne"
    assert edited(down, step(down, [key("a"), key("c")], down=False)) == draw(tree)


def test_a_thousand_rows_are_indented_at_once():
    ids = [uuid.UUID(int=number + 1) for number in range(2000)]
    orders = keys_between("", "", len(ids))
    tree = grow_tree(Place(task, None, order) for task, order in zip(ids, orders, strict=True))
    edit = indent(tree, ids[1::2])
    assert len(edit.after) == 1000
    assert place(tree, edit).children(ids[0]) == (ids[1],)


names = st.integers(0, 9).map(lambda number: uuid.UUID(int=number + 97))
rows = st.lists(
    st.builds(Place, names, st.none() | names, st.sampled_from(("", "1", "i", "i1", "0", "?"))),
    unique_by=lambda row: row.id,
    max_size=10,
)


def drawn_edit(data, tree):
    chosen = data.draw(st.lists(names, max_size=4))
    what = data.draw(st.sampled_from((indent, outdent, step, move)))
    if what is step:
        return step(tree, chosen, down=data.draw(st.booleans()))
    if what is move:
        parent = data.draw(st.none() | st.sampled_from(sorted(tree.places) or [None]))
        return move(tree, chosen, parent, data.draw(st.none() | names))
    return what(tree, chosen)


@patient
@given(rows, st.data())
def test_no_edit_makes_a_ring_or_loses_a_task_and_each_can_be_undone(placed, data):
    tree = grow_tree(placed)
    for _edit in range(4):
        try:
            edit = drawn_edit(data, tree)
        except InvalidValueError:
            continue
        after = place(tree, edit)
        assert sorted(task for task, _depth in after.walk()) == sorted(tree.places)
        # The rows as they are written, not as a tree resolves them, know no ring.
        written = {row.id: row.parent for row in after.places.values()}
        for task in written:
            above, steps = task, 0
            while above is not None:
                above, steps = written[above], steps + 1
                assert steps <= len(written)
        assert place(after, edit.undone()) == tree
        tree = after


@patient
@given(rows)
def test_rows_of_any_state_are_each_shown_once(placed):
    shown = [task for task, _depth in grow_tree(placed).walk()]
    assert sorted(shown) == sorted(row.id for row in placed)


digits = st.text("0123456789abcdefghijklmnopqrstuvwxyz", max_size=6).filter(
    lambda text: not text or is_order_key(text)
)


@patient
@given(digits, digits, st.integers(1, 50))
def test_keys_fit_between_any_two_and_ascend(one, other, count):
    low, high = sorted((one, other))
    if low == high:
        high = ""
    keys = keys_between(low, high, count)
    assert keys == sorted(set(keys))
    assert len(keys) == count
    assert all(is_order_key(each) and each > low and (not high or each < high) for each in keys)


def test_keys_of_tasks_added_one_by_one_stay_short():
    last = ""
    for _task in range(20_000):
        last, before = key_between(last, ""), last
        assert last > before
    assert len(last) <= 8
    first = key_between("", "")
    for _task in range(20_000):
        first, after = key_between("", first), first
        assert first < after
    assert len(first) <= 8


@pytest.mark.parametrize(("low", "high"), [("b", "a"), ("a", "a"), ("a0", "b"), ("A", "b")])
def test_no_key_fits_between_keys_out_of_order_or_form(low, high):
    with pytest.raises(ValueError, match="no key fits"):
        key_between(low, high)
