import type { Sql } from "@/db/client";
import { verifyRollups } from "@/db/rollups/verify-rollups";
import { theRow } from "@/db/the-row";
import { type StatsModels, statsModelsSchema } from "@/lib/contract/stats";
import { OUTCOMES } from "@/lib/domain/outcome";
import { DAY_MS } from "@/lib/domain/time/units";
import type { SentTotals } from "./sent-totals";

const DAYS_BACK = 43;
const IDS_AT_ONCE = 20_000;
const SHOWN = 5;
const ANSWERED_WITHIN_MS = 60_000;

/** What differs between the records sent and those stored: each must be there, once, and no other. */
export async function verifyIds(sql: Sql, { ids }: SentTotals): Promise<string[]> {
  const missing = new Set(ids);
  const doubled: string[] = [];
  const unknown: string[] = [];
  for await (const rows of sql<{ id: string }[]>`select id from attempt`.cursor(IDS_AT_ONCE)) {
    for (const { id } of rows) {
      if (missing.delete(id)) continue;
      (ids.has(id) ? doubled : unknown).push(id);
    }
  }
  return [
    ...complaint("sent and not stored", [...missing]),
    ...complaint("stored twice", doubled),
    ...complaint("stored and never sent", unknown),
  ];
}

/** Where the rollups, with what is folded and pending, do not add up to the records. */
export async function verifySums(sql: Sql): Promise<string[]> {
  const differences = await verifyRollups(sql);
  return complaint(
    "figures of the rollups are wrong",
    differences.map((difference) => JSON.stringify(difference)),
  );
}

/** How many deltas wait to be folded. */
export async function countPending(sql: Sql): Promise<number> {
  const { pending } = theRow(
    await sql<{ pending: number }[]>`
    select (select count(*)::int from rollup_delta) + (select count(*)::int from rollup_delta_app) as pending`,
  );
  return pending;
}

/** Where a process answers other totals than were sent, over a window that covers them all. */
export async function verifyAnswer(origin: string, apiKey: string, sent: SentTotals): Promise<string[]> {
  const midnight = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  const [from, to] = [midnight - DAYS_BACK * DAY_MS, midnight].map((ms) => new Date(ms).toISOString());
  const response = await fetch(`${origin}/api/v1/stats/models?from=${from}&to=${to}`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
  });
  if (!response.ok) return [`The totals were answered ${response.status}: ${(await response.text()).slice(0, 300)}`];
  const { models, total } = statsModelsSchema.parse(await response.json());
  const pairs: [string, unknown, unknown][] = [
    ["attempts", sent.ids.size, total.attempts],
    ["requests", sent.requests, total.requests],
    ["input tokens", sent.inputTokens, total.tokens.input],
    ["output tokens", sent.outputTokens, total.tokens.output],
    ["samples of duration", sent.outcomes.ok, total.duration_ms.n],
    ...OUTCOMES.map((outcome): [string, number, number] => [outcome, sent.outcomes[outcome], total.outcomes[outcome]]),
    ...[...sent.byModel].map(([model, n]): [string, number, number] => [model, n, attemptsOf(models, model)]),
  ];
  return pairs.flatMap(([what, expected, answered]) =>
    expected === answered ? [] : [`${origin} answers ${answered} for ${what}, sent were ${expected}`],
  );
}

function attemptsOf(models: StatsModels["models"], name: string): number {
  return models.filter(({ model }) => model === name).reduce((sum, { attempts }) => sum + attempts, 0);
}

function complaint(what: string, cases: readonly string[]): string[] {
  return cases.length === 0 ? [] : [`${cases.length} ${what}: ${cases.slice(0, SHOWN).join(", ")}`];
}
