"""Own words: what the company calls what the program calls otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from desktop.core.commands import CommandFacts
from desktop.core.i18n import N_, program_text
from desktop.core.kinds.cleaning import clean_words
from desktop.models.system.customizing import Word
from desktop.services.commands import register_command
from desktop.store.work import Work


def rename_word(
    work: Work,
    message: str,
    text_vi: str = "",
    text_en: str = "",
    also: Sequence[str] = (),
) -> None:
    """Call something by other words, in one language or both; without any by the program's again.

    Args:
        work: the unit of work.
        message: the English text of the program.
        text_vi: instead of its Vietnamese; "" leaves that.
        text_en: instead of the English; "" leaves that.
        also: texts that read alike in Vietnamese and there take the same word: the plural.
    """
    _say(work, message, clean_words(text_vi), clean_words(text_en))
    for other in also:
        known = next(iter(_known(work, other)), None)
        _say(work, other, clean_words(text_vi), known.text_en if known else None)
    work.session.flush()


def _known(work: Work, message: str) -> list[Word]:
    query = sa.select(Word).where(Word.message == message, Word.deleted_at.is_(None))
    return list(work.session.scalars(query))


def _say(work: Work, message: str, vi: str | None, en: str | None) -> None:
    found = _known(work, message)
    if vi is None and en is None:
        work.delete("word", [one.id for one in found])
        return
    word = found[0] if found else Word(message=message)
    word.text_vi, word.text_en = vi or program_text(message, "vi"), en
    work.session.add(word)


register_command(CommandFacts("word.rename", N_("Use other words"), generic=True), rename_word)
