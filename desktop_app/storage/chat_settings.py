"""The settings of a chat as JSON, which an older or newer version can read."""

from __future__ import annotations

import json
from dataclasses import asdict

from desktop_app.domain.chat_settings import ChatSettings
from desktop_app.storage.dataclass_json import from_json


def settings_to_json(settings: ChatSettings) -> str:
    """Only what is set; "" for nothing."""
    kept = asdict(settings)
    changed = {name: kept[name] for name in settings.changed}
    return json.dumps(changed) if changed else ""


def settings_from_json(text: str) -> ChatSettings:
    """What makes no sense is left to the defaults."""
    try:
        raw = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        raw = {}
    return from_json(ChatSettings, raw) if isinstance(raw, dict) else ChatSettings()
