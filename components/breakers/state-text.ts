import type { BreakerStatus } from "@/lib/breaker/breaker";

/** A breaker's state as screens write it. */
export const STATE_TEXT: Readonly<Record<BreakerStatus, string>> = {
  closed: "closed",
  open: "open",
  half_open: "half-open",
};
