import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { type FrozenCharge, frozenChargeText } from "../closed-months/frozen-charge";
import { listCloses } from "../closed-months/list-closes";
import { readCapacityStretches } from "../focus/read-capacity-charges";
import { readCorrections } from "../focus/read-corrections";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { monthCloseCharges } from "../schema/month-close";

const ROWS_PER_INSERT = 1_000;

/**
 * Stores in `tx` what a month that is being closed charges beside its rows, as `snapshot` has it: its reserved capacity, and, where it
 * follows all closed months, what these cost by now beyond what they and others charged. Every amount is so charged by one month.
 */
export async function freezeCharges(
  tx: Db,
  {
    snapshot,
    month,
    span,
    ...asked
  }: { snapshot: Db; month: string; span: TimeWindow; now: Date; retention: Retention },
): Promise<void> {
  const input = { ...asked, rates: createExchangeRates(await listExchangeRates(snapshot)) };
  const charges: FrozenCharge[] = [];
  for (const stretch of await readCapacityStretches(snapshot, { ...input, span: minuteSpan(span) })) {
    charges.push({ kind: "stretch", month, ...stretch });
  }
  const closes = await listCloses(snapshot);
  if (closes.every(({ endsAt }) => endsAt <= span.from)) {
    for (const close of closes) charges.push(...((await readCorrections(snapshot, close, input)) ?? []));
  }
  const rows = charges.map((charge, place) => ({
    month,
    place,
    ofMonth: charge.month,
    charge: frozenChargeText(charge),
  }));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    await tx.insert(monthCloseCharges).values(rows.slice(from, from + ROWS_PER_INSERT));
  }
}
