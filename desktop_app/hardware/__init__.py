"""Measures RAM, VRAM, CPU, GPU and disk now; each probe may be absent."""

from __future__ import annotations
