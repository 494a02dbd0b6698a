"use client";

import { useState, useTransition } from "react";
import { useConfirm } from "@/components/shell/confirm-context";
import { unreachable } from "@/lib/client/error-text";
import { CONFIRM_FIELD } from "@/lib/domain/access/asked-fields";
import type { Action, ActionResult } from "./action-result";

/** Runs a change, once more after the password where it was asked for, and keeps how it ended; what was typed is the caller's and is never touched. */
export function useAction<I, O>(action: Action<I, O>) {
  const [result, setResult] = useState<ActionResult<O> | null>(null);
  const [isPending, start] = useTransition();
  const confirm = useConfirm();
  const attempt = (input: I) =>
    action(input).catch((): ActionResult<O> => ({ ok: false, message: unreachable("changed") }));
  function run(input: I, onDone?: (value: O) => void) {
    start(async () => {
      const first = await attempt(input);
      const isAsked = !first.ok && first.fields !== undefined && CONFIRM_FIELD in first.fields;
      const next = isAsked && (await confirm()) ? await attempt(input) : first;
      setResult(next);
      if (next.ok) onDone?.(next.value);
    });
  }
  const refusal = result && !result.ok ? result : null;
  return { run, isPending, refusal, fields: refusal?.fields ?? {}, clear: () => setResult(null) };
}
