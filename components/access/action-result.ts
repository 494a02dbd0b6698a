/** How a change ended; a refusal says why, by field where it can. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; message: string; fields?: Record<string, string[]> };

export type Action<I, O> = (input: I) => Promise<ActionResult<O>>;
