"""The background service: backups on a schedule, tidying up and watching, without a screen."""
