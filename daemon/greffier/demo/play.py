"""Play the story: set the clock, let people act, let the daemon's own rounds do their work, and tell it."""

import asyncio
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from greffier.demo.cast import REGISTRY
from greffier.demo.people import composed
from greffier.demo.scenes import Closing, Scene
from greffier.demo.screen import Screen
from greffier.demo.servers import HOST, PASSWORD, PostOffice
from greffier.demo.staff import Staff
from greffier.demo.story import DAYS, FIRST_DAY
from greffier.demo.witness import Witness
from greffier.dossier.calendar import is_working_day
from greffier.mailbox import Mailbox
from greffier.service.shift import Shift
from greffier.settings import Imap

PARIS = ZoneInfo("Europe/Paris")
STAFF_AT = time(10, 30)
OPENS = datetime.combine(FIRST_DAY, time(8), PARIS).astimezone(UTC)
ROUNDS_AT = (time(8, 31), time(9, 1), STAFF_AT, time(15, 31))
"""When the daemon looks by itself, here: at the digest, when letters may leave, after the staff's work, once more."""

NOTHING = "sans suite : ce message n'attend rien de Greffier."


@dataclass(slots=True)
class Clock:
    """The pressed clock."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the instant (UTC)."""
        return self.now


@dataclass(slots=True)
class Play:
    """The stage: the post office, Greffier at work, the staff, the screen."""

    post: PostOffice
    shift: Shift
    clock: Clock
    staff: Staff
    screen: Screen
    witness: Witness

    async def run(self, story: Sequence[Scene | Closing]) -> None:
        """Play every day."""
        for day in range(DAYS):
            for hour, scene in moments(day, story):
                self.pass_to(day, hour)
                await (self.act(scene) if scene else self.routine(hour))
                self.tell(of_mail=isinstance(scene, Scene))
        self.screen.end()

    def pass_to(self, day: int, hour: time) -> None:
        """Set both clocks."""
        moment = datetime.combine(FIRST_DAY + timedelta(days=day), hour, PARIS)
        self.clock.now = moment.astimezone(UTC)
        self.screen.pass_to(moment)

    async def act(self, scene: Scene | Closing) -> None:
        """Let a mail be written, and the daemon's bell ring; or let a box close."""
        if isinstance(scene, Closing):
            self.post.closed.add(scene.by.address)
            self.screen.closed(scene)
            return
        self.screen.written(scene)
        await asyncio.to_thread(self.hand_in, scene)
        await self.shift.receive()

    async def routine(self, hour: time) -> None:
        """Do what the schedule does; staff come in at their hour."""
        if hour == STAFF_AT:
            for sentence in self.staff.sit_down(self.clock.now):
                self.screen.decided(sentence)
        await self.shift.receive()
        await self.shift.remind()
        await self.shift.report()
        await self.shift.send()

    def hand_in(self, scene: Scene) -> None:
        """Compose the mail as its author's client does, and hand it in by SMTP."""
        author = scene.draft.by
        answered = self.last_letter(author.address) if scene.answers else None
        raw = composed(scene.draft, REGISTRY, self.clock.now.astimezone(PARIS), answered)
        with smtplib.SMTP(HOST, self.post.smtp_port, local_hostname=author.domain) as server:
            server.sendmail(scene.handed_in_by or author.address, [REGISTRY], raw)

    def last_letter(self, address: str) -> bytes | None:
        """Read somebody's mailbox, and return the newest letter in it; None where no letter ever came."""
        self.post.open_box(address)
        theirs = Imap(host=HOST, port=self.post.imap_port, security="plain", user=address, password=SecretStr(PASSWORD))
        with Mailbox(theirs) as mailbox:
            mailbox.open_folder(theirs.folder)
            fetched = mailbox.fetch(mailbox.listed_after(0)[-1:])
            return next((b"".join(mail.chunks) for mail in fetched), None)

    def tell(self, *, of_mail: bool) -> None:
        """Tell what is new since the last moment; a mail of which nothing came is told too."""
        news, letters = self.witness.news(), self.witness.letters()
        self.screen.understood(news if news or letters or not of_mail else [NOTHING])
        self.screen.left(letters)
        self.screen.returned(self.witness.returned())


def moments(day: int, story: Sequence[Scene | Closing]) -> list[tuple[time, Scene | Closing | None]]:
    """Return the moments of a day in order; None where only the schedule runs.

    It runs once a day when nobody works. The last day ends with its digest, questions open: so does a real week.
    """
    working = is_working_day(FIRST_DAY + timedelta(days=day))
    hours = ROUNDS_AT[:1] if day == DAYS - 1 else ROUNDS_AT if working else ROUNDS_AT[1:2]
    rounds = [(hour, None) for hour in hours]
    scenes = [(scene.hour, scene) for scene in story if scene.day == day]
    return sorted([*rounds, *scenes], key=lambda moment: moment[0])
