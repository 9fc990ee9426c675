-- Rows of two tables may have one id: what is noted of a row names its table too. And a key of the centre,
-- by which it knows the cursors that it gave.

ALTER TABLE sync.merged DROP CONSTRAINT merged_pkey, ADD PRIMARY KEY (t, loser);
DROP FUNCTION IF EXISTS sync.became(uuid);

DELETE FROM sync.presence;
ALTER TABLE sync.presence ADD t text NOT NULL, DROP CONSTRAINT presence_pkey,
    ADD PRIMARY KEY (row_id, user_id, t);

CREATE TABLE sync.cursor_key (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    secret bytea NOT NULL
);
INSERT INTO sync.cursor_key (secret) VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
