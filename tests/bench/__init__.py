"""Benchmarks (`make bench`): figures are ratios against a yardstick measured in the same run, on the same disk.

Machines differ and are shared: milliseconds are only printed; limits are set on ratios, sizes and counts.
"""
