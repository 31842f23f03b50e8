"""The server: two origins (hub and content network) on the standard library's threading HTTP server."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from tests.fakes.loopback_hub.accounts import REFUSALS, Accounts
from tests.fakes.loopback_hub.faults import Fault, Faults
from tests.fakes.loopback_hub.repositories import Repository

_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Request:
    """One request that came in; `origin` is "hub" or "cdn"."""

    origin: str
    method: str
    path: str
    range: str
    has_token: bool


class LoopbackHub:
    """A hub with repositories; a context manager.

    Args:
        use_cdn: large files are redirected to a second origin, as the real Hub does.
        token: the one that is accepted.
        page_size: rows of a search page, at most.
        address_uses: requests that a content network's signed address is good for, 0 for all.
    """

    def __init__(
        self,
        *,
        use_cdn: bool = True,
        token: str = "hf_right",
        page_size: int = 1000,
        address_uses: int = 0,
    ) -> None:
        self.use_cdn = use_cdn
        self.accounts = Accounts(token)
        self.page_size = page_size
        self.address_uses = address_uses
        self.uses: Counter[str] = Counter()
        self.most_at_once = self._at_once = 0
        self.sent_bytes = 0
        self._lock = threading.Lock()
        self.repositories: dict[str, Repository] = {}
        self.requests: list[Request] = []
        self.faults = Faults()
        self.closing = threading.Event()
        self._hub = _Server(self, "hub")
        self._cdn = _Server(self, "cdn")
        self.endpoint = f"http://127.0.0.1:{self._hub.server_port}"
        self.cdn = f"http://127.0.0.1:{self._cdn.server_port}"

    def __enter__(self) -> Self:
        for server in (self._hub, self._cdn):
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.closing.set()
        for server in (self._hub, self._cdn):
            server.shutdown()
            server.server_close()

    def count(self, change: int) -> None:
        """A body begins (1) or ends (-1)."""
        with self._lock:
            self._at_once += change
            self.most_at_once = max(self.most_at_once, self._at_once)

    def note_sent(self, count: int) -> None:
        """Bytes of a body left, for whatever buffer they are in now."""
        with self._lock:
            self.sent_bytes += count

    def add_repo(self, repo_id: str, folder: Path, **options: Any) -> Repository:
        repository = Repository(repo_id, folder, **options)
        self.repositories[repo_id] = repository
        return repository

    def fail(self, kind: str, path: str = ".*", **options: Any) -> None:
        """Misbehave at the next matching requests; see `Fault`."""
        self.faults.add(Fault(kind, path, **options))

    def clear_faults(self) -> None:
        """Behave from now on."""
        self.faults = Faults()

    def requests_for(self, path: str, method: str = "GET") -> list[Request]:
        return [r for r in self.requests if r.method == method and re.search(path, r.path)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    disable_nagle_algorithm = True

    def __init__(self, hub: LoopbackHub, origin: str) -> None:
        self.hub = hub
        self.origin = origin
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # clients that go away are what these tests are about


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    _form: dict[str, str]

    def log_message(self, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self._form = dict(urllib.parse.parse_qsl(body))
        self._answer()

    # --- routes -------------------------------------------------------------------------------------

    def _answer(self) -> None:
        hub = self.server.hub
        parts = urllib.parse.urlsplit(self.path)
        path = urllib.parse.unquote(parts.path)
        has_token = "Authorization" in self.headers
        hub.requests.append(
            Request(self.server.origin, self.command, self.path, self.headers.get("Range", ""), has_token)
        )
        fault = hub.faults.take(self.command, self.path)
        if fault and fault.kind == "hang":
            hub.closing.wait()
            self.close_connection = True
            return
        if fault and fault.kind == "status":
            self._send_json({"error": "told to fail"}, fault.status, fault.headers)
            return
        if fault and fault.kind == "endless":
            self._send_without_end()
            return
        if fault and fault.kind == "html":
            self._send(
                b"<html><body>Welcome to this mirror</body></html>", 200, {"Content-Type": "text/html"}
            )
            return
        if has_token and self.headers["Authorization"] != f"Bearer {hub.accounts.token}":
            self._error(401, "", "Invalid credentials in Authorization header")
            return
        if path == "/":
            self._send(b"", 200, {"Content-Type": "text/html"})
        elif path == "/api/whoami-v2":
            if has_token:
                self._send_json(hub.accounts.whoami())
            else:
                self._error(401, "", "Invalid username or password.")
        elif path == "/oauth/device" and self.command == "POST":
            self._send_json(hub.accounts.begin(f"{hub.endpoint}/oauth/device"))
        elif path == "/oauth/token" and self.command == "POST":
            status, body = hub.accounts.exchange(self._form)
            self._send_json(body, status)
        elif match := re.fullmatch(r"/api/models/([^/]+/[^/]+)/auth-check", path):
            repository = self._repository(match[1])
            if repository is not None and not self._refuse(repository):
                self._send_json({})
        elif path == "/api/models":
            self._search(urllib.parse.parse_qs(parts.query))
        elif match := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/([^/]+))?", path):
            self._detail(match[1], match[2] or "main")
        elif match := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            self._file(match[1], match[2], match[3], fault)
        else:
            self._error(404, "EntryNotFound", "nothing here")

    def _search(self, query: dict[str, list[str]]) -> None:
        hub = self.server.hub
        words = query.get("search", [""])[0].lower()
        rows = [r for r in hub.repositories.values() if words in r.repo_id.lower()]
        for tag in query.get("filter", []):
            rows = [r for r in rows if tag in r.all_tags()]
        author, task = query.get("author", [""])[0], query.get("pipeline_tag", [""])[0]
        if author:
            rows = [r for r in rows if r.repo_id.partition("/")[0] == author]
        if task:
            rows = [r for r in rows if r.summary().get("pipeline_tag") == task]
        for bound, value, unit in re.findall(r"(min|max):(\d+)([KMB])", query.get("num_parameters", [""])[0]):
            limit = int(value) * {"K": 10**3, "M": 10**6, "B": 10**9}[unit]
            rows = [
                r
                for r in rows
                if r.n_params and (r.n_params >= limit if bound == "min" else r.n_params <= limit)
            ]
        keys = {
            "likes": "likes",
            "trendingScore": "likes",
            "downloads": "downloads",
            "lastModified": "updated",
            "createdAt": "created",
        }
        rows.sort(key=lambda r: getattr(r, keys.get(query.get("sort", [""])[0], "likes")), reverse=True)
        limit = min(int(query.get("limit", ["1000"])[0]), hub.page_size)
        start = int(query.get("cursor", ["0"])[0])
        headers = {}
        if start + limit < len(rows):
            following = {**query, "cursor": [str(start + limit)]}
            url = f"{hub.endpoint}/api/models?{urllib.parse.urlencode(following, doseq=True)}"
            headers["Link"] = f'<{url}>; rel="next"'
        self._send_json([r.summary() for r in rows[start : start + limit]], 200, headers)

    def _detail(self, repo_id: str, revision: str) -> None:
        repository = self._repository(repo_id)
        if repository is None:
            return
        if revision not in ("main", repository.revision):
            self._error(404, "RevisionNotFound", "no such revision")
            return
        self._send_json(repository.detail())

    def _file(self, repo_id: str, revision: str, name: str, fault: Fault | None) -> None:
        hub = self.server.hub
        repository = self._repository(repo_id)
        if repository is None:
            return
        commit = {"X-Repo-Commit": repository.revision}
        if self.server.origin == "hub" and self._refuse(repository, commit):
            return
        if revision not in ("main", repository.revision):
            self._error(404, "RevisionNotFound", "no such revision", commit)
            return
        path = repository.path_of(name)
        if path is None:
            self._error(404, "EntryNotFound", "no such file", commit)
            return
        facts, etag = repository.facts(path), repository.etag(path)
        headers = {**commit, "ETag": f'"{etag}"', "Accept-Ranges": "bytes"}
        if "lfs" in facts:
            headers |= {"X-Linked-Etag": f'"{etag}"', "X-Linked-Size": str(facts["size"])}
            if hub.use_cdn and self.server.origin == "hub":
                signature = len(hub.requests)
                place = f"{hub.cdn}/{repo_id}/resolve/{revision}/{urllib.parse.quote(name)}?sig={signature}"
                if fault:  # it is meant for the bytes, which the other origin sends
                    hub.faults.put_back(fault)
                self._send(b"", 302, {**headers, "Location": place})
                return
        if self.server.origin == "cdn" and hub.address_uses:
            hub.uses[self.path] += 1
            if hub.uses[self.path] > hub.address_uses:
                self._error(403, "", "Request has expired")
                return
        self._send_file(path, headers, fault)

    def _repository(self, repo_id: str) -> Repository | None:
        repository = self.server.hub.repositories.get(repo_id)
        if repository is None:
            self._error(404, "RepoNotFound", "Repository not found")
        return repository

    def _refuse(self, repository: Repository, headers: dict[str, str] | None = None) -> bool:
        """Whether this person may not read the files; the refusal is sent then."""
        if not repository.gated:
            return False
        if "Authorization" not in self.headers:
            self._error(401, "GatedRepo", "Access to this model is restricted. Please log in.", headers)
        elif repository.gate in REFUSALS:
            message = REFUSALS[repository.gate].format(id=repository.repo_id)
            self._error(403, "GatedRepo", message, headers)
        else:
            return False
        return True

    # --- bytes --------------------------------------------------------------------------------------

    def _send_file(self, path: Path, headers: dict[str, str], fault: Fault | None) -> None:
        size = path.stat().st_size
        start, stop, status = 0, size, 200
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if wanted and not (fault and fault.kind == "norange"):
            start = int(wanted[1])
            stop = min(size, int(wanted[2]) + 1) if wanted[2] else size
            if start >= size:
                self._send(b"", 416, {**headers, "Content-Range": f"bytes */{size}"})
                return
            status = 206
            headers = {**headers, "Content-Range": f"bytes {start}-{stop - 1}/{size}"}
        length = stop - start
        if fault and fault.kind == "short":
            length //= 2
        if fault and fault.kind == "long":
            length += 1000
        if fault and fault.kind == "resized":
            headers = {**headers, "Content-Range": f"bytes {start}-{stop - 1}/{size + 1}"}
        if fault and fault.kind == "gzip":
            headers = {**headers, "Content-Encoding": "gzip"}
        if fault and fault.kind == "headers":
            headers = {**headers, **fault.headers}
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        self.server.hub.count(1)
        try:
            with path.open("rb") as file:
                file.seek(start)
                self._stream(file, length, fault)
        finally:
            self.server.hub.count(-1)

    def _stream(self, file: Any, length: int, fault: Fault | None) -> None:
        sent = 0
        limit = {"rst": "after", "drop": "after", "stall": "after"}
        cut = fault.after if fault and fault.kind in limit else None
        while sent < length:
            count = min(_CHUNK, length - sent)
            if cut is not None:
                count = min(count, cut - sent)
                if count <= 0:
                    self._break(fault)
                    return
            data = file.read(count).ljust(count, b"?")
            if fault and fault.kind == "corrupt" and sent <= fault.after < sent + len(data):
                at = fault.after - sent
                data = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
            if fault and fault.kind == "throttle":
                time.sleep(len(data) / fault.rate)
            self.wfile.write(data)
            sent += len(data)
            self.server.hub.note_sent(len(data))

    def _break(self, fault: Fault | None) -> None:
        assert fault is not None
        self.wfile.flush()
        self.close_connection = True
        if fault.kind == "stall":
            self.server.hub.closing.wait()
        elif fault.kind == "rst":
            # closing with unsent data and no lingering makes the kernel send a reset
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _send_without_end(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        while not self.server.hub.closing.is_set():
            self.wfile.write(b"[" * _CHUNK)
            self.server.hub.note_sent(_CHUNK)

    def _error(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        named = {"X-Error-Code": code} if code else {}
        self._send_json({"error": message}, status, {**(headers or {}), **named, "X-Error-Message": message})

    def _send_json(self, value: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self._send(
            json.dumps(value).encode(), status, {"Content-Type": "application/json", **(headers or {})}
        )

    def _send(self, body: bytes, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "X-Request-Id": "loopback", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
