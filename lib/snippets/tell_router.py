"""Asks one model after the other until one answers, and tells Switchyard of every attempt."""
import datetime, http.client, json, os, sys, time, urllib.error, urllib.request, uuid

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
                if answer.get("error"):  # with status 200, as some gateways have it
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
            finally:
                record["duration_ms"] = round((time.monotonic() - begin) * 1000, 3)
        raise RuntimeError("no model answered")
    finally:
        tell(records)


said = []  # Once is enough.


def tell(records):
    """Sends records. The first problem is said, and none stops an answer."""
    try:
        problem = send(records)
    except Exception as error:
        problem = repr(error)
    if problem and not said:
        print(f"Switchyard did not store an attempt: {problem}", file=sys.stderr)
        said.append(problem)


def send(records):
    """Sends records, once more where it failed: an id is stored once. Returns what was not stored and why, or None."""
    for _ in range(2):
        try:
            return post(f"{SWITCHYARD}/api/v1/logs", KEY, records, 5).get("rejected")
        except urllib.error.HTTPError as error:
            problem = f"{error.code} {error.read(400).decode(errors='replace')}"
            if error.code < 500 and error.code != 429:
                break
        except (OSError, http.client.HTTPException, ValueError) as error:
            problem = repr(error)
        time.sleep(1)
    return problem
