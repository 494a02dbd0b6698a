import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArchivedAttempts, AttemptsFile } from "@/db/attempts/archived-attempts";
import type { AttemptSelection } from "@/db/attempts/attempt-conditions";
import type { AttemptPosition } from "@/db/attempts/attempt-cursor";
import { positionOf } from "@/db/attempts/compare-attempts";
import { findArchivedByMeasure } from "@/db/attempts/find-archived-by-measure";
import { findArchivedByTime } from "@/db/attempts/find-archived-by-time";
import { ArchiveWriter } from "@/lib/archive/archive-writer";
import { readArchive } from "@/lib/archive/read-archive";
import { ARCHIVE_COLUMNS, type ArchiveRow } from "@/lib/domain/archive/archive-columns";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { DAY_US, US_PER_MS } from "@/lib/domain/time/units";

const FROM_US = Date.parse("2026-03-01T00:00:00Z") * US_PER_MS;
const SPAN = { fromUs: FROM_US, toUs: FROM_US + 2 * DAY_US };
const SELECTION: AttemptSelection = {
  window: { from: new Date(SPAN.fromUs / US_PER_MS), to: new Date(SPAN.toUs / US_PER_MS) },
  filters: NO_FILTERS,
  outcomes: [],
};

type Given = { second: number; id: string; durationUs: number | null };

const ZEROS: Readonly<Record<string, string | number | boolean>> = { text: "", int: 0, flag: false };

function rowOf({ second, id, durationUs }: Given, day: number): ArchiveRow {
  const own: Readonly<Record<string, string | number | null>> = {
    started_at: FROM_US + day * DAY_US + second * 1_000_000,
    id_text: id,
    ...{ model: "m", provider: "p", region: "eu", app: "chat", outcome: "ok", usage_source: "reported" },
    duration_us: durationUs,
  };
  return ARCHIVE_COLUMNS.map(({ name, type, isRequired }) => own[name] ?? (isRequired ? (ZEROS[type] ?? null) : null));
}

/** A file with groups so small that an instant is in several. */
async function fileOf(given: readonly Given[], day = 0): Promise<AttemptsFile> {
  const writer = new ArchiveWriter({ day: "2026-03-01", rowsPerGroup: 3 });
  const rows = given.toSorted((a, b) => a.second - b.second).map((one) => rowOf(one, day));
  const first = writer.add(rows) ?? new Uint8Array();
  const bytes = Buffer.concat([first, writer.end().bytes]);
  return readArchive({
    byteLength: bytes.length,
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  });
}

const given = fc.uniqueArray(
  fc.record({
    second: fc.integer({ min: 0, max: 6 }),
    id: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
    durationUs: fc.option(fc.integer({ min: 0, max: 4 })),
  }),
  { selector: ({ id }) => id, maxLength: 20 },
);
const limits = fc.integer({ min: 1, max: 6 });
const orders = fc.constantFrom("asc" as const, "desc" as const);
const newest = (a: Given, b: Given) => b.second - a.second || (a.id < b.id ? 1 : -1);

test("pages by time hold every attempt of a file once, however groups cut an instant and whenever the time is over", async () => {
  await fc.assert(
    fc.asyncProperty(given, limits, orders, fc.boolean(), async (attempts, limit, order, isOver) => {
      const file = await fileOf(attempts);
      const ids: string[] = [];
      let after: { startedAtUs: number; id: string } | null = null;
      for (;;) {
        const asked = { order, after, limit, isOver: () => isOver, conditions: [], span: SPAN };
        const { rows, searchedUntilUs } = await findArchivedByTime(file, asked);
        ids.push(...rows.map(({ id }) => id));
        const last = rows.at(-1);
        if (last && rows.length === limit) after = { startedAtUs: last.started_at_us, id: last.id };
        else if (searchedUntilUs !== null) after = { startedAtUs: searchedUntilUs, id: "" };
        else break;
      }

      const sign = order === "desc" ? 1 : -1;
      expect(ids).toEqual(attempts.toSorted((a, b) => sign * newest(a, b)).map(({ id }) => id));
    }),
    { numRuns: 40 },
  );
});

/** Two days of the same files. */
function archivedIn(files: readonly AttemptsFile[], skipped: number[] = []): ArchivedAttempts {
  return {
    days: async () => [],
    read: async (day, work) => work(files[day] ?? expect.unreachable()),
    skip: (day) => skipped.push(day),
  };
}

test("pages by a measure hold every attempt of all days once, unknown ones last, levels by time and id", async () => {
  await fc.assert(
    fc.asyncProperty(given, limits, orders, async (attempts, limit, order) => {
      const later = attempts.map((one) => ({ ...one, id: `${one.id}2` }));
      const archived = archivedIn([await fileOf(attempts), await fileOf(later, 1)]);
      const days = [0, 1].map((day) => ({ day, rows: attempts.length }));
      const ids: string[] = [];
      let after: AttemptPosition | null = null;
      for (let page = 0; page < 100; page++) {
        const rows = await findArchivedByMeasure({
          ...{ selection: SELECTION, measure: "duration_ms", order, after, limit, withUnknown: true, archived, days },
        });
        ids.push(...rows.map(({ id }) => id));
        const last = rows.at(-1);
        if (!last || rows.length < limit) break;
        after = positionOf(last, "duration_ms");
      }

      const sign = order === "desc" ? 1 : -1;
      const all = [...attempts.map((one) => ({ ...one, day: 0 })), ...later.map((one) => ({ ...one, day: 1 }))];
      const sorted = all.toSorted((a, b) => {
        const byTime = b.day - a.day || newest(a, b);
        if (a.durationUs === null || b.durationUs === null) {
          return Number(a.durationUs === null) - Number(b.durationUs === null) || byTime;
        }
        return sign * (b.durationUs - a.durationUs) || byTime;
      });
      expect(ids).toEqual(sorted.map(({ id }) => id));
    }),
    { numRuns: 40 },
  );
});

test("more than can be looked over by a measure is named as unread, the oldest days first", async () => {
  const one = [{ second: 1, id: "a", durationUs: 1 }];
  const skipped: number[] = [];
  const archived = archivedIn([await fileOf(one), await fileOf([{ second: 1, id: "b", durationUs: 2 }], 1)], skipped);
  const days = [0, 1].map((day) => ({ day, rows: 1 }));
  const rows = await findArchivedByMeasure({
    ...{ selection: SELECTION, measure: "duration_ms", order: "asc", after: null, limit: 9, withUnknown: true },
    ...{ archived, days, lookedOverMax: 1 },
  });
  expect(rows.map(({ id }) => id)).toEqual(["b"]);
  expect(skipped).toEqual([0]);
});
