"""Shows the state of services and turns clicks into calls of services."""

from __future__ import annotations
