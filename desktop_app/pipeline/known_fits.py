"""The fit of one source at several contexts: asked once, kept in memory and, by revision, on the disk."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.fit import FitRow, judge_again, recommend, with_projector
from desktop_app.domain.quantization import QUANT_TYPES
from desktop_app.domain.repository import GgufVariant, gguf_variants, has_convertible_weights
from desktop_app.pipeline import fit

if TYPE_CHECKING:
    from desktop_app.domain.machine import Machine
    from desktop_app.domain.repository import RepoDetail
    from desktop_app.hub.client import HubClient
    from desktop_app.storage.repo_fits import RepoFits

# a number of the app's own: kept rows of another way of estimating are asked again
_WAY = "1"
_STEPS = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576)
_TYPES = tuple(t.name for t in QUANT_TYPES)

OnRow = Callable[[FitRow], None]
IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class FitAnswer:
    """All rows for one context and KV type: of types that can be made, and of files that are there."""

    rows: tuple[FitRow, ...]
    gguf_rows: tuple[FitRow, ...]


class KnownFits:
    """What is known of one source; one thread estimates at a time, any thread may ask what is known.

    Args:
        store: keeps answers for the next visit, None for in memory only.
    """

    def __init__(self, store: RepoFits | None = None) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._known: dict[tuple[int, str], FitAnswer] = {}
        self._session: fit.FitSession | None = None
        self._variants: tuple[FitRow, ...] | None = None
        self._detail: RepoDetail | None = None
        self._is_closed = False

    def known(self, n_ctx: int, kv_type: str) -> FitAnswer | None:
        """The rows for a context and KV type, None where they were not asked for yet."""
        with self._lock:
            return self._known.get((n_ctx, kv_type))

    def estimate(
        self,
        *,
        client: HubClient | None,
        detail: RepoDetail | None,
        folder: Path | None,
        headers: Path,
        machine: Machine,
        n_ctx: int,
        kv_type: str,
        on_row: OnRow,
        on_variant: OnRow,
        on_limit: Callable[[int], None],
        on_progress: fit.Report,
        is_cancelled: IsCancelled,
    ) -> int:
        """Find the rows of one context, the kept ones where there are any; not for the GUI thread.

        Args:
            client: of the hub that `detail` is on.
            detail: the repository, None for a `folder` of this computer.
            folder: a checkpoint's folder.
            headers: where headers of remote files are kept.
            machine: that is judged.
            n_ctx: context in tokens.
            kv_type: of the KV cache.
            on_row: gets the rows of types that can be made.
            on_variant: gets those of ready-made files.
            on_limit: gets the context that the model was trained for, once it is known.
            on_progress: gets the progress.
            is_cancelled: asked ten times a second.

        Returns:
            The model's limit of the context, 0 where it is not known.

        Raises:
            BitsmithError: the source cannot be read or is not supported.
            CancelledError: `is_cancelled` said so.
        """
        self._detail = detail
        limit = (detail.context_length or 0) if detail else 0
        kept = self._load(n_ctx, kv_type, machine)
        if kept is not None:
            for row in kept.rows:
                on_row(row)
            for row in kept.gguf_rows:
                on_variant(row)
            return limit
        rows: list[FitRow] = []

        def add(row: FitRow) -> None:
            rows.append(row)
            on_row(row)

        if folder is not None or (detail is not None and has_convertible_weights(detail)):
            session = self._open(client, detail, folder, headers, machine, on_progress, is_cancelled)
            found = fit.context_limit(session.source)
            if found:
                limit = found
                on_limit(found)
            session.estimate(
                _TYPES, (n_ctx,), kv_type, on_row=add, on_progress=on_progress, is_cancelled=is_cancelled
            )
        variants = self._fit_variants(
            client, detail, headers, machine, n_ctx, kv_type, on_variant, is_cancelled
        )
        self._keep(n_ctx, kv_type, FitAnswer(recommend(tuple(rows)), variants), machine)
        return limit

    def prepare(self, n_ctx: int, kv_type: str, machine: Machine, is_cancelled: IsCancelled) -> None:
        """Find the rows of another context beforehand, when that takes the engine only.

        Raises:
            BitsmithError, CancelledError: as `estimate`.
        """
        if self.known(n_ctx, kv_type) is not None or self._load(n_ctx, kv_type, machine) is not None:
            return
        session = self._session
        if session is None or (self._detail is not None and gguf_variants(self._detail.files)):
            return
        rows: list[FitRow] = []
        session.estimate(_TYPES, (n_ctx,), kv_type, on_row=rows.append, is_cancelled=is_cancelled)
        self._keep(n_ctx, kv_type, FitAnswer(recommend(tuple(rows)), ()), machine)

    def close(self) -> None:
        """Any thread: end the engine's child; returns at once."""
        self._is_closed = True
        session, self._session = self._session, None
        if session is not None:
            session.close()

    # --- helpers ----------------------------------------------------------------------------------

    def _open(
        self,
        client: HubClient | None,
        detail: RepoDetail | None,
        folder: Path | None,
        headers: Path,
        machine: Machine,
        on_progress: fit.Report,
        is_cancelled: IsCancelled,
    ) -> fit.FitSession:
        if self._session is None:
            if folder is not None:
                source = fit.local_source(folder)
            else:
                assert client is not None, "a repository is on a hub"
                assert detail is not None, "a source is a folder or a repository"
                source = fit.remote_headers(
                    client, detail, headers, on_progress=on_progress, is_cancelled=is_cancelled
                )
            self._session = fit.FitSession(source, machine)
            if self._is_closed:
                self._session.close()
        self._session.machine = machine
        return self._session

    def _fit_variants(
        self,
        client: HubClient | None,
        detail: RepoDetail | None,
        headers: Path,
        machine: Machine,
        n_ctx: int,
        kv_type: str,
        on_variant: OnRow,
        is_cancelled: IsCancelled,
    ) -> tuple[FitRow, ...]:
        rows: list[FitRow] = []
        for variant in gguf_variants(detail.files) if detail and client else ():
            assert client is not None, "a repository is on a hub"
            assert detail is not None, "a source is a folder or a repository"
            source = fit.remote_gguf_header(client, detail, variant, headers, is_cancelled=is_cancelled)

            def add(row: FitRow, variant: GgufVariant = variant) -> None:
                row = with_projector(row, variant.projector.size_bytes if variant.projector else 0, machine)
                rows.append(replace(row, quant_type=variant.label))
                on_variant(rows[-1])

            with fit.FitSession(source, machine) as session:
                session.estimate((), (n_ctx,), kv_type, on_row=add, is_cancelled=is_cancelled)
        return tuple(rows)

    def _question(self, n_ctx: int, kv_type: str, machine: Machine) -> str:
        """What an answer depends on beside the repository; not the memory that is free now."""
        speed = f"{machine.memory_bandwidth / 1e9:.0f}"
        parts = [_WAY, str(n_ctx), kv_type, machine.cpu_name, speed, *_TYPES]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]

    def _load(self, n_ctx: int, kv_type: str, machine: Machine) -> FitAnswer | None:
        """A kept answer, judged against the memory that is free now."""
        detail, store = self._detail, self._store
        # with a GPU, how many layers are on it depends on what is free: that is asked anew
        if store is None or detail is None or machine.gpus:
            return None
        question = self._question(n_ctx, kv_type, machine)
        rows = store.load(detail.repo_id, detail.revision, question)
        variants = store.load(detail.repo_id, detail.revision, question + "-gguf")
        if not rows and not variants:
            return None
        answer = FitAnswer(
            recommend(tuple(judge_again(row, machine) for row in rows)),
            tuple(judge_again(row, machine) for row in variants),
        )
        with self._lock:
            self._known[n_ctx, kv_type] = answer
        return answer

    def _keep(self, n_ctx: int, kv_type: str, answer: FitAnswer, machine: Machine) -> None:
        with self._lock:
            self._known[n_ctx, kv_type] = answer
        if self._store is None or self._detail is None or machine.gpus:
            return
        question = self._question(n_ctx, kv_type, machine)
        for rows, name in ((answer.rows, question), (answer.gguf_rows, question + "-gguf")):
            if rows:
                self._store.save(self._detail.repo_id, self._detail.revision, name, rows)


def nearby_contexts(n_ctx: int, limit: int) -> tuple[int, ...]:
    """The other places of a slider up to the model's limit, the nearest first."""
    if limit <= 0:
        return ()
    steps = [*(step for step in _STEPS if step < limit), limit]
    return tuple(
        sorted((s for s in steps if s != n_ctx), key=lambda s: abs(s.bit_length() - n_ctx.bit_length()))
    )
