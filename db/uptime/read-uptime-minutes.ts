import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { downMinutesOf } from "@/lib/domain/uptime/quarter-masks";
import type { DownMinute } from "@/lib/domain/uptime/uptime";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { planUptime } from "./uptime-plan";
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

/**
 * Measured and down minutes of every group with a record in the buckets, up to the last record answered for; none are
 * measured of a group whose records say nothing of being up or down.
 *
 * Null under any other filter, such as tier or app: minutes are judged over all of a group's attempts.
 */
export async function readUptimeMinutes(
  db: Db,
  input: { buckets: readonly MinuteSpan[]; filters: Filters; retention: Retention; withDownMinutes: boolean },
): Promise<GroupMinutes[] | null> {
  const { buckets, filters, retention, withDownMinutes } = input;
  if (!isOfGroups(filters)) return null;
  const statement = uptimeStatement(planUptime(buckets, retention), filters, { withDownMinutes });
  const rows = await selectRows(db, statement, rowSchema);
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

function add(group: GroupMinutes, row: Omit<z.output<typeof rowSchema>, "model" | "provider" | "region">): void {
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
