"""Project planning: trees of tasks, links, working time, the critical path, loads, baselines.

Plain values and pure functions. Nothing here changes a plan: what would move is returned, and
who asked decides.
"""
