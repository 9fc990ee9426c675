"""Letters as they lie in their file: JSON whose fields may grow, read leniently."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from desktop.core.mail.letters import Answering, Letter, LetterFile
from desktop.core.mail.values import Address, Importance
from desktop.core.pages import Ref

_PEOPLE: Final = ("to", "cc", "bcc")
_TEXTS: Final = (
    "reply_to", "subject", "html", "text", "in_reply_to", "calendar", "redirected", "message_id",
)  # fmt: skip
_IDS: Final = ("account", "identity")
_FILE: Final = tuple(field.name for field in fields(LetterFile))


def letter_to_json(letter: Letter) -> str:
    """Return a letter as text."""
    values: dict[str, Any] = {name: getattr(letter, name) for name in _TEXTS}
    values |= {name: _hex(getattr(letter, name)) for name in _IDS}
    values |= {name: [_pair(one) for one in getattr(letter, name)] for name in _PEOPLE}
    values["sender"] = _pair(letter.sender)
    values["files"] = [{name: getattr(one, name) for name in _FILE} for one in letter.files]
    values["references"] = list(letter.references)
    values["importance"] = int(letter.importance)
    values["answers"] = letter.answers
    values["answering"] = letter.answering
    values["is_plain"] = letter.is_plain
    values["wants_receipt"] = letter.wants_receipt
    values["is_automatic"] = letter.is_automatic
    values["links"] = [[one.entity, one.id.hex, one.title] for one in letter.links]
    return json.dumps(values, ensure_ascii=False)


def letter_from_json(letter_id: uuid.UUID, text: str) -> Letter:
    """Return the letter that a text holds; raise ValueError if it holds none."""
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("no letter")  # noqa: TRY004 - as of any text that is none
    return Letter(
        letter_id,
        account=_id(values.get("account")),
        identity=_id(values.get("identity")),
        sender=_address(values.get("sender")),
        to=_people(values, "to"),
        cc=_people(values, "cc"),
        bcc=_people(values, "bcc"),
        files=tuple(_file(one) for one in values.get("files", ())),
        references=tuple(str(one) for one in values.get("references", ())),
        importance=Importance(values.get("importance", 0)),
        answers=int(values.get("answers", 0)),
        answering=Answering(values["answering"]) if values.get("answering") else None,
        is_plain=bool(values.get("is_plain")),
        wants_receipt=bool(values.get("wants_receipt")),
        is_automatic=bool(values.get("is_automatic")),
        links=tuple(Ref(entity, uuid.UUID(one), title) for entity, one, title in values["links"]),
        **{name: str(values.get(name, "")) for name in _TEXTS},
    )


def _pair(one: Address) -> list[str]:
    return [one.name, one.address]


def _address(value: Any) -> Address:  # noqa: ANN401 - JSON
    name, address = value or ("", "")
    return Address(str(name), str(address))


def _people(values: Mapping[str, Any], name: str) -> tuple[Address, ...]:
    return tuple(_address(one) for one in values.get(name, ()))


def _file(value: Mapping[str, Any]) -> LetterFile:
    return LetterFile(
        str(value["name"]),
        str(value["kind"]),
        int(value["size"]),
        str(value["digest"]),
        str(value.get("cid", "")),
    )


def _hex(value: uuid.UUID | None) -> str:
    return "" if value is None else value.hex


def _id(value: Any) -> uuid.UUID | None:  # noqa: ANN401 - JSON
    return uuid.UUID(value) if value else None
