"""Where a file comes from, as metadata under the prefix `bitsmith.`; the same from run to run."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from converters.engine import engine_name

PREFIX = "bitsmith."


def provenance(*, repository: str = "", revision: str = "", base: str = "") -> dict[str, str]:
    """Metadata that names the source and the tools.

    Args:
        repository: "owner/name" on the Hub, "" for a folder.
        revision: the commit of the repository.
        base: what else is known of the source, for example the names of merged adapters.
    """
    found = {
        "source.repository": repository,
        "source.revision": revision,
        "source.base": base,
        "version": tool_version(),
        "engine": engine_name(),
    }
    return {PREFIX + key: value for key, value in found.items() if value}


def tool_version() -> str:
    """Bitsmith's version, "" where it runs uninstalled."""
    try:
        return version("bitsmith")
    except PackageNotFoundError:
        return ""
