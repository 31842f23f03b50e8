"""Live plots."""

from __future__ import annotations
