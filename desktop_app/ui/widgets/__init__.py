"""Parts that pages share."""

from __future__ import annotations
