"""What a Gantt chart shows and where, as numbers: the same on the screen, on paper and in tests."""
