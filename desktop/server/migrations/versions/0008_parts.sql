-- A time of a series, a participant, a link of a plan: who makes one edits the record that it is a part of.

ALTER TABLE sync.tbl ADD part boolean NOT NULL DEFAULT false;
