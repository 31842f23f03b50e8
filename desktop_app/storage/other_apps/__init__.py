"""Models that other apps keep on this computer: found within bounds, used in place, never changed."""

from __future__ import annotations

from desktop_app.storage.other_apps.blobs import blob_hash
from desktop_app.storage.other_apps.finding import AppFinds, Finder, find_models
from desktop_app.storage.other_apps.places import Surroundings, folders_of

__all__ = ["AppFinds", "Finder", "Surroundings", "blob_hash", "find_models", "folders_of"]
