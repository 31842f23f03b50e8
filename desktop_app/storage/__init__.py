"""What survives a restart: settings, the model library, chats."""

from __future__ import annotations
