import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import type { Waste } from "@/lib/contract/waste";
import { outcomeOfCode } from "@/lib/domain/outcome";
import { formatUsd } from "@/lib/domain/pricing/usd";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { WASTE_KINDS, type WasteKind, wasteKindOf } from "@/lib/domain/waste";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import { isInRun } from "../aggregates/group-columns";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { retainedSpan } from "./retained-span";

export type WasteInput = { window: TimeWindow; filters: Filters; now: Date; retention: Retention };

type Costs = { attempts: number; priced: number; costPico: bigint };

const rowSchema = z.object({
  outcome: z.number().transform(outcomeOfCode),
  final: z.boolean(),
  attempts: z.coerce.number(),
  priced: z.coerce.number(),
  cost_pico: z.coerce.bigint(),
});

/**
 * What the attempts of a window cost that gave their request no answer, by kind.
 *
 * Counted one by one, so only as far back as single attempts are retained.
 */
export async function getWaste(db: Db, input: WasteInput): Promise<Waste> {
  const { window, filters, now, retention } = input;
  const counted = retainedSpan(minuteSpan(window), retention);
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const rows = await selectRows(
    db,
    sql`select a.outcome, a.final, count(*) as attempts, count(a.cost_pico) as priced, coalesce(sum(a.cost_pico), 0) as cost_pico
      from attempt a where ${isInRun(counted)}${filter} group by 1, 2`,
    rowSchema,
  );
  const known = rows.map(({ outcome, final, attempts, priced, cost_pico }) => ({
    kind: wasteKindOf({ outcome, final }),
    ...{ attempts, priced, costPico: cost_pico },
  }));
  const ofKind = (kind: WasteKind) => addCosts(known.filter((one) => one.kind === kind));
  return {
    ...answeredWindow(minuteSpan(window), now),
    counted_from: answeredWindow(counted, now).from,
    filters,
    kinds: WASTE_KINDS.map((kind) => ({ kind, ...shown(ofKind(kind)) })),
    wasted: shown(addCosts(known.filter(({ kind }) => kind !== null))),
    total: shown(addCosts(known)),
  };
}

function addCosts(parts: readonly Costs[]): Costs {
  return {
    attempts: parts.reduce((sum, { attempts }) => sum + attempts, 0),
    priced: parts.reduce((sum, { priced }) => sum + priced, 0),
    costPico: parts.reduce((sum, { costPico }) => sum + costPico, 0n),
  };
}

function shown({ attempts, priced, costPico }: Costs): Waste["wasted"] {
  return { attempts, unpriced: attempts - priced, cost_usd: attempts > 0 && priced === 0 ? null : formatUsd(costPico) };
}
