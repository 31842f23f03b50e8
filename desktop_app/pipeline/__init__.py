"""What the window and the command line both do: sequences over the rooms, free of Qt."""

from __future__ import annotations
