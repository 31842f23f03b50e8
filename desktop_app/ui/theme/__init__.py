"""Palette, style sheet and icons from theme tokens."""

from __future__ import annotations
