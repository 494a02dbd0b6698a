import { createHash } from "node:crypto";
import { z } from "zod";
import type { Sql } from "@/db/client";
import type { StoredRank } from "@/db/ingest/rank-stored";
import type { TraceChanges } from "@/db/ingest/store-attempts";
import { getTraces, type TraceRow } from "@/db/traces/get-traces";
import type { SavedTrace } from "@/db/traces/save-traces";
import type { IntegrationReply } from "@/lib/contract/integration-reply";
import { groupBy } from "@/lib/domain/group-by";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { US_PER_MS } from "@/lib/domain/time/units";
import type { Entry } from "@/lib/ingest/formats/entry";
import { type RankedAttempt, settleRequest } from "@/lib/ingest/formats/settle-request";
import type { Ingest } from "./create-ingest";
import type { IntegrationPost } from "./ingest-calls";
import { postEntries } from "./submit-entries";
import { untilUnchanged } from "./until-unchanged";

const ID_CHARACTERS = 32;

const stateSchema = z.array(
  z.tuple([z.string(), z.number(), z.number(), z.boolean(), z.number(), z.number(), z.boolean()]),
);

/**
 * Stores attempts that are numbered within their requests by what came of these in other posts of the sender, before or at the
 * same time: attempts stored before are numbered anew with them.
 */
export function createRequestIngest(ingest: Ingest, sql: Sql) {
  return (entries: readonly Entry[], post: IntegrationPost): Promise<IntegrationReply> =>
    untilUnchanged(() => storeOnce(entries, post));

  async function storeOnce(entries: readonly Entry[], post: IntegrationPost): Promise<IntegrationReply> {
    const origin = { keyId: post.keyId, source: post.format };
    const refused = new Set<number>();
    const ids = new Set(entries.flatMap((entry) => requestIdOf(entry) ?? []));
    const keys = new Map([...ids].map((id) => [id, keyOf(post, id)]));
    const rows = await getTraces(sql, [...keys.values()]);
    for (;;) {
      const requests = [...groupBy(attemptsOf(entries, refused), ({ requestId }) => requestId)].map(([id, arrived]) =>
        settle(keys.get(id) ?? "", arrived, rows),
      );
      const posted = postEntries(withRanks(entries, requests));
      const prepared = await ingest.prepare(posted.records);
      const places = prepared.rejected.flatMap(({ index }) => posted.places[index] ?? []);
      if (places.some((place) => !refused.has(place))) {
        for (const place of places) refused.add(place);
        continue;
      }
      const changed = { traces: changesOf(requests), arrived: posted.records.length };
      const reply = await ingest.storePrepared(prepared, { ...origin, bytes: post.bytes.length }, changed);
      ingest.countEntries(entries, origin);
      return posted.replyOf(reply, entries);
    }
  }
}

type Arrived = RankedAttempt & { place: number; requestId: string };
type Request = {
  key: string;
  row: TraceRow | undefined;
  arrived: readonly Arrived[];
  known: RankedAttempt[];
  settled: RankedAttempt[];
};

/** A request as it is kept: in the same table as traces, whose ids are as long. */
function keyOf({ format, keyId }: IntegrationPost, requestId: string): string {
  const text = JSON.stringify([format, keyId, requestId]);
  return createHash("sha256").update(text).digest("hex").slice(0, ID_CHARACTERS);
}

function requestIdOf(entry: Entry): string | null {
  // A revision is no attempt of its own.
  return "record" in entry && !entry.record.revision ? (entry.record.request_id ?? null) : null;
}

function attemptsOf(entries: readonly Entry[], refused: ReadonlySet<number>): Arrived[] {
  return entries.flatMap((entry, place): Arrived[] => {
    const requestId = requestIdOf(entry);
    if (!("record" in entry) || requestId === null || refused.has(place)) return [];
    const { id, started_at, duration_ms, outcome, attempt, final } = entry.record;
    const startUs = parseInstantUs(started_at);
    if (startUs === null) return [];
    const given = attempt ?? 1;
    const endUs = startUs + Math.round((duration_ms ?? 0) * US_PER_MS);
    return [
      { place, requestId, id, startUs, endUs, isOk: outcome === "ok", given, attempt: given, final: final ?? true },
    ];
  });
}

function settle(key: string, arrived: readonly Arrived[], rows: ReadonlyMap<string, TraceRow>): Request {
  const row = rows.get(key);
  const known = row ? readState(row.state) : [];
  const attempts = arrived.map(({ place: _, requestId: __, ...attempt }) => attempt);
  return { key, row, arrived, known, settled: settleRequest(known, attempts) };
}

function withRanks(entries: readonly Entry[], requests: readonly Request[]): Entry[] {
  const ranked = [...entries];
  for (const { arrived, settled } of requests) {
    const byId = new Map(settled.map((attempt) => [attempt.id, attempt]));
    for (const { place, id } of arrived) {
      const [entry, rank] = [ranked[place], byId.get(id)];
      if (!entry || !("record" in entry) || !rank) continue;
      ranked[place] = { ...entry, record: { ...entry.record, attempt: rank.attempt, final: rank.final } };
    }
  }
  return ranked;
}

function changesOf(requests: readonly Request[]): TraceChanges {
  const saved = requests.map(({ key, row, settled }): SavedTrace => {
    return { traceId: key, fromVersion: row?.version ?? 0, calls: settled.length, state: stateOf(settled) };
  });
  const ranks = requests.flatMap(({ known, settled }): StoredRank[] => {
    const before = new Map(known.map((attempt) => [attempt.id, attempt]));
    return settled.flatMap(({ id, startUs, attempt, final }) => {
      const was = before.get(id);
      const isSame = !was || (was.attempt === attempt && was.final === final);
      return isSame ? [] : [{ id, startedAtUs: startUs, attempt, final }];
    });
  });
  return { saved, removed: [], ranks };
}

function stateOf(attempts: readonly RankedAttempt[]): string {
  const rows = attempts.map(({ id, startUs, endUs, isOk, given, attempt, final }) => {
    return [id, startUs, endUs, isOk, given, attempt, final] satisfies z.output<typeof stateSchema>[number];
  });
  return JSON.stringify(rows);
}

function readState(text: string): RankedAttempt[] {
  return (stateSchema.safeParse(JSON.parse(text)).data ?? []).map(
    ([id, startUs, endUs, isOk, given, attempt, final]) => ({ id, startUs, endUs, isOk, given, attempt, final }),
  );
}
