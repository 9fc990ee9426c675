"""Measures what docs/benchmarks.md promises: one module per group, run by `make bench`.

A figure is a ratio inside one run or a time with head-room, because machines are shared and noisy;
every number is the median of at least five.
"""
