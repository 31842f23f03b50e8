"""Runs only in the child process: reads commands, does them, sends events."""

from __future__ import annotations
