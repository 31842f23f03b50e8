"""The wizard: a model, the bits, where it runs, make."""

from __future__ import annotations
