"""Reads scenarios, one JSON a line, and answers each with a line of what it leads to, as vectors/run-scenario.ts does."""
import json
import sys

from switchyard_breaker import Attempt, Breaker, candidates_of, decide, fnv1a32, rank_of


def event_of(model, event):
    at_us, from_status, to_status, reason, n, failures, value, threshold, window_from_us = event
    return {"model": model, "at_us": at_us, "from": from_status, "to": to_status, "reason": reason, "n": n,
            "failures": failures, "value": value, "threshold": threshold, "window_from_us": window_from_us}


def run(scenario):
    breakers, outcomes, region = {}, [], scenario["region"]

    def breaker_of(model):
        return breakers.setdefault(model, Breaker())

    for step, given in enumerate(scenario["steps"]):
        policy = scenario["policies"][given["policy"]]
        if "attempt" in given:
            end_us, failed, duration_us, ttft_us = given["attempt"]
            attempt, model = Attempt(end_us, failed == 1, duration_us, ttft_us), given["model"]
            events = breaker_of(model).take_attempt(attempt, policy["failover"])
            if events:
                outcomes.append({"step": step, "events": [event_of(model, event) for event in events]})
            continue
        models, at_us = candidates_of(policy, region), given["at_us"]
        events = [event_of(model, event) for model in models for event in breaker_of(model).take_tick(at_us, policy["failover"])]
        health = lambda model: (breaker_of(model).status, breaker_of(model).step)
        decision = decide(policy, region, given["request_id"], health, lambda: given["random"])
        candidates = []
        for model in models:
            breaker = breaker_of(model)
            figures = breaker.figures(policy["failover"])._asdict()
            candidates.append({"model": model, "status": breaker.status, "step": breaker.step, **figures})
        outcomes.append({"step": step, "events": events, "decision": decision._asdict(), "candidates": candidates})
    return outcomes


def answer(line):
    asked = json.loads(line)
    if "hashes" not in asked:
        return run(asked)
    ranks = [{**rank, "rank": rank_of(rank["q"], rank["n"])} for rank in asked["ranks"]]
    return {"hashes": [{"text": text, "fnv1a32": fnv1a32(text)} for text in asked["hashes"]], "ranks": ranks}


for line in sys.stdin:
    print(json.dumps(answer(line)), flush=True)
