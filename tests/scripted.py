"""An SMTP server that misbehaves by script: the failures that a real one will not show when asked to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

CUT = "CUT"
"""Close the connection instead of answering."""
HANG = "HANG"
"""Never answer."""

USUAL = {
    "EHLO": "250-scripted\r\n250 8BITMIME",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    ".": "250 taken",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


@dataclass
class Script:
    """What is answered to which word, and what was seen. A list is used up answer by answer."""

    answers: dict[str, str | list[str]] = field(default_factory=dict)
    port: int = 0
    connections: int = 0
    heard: list[str] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    _talks: dict[asyncio.Task[None], asyncio.StreamWriter] = field(default_factory=dict)

    def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._talks[asyncio.ensure_future(self.serve(reader, writer))] = writer

    async def end(self) -> None:
        """Leave no connection behind."""
        self.over.set()
        for writer in self._talks.values():
            writer.close()
        await asyncio.gather(*self._talks)
        await asyncio.gather(*(writer.wait_closed() for writer in self._talks.values()), return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            writer.write(b"220 scripted\r\n")
            while line := await reader.readline():
                self.heard.append(line.decode().strip())
                answer = self.answer(line.decode().split(" ")[0].strip().upper())
                if not await self.give(answer, writer):
                    break
                if answer.startswith("354"):
                    self.letters.append(await reader.readuntil(b"\r\n.\r\n"))
                    if not await self.give(self.answer("."), writer):
                        break
        writer.close()

    def answer(self, word: str) -> str:
        scripted = self.answers.get(word)
        if isinstance(scripted, list):
            scripted = scripted.pop(0) if scripted else None
        return scripted or USUAL.get(word, "500 what")

    async def give(self, answer: str, writer: asyncio.StreamWriter) -> bool:
        if answer == CUT:
            return False
        if answer == HANG:
            await self.over.wait()
            return False
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()
        return not answer.startswith(("221", "421"))


@contextlib.asynccontextmanager
async def scripted(**answers: str | list[str]) -> AsyncIterator[Script]:
    """Serve on loopback; `dot` stands for the end of a letter."""
    script = Script({"." if word == "dot" else word.upper(): answer for word, answer in answers.items()})
    server = await asyncio.start_server(script.talk, "127.0.0.1", 0)
    script.port = server.sockets[0].getsockname()[1]
    async with server:
        yield script
        await script.end()
