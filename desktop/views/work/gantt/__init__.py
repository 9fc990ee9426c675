"""The Gantt chart: a plan as bars over time, on the screen, on paper and as a picture."""
