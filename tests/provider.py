"""A mail provider's token office, as Google and Microsoft have one: it gives tokens, and Dovecot asks it back."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs


class Provider:
    """Knows one account, rotates its refresh token at each use, and remembers what was asked."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.refresh_token = "première"
        self.lives = 3600
        self.good: set[str] = set()
        self.asked: list[dict[str, str]] = []
        self.token_url = ""
        self.refusal: tuple[int, dict[str, str]] | None = None

    def grant(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(form)
        if self.refusal:
            return self.refusal
        if form.get("refresh_token") != self.refresh_token:
            return 400, {"error": "invalid_grant", "error_description": form.get("refresh_token", "")}
        number = len(self.asked)
        self.refresh_token = f"refresh-{number}"
        self.good = {f"access-{number}"}
        return 200, {"access_token": f"access-{number}", "expires_in": self.lives, "refresh_token": self.refresh_token}

    def introspect(self, token: str) -> tuple[int, dict[str, Any]]:
        return 200, {"active": token in self.good, "username": self.account}


@contextmanager
def provider(account: str, *, introspection: int, certificate: Path) -> Iterator[Provider]:
    """Serve tokens over TLS, and introspection for Dovecot on the port that its configuration names."""
    office = Provider(account)

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(*office.introspect(self.headers.get("Authorization", "").removeprefix("Bearer ")))

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer(*office.grant({key: values[0] for key, values in form.items()}))

        def answer(self, status: int, body: dict[str, Any]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            pass

    with ExitStack() as running:
        tokens = serving(running, ThreadingHTTPServer(("127.0.0.1", 0), Desk, bind_and_activate=True))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
        tokens.socket = context.wrap_socket(tokens.socket, server_side=True)
        serving(running, ThreadingHTTPServer(("127.0.0.1", introspection), Desk))
        office.token_url = f"https://127.0.0.1:{tokens.server_port}/token"
        yield office


def serving(running: ExitStack, server: ThreadingHTTPServer) -> ThreadingHTTPServer:
    running.callback(server.server_close)
    running.callback(server.shutdown)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server
