"""Routes by Switchyard's policies and reports every attempt to it. Python 3.9; needs switchyard_breaker.py beside it.

The standard library has no Ed25519, so a signed bundle is trusted as far as TLS goes, unless `verify` checks it.
"""
import collections, datetime, hashlib, hmac, json, logging, os, pathlib, threading, time, urllib.error, urllib.request, uuid

from switchyard_breaker import Attempt, Breaker, candidates_of, decide

FAILURES = ("rate_limited", "server_error", "timeout")
NUMBERS = ("max_error_rate", "window_requests", "window_seconds", "min_requests", "min_failures", "cooldown_seconds", "dwell_seconds")
# The same again would be answered the same. Whatever else goes wrong, a revoked key too, may be mended, and logs wait for it.
FINAL = (400, 413, 422)
BATCH = 1_000
EPOCH = datetime.datetime(1970, 1, 1)
Answer = collections.namedtuple("Answer", "answer model request_id attempts")
Plan = collections.namedtuple("Plan", "tier policy version")


class Router:
    """`verify(body, key_id, signature)` raises where a bundle's signature is wrong. Threads may share a router.

    `file` is where the last good bundle survives a restart, sealed with `key`: one that was changed, cut short or kept
    under another key is not used, unless `verify` finds its signature good.
    """

    def __init__(self, url, key, router, region="global", app="default", file=None, verify=None, poll_seconds=10,
                 flush_seconds=1, heartbeat_seconds=15, logs_max=100_000, on_problem=logging.warning):
        self.url, self.key, self.router, self.region, self.app, self.file = url, key, router, region, app, file
        self.verify, self.on_problem, self.heartbeat_seconds = verify, on_problem, heartbeat_seconds
        self.bundle, self.lost, self._etag, self._digest, self._confirmed = None, 0, "", "", None
        self._logs, self._logs_max, self._transitions = [], logs_max, collections.deque(maxlen=5_000)
        self._breakers, self._lock, self._ended = {}, threading.RLock(), threading.Event()
        self._sending, self._beating = threading.Lock(), threading.Lock()
        self._every = ((poll_seconds, self.poll, poll_seconds), (flush_seconds, self.flush, flush_seconds),
                       (heartbeat_seconds, self._heartbeat, 0))

    def start(self):
        """Has a bundle, if there is any to be had, when it returns; then polls and reports until close()."""
        if self.file and os.path.exists(self.file):
            self._try(self._start_from_file)
        self._try(self.poll)
        for args in self._every:
            threading.Thread(target=self._repeat, args=args, daemon=True).start()
        return self

    def close(self, patience=10):
        """Ends what start() began, and sends what waits for as long as it is given."""
        self._ended.set()
        until = time.monotonic() + patience
        while not self._try(self.flush) and time.monotonic() < until:
            time.sleep(0.2)
        if self._transitions:
            self._try(self._heartbeat)

    def route(self, model, call, request_id=None, stream=False):
        """The answer of the first model that gives one: each is tried once, and at most `max_attempts` are.

        `model` is tier:standard, an alias or a model's name. `call(model, timeout, first_token)` is yours: it asks a
        provider, gives up after `timeout` seconds without an answer, says first_token() when a stream's first text comes,
        and returns the answer and its usage, a dict such as {"input_tokens": 9}. A caller's own mistake (4xx) is raised at
        once, and so is a stream that broke after its first token.
        """
        bundle = self.bundle
        if bundle is None:
            raise RuntimeError("There is no bundle yet: Switchyard is away, and none was kept")
        request_id, tried = request_id or str(uuid.uuid4()), []
        plan = self._plan(bundle, model[5:]) if model.startswith("tier:") else None
        timeout = plan.policy["timeout_ms"] / 1000 if plan else 60
        most = min(plan.policy["max_attempts"], len(candidates_of(plan.policy, self.region))) if plan else 1
        while True:
            to = self._choose(plan, request_id, tried) if plan else bundle["aliases"].get(model, model)
            tried.append(to)
            fields, end_us, answer, error = run_attempt(call, to, timeout)
            final = fields["outcome"] not in FAILURES or "ttft_ms" in fields or len(tried) >= most
            self._log({"id": str(uuid.uuid4()), "request_id": request_id, "attempt": len(tried), "final": final, "model": to,
                       "router": self.router, "region": self.region, "app": self.app, "policy_version": bundle["version"],
                       **({"tier": plan.tier} if plan else {"requested_model": model}),
                       "streamed": stream or "ttft_ms" in fields, **fields})
            if plan and fields["outcome"] in ("ok", *FAILURES):
                ttft_us = round(fields["ttft_ms"] * 1000) if "ttft_ms" in fields else None
                attempt = Attempt(end_us, fields["outcome"] != "ok", round(fields["duration_ms"] * 1000), ttft_us)
                self._move(plan, to, lambda breaker: breaker.take_attempt(attempt, plan.policy["failover"]))
            if error is None:
                return Answer(answer, to, request_id, len(tried))
            if final:
                raise error

    def poll(self):
        """Takes the active bundle; on any doubt about it, the last good one stays."""
        status, headers, body = self._ask("/api/v1/policies", None, {"If-None-Match": self._etag} if self._etag else {})
        if status != 304:
            signature = headers.get("switchyard-signature")
            self._check_signature(body, signature)
            self._take(body, headers.get("etag") or "")
            if self.file:
                sealed = {"bundle": body.decode(), "signature": signature, "mac": self._mac(body)}
                pathlib.Path(f"{self.file}.new").write_text(json.dumps(sealed), encoding="utf-8")
                os.replace(f"{self.file}.new", self.file)
        self._confirmed = time.monotonic()

    def flush(self):
        """Sends what waits. What is not settled waits on, to be sent again: an id is stored once."""
        with self._sending:
            size = BATCH
            while self._logs:
                batch = self._logs[:size]
                status, _, body = self._ask("/api/v1/logs", batch, settled=FINAL)
                if status == 413 and len(batch) > 1:
                    size = (len(batch) + 1) // 2
                    continue
                rejected = rejected_of(status, body)
                with self._lock:
                    settled = {record["id"] for record in batch}
                    self._logs = [record for record in self._logs if record["id"] not in settled]
                    self.lost += 0 if rejected is not None else len(batch)
                size = BATCH
                if rejected is None:
                    self.on_problem(f"{len(batch)} logs were answered {status}, and are lost")
                elif rejected:
                    self.on_problem(f"Rejected: {rejected}")

    def _heartbeat(self):
        with self._beating:
            if self.bundle is not None:
                self._send_heartbeat()

    def _send_heartbeat(self):
        with self._lock:
            transitions = list(self._transitions)[:500]
            breakers = [{"tier": tier, "region": self.region, "model": model, "state": breaker.status,
                         "since": None if breaker.since_us is None else instant_of(breaker.since_us)}
                        for (tier, model), breaker in list(self._breakers.items())[:2_000]]
        age = {} if self._confirmed is None else {"bundle_age_seconds": int(time.monotonic() - self._confirmed)}
        answer = json.loads(self._ask("/api/v1/routers/heartbeat", {
            "router": self.router, "client": "switchyard-py/1", "bundle_version": self.bundle["version"],
            "bundle_digest": self._digest, **age,
            "interval_seconds": self.heartbeat_seconds, "breakers": breakers, "transitions": transitions})[2])
        with self._lock:
            for transition in transitions:
                if transition in self._transitions:
                    self._transitions.remove(transition)
        if (answer["bundle_version"], answer.get("bundle_digest", self._digest)) != (self.bundle["version"], self._digest):
            self._try(self.poll)

    def _plan(self, bundle, tier):
        if tier not in bundle["tiers"]:
            raise RuntimeError(f"The tier {tier} has no policy")
        return Plan(tier, bundle["tiers"][tier], bundle["version"])

    def _choose(self, plan, request_id, tried):
        """The policy's decision among the models not tried yet; the first of them where all are avoided."""
        def health_of(model):
            if model in tried:
                return "open", 0
            now_us, failover = time.time_ns() // 1000, plan.policy["failover"]
            breaker = self._move(plan, model, lambda breaker: breaker.take_tick(now_us, failover))
            return breaker.status, breaker.step

        model = decide(plan.policy, self.region, request_id, health_of).model
        left = [candidate for candidate in candidates_of(plan.policy, self.region) if candidate not in tried]
        return left[0] if model in tried and left else model

    def _move(self, plan, model, by):
        """Moves the breaker of a model, and notes the transitions for the next heartbeat."""
        with self._lock:
            breaker = self._breakers.setdefault((plan.tier, model), Breaker())
            for event in by(breaker):
                at_us, from_status, to_status, reason, n, failures, value, threshold, _ = event
                self._transitions.append({
                    "at": instant_of(at_us), "tier": plan.tier, "region": self.region, "model": model, "from": from_status,
                    "to": to_status, "reason": reason, "n": n, "failures": failures, "value": value, "threshold": threshold,
                    "bundle_version": plan.version})
            return breaker

    def _log(self, record):
        with self._lock:
            self._logs.append(record)
            too_many = max(0, len(self._logs) - self._logs_max)
            del self._logs[:too_many]
            self.lost += too_many

    def _take(self, body, etag):
        bundle = read_bundle(body)
        if self.bundle is not None and is_older(bundle, self.bundle):
            raise ValueError(f"Bundle {bundle['version']} of {bundle.get('published_at')} is older than the one in use, which stays")
        self.bundle, self._etag, self._digest = bundle, etag, hashlib.sha256(body).hexdigest()[:16]

    def _start_from_file(self):
        """Goes by what it cached, if nobody but this router and Switchyard can have written it."""
        cached = json.loads(pathlib.Path(self.file).read_bytes())
        if not isinstance(cached, dict) or not isinstance(cached.get("bundle"), str) or not isinstance(cached.get("mac"), str):
            raise ValueError(f"{self.file} is no cached bundle")
        body = cached["bundle"].encode()
        if self.verify:
            self._check_signature(body, cached.get("signature"))
        elif not hmac.compare_digest(cached["mac"].encode(), self._mac(body).encode()):
            raise ValueError(f"{self.file} is not used: it was changed, or written under another key")
        self._take(body, "")

    def _mac(self, body):
        return hmac.new(self.key.encode(), body, hashlib.sha256).hexdigest()

    def _check_signature(self, body, header):
        if self.verify:
            if not header:
                raise ValueError("The bundle is not signed")
            key_id, signature = (part.strip().split("=", 1)[1] for part in header.split(";", 1))
            self.verify(body, key_id, signature)

    def _ask(self, path, body=None, headers=None, settled=()):
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **(headers or {})}
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, data, headers), timeout=10) as reply:
                return reply.status, reply.headers, reply.read()
        except urllib.error.HTTPError as error:
            if error.code not in (304, *settled):
                raise
            return error.code, error.headers, error.read()

    def _repeat(self, seconds, work, wait):
        """Does it again and again, after each failure twice as late, up to a minute."""
        while not self._ended.wait(wait):
            wait = seconds if self._try(work) else min(max(wait, seconds) * 2, max(60, seconds))

    def _try(self, work):
        try:
            work()
            return True
        except Exception as problem:
            self.on_problem(f"{type(problem).__name__}: {problem}")
            return False


def run_attempt(call, model, timeout):
    """How a call went as fields of a log record, its end in epoch µs, and the answer or what was raised."""
    started_us, begin, fields, answer, raised = time.time_ns() // 1000, time.perf_counter_ns(), {}, None, None
    since_begin_us = lambda: (time.perf_counter_ns() - begin) // 1000
    try:
        answer, usage = call(model, timeout, lambda: fields.setdefault("ttft_ms", since_begin_us() / 1000))
        fields.update(outcome="ok", **(usage or {}))
    except Exception as error:
        raised = error
        status = next((code for code in (getattr(error, name, None) for name in ("code", "status_code", "status"))
                       if isinstance(code, int) and 400 <= code <= 599), None)
        fields.update(outcome=outcome_of(error, status), error_code=type(error).__name__, **({"http_status": status} if status else {}))
    except BaseException as error:  # The caller leaves: an interrupt, a closed generator.
        raised = error
        fields.update(outcome="cancelled", error_code=type(error).__name__)
    duration_us = since_begin_us()
    fields.update(started_at=instant_of(started_us), duration_ms=duration_us / 1000)
    return fields, started_us + duration_us, answer, raised


def outcome_of(error, status):
    if status is None:
        # By name, since requests, httpx, the OpenAI SDK and sockets before Python 3.10 have timeouts of their own.
        is_late = any("timeout" in type(each).__name__.lower() for each in (error, getattr(error, "reason", None)))
        return "timeout" if is_late else "server_error"
    named = {429: "rate_limited", 408: "timeout", 504: "timeout", 499: "cancelled"}
    return named.get(status) or ("client_error" if status < 500 else "server_error")


def rejected_of(status, body):
    """The records of a batch that were rejected, or None where the batch was; raises where Switchyard did not answer."""
    try:
        rejected = json.loads(body)["rejected"]
        if isinstance(rejected, list):
            return rejected
    except (ValueError, KeyError, TypeError):
        pass
    if status < 300:
        raise ValueError("Logs were not answered by Switchyard, and wait")
    return None


def is_older(one, other):
    """Whether a bundle comes before another: by its version and by its time, neither of them later.

    By both, since a database that was restored counts versions anew: what is published after that has a later time.
    """
    (version, time_), (known, known_time) = ((each["version"], each.get("published_at") or "") for each in (one, other))
    return version <= known and time_ <= known_time and (version, time_) != (known, known_time)


def read_bundle(body):
    """A bundle a router can go by, or an error that names what is broken."""
    bundle = json.loads(body)
    if not isinstance(bundle["version"], int) or not isinstance(bundle["aliases"], dict):
        raise ValueError("The bundle needs version, aliases and tiers")
    for name, tier in bundle["tiers"].items():
        failover, latency = tier["failover"], tier["failover"]["latency"]
        whole = (all(isinstance(to["primary"], str) and isinstance(to["fallbacks"], list) for to in (tier, *tier["regions"].values()))
                 and tier["timeout_ms"] > 0 and tier["max_attempts"] > 0 and failover["ramp"][-1] == 1
                 and all(isinstance(failover[number], (int, float)) for number in NUMBERS)
                 and (latency is None or (latency["percentile"] > 0 and latency["max_ms"] > 0)))
        if not whole:
            raise ValueError(f"The bundle's tier {name} is broken")
    return bundle


def instant_of(us):
    return (EPOCH + datetime.timedelta(microseconds=us)).isoformat(timespec="microseconds") + "Z"
