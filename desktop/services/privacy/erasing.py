"""Anonymising a person in the whole profile: looked at first, then done in one long work.

Until the records are written it can be stopped and nothing has changed; after that it goes on to
the end. What the law lets or makes a company keep stays, without a name: that something was done
and when, and the log of consents as the proof that data were used lawfully.

Source: Law on Personal Data Protection 91/2025/QH15, deletion and de-identification on request.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from typing import Final

from desktop.core.changes import Changes
from desktop.core.entities import get_entity, iter_entities
from desktop.core.errors import CancelledError, NotAllowedError
from desktop.core.fields import Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.person_signs import PersonSigns
from desktop.core.privacy import NamingText, Outlook, outlook_to_json
from desktop.services.long_work import LongWork, Report, long_work
from desktop.services.privacy import leftovers
from desktop.services.privacy.anonymising import (
    ENTITIES,
    Text,
    check_persons,
    delete_for_good,
    make_nameless,
    remove_texts,
)
from desktop.services.privacy.completeness import check_everything_is_here
from desktop.store.compacting import compact
from desktop.store.engine import Connection, connect_reader
from desktop.store.faults import told
from desktop.store.maintenance import merge_search
from desktop.store.person_facts import (
    CONSENT,
    People,
    consents_of,
    files_of,
    pictures_of,
    read_title,
)
from desktop.store.person_traces import (
    Look,
    Mention,
    find_mentions,
    find_old_values,
    forget_old_values,
    read_signs,
    same_person,
)

LOOKING: Final = N_("Looking for everything about the person")
NO_RETURN: Final = N_("Removing names; this cannot be stopped any more")
_EXCERPT: Final = 160
MOST_TEXTS: Final = 2000  # that are shown one by one; more are removed with them


@long_work("privacy.look")
def look_at_person(work: LongWork, entity: str, ids: Sequence[str]) -> Json:
    """Return what is found of persons, as `core.privacy.outlook_to_json` writes it.

    Raises:
        NotAllowedError, RuleBrokenError: they must not be anonymised.
        CancelledError: the person at the screen cancelled.
    """
    _require(work, entity)
    check_everything_is_here(work)
    found = [uuid.UUID(one) for one in ids]
    with work.store.work(work.actor, f"{entity}.anonymise") as unit:
        check_persons(unit, entity, found)
    with told(), closing(connect_reader(work.store.path, work.store.key)) as connection:
        people = same_person(connection, entity, found)
        signs = read_signs(connection, people)
        consents, files = consents_of(connection, people), files_of(connection, people)
        own = {**people, **consents, **files}
        named = find_mentions(connection, signs, own, _looking(work))
        mentions = [one for one in named if not one.is_own]
        outlook = Outlook(
            records=tuple(_records(connection, people)),
            texts=tuple(_text(connection, one) for one in mentions[:MOST_TEXTS]),
            consents=sum(map(len, consents.values())),
            drafts=len(leftovers.drafts_of(work, people, signs)),
            files=sum(1 for _path in leftovers.files_of(work.profile, signs)),
            pictures=len(pictures_of(connection, {**people, **files})),
            backups=len(leftovers.older_backups(work)),
            names=signs.names,
        )
    return outlook_to_json(outlook)


@long_work("privacy.anonymise")
def anonymise_person(
    work: LongWork,
    entity: str,
    ids: Sequence[str],
    keep: Sequence[Sequence[str]] = (),
    remove: Sequence[Sequence[str]] = (),
    *,
    renew_backups: bool = False,
) -> Json:
    """Anonymise persons everywhere in the profile; return {"records", "texts", "backups"}.

    Args:
        work: see LongWork.
        entity: of the records that were chosen.
        ids: the records that were chosen; others of the same persons are found by their links.
        keep: [entity, id, field] of texts that stay although they name the person.
        remove: likewise, of names in fields of other records that go although they may be those
            of somebody of the same name.
        renew_backups: make a new backup and delete the older ones.

    Raises:
        NotAllowedError, RuleBrokenError, CancelledError: nothing was changed.
        StorageError: no new backup could be made; the person is nameless, older backups stay.
    """
    _require(work, entity)
    check_everything_is_here(work)
    work.report(0, 0, _(LOOKING))
    found = [uuid.UUID(one) for one in ids]
    with told(), closing(connect_reader(work.store.path, work.store.key)) as connection:
        people = same_person(connection, entity, found)
        signs = read_signs(connection, people)
        files = files_of(connection, people)
        pictures = pictures_of(connection, {**people, **files})
        own = {**people, **consents_of(connection, people), **files}
        mentions = list(find_mentions(connection, signs, own, _looking(work)))
        old_values = find_old_values(connection, signs)
    kept = _places(keep) | ({_place(m) for m in mentions if not _is_sure(m)} - _places(remove))
    with work.store.work(work.actor, f"{entity}.anonymise") as unit:
        check_persons(unit, entity, found)
        # From here on nobody can stop it: the records are written at once.
        work.report(0, 0, _(NO_RETURN))
        for key, some in people.items():
            make_nameless(unit, key, sorted(some))
        for key, some in files.items():
            delete_for_good(unit, key, sorted(some))
        texts = remove_texts(unit, _to_remove(mentions, kept))
        unit.session.flush()
        forget_old_values(work.store.driver, signs, old_values, kept)
    backups = _clean(work, signs, people, pictures, renew=renew_backups)
    return {"records": sum(map(len, people.values())), "texts": texts, "backups": backups}


def _clean(
    work: LongWork, signs: PersonSigns, people: People, pictures: set[str], *, renew: bool
) -> int:
    """Take the person out of everything beside the records; nobody can stop it."""
    steady = replace(work, report=_unstoppable(work.report))
    steady.report(0, 0, _("Deleting drafts, pictures and files"))
    drafts = leftovers.drafts_of(steady, people, signs)
    if drafts:
        leftovers.drop_drafts(steady, drafts)
    for path in list(leftovers.files_of(work.profile, signs)):
        path.unlink(missing_ok=True)
    with told(), closing(connect_reader(work.store.path, work.store.key)) as connection:
        leftovers.drop_pictures(connection, work.profile, pictures)
    steady.report(0, 0, _("Tidying the data; saving has to wait for a moment"))
    merge_search(work.store)
    compact(work.store)
    # What was on the screen while the database was written anew is read once more.
    work.store.tell(Changes({entity.key: frozenset() for entity in iter_entities()}))
    if not renew:
        return 0
    steady.report(0, 0, _("Making a new backup"))
    return leftovers.renew_backups(steady)


def _to_remove(mentions: Sequence[Mention], kept: set[Text]) -> list[Text]:
    """Return the texts that go: all but those kept, and titles, which say “nobody” already."""
    going = [one for one in mentions if not (one.is_own and _is_gone(one))]
    return [place for place in map(_place, going) if place not in kept]


def _place(one: Mention) -> Text:
    return one.entity, one.id, one.field


def _places(told: Sequence[Sequence[str]]) -> set[Text]:
    return {(entity, uuid.UUID(one), name) for entity, one, name in told}


def _is_sure(one: Mention) -> bool:
    """Tell whether a text speaks of the person, not of a namesake whom it names as itself."""
    entity = get_entity(one.entity)
    is_long = entity.field(one.field).kind in (Kind.LONG_TEXT, Kind.RICH_TEXT)
    is_deed = bool(entity.timeline) and one.entity != CONSENT
    return one.is_own or is_long or is_deed


def _records(connection: Connection, people: People) -> Iterator[tuple[str, str, str]]:
    for key, ids in people.items():
        yield from ((key, str(one), read_title(connection, key, one)) for one in sorted(ids))


def _is_gone(one: Mention) -> bool:
    """Tell whether a text of the person's own is replaced or deleted without being named."""
    entity = get_entity(one.entity)
    return entity.hidden or one.field == entity.title


def _text(connection: Connection, one: Mention) -> NamingText:
    title = read_title(connection, one.entity, one.id)
    excerpt = " ".join(one.text.split())[:_EXCERPT]
    return NamingText(one.entity, str(one.id), title, one.field, excerpt, _is_sure(one))


def _require(work: LongWork, entity: str) -> None:
    if entity not in ENTITIES or not work.actor.may(f"{entity}.anonymise"):
        raise NotAllowedError(_("You lack the right to do this."))


def _unstoppable(report: Report) -> Report:
    """Return what reports without hearing that somebody cancelled."""

    def tell(done: int, of: int = 0, what: str = "") -> None:
        with suppress(CancelledError):
            report(done, of, what)

    return tell


def _looking(work: LongWork) -> Look:
    def look() -> None:
        work.report(0, 0, _(LOOKING))

    return look
