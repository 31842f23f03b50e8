"""A server for lists of releases on the loopback, with every fault that a test asks for."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from desktop_app.domain.updates import Release, ReleaseFile
from desktop_app.updates import manifest, release_key

NOTES = "## New\n\n- **Faster** answers, see [the page](https://bitsmith.example/new)\n"


def release(version="9.0.0", **changes):
    file = ReleaseFile(
        "linux-x86_64",
        f"bitsmith_{version}_amd64.deb",
        f"https://bitsmith.example/files/bitsmith_{version}_amd64.deb",
        123_456_789,
        "ab" * 32,
    )
    fields = {
        "version": version,
        "date": "2027-01-31",
        "notes": NOTES,
        "page": "https://bitsmith.example/releases/v9.0.0",
        "files": (file,),
    }
    return Release(**{**fields, **changes})


class UpdateServer:
    """Answers with `status`, `headers` and `body`; `requests` are (path, headers) as they came."""

    def __init__(self, folder):
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body = b""
        self.is_cut = False
        self.hold = threading.Event()
        self.hold.set()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                owner.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                owner.hold.wait(30)
                if self.path == "/moved.json":
                    self.send_response(200)
                else:
                    self.send_response(owner.status)
                    for name, value in owner.headers.items():
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(owner.body) + (100 if owner.is_cut else 0)))
                self.end_headers()
                try:
                    self.wfile.write(owner.body)
                except OSError:
                    pass  # the client has read enough

            def log_message(self, *_args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.private = release_key.new_private_key()
        self.key_file = folder / release_key.KEY_FILE
        release_key.write_key(self.key_file, f"{self.url}/latest.json", self.private)
        self.key = release_key.read_key(self.key_file.read_text())
        self.publish()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def publish(self, version="9.0.0", private=None, **changes):
        self.body = manifest.pack(release(version, **changes), private or self.private)

    def close(self):
        self.hold.set()
        self._server.shutdown()
        self._server.server_close()
