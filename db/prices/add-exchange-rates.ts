import { sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { exchangeRate } from "@/db/schema/prices";
import { AppError, type ErrorFields } from "@/lib/contract/error";
import type { NewRates } from "@/lib/contract/prices";
import type { ExchangeRate } from "@/lib/domain/pricing/exchange-rates";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { dateText } from "@/lib/domain/time/calendar-dates";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { listExchangeRates } from "./list-exchange-rates";

const MAX_SPAN_DAYS = 400;
/** A rate that moves by more than this from one day to the next is likely a slip, as an inverted one is. */
const MOVE_PERCENT = 10n;

type Placed = ExchangeRate & { path: string };

/**
 * Stores the rates of days that have none yet. Nothing is stored unless all of them can be.
 *
 * UNPROCESSABLE by row and field for a day that has another rate, a gap to the days already there, and a jump that is not
 * confirmed by its path: with the field `confirm`.
 */
export function addExchangeRates(
  db: Db,
  { input, actor, now }: { input: NewRates; actor: string; now: Date },
): Promise<{ added: number; unchanged: number }> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.exchangeRates})`);
    const placed = input.rates.flatMap(placeDays);
    const byCurrency = new Map<string, Placed[]>();
    for (const rate of placed) byCurrency.set(rate.currency, [...(byCurrency.get(rate.currency) ?? []), rate]);

    const fresh: Placed[] = [];
    for (const [currency, rates] of byCurrency) {
      const days = new Map((await listExchangeRates(tx, { currency })).map(({ day, picoPerUsd }) => [day, picoPerUsd]));
      for (const rate of rates.sort((a, b) => a.day - b.day)) {
        const stored = days.get(rate.day);
        if (stored !== undefined && stored !== rate.picoPerUsd) throw refused(`${rate.path}.day`, taken(rate, stored));
        if (stored !== undefined) continue;
        refuseJump(rate, days, input.confirm);
        days.set(rate.day, rate.picoPerUsd);
        fresh.push(rate);
      }
      refuseGap(days, rates);
    }
    if (fresh.length > 0) {
      const meta = { source: input.source, createdBy: actor };
      await tx.insert(exchangeRate).values(
        fresh.map(({ currency, day, picoPerUsd }) => ({
          ...{ currency, day: dateText(day * DAY_MS), perUsd: formatUsd(picoPerUsd) },
          ...meta,
        })),
      );
      const after = fresh.map(({ currency, day, picoPerUsd }) => [
        currency,
        dateText(day * DAY_MS),
        formatUsd(picoPerUsd),
      ]);
      const subject = [...byCurrency.keys()].join(", ");
      await recordAudit(tx, { actor, action: "rate.add", subject, after: { rates: after, source: input.source }, now });
    }
    return { added: fresh.length, unchanged: placed.length - fresh.length };
  });
}

function placeDays({ currency, day, to, per_usd }: NewRates["rates"][number], row: number): Placed[] {
  const path = `rates.${row}`;
  const first = Date.parse(day) / DAY_MS;
  const last = to === undefined ? first : Date.parse(to) / DAY_MS;
  if (last < first) throw refused(`${path}.to`, t("Must not be before day"));
  if (last - first >= MAX_SPAN_DAYS)
    throw refused(`${path}.to`, t("Must be less than {days} days after day", { days: MAX_SPAN_DAYS }));
  return Array.from({ length: last - first + 1 }, (_, place) => ({
    currency,
    day: first + place,
    picoPerUsd: per_usd,
    path,
  }));
}

function refuseJump({ day, picoPerUsd, path }: Placed, days: ReadonlyMap<number, bigint>, confirm: readonly string[]) {
  const near = days.get(day - 1) ?? days.get(day + 1);
  if (near === undefined || confirm.includes(path)) return;
  const moved = picoPerUsd > near ? picoPerUsd - near : near - picoPerUsd;
  if (moved * 100n <= near * MOVE_PERCENT) return;
  const values = { percent: String(MOVE_PERCENT), rate: formatUsd(near) };
  throw refused(
    `${path}.per_usd`,
    t("Is more than {percent} % from the day beside it ({rate}): it is what one dollar buys", values),
    { confirm: [t('Must name "{path}" if that is meant', { path })] },
  );
}

function refuseGap(days: ReadonlyMap<number, bigint>, added: readonly Placed[]): void {
  const sorted = [...days.keys()].sort((a, b) => a - b);
  const place = sorted.findIndex((day, at) => at > 0 && day !== (sorted[at - 1] ?? 0) + 1);
  if (place < 0) return;
  const [before = 0, after = 0] = [sorted[place - 1], sorted[place]];
  const { path = "rates" } = added.find(({ day }) => day === after || day === before) ?? {};
  throw refused(
    `${path}.day`,
    t("Leaves the days from {from} to {to} without a rate", {
      from: dateText((before + 1) * DAY_MS),
      to: dateText((after - 1) * DAY_MS),
    }),
  );
}

function taken({ day }: Placed, stored: bigint): string {
  return t("{day} has the rate {rate}, which explains costs and is not changed", {
    day: dateText(day * DAY_MS),
    rate: formatUsd(stored),
  });
}

function refused(field: string, message: string, others: ErrorFields = {}): AppError {
  return new AppError("UNPROCESSABLE", `${field}: ${message}`, { fields: { [field]: [message], ...others } });
}
