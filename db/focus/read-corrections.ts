import { eq } from "drizzle-orm";
import { monthStatementSchema } from "@/lib/contract/month-statement";
import type { Correction, ModelCorrection } from "@/lib/domain/focus/correction-charge";
import type { ExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { MonthClose } from "../closed-months/list-closes";
import { listFrozenCharges } from "../closed-months/list-frozen-charges";
import { monthClose } from "../schema/month-close";
import { theRow } from "../the-row";
import { readUsageSpend } from "../usage-records/read-usage-spend";
import { readCapacityCorrections } from "./read-capacity-corrections";

const signedModels = monthStatementSchema.pick({ models: true });
const GROUPS = ["provider", "model"] as const;

type Asked = { now: Date; retention: Retention; rates: ExchangeRates };

/**
 * What a closed month cost beyond what was signed and what months closed later charge of it, by provider and model, then by capacity.
 * Null where the month's exact span is no longer retained, which leaves it unknown.
 */
export async function readCorrections(tx: Db, close: MonthClose, asked: Asked): Promise<Correction[] | null> {
  const { retention } = asked;
  const window = { from: close.startsAt, to: close.endsAt };
  const span = minuteSpan(window);
  const read = await readGroups(tx, {
    ...{ buckets: [span], filters: NO_FILTERS, groupBy: GROUPS, sums: ["cost_pico"] as const, metrics: [], retention },
  });
  if (read.from !== span.from || read.to !== span.to) return null;
  const sums = new Map<string, ModelCorrection>();
  const add = (provider: string, model: string, pico: bigint) => {
    const key = JSON.stringify([provider, model]);
    const known = sums.get(key) ?? { kind: "model", month: close.month, provider, model, pico: 0n };
    sums.set(key, { ...known, pico: known.pico + pico });
  };
  for (const { names, sums: own } of read.groups) add(nameOf(names.provider), nameOf(names.model), own.cost_pico);
  for (const group of await readUsageSpend(tx, { buckets: [window], filters: NO_FILTERS, groupBy: GROUPS })) {
    if (!group.isCovered) add(nameOf(group.names.provider), nameOf(group.names.model), group.sums.costPico);
  }
  for (const { provider, model, cost_usd } of await readSigned(tx, close)) {
    add(provider, model, -((cost_usd === null ? null : parseUsd(cost_usd)) ?? 0n));
  }
  const frozen = await listFrozenCharges(tx, { of: close.month });
  for (const charge of frozen) if (charge.kind === "model") add(charge.provider, charge.model, -charge.pico);
  const changed = [...sums].filter(([, { pico }]) => pico !== 0n);
  const byModel = changed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, correction]) => correction);
  return [...byModel, ...(await readCapacityCorrections(tx, close, { ...asked, frozen }))];
}

async function readSigned(tx: Db, { month }: MonthClose) {
  const rows = await tx.select({ statement: monthClose.statement }).from(monthClose).where(eq(monthClose.month, month));
  return signedModels.parse(JSON.parse(theRow(rows).statement)).models;
}

function nameOf(name: string | null | undefined): string {
  return name ?? UNASSIGNED;
}
