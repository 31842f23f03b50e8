"""The cache of huggingface_hub, which other programs on this computer fill and use too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.space import SpaceItem, SpaceKind
from desktop_app.hub.session import hub_library


def hub_cache_items() -> tuple[SpaceItem, ...]:
    """The repositories in it, the largest first."""
    found = _scan()
    if found is None:
        return ()
    items = [
        SpaceItem(SpaceKind.HUB_CACHE, repo.repo_id, str(repo.repo_path), repo.size_on_disk)
        for repo in found.repos
    ]
    return tuple(sorted(items, key=lambda item: -item.size_bytes))


def remove_from_hub_cache(path: Path) -> None:
    """Delete one repository; what it shares with others stays, as huggingface_hub decides.

    Raises:
        BitsmithError: (file_access) it cannot be deleted.
    """
    found = _scan()
    repo = next((r for r in found.repos if r.repo_path == path), None) if found else None
    if found is None or repo is None:
        return
    try:
        found.delete_revisions(*(revision.commit_hash for revision in repo.revisions)).execute()
    except OSError as error:
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            f"{repo.repo_id} could not be deleted from the cache.",
            f"The system says: {error.strerror or error}.",
            "Check whether another program uses it, and try again.",
        ) from error


def _scan() -> Any:
    hub = hub_library()
    from huggingface_hub.errors import CacheNotFound

    try:
        return hub.scan_cache_dir()
    except (CacheNotFound, OSError, ValueError):
        return None
