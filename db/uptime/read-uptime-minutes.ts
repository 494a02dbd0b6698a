import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { downMinutesOf } from "@/lib/domain/uptime/quarter-masks";
import type { DownMinute } from "@/lib/domain/uptime/uptime";
import { cutWindow, isPlanOf, readsMore } from "../aggregates/cut-pieces";
import type { Retention } from "../aggregates/group-types";
import { readCached } from "../aggregates/read-cached";
import { sealedSumsOf } from "../aggregates/sealed-sums";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { planUptime, type UptimePlan } from "./uptime-plan";
import { isOfGroups } from "./uptime-sql";
import { uptimeStatement } from "./uptime-statement";

/** Where uptime by minutes is kept: a model of a provider in a region. */
export type UptimeGroup = { model: string; provider: string; region: string };

type Minutes = { measured: number; down: number };

/** The minutes of one (model, provider, region): in all, by bucket, and each down one if asked, ascending. */
export type GroupMinutes = Minutes &
  UptimeGroup & {
    buckets: Map<number, Minutes>;
    downMinutes: DownMinute[];
  };

const count = z.coerce.number();
const rowSchema = z.object({
  bucket: z.number(),
  model: z.string(),
  provider: z.string(),
  region: z.string(),
  measured: count,
  down: count,
  minutes: z.array(z.tuple([count, count, count])).nullable(),
  quarters: z.array(z.tuple([count, count, z.array(z.number()), z.array(z.number())])).nullable(),
});

type Row = z.output<typeof rowSchema>;

export type UptimeMinutesInput = {
  buckets: readonly MinuteSpan[];
  filters: Filters;
  retention: Retention;
  withDownMinutes: boolean;
};

/**
 * Measured and down minutes of every group with a record in the buckets, up to the last record answered for; none are
 * measured of a group whose records say nothing of being up or down.
 *
 * Null under any other filter, such as tier or app: minutes are judged over all of a group's attempts.
 */
export async function readUptimeMinutes(db: Db, input: UptimeMinutesInput): Promise<GroupMinutes[] | null> {
  const { buckets, filters, retention, withDownMinutes } = input;
  if (!isOfGroups(filters)) return null;
  const rows = await readRows(db, { buckets, filters, retention, withDownMinutes });
  const groups = new Map<string, GroupMinutes>();
  for (const { model, provider, region, ...row } of rows) {
    const key = JSON.stringify([model, provider, region]);
    let group = groups.get(key);
    if (!group) {
      group = { model, provider, region, measured: 0, down: 0, buckets: new Map(), downMinutes: [] };
      groups.set(key, group);
    }
    add(group, row);
  }
  for (const group of groups.values()) group.downMinutes.sort((a, b) => a.minute - b.minute);
  return [...groups.values()];
}

async function readRows(db: Db, input: UptimeMinutesInput): Promise<Row[]> {
  const { buckets, filters, retention, withDownMinutes } = input;
  const plan = planUptime(buckets, retention);
  const read = (own: UptimePlan) => (reader: Db) =>
    selectRows(reader, uptimeStatement(own, filters, { withDownMinutes }), rowSchema);
  const cache = sealedSumsOf(db);
  const pieces = cache && cutUptime(plan, retention);
  if (!cache || !pieces) return read(plan)(db);
  const cached = pieces.map(({ plan: own }) => ({
    span: own.window,
    key: own.attempts.length === 0 ? JSON.stringify(["uptime", own, filters, withDownMinutes]) : null,
    read: read(own),
  }));
  // A minute is judged by all of its records: what is unsealed cannot be added to it.
  const question = { pieces: cached, bytesOf, onlySettled: true, beside: async () => null };
  const { rows } = await readCached(db, question, cache);
  return rows.flatMap((own, index) => own.map((row) => ({ ...row, bucket: placeOf(row, pieces[index]?.places) })));
}

/** The place among all buckets, from 1, of a row's bucket in its piece. */
function placeOf({ bucket }: Row, places: readonly number[] = []): number {
  return (places[bucket - 1] ?? 0) + 1;
}

/** The pieces of a window, each planned by itself; null where a cut would fall on what is not retained that finely, but as single attempts. */
function cutUptime(whole: UptimePlan, retention: Retention): { places: number[]; plan: UptimePlan }[] | null {
  const pieces = cutWindow({ ...whole.window, starts: whole.starts }).map(({ span, places, buckets }) => {
    const plan = planUptime(buckets, retention);
    return isPlanOf({ ...plan.window, starts: plan.starts }, { span, buckets }) ? { places, plan } : null;
  });
  if (!pieces.every((piece) => piece !== null)) return null;
  const attempts = pieces.flatMap(({ plan }) => plan.attempts);
  return readsMore(attempts, whole.attempts) ? null : pieces;
}

const BYTES_OF_ROW = 300;
const BYTES_OF_MINUTES = 100;

function bytesOf({ minutes, quarters }: Row): number {
  return BYTES_OF_ROW + BYTES_OF_MINUTES * ((minutes?.length ?? 0) + (quarters?.length ?? 0));
}

function add(group: GroupMinutes, row: Omit<Row, "model" | "provider" | "region">): void {
  const bucket = row.bucket - 1;
  const before = group.buckets.get(bucket) ?? { measured: 0, down: 0 };
  group.buckets.set(bucket, { measured: before.measured + row.measured, down: before.down + row.down });
  group.measured += row.measured;
  group.down += row.down;
  for (const [minute, judged, failed] of row.minutes ?? []) group.downMinutes.push({ minute, judged, failed });
  for (const [quarter, downMask, downJudged, downFailed] of row.quarters ?? []) {
    group.downMinutes.push(...downMinutesOf(quarter, { downMask, downJudged, downFailed }));
  }
}
