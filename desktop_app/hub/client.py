"""Asks a hub: search, one repository, small files and ranges of large ones."""

from __future__ import annotations

import json
import os
import re
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.discovery import ALL_MODELS, SearchQuery, SearchSort
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.repository import RepoDetail, RepoSummary, is_repo_id
from desktop_app.hub.answers import detail_of, summary_of
from desktop_app.hub.connectivity import Connectivity
from desktop_app.hub.errors import bad_answer, network_error, offline_error, status_error
from desktop_app.hub.session import DEFAULT_ENDPOINT, http_library, inherited_token, make_session
from desktop_app.hub.speed_limit import SpeedLimit

_TOKEN = re.compile(r"[\x21-\x7e]{1,4000}")
_MAX_ANSWER_BYTES = 32 * 1024 * 1024
_LONGEST_ANSWER_S = 120.0
_ROW_FIELDS = (
    *("downloads", "likes", "lastModified", "createdAt", "gated", "tags", "pipeline_tag"),
    *("safetensors", "gguf", "config"),
)
_SORTS = {
    SearchSort.TRENDING: "trendingScore",
    SearchSort.DOWNLOADS: "downloads",
    SearchSort.LIKES: "likes",
    SearchSort.UPDATED: "lastModified",
    SearchSort.CREATED: "createdAt",
}


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some rows of a search; `next_cursor` asks for those that follow, None at the end."""

    rows: tuple[RepoSummary, ...]
    next_cursor: str | None


class Answer:
    """A response of httpx2 whose body was read: its status, headers, links and request, and the body.

    Args:
        response: is closed.
        content: its body.
    """

    def __init__(self, response: Any, content: bytes) -> None:
        self.content = content
        self.status_code: int = response.status_code
        self.headers = response.headers
        self.links = response.links
        self.history = response.history
        self.request = response.request
        self.url = response.url


class HubClient:
    """One hub and one token; may be used from any thread.

    Args:
        endpoint: the hub's address, None for HF_ENDPOINT or the public Hub.
        token: an access token, or what gives it at each request; where there is none, the one of HF_TOKEN or
            of a login with the `hf` command is taken for the hub that it belongs to.
        timeout_s: longest wait for a connection or for more bytes.
        proxy: address of a proxy, "" for what the system says, "none" for no proxy.
        limit: of the speed of all transfers.
        connectivity: learns from each request whether the hub can be reached, and knows of offline mode.

    Attributes:
        endpoint: the hub's address, without a slash at its end.
        host: its name, for people.
    """

    def __init__(
        self,
        endpoint: str | None = None,
        token: str | Callable[[HubClient], str] | None = None,
        *,
        timeout_s: float = 15.0,
        proxy: str = "",
        limit: SpeedLimit | None = None,
        connectivity: Connectivity | None = None,
    ) -> None:
        self.endpoint = (endpoint or os.environ.get("HF_ENDPOINT") or DEFAULT_ENDPOINT).rstrip("/")
        self.timeout_s = timeout_s
        self.limit = limit or SpeedLimit()
        self.connectivity = connectivity or Connectivity()
        self._token = token
        self._proxy = proxy
        self._lock = threading.Lock()
        self._session: Any = None
        parts = urllib.parse.urlsplit(self.endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BitsmithError(
                ErrorKind.BAD_REQUEST,
                f"{self.endpoint[:200]!r} is not the address of a hub.",
                "An address begins with https:// or http://.",
                "Correct the Hub's address in the settings.",
            )
        self.host = parts.netloc.rpartition("@")[2]

    # --- questions --------------------------------------------------------------------------------

    def search(
        self,
        query: SearchQuery = ALL_MODELS,
        *,
        tags: tuple[str, ...] = (),
        n_params: str = "",
        limit: int = 40,
        cursor: str | None = None,
    ) -> SearchPage:
        """One page of models; what the hub cannot judge (`fits`, `convertible`) is left to the caller.

        Args:
            query: what is looked for.
            tags: that all rows have, beside those of the query.
            n_params: bounds like "min:1B,max:4B", instead of the query's.
            limit: rows of a page.
            cursor: of the page before.

        Raises:
            BitsmithError: the hub cannot be reached, refuses, or makes no sense.
        """
        if cursor is not None:
            self._check_origin(cursor)
            answer = self._get(cursor, "The search")
        else:
            pairs = [("limit", str(limit)), ("sort", _SORTS[query.sort])]
            named = {
                "search": query.words,
                "author": query.author,
                "pipeline_tag": query.pipeline_tag,
                "num_parameters": n_params or query.size.value,
            }
            pairs += [(name, value) for name, value in named.items() if value]
            pairs += [("filter", tag) for tag in (*query.tags, *tags)]
            pairs += [("expand", name) for name in _ROW_FIELDS]
            url = f"{self.endpoint}/api/models?{urllib.parse.urlencode(pairs)}"
            answer = self._get(url, "The search")
        items = self._json(answer)
        if not isinstance(items, list):
            raise bad_answer(self.host, "A search should give a list.")
        rows = tuple(row for row in map(summary_of, items) if row is not None)
        link = answer.links.get("next", {}).get("url") if rows else None
        return SearchPage(rows, link)

    def repository(self, repo_id: str, revision: str = "main") -> RepoDetail:
        """Everything that is known of a repository, at the commit that `revision` means now.

        Raises:
            BitsmithError: see `search`; also not_found and gated.
        """
        if not is_repo_id(repo_id):
            raise BitsmithError(
                ErrorKind.BAD_REQUEST,
                f"{repo_id[:200]!r} is not the name of a model on a hub.",
                "A name has the form owner/model.",
                "Check the name, or search for the model.",
            )
        quoted = urllib.parse.quote(revision, safe="")
        url = f"{self.endpoint}/api/models/{repo_id}/revision/{quoted}?blobs=true"
        item = self._json(self._get(url, f"The model {repo_id}"))
        if not isinstance(item, dict):
            raise bad_answer(self.host, "A repository should be a table.")
        sha = item.get("sha")
        if not isinstance(sha, str) or len(sha) != 40 or not sha.isalnum():
            raise bad_answer(self.host, "It does not say which revision it means.")
        return detail_of(repo_id, sha, item)

    def fetch_small(self, detail: RepoDetail, path: str, max_bytes: int) -> bytes:
        """A whole file, which must not be larger than `max_bytes`.

        Raises:
            BitsmithError: see `repository`; (bad_model) it is larger.
        """
        data = self.read_range(detail, path, 0, max_bytes + 1)
        if len(data) > max_bytes:
            raise BitsmithError(
                ErrorKind.BAD_MODEL,
                f"{path} of {detail.repo_id} is too large.",
                f"It has more than {max_bytes:,} bytes.",
                "Choose another model.",
            )
        return data

    def read_range(self, detail: RepoDetail, path: str, start: int, count: int) -> bytes:
        """At most `count` bytes of a file from `start` on; fewer at its end.

        A server that ignores ranges is read up to the end of the range and no further.
        """
        headers = {"Range": f"bytes={start}-{start + count - 1}", "Accept-Encoding": "identity"}
        with self.stream(self.file_url(detail, path), headers, f"{path} of {detail.repo_id}") as response:
            if response.status_code == 416:
                return b""
            skip = 0 if response.status_code == 206 else start
            data = bytearray()
            try:
                for chunk in response.iter_bytes(256 * 1024):
                    data += chunk
                    if len(data) >= skip + count:
                        break
            except self.http.HTTPError as error:
                raise network_error(error, self.host) from error
            return bytes(data[skip : skip + count])

    # --- requests ---------------------------------------------------------------------------------

    @property
    def http(self) -> Any:
        """The HTTP library that huggingface_hub uses."""
        return http_library()

    def file_url(self, detail: RepoDetail, path: str) -> str:
        """Where a file's bytes are, at the detail's revision."""
        return f"{self.endpoint}/{detail.repo_id}/resolve/{detail.revision}/{urllib.parse.quote(path)}"

    @contextmanager
    def stream(self, url: str, headers: dict[str, str], what: str) -> Iterator[Any]:
        """An open answer with status 200, 206 or 416; the token goes to the endpoint's own origin only.

        Raises:
            BitsmithError: any other status, or no answer.
        """
        request = {**self._authorization(url), **headers}
        try:
            with self.session().stream(
                "GET", url, headers=request, timeout=self.timeout_s, follow_redirects=True
            ) as response:
                self.connectivity.note_answer()
                if response.status_code not in (200, 206, 416):
                    raise status_error(response, what, self.host)
                if self.endpoint.startswith("https:") and response.url.scheme != "https":
                    raise bad_answer(self.host, f"It redirects {what} to an address that is not safe.")
                yield response
        except (self.http.HTTPError, ConnectionError) as error:
            raise self._no_answer(error) from error

    def head(self, url: str, what: str) -> Any:
        """The headers of an answer with a status below 400; a redirect is not followed.

        Raises:
            BitsmithError: an error status, or no answer.
        """
        response = self.request("HEAD", url, headers={"Accept-Encoding": "identity"}, follow_redirects=False)
        if response.status_code >= 400:
            raise status_error(response, what, self.host)
        return response

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: dict[str, str] | None = None,
        form: dict[str, str] | None = None,
        has_token: bool = True,
        follow_redirects: bool = True,
    ) -> Answer:
        """An answer of whatever status, with its body in `content`; a body beyond all reason is not read.

        Raises:
            BitsmithError: nobody answers, or without end.
        """
        sent = {**(self._authorization(url) if has_token else {}), **(headers or {})}
        options: dict[str, Any] = {"headers": sent, "timeout": self.timeout_s}
        if form is not None:
            options["data"] = form
        ends_at = time.monotonic() + _LONGEST_ANSWER_S
        try:
            with self.session().stream(method, url, follow_redirects=follow_redirects, **options) as response:
                self.connectivity.note_answer()
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > _MAX_ANSWER_BYTES:
                        raise bad_answer(self.host, "It is too long.")
                    if time.monotonic() > ends_at:
                        raise network_error(TimeoutError("the answer has no end"), self.host)
        except (self.http.HTTPError, ConnectionError) as error:
            raise self._no_answer(error) from error
        return Answer(response, bytes(body))

    def session(self) -> Any:
        """The connections of this client.

        Raises:
            BitsmithError: (offline) nothing may be sent; (bad_request) the proxy's address is none.
        """
        if self.connectivity.is_offline_mode:
            raise offline_error()
        with self._lock:
            if self._session is None:
                self._session = make_session(self._proxy)
            return self._session

    def close(self) -> None:
        """End all connections; who still waits for one fails."""
        with self._lock:
            session, self._session = self._session, None
        if session is not None:
            session.close()

    def is_own(self, url: str) -> bool:
        """Whether an address is the endpoint's own, which gets the token."""
        return self._origin(url) == self._origin(self.endpoint)

    def _get(self, url: str, what: str) -> Any:
        response = self.request("GET", url)
        if response.status_code != 200:
            raise status_error(response, what, self.host)
        return response

    def _no_answer(self, error: BaseException) -> BitsmithError:
        if type(error).__name__ != "OfflineModeIsEnabled":
            self.connectivity.note_silence()
        return network_error(error, self.host)

    def _json(self, response: Any) -> Any:
        try:
            return json.loads(response.content)
        except (ValueError, RecursionError) as error:
            raise bad_answer(self.host, "It is not JSON.") from error

    def _authorization(self, url: str) -> dict[str, str]:
        if not self.is_own(url):
            return {}
        token = self._token(self) if callable(self._token) else self._token
        token = token or inherited_token(self.endpoint)
        if token and not _TOKEN.fullmatch(token):
            # libraries put a header that they refuse into their messages
            raise BitsmithError(
                ErrorKind.UNAUTHORIZED,
                "The access token cannot be sent.",
                "It has letters that no token has.",
                "Log in again in the settings, then try again.",
            )
        return {"Authorization": f"Bearer {token}"} if token else {}

    def _check_origin(self, url: str) -> None:
        try:
            is_own = self.is_own(url)
        except ValueError:
            is_own = False
        if not is_own:
            raise bad_answer(self.host, "It points to another server for the rest of the list.")

    @staticmethod
    def _origin(url: str) -> tuple[str, str | None, int | None]:
        parts = urllib.parse.urlsplit(url)
        return parts.scheme, parts.hostname, parts.port
