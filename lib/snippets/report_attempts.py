"""Asks one model after the other until one answers, and reports every attempt to Switchyard."""
import atexit, datetime, http.client, json, os, sys, threading, time, urllib.error, urllib.request, uuid

SWITCHYARD, KEY = os.environ["SWITCHYARD_URL"], os.environ["SWITCHYARD_API_KEY"]
MODELS = json.loads(os.environ["MODELS"])  # [{"model": "deepseek-chat", "base": "https://api.deepseek.com/v1", "key": "…"}, …]


def post(url, key, body, timeout):
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def complete(messages, tier="standard", timeout=60):
    request_id, records = str(uuid.uuid4()), []
    try:
        for attempt, to in enumerate(MODELS, 1):
            started, begin = datetime.datetime.now(datetime.timezone.utc), time.monotonic()
            record = {"id": str(uuid.uuid4()), "request_id": request_id, "attempt": attempt, "tier": tier,
                      "model": to["model"], "started_at": started.isoformat(), "final": attempt == len(MODELS)}
            records.append(record)
            try:
                answer = post(f"{to['base']}/chat/completions", to["key"], {"model": to["model"], "messages": messages}, timeout)
                if not isinstance(answer, dict) or answer.get("error"):  # with status 200, as some gateways have it
                    raise ValueError("an error was answered")
                usage = answer.get("usage") or {}
                record.update(http_status=200, final=True, input_tokens=usage.get("prompt_tokens"), output_tokens=usage.get("completion_tokens"))
                return answer
            except urllib.error.HTTPError as error:
                record.update(http_status=error.code)
                if error.code in (400, 401, 403, 404, 422):
                    record.update(final=True)
                    raise
            except (OSError, http.client.HTTPException, ValueError) as error:
                late = isinstance(getattr(error, "reason", error), TimeoutError)
                record.update(outcome="timeout" if late else "server_error", error_code=type(error).__name__)
            except BaseException as error:  # interrupted, and whoever asked waits no more
                record.update(outcome="cancelled", final=True, error_code=type(error).__name__)
                raise
            finally:
                record["duration_ms"] = round((time.monotonic() - begin) * 1000, 3)
        raise RuntimeError("no model answered")
    finally:
        report(records)


# What waits to be sent, the oldest first; beyond so many the oldest are lost. An id is stored once, so on any doubt again.
waiting, WAITING_MAX, BATCH = [], 10_000, 1_000
lock, retry = threading.Lock(), {"at": 0.0, "wait": 1.0}
said = []  # Once is enough.


def report(records):
    """Sends records, and what still waits. The first problem is said, and none stops an answer: it only waits."""
    with lock:
        waiting.extend(records)
        del waiting[:-WAITING_MAX]
    if time.monotonic() >= retry["at"]:
        flush()


def flush(timeout=5):
    """Sends what waits, in halves where it is too much at once. After a failure the next tries come ever later."""
    size = BATCH
    while waiting:
        with lock:
            batch = waiting[:size]
        try:
            problem = post(f"{SWITCHYARD}/api/v1/logs", KEY, batch, timeout)["rejected"]
        except urllib.error.HTTPError as error:
            problem = f"{error.code} {error.read(400).decode(errors='replace')}"
            if error.code == 413 and len(batch) > 1:
                size = (len(batch) + 1) // 2
                continue
            # Any other may be mended, a revoked key too; the same again would be answered these again.
            if error.code not in (400, 413, 422):
                return wait(problem)
        except Exception as error:
            return wait(repr(error))
        with lock:
            sent = {record["id"] for record in batch}
            waiting[:] = [record for record in waiting if record["id"] not in sent]
        size, retry["wait"] = BATCH, 1.0
        say(problem)


def wait(problem):
    retry["at"], retry["wait"] = time.monotonic() + retry["wait"], min(retry["wait"] * 2, 60.0)
    say(problem)


def say(problem):
    if problem and not said:
        print(f"Switchyard did not store an attempt: {problem}", file=sys.stderr)
        said.append(problem)


atexit.register(flush)
