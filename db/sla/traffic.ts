import type { SlaTotal } from "@/lib/contract/sla";
import { OUTCOMES, type OutcomeCounts } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { burnRate, hoursUntilUsedUp } from "@/lib/domain/sla/burn-rate";
import { budgetState, MILLION, usedShare } from "@/lib/domain/sla/error-budget";
import { countOwners } from "@/lib/domain/sla/owners";
import type { Judged } from "@/lib/domain/uptime/uptime";
import { addTallies, countsOf, type Tally } from "./tally";

/** What was counted in a last few hours, and what may fail of it. */
type Recent = Judged & { hours: number; allowed: number };

/** What some traffic did, in sums that add up over any rows. */
export type Traffic = {
  counted: Tally;
  recorded: Tally;
  allowed: number;
  allowedMinutes: number | null;
  recent: Recent[] | null;
  outcomes: OutcomeCounts;
};

/** Several rows as one; what may fail is what may fail of each. */
export function addTraffic(parts: readonly Traffic[]): Traffic {
  const allowedMinutes = parts.map((part) => part.allowedMinutes);
  return {
    counted: addTallies(parts.map(({ counted }) => counted)),
    recorded: addTallies(parts.map(({ recorded }) => recorded)),
    allowed: addAllowed(parts.map(({ allowed }) => allowed)),
    allowedMinutes: allowedMinutes.includes(null) ? null : addAllowed(allowedMinutes.map((minutes) => minutes ?? 0)),
    recent: addRecent(parts),
    outcomes: recordOf(OUTCOMES, (name) => parts.reduce((sum, { outcomes }) => sum + outcomes[name], 0)),
  };
}

/** The same as answers have it. */
export function trafficReply({ counted, recorded, allowed, allowedMinutes, recent, outcomes }: Traffic) {
  const { failed } = counted;
  return {
    counted: countsOf(counted),
    recorded: countsOf(recorded),
    budget: {
      ...{ allowed, used_share: usedShare(failed, allowed), state: budgetState(counted, allowed) },
      allowed_minutes: allowedMinutes,
    },
    burn:
      recent?.map(({ hours, ok, ...burned }) => ({
        ...{ hours, ok, failed: burned.failed, rate: burnRate(burned) },
        used_up_in_hours: hoursUntilUsedUp({ failed, allowed }, { ...burned, hours }),
      })) ?? null,
    outcomes,
    owners: countOwners(outcomes),
  } satisfies Omit<SlaTotal, "name">;
}

/** In whole millionths, which do not drift. */
function addAllowed(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + Math.round(part * MILLION), 0) / MILLION;
}

function addRecent(parts: readonly Traffic[]): Recent[] | null {
  const lists = parts.flatMap(({ recent }) => (recent ? [recent] : []));
  const [first] = lists;
  if (!first || lists.length < parts.length) return null;
  return first.map(({ hours }, index) => {
    const own = lists.flatMap((list) => list[index] ?? []);
    const sum = (name: "ok" | "failed") => own.reduce((total, recent) => total + recent[name], 0);
    return { hours, ok: sum("ok"), failed: sum("failed"), allowed: addAllowed(own.map(({ allowed }) => allowed)) };
  });
}
