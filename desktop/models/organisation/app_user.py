"""Users: the people who work with the program; alone there is one, the owner."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    email_list,
    flag,
    link,
    person_name,
    phone_list,
    picture_blob,
    text,
)


@entity(
    "app_user",
    number=14,
    module="organisation",
    label=N_("User"),
    plural=N_("Users"),
    icon="circle-user",
    title="full_name",
    list_columns=("full_name", "login", "job_title", "emails", "org_unit_id", "is_active"),
    search_columns=("full_name", "login"),
    quick_columns=("full_name", "login", "job_title", "emails", "phones"),
    sort="full_name",
    dictionary=True,
    company=True,
    duplicate_keys=("emails", "login"),
)
class AppUser(Record):
    """Somebody who may be in charge of records."""

    __tablename__ = "app_user"

    full_name: Mapped[str] = person_name(N_("Full name"), required=True, sortable=True)
    login: Mapped[str | None] = text(N_("Login"), length=60, sortable=True)
    job_title: Mapped[str | None] = text(N_("Job title"), length=100)
    emails: Mapped[list[Any] | None] = email_list(N_("E-mail"))
    phones: Mapped[list[Any] | None] = phone_list(N_("Phone"))
    is_active: Mapped[bool | None] = flag(N_("Active"), default=True)
    picture: Mapped[str | None] = picture_blob(N_("Picture"))


@entity(
    "org_unit",
    number=15,
    module="organisation",
    label=N_("Unit"),
    plural=N_("Units"),
    icon="network",
    title="name",
    list_columns=("name", "code", "parent_id"),
    search_columns=("name", "code"),
    quick_columns=("name", "code", "parent_id"),
    sort="name",
    dictionary=True,
    company=True,
)
class OrgUnit(Record):
    """A department, branch or team; the tree has any depth."""

    __tablename__ = "org_unit"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    code: Mapped[str | None] = text(N_("Code"), length=40, sortable=True)
    parent_id: Mapped[uuid.UUID | None] = link("org_unit", N_("Belongs to"))
    logo: Mapped[str | None] = picture_blob(N_("Logo"))
