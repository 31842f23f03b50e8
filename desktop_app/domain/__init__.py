"""What the words mean and what is true: frozen dataclasses and pure functions, no I/O, no Qt."""

from __future__ import annotations
