"""What macOS knows of the app before it runs: its Info.plist, beyond what PyInstaller writes there itself."""

from __future__ import annotations

from typing import Any

from app_version import version_numbers

IDENTIFIER = "io.github.bitsmith.Bitsmith"
# of GGUF files; nobody has declared one, so it is imported: another program's own declaration wins
GGUF_TYPE = "org.ggml.gguf"
SCHEME = "bitsmith"
OLDEST_MACOS = "13.0"  # the oldest that the pinned Qt runs on: its wheel is for macosx_13_0


def info_plist(version: str) -> dict[str, Any]:
    """The entries for the app in this version."""
    return {
        "CFBundleVersion": ".".join(map(str, version_numbers(version)[:3])),  # three numbers, no "rc1"
        "CFBundleShortVersionString": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSRequiresAquaSystemAppearance": False,
        "NSHumanReadableCopyright": "© The Bitsmith developers, MIT License",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "GGUF language model",
                "CFBundleTypeRole": "Viewer",
                # offered under "Open With"; never made the default where another program is
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": [GGUF_TYPE],
                "CFBundleTypeExtensions": ["gguf"],
            }
        ],
        "UTImportedTypeDeclarations": [
            {
                "UTTypeIdentifier": GGUF_TYPE,
                "UTTypeDescription": "GGUF language model",
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["gguf"],
                    "public.mime-type": ["application/x-gguf"],
                },
            }
        ],
        "CFBundleURLTypes": [
            {
                "CFBundleURLName": f"{IDENTIFIER}.link",
                "CFBundleTypeRole": "Viewer",
                "CFBundleURLSchemes": [SCHEME],
            }
        ],
    }
