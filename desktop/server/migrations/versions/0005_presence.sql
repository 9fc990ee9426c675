-- Who is editing what just now. Lost with a crash, which does no harm.

CREATE UNLOGGED TABLE sync.presence (
    row_id uuid NOT NULL,
    user_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (row_id, user_id)
);
CREATE INDEX presence_at ON sync.presence (at);
