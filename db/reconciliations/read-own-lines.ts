import { sql } from "drizzle-orm";
import { z } from "zod";
import { OUTCOMES } from "@/lib/domain/outcome";
import { BILLING_RULES, type BillingRule } from "@/lib/domain/pricing/cost";
import type { Price } from "@/lib/domain/pricing/price";
import type { PriceBook } from "@/lib/domain/pricing/price-book";
import type { OwnLine } from "@/lib/domain/reconciliation/bill-line";
import { type OwnGroup, ownLines } from "@/lib/domain/reconciliation/own-lines";
import { dateText } from "@/lib/domain/time/calendar-dates";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MINUTES, DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { minuteText, textArray } from "../aggregates/sql-values";
import type { Db } from "../client";
import { readSummedGroups } from "../focus/read-summed-groups";
import { listChargedPrices } from "../prices/list-charged-prices";
import { loadPriceBook } from "../prices/load-price-book";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { outcomeIn } from "../schema/outcome-sql";
import { selectRows } from "../select-rows";

export type OwnInput = {
  /** The first date and the one after the last, as UTC midnights, of the zone. */
  dates: { from: number; to: number };
  zone: string;
  providers: readonly string[];
  retention: Retention;
};

const READ_ONLY = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
const count = z.coerce.bigint();
const rowSchema = z.object({
  provider: z.string().nullable(),
  model: z.string().nullable(),
  price_id: z.number(),
  tier: z.string().nullable(),
  is_priced: z.boolean(),
  attempts: z.number(),
  cost_pico: count,
  estimated_pico: count,
  uncached: count,
  cached: count,
  written: count,
  put_out: count,
  reasoned: count,
});

const chargedBy = (...rules: BillingRule[]) => OUTCOMES.filter((outcome) => rules.includes(BILLING_RULES[outcome]));
const INPUT_CHARGED = outcomeIn("outcome", chargedBy("usage", "input"));
const OUTPUT_CHARGED = outcomeIn("outcome", chargedBy("usage"));

/**
 * What the attempts of some providers used, as far as they are charged for, and cost: by day of a zone, model, bucket and
 * service tier, in one snapshot. Days whose single attempts are deleted come from sums, at the price of their beginning.
 *
 * Attempts alone: usage records are bills themselves.
 */
export function readOwnLines(db: Db, { dates, zone, providers, retention }: OwnInput): Promise<OwnLine[]> {
  return db.transaction(async (tx) => {
    const prices = new Map((await listChargedPrices(tx)).map((price) => [price.id, price]));
    const book = await loadPriceBook(tx);
    const lines: OwnLine[] = [];
    for (let date = dates.from; date < dates.to; date += DAY_MS) {
      const span = minuteSpan({
        from: new Date(startOfDate(date, zone)),
        to: new Date(startOfDate(date + DAY_MS, zone)),
      });
      const isRetained = Math.floor(span.from / DAY_MINUTES) * DAY_MINUTES >= retention.rawRetainedFrom;
      const groups = isRetained
        ? await readRaw(tx, { span, providers, prices })
        : await readSums(tx, { span, providers, retention, book });
      lines.push(...ownLines(dateText(date), groups));
    }
    return lines;
  }, READ_ONLY);
}

type RawInput = { span: MinuteSpan; providers: readonly string[]; prices: ReadonlyMap<string, Price> };

async function readRaw(tx: Db, { span, providers, prices }: RawInput): Promise<OwnGroup[]> {
  const meters = ["uncached", "cached", "written", "put_out", "reasoned"].map((meter) => {
    const charged = meter === "put_out" || meter === "reasoned" ? OUTPUT_CHARGED : INPUT_CHARGED;
    return `coalesce(sum(${meter}) filter (where ${charged}), 0) as ${meter}`;
  });
  const rows = await selectRows(
    tx,
    sql`select (select value from dimension where id = a.provider_id) as provider,
        (select value from dimension where id = a.model_id) as model, a.price_id,
        coalesce((select value from dimension where id = a.service_tier_id), case when a.is_batch then 'batch' end) as tier,
        a.cost_pico is not null as is_priced, count(*)::int as attempts, coalesce(sum(a.cost_pico), 0) as cost_pico,
        coalesce(sum(a.cost_pico) filter (where a.is_estimated), 0) as estimated_pico, ${sql.raw(meters.join(",\n"))}
      from (
        select t.provider_id, t.model_id, t.price_id, t.service_tier_id, r.cost_pico, r.flags & 7 as outcome,
          r.flags & 256 <> 0 as is_estimated,
          coalesce((select d.value = 'batch' from label_set l join dimension d on d.id = l.operation_id
            where l.id = r.label_set_id), false) as is_batch,
          greatest(0, coalesce(r.input_tokens, 0)::bigint - coalesce(r.cached_input_tokens, 0) - coalesce(r.cache_write_tokens, 0)) as uncached,
          coalesce(r.cached_input_tokens, 0)::bigint as cached, coalesce(r.cache_write_tokens, 0)::bigint as written,
          (coalesce(r.output_tokens, 0) - least(coalesce(r.reasoning_tokens, 0), coalesce(r.output_tokens, 0)))::bigint as put_out,
          least(coalesce(r.reasoning_tokens, 0), coalesce(r.output_tokens, 0))::bigint as reasoned
        from attempt_row r join attribution t on t.id = r.attribution_id
        where r.bucket = ${ONLY_BUCKET} and r.started_at >= ${minuteText(span.from)}::timestamptz
          and r.started_at < ${minuteText(span.to)}::timestamptz
          and t.provider_id in (select id from dimension where value = any(${textArray(providers)}::text[]))
        offset 0
      ) a
      group by a.provider_id, a.model_id, a.price_id, a.service_tier_id, a.is_batch, is_priced`,
    rowSchema,
  );
  return rows.map((row) => ({
    ...{ provider: row.provider ?? "", model: row.model ?? "", tier: row.tier, attempts: row.attempts },
    ...{ picoUsd: row.cost_pico, estimatedPicoUsd: row.estimated_pico },
    price: prices.get(String(row.price_id)) ?? null,
    isPriced: row.is_priced,
    tokens: {
      ...{ input: row.uncached, cached_input: row.cached, cache_write: row.written },
      ...{ output: row.put_out, reasoning: row.reasoned },
    },
  }));
}

type SumsInput = { span: MinuteSpan; providers: readonly string[]; retention: Retention; book: PriceBook };

async function readSums(tx: Db, { span, providers, retention, book }: SumsInput): Promise<OwnGroup[]> {
  const { groups } = await readSummedGroups(tx, { span, retention });
  const conditions = { serviceTier: null, inputTokens: null, outputTokens: null };
  return groups
    .filter(({ owner }) => providers.includes(owner.provider))
    .flatMap(({ owner, used, attempts, priced, estimated, costPico }) => {
      const { provider, region } = owner;
      const model = owner.model ?? "";
      const share = (part: number, whole: number) => (whole === 0 ? 0n : (costPico * BigInt(part)) / BigInt(whole));
      const tokensOf = (part: number) => {
        const of = (tokens: number) => BigInt(Math.round((tokens * part) / Math.max(1, attempts)));
        const { input, cached_input, cache_write, output, reasoning } = used;
        return {
          ...{ input: of(input), cached_input: of(cached_input), cache_write: of(cache_write) },
          ...{ output: of(output), reasoning: of(reasoning) },
        };
      };
      const price = book.find(provider, model, span.from * MINUTE_MS * 1_000, { ...conditions, region });
      const shared = { provider, model, tier: null, price };
      const known = {
        ...{ ...shared, isPriced: true, attempts: priced, picoUsd: costPico, tokens: tokensOf(priced) },
        estimatedPicoUsd: share(estimated, priced),
      };
      const unknown = { ...shared, isPriced: false, attempts: attempts - priced, tokens: tokensOf(attempts - priced) };
      return [
        ...(priced > 0 ? [known] : []),
        ...(priced < attempts ? [{ ...unknown, picoUsd: 0n, estimatedPicoUsd: 0n }] : []),
      ];
    });
}
