"""The local database: one session, one actor, one commit; what changed is captured with it."""
