"""Files as strangers, bad disks and bad lines leave them: good ones, changed in a few places."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import strategies as st

SECONDS = 20.0  # for one file; far more than any needs, far less than for ever
MEMORY_KB = 512 * 1024  # more than before, for all files of a test
TOKENS = (
    b"", b"\0", b"\xff\xfe", b'"', b"'", b"<", b"]]>", b"-1", b"1e999", b"\x7f\xff\xff\xff", b"{",
    b"[" * 2000, b"a" * 70_000, b"\xe1\xbb", b"\r", b"null", b"true", b"NaN", b"\xcc\x9b" * 50,
    b"9" * 400, b"=1+1", b"\\u0000", b"\\ud800",
)  # fmt: skip

places = st.floats(0, 1, exclude_max=True)
edits = st.lists(
    st.one_of(
        st.tuples(st.just("flip"), places, st.integers(1, 255)),
        st.tuples(st.just("put"), places, st.sampled_from(TOKENS)),
        st.tuples(st.just("over"), places, st.sampled_from(TOKENS)),
        st.tuples(st.just("cut"), places, st.integers(1, 400)),
        st.tuples(st.just("twice"), places, st.integers(1, 400)),
        st.tuples(st.just("end"), places, st.none()),
    ),
    min_size=1,
    max_size=5,
)


def mutated(whole: bytes, changes: list[tuple[str, float, object]]) -> bytes:
    """Return `whole` with the changes that `edits` drew."""
    made = bytearray(whole)
    for what, place, with_ in changes:
        at = int(place * len(made))
        if what == "flip" and made:
            made[at] ^= with_
        elif what == "put":
            made[at:at] = with_
        elif what == "over":
            made[at : at + len(with_)] = with_
        elif what == "cut":
            del made[at : at + with_]
        elif what == "twice":
            made[at:at] = made[at : at + with_]
        elif what == "end":
            del made[at:]
    return bytes(made)


def mutated_zip(whole: bytes, part: float, changes: list[tuple[str, float, object]]) -> bytes:
    """Return a sound archive in which one member was changed."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    chosen = list(members)[int(part * len(members))]
    members[chosen] = mutated(members[chosen], changes)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


@contextmanager
def bounded() -> Iterator[None]:
    """Fail what takes longer than a person waits."""
    started = time.monotonic()
    yield
    taken = time.monotonic() - started
    assert taken < SECONDS, f"{taken:.1f} s for one small file"


@contextmanager
def bounded_memory() -> Iterator[None]:
    """Fail what takes more memory than a small computer has to spare."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert more < MEMORY_KB, f"{more / 1024:.0f} MB more for small files"
