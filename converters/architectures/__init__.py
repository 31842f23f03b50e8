"""One model family per module; `converters.registry` says which class converts what."""

from __future__ import annotations
