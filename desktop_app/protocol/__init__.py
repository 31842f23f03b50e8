"""The contract of the two processes: messages, their JSON form, the child's start function."""

from __future__ import annotations
