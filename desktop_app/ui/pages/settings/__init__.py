"""The cards of the settings page, one module each."""

from __future__ import annotations
