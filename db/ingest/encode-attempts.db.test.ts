import fc from "fast-check";
import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { LABELS } from "@/lib/domain/labels";
import { OUTCOME_CODES, OUTCOMES } from "@/lib/domain/outcome";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { ATTEMPT_ROW_COLUMNS } from "./encode-attempts";
import { storeAttempts } from "./store-attempts";

const database = testDatabase();
const NOW_US = Date.parse("2026-03-02T02:00:00Z") * 1_000;

const identifier = fc.oneof(
  fc.uuid(),
  fc.uuid().map((text) => text.toUpperCase()),
  fc.uuid().map((text) => `${text.slice(0, -1)}-`),
  fc.uuid().map((text) => text.replaceAll("-", "g")),
  fc
    .string({ minLength: 1, maxLength: 128, unit: "binary" })
    .filter((text) => !text.includes("\0") && text.isWellFormed()),
);
const whole = (max: number) => fc.nat({ max });
const us = fc.oneof(whole(HOUR_US), fc.constantFrom(0, 2_147_483_647, 2_147_483_648, DAY_US));
const unknown = <T>(known: fc.Arbitrary<T>) => fc.option(known, { nil: null });
const usage = unknown(fc.tuple(...Array.from({ length: 5 }, () => fc.oneof(fc.constant(0), whole(1_000_000_000)))));

const attempt: fc.Arbitrary<Attempt> = fc
  .record({
    id: identifier,
    startedAtUs: whole(DAY_US - 1).map((offset) => Date.UTC(2026, 2, 1) * 1_000 + offset),
    durationUs: us,
    ttftUs: unknown(us),
    streamed: fc.boolean(),
    outcome: fc.constantFrom(...OUTCOMES),
    requestId: unknown(identifier),
    attempt: fc.integer({ min: 1, max: 1000 }),
    final: fc.boolean(),
    tier: unknown(fc.constantFrom("gold", "silver")),
    requestedModel: unknown(fc.constantFrom("a", "b")),
    router: unknown(fc.constantFrom("a", "b")),
    errorCode: unknown(fc.constantFrom("a", "b")),
    serviceTier: unknown(fc.constantFrom("a", "b")),
    policyVersion: unknown(fc.constantFrom(0, 1, 2_147_483_647)),
    httpStatus: unknown(fc.integer({ min: 100, max: 599 })),
    usageSource: fc.constantFrom(...USAGE_SOURCES),
    usageInconsistent: fc.boolean(),
    costPico: unknown(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })),
    costEstimated: fc.boolean(),
    reportedCostPico: unknown(fc.bigInt({ min: 0n, max: 2n ** 62n })),
    priceId: unknown(fc.integer({ min: 1, max: 9 })),
    traceId: unknown(fc.uuid()),
    operation: fc.constantFrom("chat", "embedding"),
    team: unknown(fc.constantFrom("a", "b")),
    key: unknown(fc.constantFrom("a", "b")),
    environment: unknown(fc.constantFrom("a", "b")),
    feature: unknown(fc.constantFrom("a", "b")),
    agent: unknown(fc.constantFrom("a", "b")),
    stage: fc.constantFrom(1, 2, 100),
    consumer: unknown(identifier),
    session: unknown(identifier),
    revision: fc.constantFrom(0, 1, 32_767),
    units: unknown(fc.constantFrom({ images: 2 }, { seconds: 1.5, searches: 3 })),
    usage,
  })
  .map(({ usage, ...fields }) =>
    anAttempt({
      ...fields,
      inputTokens: usage?.[0] ?? null,
      cachedInputTokens: usage?.[1] ?? null,
      cacheWriteTokens: usage?.[2] ?? null,
      outputTokens: usage?.[3] ?? null,
      reasoningTokens: usage?.[4] ?? null,
      cacheWrite1hTokens: usage?.[1] ?? null,
      audioInputTokens: usage?.[2] ?? null,
      audioOutputTokens: usage?.[3] ?? null,
      imageInputTokens: usage?.[4] ?? null,
    }),
  );

/** What the view shows, in the terms of what was stored. */
function shown(row: Attempt) {
  return {
    id: row.id,
    started_at_us: String(row.startedAtUs),
    duration_us: String(row.durationUs),
    ttft_us: row.ttftUs === null ? null : String(row.ttftUs),
    streamed: row.streamed,
    outcome: OUTCOME_CODES[row.outcome],
    request_id: row.requestId,
    attempt: row.attempt,
    final: row.final,
    model: row.model,
    requested_model: row.requestedModel,
    provider: row.provider,
    region: row.region,
    tier: row.tier,
    app: row.app,
    router: row.router,
    error_code: row.errorCode,
    service_tier: row.serviceTier,
    policy_version: row.policyVersion,
    http_status: row.httpStatus,
    input_tokens: row.inputTokens,
    cached_input_tokens: row.cachedInputTokens,
    cache_write_tokens: row.cacheWriteTokens,
    output_tokens: row.outputTokens,
    reasoning_tokens: row.reasoningTokens,
    usage_source: USAGE_SOURCES.indexOf(row.usageSource),
    usage_inconsistent: row.usageInconsistent,
    cost_pico: row.costPico === null ? null : String(row.costPico),
    cost_estimated: row.costEstimated,
    reported_cost_pico: row.reportedCostPico === null ? null : String(row.reportedCostPico),
    price_id: row.priceId,
    trace_id: row.traceId,
    operation: row.operation === "chat" ? null : row.operation,
    team: row.team,
    key: row.key,
    environment: row.environment,
    feature: row.feature,
    agent: row.agent,
    stage: row.stage === 1 ? null : String(row.stage),
    consumer: row.consumer,
    session: row.session,
    revision: row.revision,
    cache_write_1h_tokens: row.cacheWrite1hTokens,
    audio_input_tokens: row.audioInputTokens,
    audio_output_tokens: row.audioOutputTokens,
    image_input_tokens: row.imageInputTokens,
    units: row.units,
  };
}

const NAMED = [
  "model",
  "requested_model",
  "provider",
  "region",
  "tier",
  "app",
  "router",
  "error_code",
  "service_tier",
  ...LABELS,
];

test("whatever an attempt is, it comes back from the view as it was stored", async () => {
  const names = NAMED.map((name) => `(select value from dimension where id = a.${name}_id) as ${name}`).join(", ");
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(attempt, { minLength: 1, maxLength: 40, selector: ({ id }) => id }),
      async (rows) => {
        await database.sql`truncate attempt_row, rollup_delta, rollup_delta_app`;
        await storeAttempts(database.sql, { posts: [rows], codes: new DimensionCodes(), nowUs: NOW_US });

        const found = await database.sql.unsafe(`
          select id, (extract(epoch from started_at) * 1000000)::bigint::text as started_at_us, duration_us, ttft_us, streamed,
            outcome, request_id, attempt, final, ${names}, policy_version, http_status, input_tokens, cached_input_tokens,
            cache_write_tokens, output_tokens, reasoning_tokens, usage_source, usage_inconsistent, cost_pico, cost_estimated,
            reported_cost_pico, price_id, trace_id, consumer, session, revision, cache_write_1h_tokens,
            audio_input_tokens, audio_output_tokens, image_input_tokens, units
          from attempt a`);

        const byId = (a: Record<string, unknown>, b: Record<string, unknown>) => (String(a.id) < String(b.id) ? -1 : 1);
        expect(found.map((row): Record<string, unknown> => ({ ...row })).sort(byId)).toEqual(
          rows.map(shown).sort(byId),
        );
      },
    ),
    { numRuns: 40 },
  );
});

test("how late an attempt came is kept in seconds, up to nine hours", async () => {
  const late = (id: string, seconds: number) =>
    anAttempt({ id, startedAtUs: NOW_US - seconds * 1_000_000 - 1_000_000, durationUs: 1_000_000 });
  const posts = [[late("early", -3), late("now", 0), late("late", 61), late("very late", 400_000)]];
  await storeAttempts(database.sql, { posts, codes: new DimensionCodes(), nowUs: NOW_US });

  const rows =
    await database.sql`select id, late_s from attempt where id in ('early', 'now', 'late', 'very late') order by late_s`;
  expect(rows.map(({ id, late_s }) => [id, late_s])).toEqual([
    ["early", -3],
    ["now", 0],
    ["late", 61],
    ["very late", 32_767],
  ]);
});

test("the compact row has no column that nobody writes", async () => {
  const columns = await database.sql`
    select attname as name from pg_attribute where attrelid = 'attempt_row'::regclass and attnum > 0 and not attisdropped`;

  expect(columns.map(({ name }) => name).sort()).toEqual(["bucket", ...ATTEMPT_ROW_COLUMNS].sort());
});
