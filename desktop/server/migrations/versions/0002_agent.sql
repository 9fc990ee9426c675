-- The background service: that it lives, what it made, what it is asked to do.

CREATE TABLE sync.agent (              -- the one that works; another waits until this one is silent
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    agent_id uuid NOT NULL,
    host text NOT NULL,
    program text NOT NULL,
    folder text NOT NULL,              -- where it keeps copies
    started timestamptz NOT NULL DEFAULT clock_timestamp(),
    beat timestamptz NOT NULL DEFAULT clock_timestamp(),
    facts jsonb NOT NULL DEFAULT '{}'  -- what only that machine can see: room on discs, certificate
);
CREATE TABLE sync.upkeep (             -- what administrators chose
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    backup_at text NOT NULL DEFAULT '12:30' CHECK (backup_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    keep int NOT NULL DEFAULT 14 CHECK (keep BETWEEN 1 AND 400),
    second_folder text NOT NULL DEFAULT '',
    changed_by uuid,
    changed_at timestamptz
);
INSERT INTO sync.upkeep DEFAULT VALUES;
CREATE TABLE sync.backup (             -- the copies in the agent's folder, as it last saw them
    name text PRIMARY KEY,
    facts jsonb NOT NULL
);
CREATE TABLE sync.task (
    task_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('backup', 'try', 'restore', 'reap')),
    args jsonb NOT NULL DEFAULT '{}',
    asked_by uuid,                     -- NULL: the schedule
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    is_cancelled boolean NOT NULL DEFAULT false,  -- somebody wants it to stop
    agent_id uuid,
    started_at timestamptz,
    ended_at timestamptz,
    step text NOT NULL DEFAULT '',
    done bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    result jsonb,
    problem text NOT NULL DEFAULT ''
);
CREATE INDEX task_asked ON sync.task (asked_at);
CREATE TABLE sync.due (                -- what waits for somebody on a day, counted once that day
    day date NOT NULL,
    user_id uuid NOT NULL,
    calls int NOT NULL,
    overdue int NOT NULL,
    PRIMARY KEY (day, user_id)
);
