"""The app's side of the model process: start it, ask it, stop it, and never wait for it in vain.

Whatever happens (death, silence, nonsense, cancellation), the process is either ready for the next
request or gone. Every wait has an end, and whoever leaves a wait early leaves no work behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import IO, TypeVar

import core
from core.errors import ModelError, ModelRefused, ModelStopped
from core.rewrite.protocol import (
    LINE_LIMIT,
    Busy,
    Cancel,
    Done,
    Event,
    Failed,
    Load,
    Loaded,
    Nonsense,
    Request,
    decode,
    encode,
)

STOPPED = "The model stopped, your draft is unchanged."
SLOW = "The model took too long, your draft is unchanged."

_ROOT = Path(core.__file__).resolve().parent.parent
# -P keeps the folder that the app was started in out of the import path: it may hold another "core".
WORKER = (sys.executable, "-P", "-m", "core.rewrite.worker")

_ANSWERS_CANCEL = 0.15
"""Seconds that a cancelled request gets to end by itself before the process is killed."""
_REAP = 0.1
_WRITES = 900.0
"""Seconds for writing a model anew, which is done once and on a busy machine takes minutes."""
_LOG_LIMIT = 1 << 20
_EVENTS = 10_000
"""No honest answer has more events than this, signs of life included."""

T = TypeVar("T")


class TookTooLong(ModelStopped):
    """The time for a request ran out."""


class GaveUp(ModelStopped):
    """The process is well and says why it cannot do what was asked: asking again would change nothing."""


class Engine:
    """One model in one child process, started when needed. One request at a time."""

    def __init__(
        self,
        load: Load,
        *,
        command: Sequence[str] = WORKER,
        log: Path | None = None,
        load_timeout: float = 120,
    ) -> None:
        """``load`` is asked of every new process; ``log`` is where the child's own talk goes.

        A model that must be written anew first gets longer than ``load_timeout``.
        """
        self._load = load
        self._command = tuple(command)
        self._log = log
        self._load_timeout = load_timeout
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._loaded: Loaded | None = None
        self._number = 0
        self._closed = False

    @property
    def loaded(self) -> Loaded | None:
        """What the running process said of its model; None while none is ready."""
        return self._loaded

    @property
    def pid(self) -> int | None:
        """The process id of the child, while there is one."""
        return self._process.pid if self._process else None

    async def ready(self) -> Loaded:
        """Start the process and load the model, unless that is done.

        Raises:
            ModelRefused: the file cannot be used.
            ModelStopped: the process died twice, or did not answer in time.
        """
        return await self._twice(self._ready)

    async def ask(self, request: Request, timeout: float, on_event: Callable[[Event], None]) -> None:
        """Send a request and hand on what comes back until it is answered.

        ``timeout`` is for its silence: a child that computes says so every second, however slow it is.
        A process that dies is started again once and asked anew; ``on_event`` may then hear an
        event a second time. One that says why it cannot is left as it is.

        Raises:
            ModelRefused: the file cannot be used.
            ModelStopped: the process died twice, spoke nonsense, ran out of time or said why it cannot.
        """

        async def once() -> None:
            await self._ready()
            await self._exchange(request, timeout, on_event)

        await self._twice(once)

    async def _twice(self, work: Callable[[], Awaitable[T]]) -> T:
        async with self._turn:
            try:
                return await work()
            except (TookTooLong, GaveUp):
                raise  # the person has waited long enough, or knows why
            except ModelStopped:
                if self._closed:
                    raise
                return await work()

    async def rest(self) -> None:
        """End the process when it has nothing to do; the next request starts it again."""
        async with self._turn:
            await self._kill()

    async def close(self) -> None:
        """End the process at once; the engine cannot be used afterwards."""
        self._closed = True
        await self._kill()

    # -- the process ------------------------------------------------------------------------------------

    async def _ready(self) -> Loaded:
        if self._loaded and self._process and self._process.returncode is None:
            return self._loaded
        await self._kill()
        await self._spawn()
        heard: list[Event] = []
        try:
            first_time = self._load.cached and not Path(self._load.cached).exists()
            patience = max(_WRITES, self._load_timeout) if first_time else self._load_timeout
            await self._exchange(self._load, patience, heard.append)
        except ModelError:
            await self._kill()
            raise
        match heard:
            case [Loaded() as loaded]:
                self._loaded = loaded
                return loaded
        await self._kill()
        raise ModelStopped(STOPPED)

    async def _spawn(self) -> None:
        if self._closed:
            raise ModelStopped(STOPPED)
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        with _open_log(self._log) as log:
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=log,
                    limit=LINE_LIMIT,
                    start_new_session=True,  # ctrl+c in the terminal is the app's, not the child's
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                )
            except OSError as error:
                raise ModelStopped(f"The model process cannot be started ({error.strerror}).") from error
        if self._closed:  # closed while the process was being made
            await self._kill()
            raise ModelStopped(STOPPED)

    async def _kill(self) -> None:
        process, self._process, self._loaded = self._process, None, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            _end(process)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(process.wait()), _REAP)

    # -- one request --------------------------------------------------------------------------------------

    async def _exchange(self, request: Request, timeout: float, on_event: Callable[[Event], None]) -> None:
        """One request and its answers. Whoever leaves early ends the child's work too."""
        process = self._process
        if process is None:
            raise ModelStopped(STOPPED)
        self._number += 1
        number, over, now = self._number, False, asyncio.get_running_loop().time
        try:
            await self._send(process, number, request, now() + timeout)
            for _ in range(_EVENTS):
                event = await self._hear(process, number, now() + timeout)
                if isinstance(event, Busy):
                    continue
                over = isinstance(event, Done | Failed)
                if isinstance(event, Failed):
                    raise _refusal(event)
                if over:
                    return
                on_event(event)
            raise Nonsense(STOPPED)
        except GaveUp:
            raise
        except (ModelStopped, Nonsense) as error:
            over = True
            await self._kill()
            if isinstance(error, Nonsense):
                raise ModelStopped(STOPPED) from error
            raise
        finally:
            if not over:
                await self._give_up(process, number)

    async def _send(
        self, process: asyncio.subprocess.Process, number: int, request: Request, deadline: float
    ) -> None:
        pipe = process.stdin
        if pipe is None:
            raise ModelStopped(STOPPED)
        try:
            async with asyncio.timeout_at(deadline):
                pipe.write(encode(number, request))
                await pipe.drain()
        except TimeoutError as error:
            raise TookTooLong(SLOW) from error
        except OSError as error:
            raise ModelStopped(STOPPED) from error

    async def _hear(self, process: asyncio.subprocess.Process, number: int, deadline: float) -> Event:
        """The next event of this request; what is left of earlier ones is passed over."""
        pipe = process.stdout
        while pipe is not None:
            try:
                async with asyncio.timeout_at(deadline):
                    line = await pipe.readline()
            except TimeoutError as error:
                raise TookTooLong(SLOW) from error
            except (ValueError, OSError) as error:  # a line without end; a broken pipe
                raise ModelStopped(STOPPED) from error
            if not line:
                raise ModelStopped(STOPPED)
            said, event = decode(line)
            if said == number and isinstance(event, Event):
                return event
        raise ModelStopped(STOPPED)

    async def _give_up(self, process: asyncio.subprocess.Process, number: int) -> None:
        """The caller left: let the child end this request by itself, else end the child."""
        if self._loaded is None or self._closed:
            await self._kill()
            return
        try:
            deadline = asyncio.get_running_loop().time() + _ANSWERS_CANCEL
            await self._send(process, number, Cancel(), deadline)
            while not isinstance(await self._hear(process, number, deadline), Done | Failed):
                pass
        except (ModelError, asyncio.CancelledError) as error:
            await self._kill()
            if isinstance(error, asyncio.CancelledError):
                raise


def _end(process: asyncio.subprocess.Process) -> None:
    """Kill it. ``process.kill`` would collect one that has just died, and asyncio would call it unknown."""
    if process.returncode is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.kill(process.pid, signal.SIGKILL)


def _refusal(event: Failed) -> ModelError:
    if event.refused:
        return ModelRefused(f"This model cannot be used: {event.reason}.")
    return GaveUp(f"The model stopped: {event.reason}. Your draft is unchanged.")


def _open_log(path: Path | None) -> IO[bytes]:
    """The log for the child's stderr, kept short and private; the null device where there can be none."""
    if path is not None:
        with contextlib.suppress(OSError):
            long = path.exists() and path.stat().st_size > _LOG_LIMIT
            flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if long else os.O_APPEND)
            return os.fdopen(os.open(path, flags, 0o600), "wb")
    return Path(os.devnull).open("wb")
