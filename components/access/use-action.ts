"use client";

import { useState, useTransition } from "react";
import type { Action, ActionResult } from "./action-result";

const UNREACHABLE = "The server could not be reached, so nothing was changed. Your input is still here.";

/** Runs a change and keeps how it ended; what was typed is the caller's and is never touched. */
export function useAction<I, O>(action: Action<I, O>) {
  const [result, setResult] = useState<ActionResult<O> | null>(null);
  const [isPending, start] = useTransition();
  function run(input: I, onDone?: (value: O) => void) {
    start(async () => {
      const next = await action(input).catch((): ActionResult<O> => ({ ok: false, message: UNREACHABLE }));
      setResult(next);
      if (next.ok) onDone?.(next.value);
    });
  }
  const refusal = result && !result.ok ? result : null;
  return { run, isPending, refusal, fields: refusal?.fields ?? {}, clear: () => setResult(null) };
}
