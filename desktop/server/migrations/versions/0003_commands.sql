-- What commands need: which columns name records, what was merged into what, whose numbers are whose.

CREATE TABLE sync.link (               -- columns that name records of a table
    tbl smallint NOT NULL REFERENCES sync.tbl,
    col text NOT NULL,
    target text NOT NULL,
    many boolean NOT NULL,             -- a list of them
    PRIMARY KEY (tbl, col)
);
CREATE INDEX link_target ON sync.link (target);

CREATE TABLE sync.merged (             -- where records went that were merged into others
    loser uuid PRIMARY KEY,
    t text NOT NULL,
    survivor uuid NOT NULL,
    mid uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX merged_mid ON sync.merged (mid);
CREATE TABLE sync.relinked (           -- what named another record before a merge
    mid uuid NOT NULL,
    t text NOT NULL,
    row_id uuid NOT NULL,
    col text NOT NULL,
    old text NOT NULL
);
CREATE INDEX relinked_mid ON sync.relinked (mid);

CREATE UNLOGGED TABLE sync.undone (    -- while an import is taken back: what it made, and whether it stays
    mid uuid NOT NULL,
    t text NOT NULL,
    id uuid NOT NULL,
    ver int,
    keeps boolean
);
CREATE INDEX undone_id ON sync.undone (id);

CREATE TABLE sync.series (             -- which fields are numbered, as the program declares it
    series text PRIMARY KEY,           -- table.column
    tbl smallint NOT NULL REFERENCES sync.tbl,
    col text NOT NULL,
    pattern text NOT NULL,             -- until the company says another
    gapless boolean NOT NULL,
    action text NOT NULL               -- the right that giving a number takes
);
ALTER TABLE sync.tbl ADD COLUMN ledger text;  -- the column whose sum is a balance: rows are never changed
