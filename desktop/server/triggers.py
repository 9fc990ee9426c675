"""What happens to a row at the centre by itself: its version, its rights, its place in the log.

Functions that name a table's own columns are generated; what all share is in sql/80_rows.sql.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.permissions import KEPT, Visibility
from desktop.server.plans import SHARE, TablePlan

_DEFINER: Final = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
# Changes in these entities change what people may see.
RIGHTS: Final = frozenset(("app_user", "org_unit", "user_role", "role_member", "permission_grant"))
_BOOKING: Final = "attendee"  # whose rows may book a room

_BEFORE: Final = """\
CREATE OR REPLACE FUNCTION sync."before_{name}"() RETURNS trigger {definer} AS $$
DECLARE
    base int;
    who uuid := sync.actor();
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.ver := 1;
        NEW.created_at := least(coalesce(NEW.created_at, now()), now());
        NEW.created_by := coalesce(who, NEW.created_by);
{defaults}
    ELSIF NEW.acl_id = OLD.acl_id AND {inputs} THEN
        NEW.ver := OLD.ver + 1;
        NEW.updated_at := now();
        NEW.updated_by := coalesce(who, NEW.updated_by);
        RETURN NEW;
    ELSE
        NEW.ver := OLD.ver + 1;
    END IF;
{above}
    NEW.acl_id := sync.acl_for('{name}', NEW.id, {module}, {owner}, {unit}, {seen}, base);
    IF TG_OP = 'UPDATE' AND {inputs} THEN  -- written again, as its rights may have changed
        RETURN CASE WHEN NEW.acl_id <> OLD.acl_id THEN NEW END;
    END IF;
    NEW.updated_at := now();
    NEW.updated_by := coalesce(who, NEW.updated_by);
    RETURN NEW;
END $$"""

_AFTER: Final = """\
CREATE OR REPLACE FUNCTION sync."after_{name}"() RETURNS trigger {definer} AS $$
DECLARE
    moved uuid[] := ARRAY(SELECT n.id FROM n JOIN o USING (id) WHERE n.acl_id <> o.acl_id);
BEGIN
    IF moved <> '{{}}' THEN
{steps}
    END IF;
    RETURN NULL;
END $$"""

_OWN_DEFAULTS: Final = """\
        NEW.owner_id := coalesce(NEW.owner_id, who);
        NEW.org_unit_id := coalesce(NEW.org_unit_id,
            (SELECT u.org_unit_id FROM app.app_user u WHERE u.id = NEW.owner_id));"""

_LOG: Final = (
    ("i", "AFTER INSERT", "REFERENCING NEW TABLE AS n", "log_insert"),
    ("u", "AFTER UPDATE", "REFERENCING NEW TABLE AS n OLD TABLE AS o", "log_update"),
    ("d", "AFTER DELETE", "REFERENCING OLD TABLE AS o", "log_delete"),
)


def table_functions(plan: TablePlan, plans: tuple[TablePlan, ...]) -> Iterator[str]:
    """Yield the functions of a table's own triggers."""
    yield _BEFORE.format(
        name=plan.name,
        definer=_DEFINER,
        module=_module(plan),
        defaults=_defaults(plan),
        inputs=_same_inputs(plan),
        above=_above(plan),
        owner="NEW.owner_id" if plan.has_owner else "NULL",
        unit="NEW.org_unit_id" if plan.has_owner else "NULL",
        seen=plan.seen,
    )
    steps = [
        f'        UPDATE app."{other.name}" SET acl_id = 0 WHERE "{link}" = ANY (moved);'
        for other in plans
        for link, target in other.above
        if target == plan.name
    ]
    steps += [
        f'        UPDATE app."{other.name}" SET acl_id = 0 '
        f"WHERE record_type = '{plan.name}' AND record_id = ANY (moved::text[]);"
        for other in plans
        if other.named
    ]
    yield _AFTER.format(name=plan.name, definer=_DEFINER, steps="\n".join(steps))


def table_triggers(plan: TablePlan) -> Iterator[str]:
    """Yield the triggers of a table."""
    table = f'app."{plan.name}"'
    row = f'FOR EACH ROW EXECUTE FUNCTION sync."before_{plan.name}"()'
    yield f"CREATE OR REPLACE TRIGGER a BEFORE INSERT OR UPDATE ON {table} {row}"
    for name, event, tables, function in _LOG:
        run = f"FOR EACH STATEMENT EXECUTE FUNCTION sync.{function}('{plan.number}')"
        yield f"CREATE OR REPLACE TRIGGER {name} {event} ON {table} {tables} {run}"
    yield (
        f"CREATE OR REPLACE TRIGGER v AFTER UPDATE ON {table} "
        "REFERENCING NEW TABLE AS n OLD TABLE AS o FOR EACH STATEMENT "
        f'EXECUTE FUNCTION sync."after_{plan.name}"()'
    )
    if plan.tree_col:
        checked = f"sync.on_tree('{plan.number}', '{plan.tree_col}')"
        run = f"FOR EACH ROW WHEN (%s) EXECUTE FUNCTION {checked}"
        filled = f'NEW."{plan.tree_col}" IS NOT NULL'
        moved = f'{filled} AND NEW."{plan.tree_col}" IS DISTINCT FROM OLD."{plan.tree_col}"'
        yield f"CREATE OR REPLACE TRIGGER t AFTER INSERT ON {table} {run % filled}"
        yield f"CREATE OR REPLACE TRIGGER tu AFTER UPDATE ON {table} {run % moved}"
    if plan.name == _BOOKING:
        kept = "NEW.resource_id IS NOT NULL AND NEW.booked IS NOT NULL AND NEW.deleted_at IS NULL"
        run = f"FOR EACH ROW WHEN ({kept}) EXECUTE FUNCTION sync.on_booking()"
        yield f"CREATE OR REPLACE TRIGGER k AFTER INSERT OR UPDATE ON {table} {run}"
    if plan.name in RIGHTS:
        yield (
            f"CREATE OR REPLACE TRIGGER w AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION sync.on_rights()"
        )
    if plan.name == SHARE:
        for name, event, tables, _function in _LOG:
            run = "FOR EACH STATEMENT EXECUTE FUNCTION sync.on_share()"
            yield f"CREATE OR REPLACE TRIGGER x{name} {event} ON {table} {tables} {run}"


def _defaults(plan: TablePlan) -> str:
    return "        NULL;" if plan.company else _OWN_DEFAULTS


def _module(plan: TablePlan) -> str:
    """Return SQL for the module by which roles reach a row; see permissions.module_reached."""
    if not plan.internal:
        return f"'{plan.module}'"
    is_kept = f"NEW.visibility = {int(Visibility.PRIVATE)}"
    return f"CASE WHEN {is_kept} THEN '{KEPT}' ELSE '{plan.module}' END"


def _same_inputs(plan: TablePlan) -> str:
    names = ["owner_id", "org_unit_id", "visibility"]
    names += ["is_shared"] if plan.has("is_shared") else []
    names += [link for link, _target in plan.above]
    names += ["record_type", "record_id"] if plan.named else []
    new = ", ".join(f'NEW."{name}"' for name in names)
    return f"({new}) IS NOT DISTINCT FROM ({new.replace('NEW.', 'OLD.')})"


def _above(plan: TablePlan) -> str:
    """Return what reads the acl of the record above; its row waits, so that no change is missed."""
    found = [
        f'    IF base IS NULL AND NEW."{link}" IS NOT NULL THEN\n'
        f'        SELECT r.acl_id INTO base FROM app."{target}" r '
        f'WHERE r.id = NEW."{link}" FOR SHARE;\n    END IF;'
        for link, target in plan.above
    ]
    if plan.named:
        found.append(
            "    IF base IS NULL AND EXISTS (SELECT FROM sync.tbl y WHERE y.name = NEW.record_type)"
            " THEN\n        EXECUTE format('SELECT r.acl_id FROM app.%I r WHERE r.id = $1 "
            "FOR NO KEY UPDATE', NEW.record_type)\n            INTO base USING NEW.record_id::uuid;"
            "\n    END IF;"
        )
    return "\n".join(found)
