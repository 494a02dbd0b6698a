import { Pill } from "@/components/ui/pill";
import type { BreakerStatus } from "@/lib/breaker/breaker";
import { formatPercent } from "@/lib/domain/format";

const TONES = { closed: "good", open: "bad", half_open: "warn" } as const;
const WORDS = { closed: "closed", open: "open", half_open: "half-open" } as const;

/** A breaker's state in words; a half-open one says its share of the requests where that is known. */
export function StatePill({ state, share }: { state: BreakerStatus; share?: number }) {
  return (
    <Pill tone={TONES[state]}>
      {WORDS[state]}
      {state === "half_open" && share !== undefined && `, ${formatPercent(share, 0)}`}
    </Pill>
  );
}
