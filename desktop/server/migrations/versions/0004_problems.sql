-- What a person settled on one computer is settled on all of them.

ALTER TABLE sync.conflict ADD COLUMN settled_at timestamptz;
ALTER TABLE sync.rejected ADD COLUMN settled_at timestamptz;
CREATE INDEX conflict_open ON sync.conflict (user_id, at) WHERE settled_at IS NULL;
CREATE INDEX rejected_open ON sync.rejected (user_id, at) WHERE settled_at IS NULL;
CREATE INDEX conflict_mid ON sync.conflict (mid);
CREATE INDEX rejected_mid ON sync.rejected (mid);
