import { Pill } from "@/components/ui/pill";
import type { BreakerStatus } from "@/lib/breaker/breaker";
import { formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { STATE_TEXT } from "./state-text";

const TONES = { closed: "good", open: "bad", half_open: "warn" } as const;

type StatePillProps = {
  state: BreakerStatus;
  share?: number;
  /** How many attempts its window holds; absent where that is not the question. */
  n?: number;
};

/** A breaker's state in words; a half-open one says its share of the requests, a closed one without traffic is no good news. */
export function StatePill({ state, share, n }: StatePillProps) {
  if (state === "closed" && n === 0) return <Pill>{t("closed, no recent traffic")}</Pill>;
  return (
    <Pill tone={TONES[state]}>
      {state === "half_open" && share !== undefined
        ? t("half-open, {percent}", { percent: formatPercent(share, 0) })
        : t(STATE_TEXT[state])}
    </Pill>
  );
}
