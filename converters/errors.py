"""Failures of a conversion, in words for a person."""

from __future__ import annotations

import errno
from pathlib import Path

BAD_MODEL = "bad_model"
UNSUPPORTED = "unsupported"
DISK_FULL = "disk_full"
FILE_ACCESS = "file_access"
BAD_REQUEST = "bad_request"
INTERNAL = "internal"


class ConvertError(Exception):
    """A failure with its three parts.

    Attributes:
        kind: one of the words of this module.
        what: what happened.
        why: the reason.
        next_step: what to do about it.
    """

    def __init__(self, kind: str, what: str, why: str = "", next_step: str = "") -> None:
        self.kind = kind
        self.what = what
        self.why = why
        self.next_step = next_step
        super().__init__(" ".join(part for part in (what, why, next_step) if part))


def bad_model(what: str, why: str = "") -> ConvertError:
    """A file of the model is not what it should be."""
    return ConvertError(BAD_MODEL, what, why, "Download the model again, or choose another one.")


def write_problem(error: OSError, path: Path, *, is_kept: bool = False) -> ConvertError:
    """What the system said when `path` was written; `is_kept`: its finished tensors wait for another run."""
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return ConvertError(
            DISK_FULL,
            "The disk became full while the model was written.",
            f"{path.parent} has no room left; "
            + ("what is finished was kept." if is_kept else "the unfinished file was removed."),
            "Free some space and start it again: it goes on where it was."
            if is_kept
            else "Free some space, or choose fewer bits or another disk, and try again.",
        )
    return ConvertError(
        FILE_ACCESS,
        f"{path.name} could not be written.",
        f"The system says: {error.strerror or error}.",
        "Check the folder and its permissions, or choose another one.",
    )
