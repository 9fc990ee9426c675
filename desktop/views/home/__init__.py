"""The page "Today": what waits for the person, in blocks that the modules declare."""
