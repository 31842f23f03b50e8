"""Whether there is a newer version: a signed list at one address, asked for only when a person wants it."""

from __future__ import annotations
