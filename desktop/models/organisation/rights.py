"""Roles, who has them, what they give, and records that are shared with somebody."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, json_value, link, long_text, options, text

# The values are the names of core.permissions.Level and core.permissions.Reach.
LEVELS = options(
    {
        "view": N_("View"),
        "edit": N_("Edit"),
        "delete": N_("Delete"),
        "share": N_("Share"),
    }
)
REACHES = options(
    {
        "own": N_("Own records"),
        "unit": N_("Records of the own unit"),
        "subtree": N_("Records of the own unit and those below"),
        "all": N_("All records"),
    }
)


@entity(
    "user_role",
    number=40,
    module="organisation",
    label=N_("Role of users"),
    plural=N_("Roles of users"),
    icon="shield-check",
    title="name",
    list_columns=("name", "description"),
    search_columns=("name",),
    quick_columns=("name", "description"),
    sort="name",
    hidden=True,
    company=True,
)
class UserRole(Record):
    """What several people do alike, with the rights for it."""

    __tablename__ = "user_role"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    description: Mapped[str | None] = long_text(N_("Description"))
    rights: Mapped[list[Any] | None] = json_value(
        N_("Actions"), help=N_("Names of permitted actions; an asterisk stands for all.")
    )


@entity(
    "role_member",
    number=41,
    module="organisation",
    label=N_("User with a role"),
    plural=N_("Users with roles"),
    icon="user-check",
    title="remark",
    list_columns=("user_id", "role_id", "remark"),
    quick_columns=("user_id", "role_id", "remark"),
    sort="remark",
    hidden=True,
    company=True,
)
class RoleMember(Record):
    """A user has a role."""

    __tablename__ = "role_member"

    user_id: Mapped[uuid.UUID] = link("app_user", N_("User"), required=True, on_delete="take")
    role_id: Mapped[uuid.UUID] = link(
        "user_role", N_("Role of users"), required=True, on_delete="take"
    )
    remark: Mapped[str | None] = text(N_("Remark"), sortable=True)


@entity(
    "permission_grant",
    number=42,
    module="organisation",
    label=N_("Right of a role"),
    plural=N_("Rights of roles"),
    icon="key-round",
    title="record_module",
    list_columns=("role_id", "record_module", "reach", "level"),
    quick_columns=("role_id", "record_module", "reach", "level"),
    sort="record_module",
    hidden=True,
    company=True,
)
class PermissionGrant(Record):
    """What a role gives on the records of a module, and how far it reaches."""

    __tablename__ = "permission_grant"

    role_id: Mapped[uuid.UUID] = link(
        "user_role", N_("Role of users"), required=True, on_delete="take"
    )
    record_module: Mapped[str] = text(N_("Module"), length=40, required=True, sortable=True)
    reach: Mapped[str] = choice(N_("Reach"), REACHES, default="own", required=True)
    level: Mapped[str] = choice(N_("Highest right"), LEVELS, default="view", required=True)


@entity(
    "share",
    number=43,
    module="organisation",
    label=N_("Share"),
    plural=N_("Shares"),
    icon="share-2",
    title="record_type",
    list_columns=("record_type", "record_id", "user_id", "unit_id", "role_id", "level"),
    sort="record_type",
    hidden=True,
    tells=("shared user_id unit_id role_id about record",),
)
class Share(Record):
    """The record `record_id` of the entity `record_type` is shared with a user, unit or role."""

    __tablename__ = "share"

    record_type: Mapped[str] = text(N_("List"), length=40, required=True, sortable=True)
    record_id: Mapped[str] = text(N_("Record"), length=36, required=True, sortable=True)
    user_id: Mapped[uuid.UUID | None] = link("app_user", N_("User"), on_delete="take")
    unit_id: Mapped[uuid.UUID | None] = link("org_unit", N_("Unit"), on_delete="take")
    role_id: Mapped[uuid.UUID | None] = link("user_role", N_("Role of users"), on_delete="take")
    level: Mapped[str] = choice(N_("Highest right"), LEVELS, default="view", required=True)
