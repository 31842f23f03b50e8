"""Bitsmith: the best language model that this computer can run."""

from __future__ import annotations

__version__ = "0.1.0"
