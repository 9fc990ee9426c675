-- A history is a table of which a client may hold what happened since its horizon, and little before.

ALTER TABLE sync.tbl ADD COLUMN history text[] NOT NULL DEFAULT '{}';  -- its moments
DROP FUNCTION IF EXISTS api.digest();  -- it takes the windows of a client now
