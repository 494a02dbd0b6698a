"""Circuit breakers and routing decisions, the same to the last tie as @switchyard/breaker. Standard library only.

Times are whole microseconds since the epoch, policies the parsed JSON that Switchyard serves: `failover` of a tier for
a breaker, the whole tier for a decision. Python 3.9 or newer. Not thread-safe: hold a lock around a breaker.
"""
from __future__ import annotations

import math
import random as random_numbers
from bisect import bisect_right
from typing import Any, Callable, Mapping, NamedTuple, Optional, Sequence

Policy = Mapping[str, Any]
SECOND_US = 1_000_000


class Attempt(NamedTuple):
    """A judged attempt: a success or the model's failure. Caller errors and cancellations are no business of a breaker."""

    end_us: int
    failed: bool
    duration_us: int
    ttft_us: Optional[int] = None
    """None where it was not streamed."""


class Event(NamedTuple):
    """A transition with the numbers that caused it: a share of failures, or a latency in ms, against its limit."""

    at_us: int
    from_status: str
    to_status: str
    reason: str
    """error_rate, latency, cooldown or recovered."""
    n: int
    failures: int
    value: Optional[float]
    threshold: Optional[float]
    window_from_us: Optional[int]
    """The end of the earliest attempt of the window that was judged; None where none was."""


class Figures(NamedTuple):
    n: int
    failures: int
    latency_ms: Optional[float]


class Decision(NamedTuple):
    model: str
    role: str
    """primary, fallback or probe."""
    reason: str
    """primary_healthy, probe, primary_open, primary_half_open or all_open."""


def rank_of(q: float, n: int) -> int:
    """The 1-based nearest rank of n >= 1 samples as the decimals say: 0.07 of 100 is rank 7, not 8 as in binary."""
    product = q * n
    return min(max(math.ceil(product - product * 2**-50), 1), n)


def nearest_rank(ascending: Sequence[float], q: float) -> Optional[float]:
    return ascending[rank_of(q, len(ascending)) - 1] if ascending else None


def fnv1a32(text: str) -> int:
    """FNV-1a of the UTF-8 bytes, 32 bits, unsigned; a lone surrogate counts as U+FFFD."""
    code = 0x811C9DC5
    for byte in text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode():
        code = (code ^ byte) * 0x01000193 & 0xFFFFFFFF
    return code


def hash_share(text: str) -> float:
    """The text's fixed place in [0, 1): below a share s, it belongs to that share, and to every larger one."""
    return fnv1a32(text) / 2**32


def step_of(policy: Policy, step: int) -> tuple[float, bool]:
    """Share and whether it is the last, for a ramp that may have become shorter since the breaker got there."""
    ramp = policy["ramp"]
    end = len(ramp) - 1
    return (ramp[min(step, end)] if ramp else 1), step >= end


def _window_from_us(policy: Policy, clock_us: int) -> int:
    return clock_us - policy["window_seconds"] * SECOND_US


def _sample_us(attempt: Attempt, metric: str) -> Optional[int]:
    if attempt.failed:
        return None
    return attempt.ttft_us if metric == "ttft_ms" else attempt.duration_us


class Window:
    """The judged attempts a breaker looks at, in the order of their ends."""

    def __init__(self, attempts: Sequence[Attempt] = ()) -> None:
        self._attempts = list(attempts)
        self._ends = [attempt.end_us for attempt in attempts]
        self._head = 0
        self.failures = sum(attempt.failed for attempt in attempts)
        self.samples = self._over = 0
        self._gauged: Optional[tuple[str, float]] = None

    @property
    def n(self) -> int:
        return len(self._ends) - self._head

    @property
    def earliest_end_us(self) -> Optional[int]:
        return self._ends[self._head] if self.n else None

    @property
    def attempts(self) -> list[Attempt]:
        return self._attempts[self._head :]

    def clear(self) -> None:
        self.__init__()

    def join(self, attempt: Attempt) -> None:
        """Lets an attempt in at the place its end gives it; after those that ended with it."""
        place = bisect_right(self._ends, attempt.end_us, self._head)
        self._ends.insert(place, attempt.end_us)
        self._attempts.insert(place, attempt)
        self._count(attempt, 1)

    def trim(self, from_us: int, most: int) -> None:
        """Lets go what ended before an instant, and all but the last so many."""
        while self.n and (self._ends[self._head] < from_us or self.n > most):
            self._count(self._attempts[self._head], -1)
            self._head += 1
        if self._head > 64 and self._head * 2 > len(self._ends):
            del self._ends[: self._head], self._attempts[: self._head]
            self._head = 0

    def gauge(self, trigger: Optional[Policy]) -> None:
        """Counts the samples above this trigger's limit from now on."""
        gauged = trigger and (trigger["metric"], trigger["max_ms"])
        if gauged == self._gauged:
            return
        self._gauged, self.samples, self._over = gauged, 0, 0
        for attempt in self.attempts:
            self._count_sample(attempt, 1)

    def is_slow(self, percentile: float) -> bool:
        """Whether the percentile lies above the gauge's limit: whether fewer samples than its rank do not."""
        return self.samples > 0 and self.samples - self._over < rank_of(percentile / 100, self.samples)

    def percentile_ms(self, trigger: Optional[Policy]) -> Optional[float]:
        if trigger is None:
            return None
        samples = (_sample_us(attempt, trigger["metric"]) for attempt in self.attempts)
        us = nearest_rank(sorted(us for us in samples if us is not None), trigger["percentile"] / 100)
        return None if us is None else us / 1000

    def _count(self, attempt: Attempt, by: int) -> None:
        self.failures += by if attempt.failed else 0
        self._count_sample(attempt, by)

    def _count_sample(self, attempt: Attempt, by: int) -> None:
        us = _sample_us(attempt, self._gauged[0]) if self._gauged else None
        if us is None or self._gauged is None:
            return
        self.samples += by
        # Divided, not multiplied: 800.1 * 1000 need not be 800100 in binary, but 800100 / 1000 is the same as 800.1.
        if us / 1000 > self._gauged[1]:
            self._over += by


class Breaker:
    """The health of one (tier, region, model). A model nothing is known of is in use."""

    def __init__(self) -> None:
        self.status = "closed"
        """closed, open or half_open."""
        self.step = 0
        self.since_us: Optional[int] = None
        self.clock_us: Optional[int] = None
        self.window = Window()
        self.opened: Optional[Figures] = None
        """What opened it, while open."""

    def take_attempt(self, attempt: Attempt, policy: Policy) -> list[Event]:
        """Takes one judged attempt in and says which transitions that caused.

        An attempt that already lies outside the window changes nothing but the clock, and is no occasion to judge again.
        """
        events = self.take_tick(attempt.end_us, policy)
        window, from_us = self.window, _window_from_us(policy, self.clock_us)
        if self.status == "open" or attempt.end_us < from_us:
            return events
        if window.n >= policy["window_requests"] and attempt.end_us < (window.earliest_end_us or 0):
            return events
        window.gauge(policy["latency"])
        window.join(attempt)
        window.trim(from_us, policy["window_requests"])
        event = self._judge(policy)
        return events + [event] if event else events

    def take_tick(self, now_us: int, policy: Policy) -> list[Event]:
        """Moves to a moment: old attempts leave, and an open breaker whose time is up becomes half-open. Judges nothing."""
        self.clock_us = now_us if self.clock_us is None else max(self.clock_us, now_us)
        if self.status != "open":
            self.window.trim(_window_from_us(policy, self.clock_us), policy["window_requests"])
            return []
        open_for_us = max(policy["cooldown_seconds"], policy["dwell_seconds"]) * SECOND_US
        if self.since_us is None or self.clock_us - self.since_us < open_for_us:
            return []
        n, failures, _ = self.opened or (0, 0, None)
        return [self._move_to("half_open", ("cooldown", n, failures, None, None))]

    def figures(self, policy: Policy) -> Figures:
        """What is shown of a breaker: its window, or, while it is open, the window that opened it."""
        window = self.window
        return self.opened or Figures(window.n, window.failures, window.percentile_ms(policy["latency"]))

    def _judge(self, policy: Policy) -> Optional[Event]:
        late_enough = self.since_us is None or self.clock_us - self.since_us >= policy["dwell_seconds"] * SECOND_US
        probing, (share, last) = self.status == "half_open", step_of(policy, self.step)
        minimum = rank_of(share, policy["min_requests"]) if probing else policy["min_requests"]
        if self.window.n < minimum:
            return None
        min_failures = min(policy["min_failures"], minimum) if probing else policy["min_failures"]
        bad = self._badness(policy, minimum, min_failures)
        if bad:
            return self._move_to("open", bad, self.figures(policy)) if late_enough else None
        if not probing:
            return None
        if not last:
            self.step += 1
            self.window.clear()
            return None
        if not late_enough:
            return None
        n, failures = self.window.n, self.window.failures
        return self._move_to("closed", ("recovered", n, failures, failures / n, policy["max_error_rate"]))

    def _badness(self, policy: Policy, minimum: int, min_failures: int) -> Optional[tuple]:
        window, latency = self.window, policy["latency"]
        n, failures, max_error_rate = window.n, window.failures, policy["max_error_rate"]
        if failures / n > max_error_rate and failures >= min_failures:
            return "error_rate", n, failures, failures / n, max_error_rate
        if latency and window.samples >= minimum and window.is_slow(latency["percentile"]):
            return "latency", n, failures, window.percentile_ms(latency), latency["max_ms"]
        return None

    def _move_to(self, to: str, cause: tuple, opened: Optional[Figures] = None) -> Event:
        window_from_us = None if cause[0] == "cooldown" else self.window.earliest_end_us
        event = Event(self.clock_us, self.status, to, *cause, window_from_us)
        self.status, self.step, self.since_us, self.opened = to, 0, self.clock_us, opened
        self.window.clear()
        return event


def candidates_of(policy: Policy, region: str) -> list[str]:
    """The models a request in this region may go to, in order: the region's override, else the tier's own."""
    chosen = policy["regions"].get(region) or policy
    return [chosen["primary"], *chosen["fallbacks"]]


def decide(
    policy: Policy,
    region: str,
    request_id: Optional[str],
    health_of: Callable[[str], tuple[str, int]],
    random: Callable[[], float] = random_numbers.random,
) -> Decision:
    """The first closed candidate, or a half-open one on the way whose share the request falls into.

    All open never means no answer: then the primary answers. `health_of` gives a model's status and step.
    """
    candidates = candidates_of(policy, region)
    primary, place = candidates[0], None
    for model in candidates:
        status, step = health_of(model)
        if status == "closed":
            if model == primary:
                return Decision(model, "primary", "primary_healthy")
            return Decision(model, "fallback", "primary_open" if health_of(primary)[0] == "open" else "primary_half_open")
        if status == "open":
            continue
        if place is None:
            place = random() if request_id is None else hash_share(request_id)
        if place < step_of(policy["failover"], step)[0]:
            return Decision(model, "probe", "probe")
    return Decision(primary, "primary", "all_open")
