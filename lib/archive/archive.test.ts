import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ARCHIVE_COLUMNS,
  type ArchiveColumn,
  type ArchiveRow,
  type ArchiveType,
  archivePlace,
} from "@/lib/domain/archive/archive-columns";
import { DAY_US } from "@/lib/domain/time/units";
import { ArchiveWriter } from "./archive-writer";
import { orderRows } from "./order-rows";
import { ArchiveError, readArchive } from "./read-archive";
import { RowsDigest } from "./rows-digest";

const DAY = "2026-03-01";
const ROWS_PER_GROUP = 500;
const DAY_START_US = Date.parse(`${DAY}T00:00:00Z`) * 1_000;
const START = archivePlace("started_at");

const VALUES: Record<ArchiveType, fc.Arbitrary<ArchiveRow[number]>> = {
  instant: fc.integer({ min: 0, max: DAY_US - 1 }).map((us) => DAY_START_US + us),
  int: fc.oneof(fc.constant(0), fc.integer()),
  long: fc.oneof(fc.constant(0), fc.maxSafeInteger()),
  money: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  flag: fc.boolean(),
  text: fc.oneof(fc.constantFrom("", "a", "b"), fc.string({ unit: "binary" })),
  uuid: fc.uuid(),
};
const anyValue = ({ type, isRequired }: ArchiveColumn): fc.Arbitrary<ArchiveRow[number]> =>
  isRequired ? VALUES[type] : fc.option(VALUES[type]);
const anyRow: fc.Arbitrary<ArchiveRow> = fc.tuple(...ARCHIVE_COLUMNS.map(anyValue));

const byTime = (rows: readonly ArchiveRow[]) => rows.toSorted((a, b) => Number(a[START]) - Number(b[START]));

function fileOf(rows: readonly ArchiveRow[], step = rows.length || 1) {
  const writer = new ArchiveWriter({ day: DAY, rowsPerGroup: ROWS_PER_GROUP });
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < rows.length; at += step) pieces.push(writer.add(rows.slice(at, at + step)) ?? new Uint8Array());
  const { bytes, written } = writer.end();
  return { bytes: Buffer.concat([...pieces, bytes]), written };
}

const bufferOf = (bytes: Buffer) => ({
  byteLength: bytes.length,
  slice: (start: number, end?: number) => new Uint8Array(bytes.subarray(start, end)).buffer,
});

async function rowsOf(bytes: Buffer) {
  const archive = await readArchive(bufferOf(bytes));
  const rows: ArchiveRow[] = [];
  for (const index of archive.groups.keys()) rows.push(...(await archive.readGroup(index)));
  return { archive, rows };
}

const digestOf = (rows: readonly ArchiveRow[]) => {
  const digest = new RowsDigest();
  digest.add(rows);
  return digest.end();
};

test("a file gives back the very rows, null and zero apart, money exact, with the digest it was written with", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), async (unordered, step) => {
      const given = byTime(unordered);
      const { bytes, written } = fileOf(given, step);

      const { archive, rows } = await rowsOf(bytes);

      expect(rows).toEqual(orderRows(given));
      expect(archive).toMatchObject({ day: DAY, rows: given.length });
      expect(written).toEqual({ rows: given.length, digest: digestOf(rows) });
    }),
    { numRuns: 30 },
  );
});

test("any change of any value changes the digest", () => {
  fc.assert(
    fc.property(anyRow, anyRow, (one, other) => {
      const isSame = one.every((value, place) => value === other[place]);
      expect(digestOf([one]) === digestOf([other])).toBe(isSame);
      for (const [place, value] of one.entries()) {
        const changed = one.with(place, other[place] ?? null);
        expect(digestOf([changed]) === digestOf([one])).toBe(value === (other[place] ?? null));
      }
    }),
  );
});

const [sampleRow] = fc.sample(anyRow, { numRuns: 1, seed: 1 });
const manyRows = Array.from({ length: ROWS_PER_GROUP + 10 }, (_, n) =>
  (sampleRow ?? []).with(START, DAY_START_US + n * 1_000).with(archivePlace("model"), `m${n % 3}`),
);

test("groups are spans of time that follow each other, and tell them", async () => {
  const { archive } = await rowsOf(fileOf(manyRows, 300).bytes);

  expect(archive.groups).toEqual([
    { rows: ROWS_PER_GROUP, firstUs: DAY_START_US, lastUs: DAY_START_US + (ROWS_PER_GROUP - 1) * 1_000 },
    { rows: 10, firstUs: DAY_START_US + ROWS_PER_GROUP * 1_000, lastUs: DAY_START_US + (ROWS_PER_GROUP + 9) * 1_000 },
  ]);
});

test("another program reads the same", async () => {
  const folder = await mkdtemp(join(tmpdir(), "archive-"));
  try {
    const path = join(folder, "day.parquet");
    await writeFile(path, fileOf(manyRows).bytes);
    const connection = await (await DuckDBInstance.create()).connect();

    const read = await connection.runAndReadAll(
      `select model, count(*)::int as attempts, min(started_at)::text as first, sum(cost_pico)::text as cost
       from '${path}' group by model order by model limit 1`,
    );

    const attempts = Math.ceil(manyRows.length / 3);
    const cost = sampleRow?.[archivePlace("cost_pico")] ?? null;
    expect(read.getRowObjects()).toEqual([
      {
        model: "m0",
        attempts,
        first: expect.stringContaining(DAY),
        cost: cost === null ? null : String(BigInt(cost) * BigInt(attempts)),
      },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("what is no archive, is cut short or damaged is refused", async () => {
  const { bytes } = fileOf(manyRows.slice(0, 100));
  const refused = async (file: Buffer) => expect(rowsOf(file)).rejects.toThrow(ArchiveError);

  await refused(Buffer.from("no Parquet file at all"));
  await refused(bytes.subarray(0, bytes.length - 20));
  await refused(Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(600), bytes.subarray(604)]));
});
