-- What the centre keeps besides the company's records: who is who, who may what, what changed.

CREATE TABLE sync.meta (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    generation uuid NOT NULL DEFAULT gen_random_uuid(),
    protocol int NOT NULL DEFAULT 1,
    rev int NOT NULL DEFAULT 0,        -- the newest revision of the tables
    min_rev int NOT NULL DEFAULT 0,    -- the oldest that clients may have
    log_floor xid8 NOT NULL DEFAULT '0',  -- older changes are no longer in the log
    system_identifier bigint NOT NULL,
    timeline int NOT NULL
);
CREATE TABLE sync.generation (
    generation uuid PRIMARY KEY,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE sync.boot (
    n int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started timestamptz NOT NULL UNIQUE,
    token uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    lsn pg_lsn NOT NULL DEFAULT pg_current_wal_insert_lsn()
);

CREATE TABLE sync.tbl (
    tbl smallint PRIMARY KEY,          -- the entity's number
    name text NOT NULL UNIQUE,
    module text NOT NULL,
    company boolean NOT NULL,          -- changed only by who administers the module
    internal boolean NOT NULL,         -- changed by its author alone
    named boolean NOT NULL,            -- hangs on the record named by record_type and record_id
    tree_col text,                     -- the link to a record of the same table
    pull_order int NOT NULL,
    sent jsonb NOT NULL,               -- {column: [storage, level that a change takes, since]}
    since int NOT NULL
);
CREATE TABLE sync.col (
    tbl smallint NOT NULL REFERENCES sync.tbl,
    col text NOT NULL,
    storage text NOT NULL,
    needs smallint NOT NULL,           -- the level that a change takes
    since int NOT NULL,
    PRIMARY KEY (tbl, col)
);

CREATE TABLE sync.above (              -- the first filled of these links is the record that one hangs on
    tbl smallint NOT NULL REFERENCES sync.tbl,
    col text NOT NULL,
    target text NOT NULL,
    place int NOT NULL,
    PRIMARY KEY (tbl, col)
);

CREATE TABLE sync.log (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    tbl smallint NOT NULL,
    row_id uuid NOT NULL,
    acl_old int,
    acl_new int,
    ver int,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX log_xid ON sync.log (xid);

CREATE TABLE sync.principal (
    pid int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('user', 'everyone', 'home', 'unit', 'role', 'module', 'module_unit')),
    module text,
    ref uuid,
    UNIQUE NULLS NOT DISTINCT (kind, module, ref)
);
CREATE TABLE sync.acl (
    acl_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest text NOT NULL UNIQUE,       -- of the pairs
    pairs int[] NOT NULL,              -- pid, level, pid, level …, ordered by pid
    xid xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX acl_xid ON sync.acl (xid);
CREATE TABLE sync.acl_pr (
    acl_id int NOT NULL REFERENCES sync.acl ON DELETE CASCADE,
    pid int NOT NULL REFERENCES sync.principal,
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 4),
    PRIMARY KEY (acl_id, pid)
);
CREATE INDEX acl_pr_pid ON sync.acl_pr (pid, acl_id) INCLUDE (level);
CREATE TABLE sync.acl_input (          -- what an acl was made from, for rows without shares
    inputs text PRIMARY KEY,
    acl_id int NOT NULL REFERENCES sync.acl ON DELETE CASCADE
);
CREATE TABLE sync.user_pr (
    user_id uuid NOT NULL,
    pid int NOT NULL REFERENCES sync.principal,
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 4),
    PRIMARY KEY (user_id, pid)
);
CREATE TABLE sync.user_pr_log (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    user_id uuid NOT NULL,
    pid int NOT NULL,
    sign smallint NOT NULL,            -- 1 became, -1 ended, 0 has another level
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX user_pr_log_user ON sync.user_pr_log (user_id, xid);

CREATE TABLE sync.login (
    role name PRIMARY KEY,
    user_id uuid NOT NULL,
    is_open boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE sync.network (
    user_id uuid NOT NULL,
    allowed cidr NOT NULL,
    PRIMARY KEY (user_id, allowed)
);
CREATE TABLE sync.client (
    client_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    lease uuid NOT NULL,
    prev_lease uuid,
    state text NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'wipe', 'blocked')),
    device text,
    program text,
    rev int,
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sync.mutation (
    mid uuid PRIMARY KEY,
    client_id uuid NOT NULL,
    user_id uuid NOT NULL,
    status text NOT NULL,
    result jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mutation_at ON sync.mutation (at);
CREATE TABLE sync.conflict (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    mid uuid NOT NULL,
    user_id uuid NOT NULL,
    tbl text NOT NULL,
    row_id uuid NOT NULL,
    col text NOT NULL,
    base jsonb,
    theirs jsonb,
    mine jsonb,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE sync.rejected (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    mid uuid NOT NULL,
    user_id uuid NOT NULL,
    code text NOT NULL,
    why jsonb NOT NULL,
    payload jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sync.number_series (
    series text PRIMARY KEY,
    next bigint NOT NULL DEFAULT 1 CHECK (next > 0),
    pattern text NOT NULL DEFAULT '{n}',
    gapless boolean NOT NULL
);
CREATE TABLE sync.number_lease (
    series text NOT NULL REFERENCES sync.number_series,
    client_id uuid NOT NULL,
    lo bigint NOT NULL,
    hi bigint NOT NULL,
    expires timestamptz NOT NULL,
    PRIMARY KEY (series, lo)
);
