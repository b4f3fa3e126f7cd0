"""Benchmarks. Every figure is a ratio of two measurements taken in the same run on the same input."""
