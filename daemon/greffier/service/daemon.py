"""The daemon: the shift under a schedule, the watch on the mailbox, signals, and systemd."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from greffier.errors import GreffierError, Later
from greffier.mailbox.watch import Watch
from greffier.reading.pool import warm_up
from greffier.rounds.keeping import guard
from greffier.rounds.office import Office
from greffier.service.clock import wall_clock
from greffier.service.notify import notify, watchdog_seconds
from greffier.service.shift import Shift
from greffier.store import outbox

log = structlog.get_logger()

SEND_SECONDS = 20
CADENCE_SECONDS = 60
HOUSEKEEPING_HOURS = 6
GRACE_SECONDS = 10
"""How long the mail in hand may take once we are asked to stop."""


async def run_once(office: Office, clock: Callable[[], datetime] = wall_clock) -> None:
    """Drain what is there, send what is due, and end; raise Later where a neighbour did not let us."""
    shift = opened(office, clock)
    try:
        await shift.receive()
        await shift.look_again()
        await shift.remind()
        await shift.report()
        await shift.send()
    finally:
        await shift.close()
    tell_troubles(shift)


async def catch_up(office: Office, clock: Callable[[], datetime] = wall_clock) -> None:
    """Read what the mailbox has, the Sent folder too, and send nothing; raise Later where a neighbour refused."""
    shift = opened(office, clock, sends=False)
    try:
        await shift.receive()
    finally:
        await shift.close()
    tell_troubles(shift)


def tell_troubles(shift: Shift) -> None:
    """Raise Later where a neighbour did not let us."""
    if shift.neighbours.now:
        raise Later("; ".join(dict.fromkeys(trouble.words for trouble in shift.neighbours.now)))


async def run(office: Office, clock: Callable[[], datetime] = wall_clock) -> None:
    """Serve until SIGTERM or SIGINT."""
    shift = opened(office, clock)
    bell = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, reread_rules, shift)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask_to_stop, shift, bell)
    await warm_up()
    watch = Watch(office.settings.imap, ring=lambda: ring(loop, bell), tokens=shift.tokens)
    scheduler = scheduled(shift, bell, watch)
    watch.start()
    shift.steps.pulse.watch("watch", lambda: watch.wedged)
    scheduler.start()
    notify("READY=1", "STATUS=À l'écoute")
    log.info("service_ready")
    bell.set()
    await answer_bell(shift, bell)
    notify("STOPPING=1")
    with suppress(TimeoutError):
        await asyncio.wait_for(shift.settle(), GRACE_SECONDS)
    scheduler.shutdown(wait=False)
    await asyncio.to_thread(watch.stop, 5.0)
    await shift.close()
    log.info("service_stopped")


def opened(office: Office, clock: Callable[[], datetime], *, sends: bool = True) -> Shift:
    """Begin a shift; what a dead process had in its hands while sending is uncertain from now on."""
    guard.look_at_twin(office, clock())
    with office.database.transaction() as session:
        if lost := outbox.recover(session, clock()):
            log.warning("letters_uncertain", count=lost)
    warn(office)
    return Shift(office, clock, sends=sends)


def warn(office: Office) -> None:
    """Say at each start what protects less than it could; `greffier check` tells the mends."""
    if office.settings.antivirus.socket is None:
        log.warning("no_antivirus", mend="set antivirus.socket")
    if not office.keys.is_given:
        log.warning("key_beside_the_papers", mend="set store.keys_file")


def ring(loop: asyncio.AbstractEventLoop, bell: asyncio.Event) -> None:
    """Ring from another thread."""
    loop.call_soon_threadsafe(bell.set)


def scheduled(shift: Shift, bell: asyncio.Event, watch: Watch) -> AsyncIOScheduler:
    """Lay out the ticks. Due times live in the database: a tick missed or late loses nothing, and two never double."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(bell.set, "interval", seconds=shift.office.settings.imap.poll_seconds, id="poll")
    scheduler.add_job(shift.send, "interval", seconds=SEND_SECONDS, id="send")
    scheduler.add_job(shift.look_again, "interval", seconds=CADENCE_SECONDS, id="look_again")
    scheduler.add_job(shift.remind, "interval", seconds=CADENCE_SECONDS, id="remind")
    scheduler.add_job(shift.report, "interval", seconds=CADENCE_SECONDS, id="report")
    scheduler.add_job(shift.keep_house, "interval", hours=HOUSEKEEPING_HOURS, id="keep_house")
    scheduler.add_job(shift.heed, "interval", args=[watch], seconds=CADENCE_SECONDS, id="heed")
    if seconds := watchdog_seconds():
        scheduler.add_job(shift.steps.pulse.beat, "interval", seconds=seconds, id="pulse")
    return scheduler


async def answer_bell(shift: Shift, bell: asyncio.Event) -> None:
    """Receive at each ring; once asked to stop, give the mail in hand its grace."""
    stopping = asyncio.create_task(shift.stop.wait())
    while not shift.stop.is_set():
        await bell.wait()
        bell.clear()
        if shift.stop.is_set():
            break
        round_ = asyncio.create_task(shift.receive())
        await asyncio.wait({round_, stopping}, return_when=asyncio.FIRST_COMPLETED)
        await finish(round_)
    await stopping


async def finish(round_: "asyncio.Task[None]") -> None:
    """Wait for the round, and keep the service alive whatever it met."""
    try:
        await asyncio.wait_for(round_, None if round_.done() else GRACE_SECONDS)
    except TimeoutError:
        log.warning("round_cut", after=GRACE_SECONDS)
    except Exception:
        log.exception("round_failed")


def ask_to_stop(shift: Shift, bell: asyncio.Event) -> None:
    """End after the mail in hand."""
    shift.stop.set()
    bell.set()


def reread_rules(shift: Shift) -> None:
    """Read rules and templates again; the last good ones stay in force where the new are wrong."""
    try:
        shift.office = shift.office.with_rules_reread()
    except (GreffierError, OSError) as wrong:
        log.error("rules_kept", why=str(wrong))  # noqa: TRY400 - a traceback tells staff nothing
        return
    log.info("rules_reread", version=shift.office.rules.version)
    kept = f"Règles refusées, les anciennes restent en vigueur : {shift.office.refused}"
    notify(f"STATUS={kept}" if shift.office.refused else "STATUS=Règles relues")
