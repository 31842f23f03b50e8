"""Ranges of one file of a repository: where its bytes are now, and whether they still are the same file."""

from __future__ import annotations

import re
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.repository import RepoDetail, RepoFile
from desktop_app.hub.client import HubClient
from desktop_app.hub.errors import HubError, bad_answer

_MAX_REDIRECTS = 5
_EXPIRED = (401, 403, 404, 410)
_NO_HEAD = (405, 501)
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
_SHA = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")


class ExpiredAddressError(BitsmithError):
    """A signed address does not work any more; the next request asks the hub for another one."""


class NoRangesError(BitsmithError):
    """This server sends files from their beginning only."""


@dataclass(frozen=True, slots=True)
class _Place:
    url: str
    is_elsewhere: bool  # on a content network, which never sees the token


class RemoteFile:
    """One file at a fixed revision; may be used from several threads.

    Each answer is compared with what is known of the file (commit, size, ETag), so that bytes of two
    revisions never meet.

    Args:
        client: of the hub.
        detail: the repository, at a fixed revision.
        file: one of its files.
        asks_first: find out where the bytes are before asking for them. Small files come from the hub itself:
            they need no such question.
    """

    def __init__(
        self, client: HubClient, detail: RepoDetail, file: RepoFile, *, asks_first: bool = True
    ) -> None:
        self._client = client
        self._detail = detail
        self._file = file
        self._what = f"{file.path} of {detail.repo_id}"
        self._lock = threading.Lock()
        self._place = None if asks_first else _Place(client.file_url(detail, file.path), False)
        self._etags: dict[str, str] = {}

    @contextmanager
    def open(self, start: int, stop: int) -> Iterator[Any]:
        """An open answer whose body begins at byte `start`; it has `stop - start` bytes, or more.

        Raises:
            NoRangesError: the body would begin at byte 0.
            BitsmithError: (bad_model) the file was changed; any failure of the network or the hub.
        """
        place = self._resolved()
        headers = {"Accept-Encoding": "identity"}
        if stop > start:
            headers["Range"] = f"bytes={start}-{stop - 1}"
        try:
            with self._client.stream(place.url, headers, self._what) as response:
                self._check(response, start, stop)
                yield response
        except HubError as error:
            if place.is_elsewhere and error.status in _EXPIRED:
                self._forget(place)
                raise ExpiredAddressError(
                    ErrorKind.SERVER,
                    f"{self._client.host} gives no address for {self._what} that works.",
                    f"Its content network answers with the status {error.status}.",
                    "Try again in a few minutes: it goes on where it stopped.",
                ) from error
            raise

    def _resolved(self) -> _Place:
        with self._lock:  # one thread asks, the others wait for its answer
            if self._place is None:
                self._place = self._resolve()
            return self._place

    def _forget(self, place: _Place) -> None:
        with self._lock:
            if self._place == place:
                self._place = None

    def _resolve(self) -> _Place:
        url = self._client.file_url(self._detail, self._file.path)
        for _ in range(_MAX_REDIRECTS):
            try:
                answer = self._client.head(url, self._what)
            except HubError as error:
                if error.status in _NO_HEAD:
                    return _Place(url, False)
                raise
            self._check_identity(answer)
            location = answer.headers.get("Location")
            if not 300 <= answer.status_code < 400 or not location:
                return _Place(url, False)
            try:
                target = urllib.parse.urljoin(url, location)
                is_own = self._client.is_own(target)
            except ValueError as error:
                host = self._client.host
                raise bad_answer(host, f"It redirects {self._what} to an address that is none.") from error
            if not is_own:
                self._check_scheme(target)
                return _Place(target, True)
            url = target
        raise bad_answer(self._client.host, f"It redirects {self._what} without end.")

    def _check_scheme(self, target: str) -> None:
        allowed = ("https",) if self._client.endpoint.startswith("https:") else ("https", "http")
        if urllib.parse.urlsplit(target).scheme not in allowed:
            raise bad_answer(self._client.host, f"It redirects {self._what} to an address that is not safe.")

    def _check_identity(self, answer: Any) -> None:
        """What the hub itself says of the file: its commit, its size, its hash."""
        self._check_commit(answer)
        size = answer.headers.get("X-Linked-Size", "")
        if size.isdecimal() and size != str(self._file.size_bytes):
            raise self._changed(f"it has {size[:20]} bytes, not {self._file.size_bytes}")
        etag = _etag(answer.headers.get("X-Linked-Etag") or answer.headers.get("ETag", ""))
        known = self._file.sha256 or self._file.git_sha1
        if known and len(etag) == len(known) and _SHA.fullmatch(etag) and etag != known:
            raise self._changed("its hash is another one")

    def _check_commit(self, answer: Any) -> None:
        commit = answer.headers.get("X-Repo-Commit", self._detail.revision)
        if commit != self._detail.revision:
            raise self._changed(f"it comes from the commit {commit[:40]}")

    def _check(self, response: Any, start: int, stop: int) -> None:
        if response.status_code == 416:
            raise self._changed("it has become shorter")
        host = self._client.host
        if response.headers.get("Content-Encoding", "identity") not in ("", "identity"):
            raise bad_answer(host, f"It compresses {self._what}, which it was asked not to do.")
        self._check_commit(response)
        self._check_etag(response)
        if response.status_code == 206:
            match = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
            if match is None or int(match[1]) != start or not start <= int(match[2]) < stop:
                raise bad_answer(host, f"It sends another part of {self._what} than it was asked for.")
            if match[3] not in ("*", str(self._file.size_bytes)):
                raise self._changed(f"it has {match[3]} bytes, not {self._file.size_bytes}")
        elif start:
            raise NoRangesError(
                ErrorKind.SERVER,
                f"{host} cannot send parts of files.",
                "So a model cannot be made while it is downloaded.",
                "Choose to keep the source: then it is downloaded first.",
            )

    def _check_etag(self, response: Any) -> None:
        etag = response.headers.get("ETag", "")
        if not etag or etag.startswith("W/"):
            return
        origin = urllib.parse.urlsplit(str(response.url)).netloc
        with self._lock:
            first = self._etags.setdefault(origin, etag)
        if etag != first:
            raise self._changed("its ETag is another one than before")

    def _changed(self, why: str) -> BitsmithError:
        return BitsmithError(
            ErrorKind.BAD_MODEL,
            f"{self._what} was changed while it was read.",
            f"What {self._client.host} sends now is not what it announced: {why}.",
            "Start again, from what is there now; nothing wrong was kept.",
        )


def _etag(value: str) -> str:
    return value.removeprefix("W/").strip('"')
