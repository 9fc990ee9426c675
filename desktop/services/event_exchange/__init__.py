"""Events from and for other calendars: files, the clipboard, subscriptions, CalDAV."""
