"""Digests of model files: a quick one of samples, the full one when it is asked for; each kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from desktop_app.domain.duplicates import FilePrint
from desktop_app.domain.errors import CancelledError, file_problem
from desktop_app.domain.library import LibraryModel, ModelKind
from desktop_app.storage.database import Database
from desktop_app.storage.found import parts_of

_HEAD_BYTES = 256 * 1024
_SAMPLE_BYTES = 64 * 1024
_N_SAMPLES = 16
_BLOCK_BYTES = 4 << 20

Report = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


class Fingerprints:
    """Digests by path, valid as long as size, time and inode are those that were read.

    Args:
        database: keeps them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def quick(self, model: LibraryModel) -> FilePrint | None:
        """The print of a model's files, from what is kept or from samples; None when they are not all there.

        Full digests that are known already come with it.
        """
        if model.is_missing or model.kind is ModelKind.CHECKPOINT:
            return None
        places, samples, digests, size = [], [], [], 0
        try:
            for part in parts_of(Path(model.path)):
                status = part.stat()
                size += status.st_size
                # a file system without inodes gives none: then the path itself is the place
                places.append((status.st_dev, status.st_ino or hash(str(part.resolve()))))
                sample, digest = self._kept(part)
                if not sample:
                    sample = sample_digest(part)
                    self._keep(part, sample, digest)
                samples.append(sample)
                digests.append(digest)
        except OSError:
            return None
        sample = hashlib.sha256("".join(samples).encode()).hexdigest()
        return FilePrint(model.model_id, size, tuple(places), sample, tuple(digests) if all(digests) else ())

    def full(
        self, model: LibraryModel, on_progress: Report, is_cancelled: IsCancelled = lambda: False
    ) -> tuple[str, ...]:
        """SHA-256 of each of a model's files; what is known already is not read again.

        Args:
            model: that is there.
            on_progress: gets bytes done and bytes in all.
            is_cancelled: asked after each block.

        Raises:
            BitsmithError: (file_access) a file cannot be read.
            CancelledError: `is_cancelled` said so.
        """
        parts = parts_of(Path(model.path))
        digests = []
        try:
            total, done = sum(part.stat().st_size for part in parts), 0
            for part in parts:
                sample, digest = self._kept(part)
                if digest:
                    done += part.stat().st_size
                else:
                    digest, done = _sha256(part, done, total, on_progress, is_cancelled)
                    self._keep(part, sample or sample_digest(part), digest)
                digests.append(digest)
                on_progress(done, total)
        except OSError as error:
            raise file_problem(error, f"{Path(model.path).name} cannot be read.") from error
        return tuple(digests)

    def known_digest(self, path: Path) -> str:
        """SHA-256 that was read earlier, of a file that has not changed by size and time; "" if none."""
        try:
            return self._kept(path)[1]
        except OSError:
            return ""

    def keep_digest(self, path: Path, digest: str) -> None:
        """Keep a SHA-256 that somebody has just read.

        Raises:
            BitsmithError: it cannot be written.
        """
        try:
            self._keep(path, self._kept(path)[0], digest)
        except OSError:
            return  # it vanished meanwhile

    def _kept(self, path: Path) -> tuple[str, str]:
        rows = self._database.read(
            "SELECT sample, sha256 FROM fingerprints WHERE path = ? AND identity = ?",
            (str(path), _identity(path)),
        )
        return (str(rows[0]["sample"]), str(rows[0]["sha256"])) if rows else ("", "")

    def _keep(self, path: Path, sample: str, digest: str) -> None:
        with self._database.write() as db:
            db.execute(
                "INSERT OR REPLACE INTO fingerprints VALUES (?, ?, ?, ?)",
                (str(path), _identity(path), sample, digest),
            )


def sample_digest(path: Path) -> str:
    """SHA-256 of a file's size, its first bytes, its last ones, and of blocks spread over it.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        size = file.seek(0, 2)
        digest.update(size.to_bytes(8, "little"))
        file.seek(0)
        digest.update(file.read(_HEAD_BYTES))
        room = size - _SAMPLE_BYTES
        for number in range(1, _N_SAMPLES + 1):
            file.seek(max(0, room * number // _N_SAMPLES))
            digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()


def _sha256(
    path: Path, done: int, total: int, on_progress: Report, is_cancelled: IsCancelled
) -> tuple[str, int]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            if is_cancelled():
                raise CancelledError
            digest.update(block)
            done += len(block)
            on_progress(done, total)
    return digest.hexdigest(), done


def _identity(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ino}"
