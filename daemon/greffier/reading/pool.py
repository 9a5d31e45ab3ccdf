"""Reading in worker processes under limits of memory, processor and time: a mail that breaks them harms only itself.

anyio keeps the workers and kills one whose mail is given up; the limits are set inside of the worker, before each mail.
A worker without memory says so by SystemExit, and ends: what is left of it is no ground for the next mail.
"""

import pickle
import resource
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar, TypeVarTuple

import anyio
from anyio import BrokenWorkerProcess, to_process

from greffier.errors import Unreadable
from greffier.model.mail import Reading
from greffier.model.proof import Signed
from greffier.model.rules import Registry, Wordings
from greffier.reading.documents.copies import NoCopy, logo, marked
from greffier.reading.latest import Latest
from greffier.reading.read import Kept, read
from greffier.reading.signatures import signed

Given = TypeVarTuple("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use."""

    memory: int = 2 * 1024**3
    """Bytes of address space: a 25 MB mail takes 0.2 GB; recognising a scan 1 GB, most of it never touched."""
    processor: int = 60
    """Seconds for one mail: ten scanned pages take 30; a mail of text takes milliseconds."""
    seconds: float = 120
    """On the wall, for one mail: twice the processor's, for a machine that is busy."""
    file: int = 16 * 1024**2
    """Bytes of one file written: a worker has none to write, a library perhaps a cache."""


LIMITS: Final = Limits()

_KNOWLEDGE_KEPT = 2
WORKERS_TRIED = 2


async def read_mail(raw: bytes, wordings: Wordings, registry: Registry) -> tuple[Reading, Kept]:
    """Read a mail in a worker; return the reading and the documents worth keeping.

    Bytes go in and come out by the worker's own pipe: it needs no file and no key. Raises Unreadable where the mail
    breaks the limits.
    """
    return await _within_limits(_read, raw, _packed(wordings, registry), LIMITS)


async def verify_mail(raw: bytes, keys: Mapping[str, bytes]) -> Signed:
    """Verify the signatures of a mail in a worker; raises Unreadable as reading does."""
    return await _within_limits(_verify, raw, dict(keys), LIMITS)


async def marked_copy(content: bytes, media: str, words: str) -> bytes:
    """Have a worker draw a paper anew with a watermark, as a PDF; raises Unreadable with the reason."""
    return await _within_limits(_copy, marked, (content, media, words), LIMITS)


async def logo_copy(content: bytes, media: str) -> bytes:
    """Have a worker draw a logo as the registry wants it, as a PNG; raises Unreadable with the reason."""
    return await _within_limits(_copy, logo, (content, media), LIMITS)


async def _within_limits(work: Callable[[*Given], Result | str], *given: *Given) -> Result:
    """Have a worker do it; raise Unreadable with the reason, in French for staff, where a limit is met.

    A worker that breaks may have been broken by what it did before: only what breaks two is to blame.
    """
    for _ in range(WORKERS_TRIED):
        with suppress(BrokenWorkerProcess, MemoryError):
            return await _by_a_worker(work, *given)
    raise Unreadable("la lecture a dépassé ses limites de mémoire ou de temps de calcul")


async def _by_a_worker(work: Callable[[*Given], Result | str], *given: *Given) -> Result:
    try:
        with anyio.fail_after(LIMITS.seconds):
            answer = await to_process.run_sync(work, *given, cancellable=True)
    except TimeoutError:
        raise Unreadable(f"lecture abandonnée après {LIMITS.seconds:.0f} secondes") from None
    except SystemExit as reason:
        raise Unreadable(str(reason)) from None
    if isinstance(answer, str):
        raise Unreadable(answer)
    return answer


async def warm_up() -> None:
    """Start a worker and have it load what reading needs, so that the first mail does not wait for it."""
    await to_process.run_sync(_set_limits, LIMITS)


def _pack(wordings: Wordings, registry: Registry) -> bytes:
    return pickle.dumps((wordings, registry), pickle.HIGHEST_PROTOCOL)


_packed = Latest(_pack)
"""Return the rules as bytes, packed once."""


@lru_cache(maxsize=_KNOWLEDGE_KEPT)
def _unpacked(knowledge: bytes) -> tuple[Wordings, Registry]:
    wordings, registry = pickle.loads(knowledge)  # noqa: S301 - it comes from our own parent, over its own pipe
    return wordings, registry


def _read(raw: bytes, knowledge: bytes, limits: Limits) -> tuple[Reading, Kept]:
    """Read a mail inside of a worker."""
    _set_limits(limits)
    try:
        return read(raw, *_unpacked(knowledge))
    except MemoryError:
        raise SystemExit("la lecture demande plus de mémoire qu'il n'en est permis") from None


def _verify(raw: bytes, keys: dict[str, bytes], limits: Limits) -> Signed:
    """Verify a mail's signatures inside of a worker."""
    _set_limits(limits)
    try:
        return signed(raw, keys)
    except MemoryError:
        raise SystemExit("la vérification des signatures demande plus de mémoire qu'il n'en est permis") from None


def _copy(draw: Callable[..., bytes], given: tuple[bytes | str, ...], limits: Limits) -> bytes | str:
    """Draw a copy inside of a worker."""
    _set_limits(limits)
    try:
        return draw(*given)
    except NoCopy as why:
        return str(why)
    except MemoryError:
        raise SystemExit("la copie demande plus de mémoire qu'il n'en est permis") from None


def _set_limits(limits: Limits) -> None:
    """Bound this process. Processor time counts from a process's birth, so each mail moves its bound further on."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    processor = int(spent.ru_utime + spent.ru_stime) + limits.processor
    for kind, soft in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
