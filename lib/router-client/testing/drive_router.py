"""Drives router.py by lines of JSON: each asks for one request, and is answered with what became of it."""
import json
import os
import sys
import urllib.parse
import urllib.request

sys.path[:0] = [os.path.join(os.path.dirname(__file__), *more) for more in (("..", "python"), ("..", "..", "breaker", "python"))]
from router import Router  # noqa: E402

options = json.loads(sys.argv[1])
providers = options.pop("providers")


def call_of(stream):
    def call(model, timeout, first_token):
        url = f"{providers}/{urllib.parse.quote(model, safe='')}{'?stream' if stream else ''}"
        with urllib.request.urlopen(urllib.request.Request(url, b"{}"), timeout=timeout) as reply:
            if not stream:
                return json.load(reply)["said"], {"input_tokens": 9, "output_tokens": 3}
            said = reply.read1().decode()
            first_token()
            return said + reply.read().decode(), {"input_tokens": 9, "output_tokens": 3}
    return call


router = Router(**options, on_problem=lambda problem: print(problem, file=sys.stderr, flush=True)).start()
print("{}", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    try:
        answered = router.route(asked["model"], call_of(asked["stream"]), asked.get("request_id"), asked["stream"])
        print(json.dumps({"answer": answered.answer, "model": answered.model, "attempts": answered.attempts}), flush=True)
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
router.close()
