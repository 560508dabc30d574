"""Measurements that take longer than a test may: how fast, and how sound under kills."""
