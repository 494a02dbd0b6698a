import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type Database } from "../client";
import { CopyEncoder, OID } from "../copy/copy-encoder";
import { testDatabase } from "../testing";
import { allAsked } from "./all-asked";
import { copyIn } from "./copy-in";

const database = testDatabase();
const COPY = "copy target (id, name) from stdin (format binary)";
let single: Database;

beforeAll(async () => {
  await database.sql`create table target (id int primary key, name text)`;
  // One connection: a COPY that leaked it would hang everything after.
  single = createDatabase(database.url, { max: 1 });
});
afterAll(() => single.end());

function rows(ids: readonly number[]): Buffer {
  const encoder = new CopyEncoder(64);
  for (const id of ids) {
    encoder.row(2);
    encoder.int32(id);
    encoder.text(`name ${id} – ünï 🙂`);
  }
  return encoder.finish();
}

const copy = (bytes: Buffer) => single.sql.begin((tx) => copyIn(tx, COPY, bytes));

test("rows arrive as they were encoded, however many", async () => {
  await copy(rows(Array.from({ length: 5_000 }, (_, id) => id)));

  const [row] = await single.sql`select count(*)::int as n, max(name) as name, sum(id)::int as total from target`;
  expect(row).toEqual({ n: 5_000, name: "name 999 – ünï 🙂", total: 12_497_500 });
});

test("a COPY refused at its very last byte rejects, again and again, and the connection serves on", async () => {
  for (let round = 0; round < 20; round++) {
    await expect(copy(rows([10_001, 10_002, 1]))).rejects.toMatchObject({ code: "23505" });
  }

  const [row] = await single.sql`select count(*)::int as n from target where id > 10000`;
  expect(row).toEqual({ n: 0 });
});

test("a COPY refused in the middle of a large stream rejects, and the connection serves on", async () => {
  const many = Array.from({ length: 200_000 }, (_, id) => 20_000 + id);

  await expect(copy(rows([20_000, 20_000, ...many]))).rejects.toMatchObject({ code: "23505" });
  await expect(copy(Buffer.from("this is not a binary copy"))).rejects.toMatchObject({ code: "22P04" });

  await copy(rows([30_001]));
  expect(await single.sql`select id from target where id >= 20000`).toEqual([{ id: 30_001 }]);
});

test("what is asked behind a COPY is sent at once and answered in turn; after one that is refused nothing is stored", async () => {
  const stored = await single.sql.begin(async (tx) => {
    const [, before] = await Promise.all([
      copyIn(tx, COPY, rows([35_001])),
      tx<{ n: number }[]>`select count(*)::int as n from target where id between 35000 and 36000`.execute(),
      copyIn(tx, COPY, rows([35_002, 35_003])),
      tx`insert into target values (${35_004}, 'behind')`.execute(),
    ]);
    return before;
  });
  expect(stored).toEqual([{ n: 1 }]);

  const refused = single.sql.begin((tx) =>
    allAsked([copyIn(tx, COPY, rows([35_005, 35_001])), copyIn(tx, COPY, rows([35_006])), tx`select 1`.execute()]),
  );
  await expect(refused).rejects.toMatchObject({ code: "23505" });
  await expect(single.sql.begin((tx) => copyIn(tx, "copy nothing from stdin", rows([1])))).rejects.toMatchObject({
    code: "42P01",
  });
  expect(await single.sql`select id from target where id between 35000 and 36000 order by id`).toEqual(
    [35_001, 35_002, 35_003, 35_004].map((id) => ({ id })),
  );
});

test("a COPY whose connection dies rejects, and the next one gets a new connection", async () => {
  const died = single.sql.begin(async (tx) => {
    const [backend] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const dead = database.sql`select pg_terminate_backend(${backend?.pid ?? 0})`;
    await Promise.all([copyIn(tx, COPY, rows([40_001])), dead]);
    await tx`select 1`;
  });

  await expect(died).rejects.toThrow();
  // The driver tells the first query on the next connection of the death once more.
  await copy(rows([40_002])).catch(() => copy(rows([40_002])));
  expect(await single.sql`select id from target where id > 40000`).toEqual([{ id: 40_002 }]);
});

test("every type survives the encoding", async () => {
  const encoder = new CopyEncoder(32);
  const cost = 123_456_789_012_345_678_901_234_567_890n;
  encoder.row(12);
  encoder.int16(-3);
  encoder.int32(-70_000);
  encoder.int64(-9_007_199_254_740_991);
  encoder.bigint(2n ** 62n);
  encoder.timestamp(1_772_323_200_123_457);
  encoder.boolean(true);
  encoder.numeric(cost);
  encoder.numeric(-10_000n);
  encoder.numeric(0n);
  encoder.bytea(Uint8Array.of(0, 255, 7));
  encoder.array(OID.text, 2, (index) => (index === 0 ? encoder.null() : encoder.text("x".repeat(100))));
  encoder.array(OID.int4, 0, () => undefined);

  await single.sql.begin(async (tx) => {
    await tx`create temp table kinds (a int2, b int4, c int8, d int8, e timestamptz, f bool, g numeric, h numeric, i numeric, j bytea, k text[], l int[]) on commit drop`;
    await copyIn(tx, "copy kinds from stdin (format binary)", encoder.finish());
    const [row] =
      await tx`select a, b, c::text, d::text, extract(epoch from e)::text as e, f, g::text, h::text, i::text, j, k[1] is null as k1, k[2] as k2, l from kinds`;
    expect(row).toEqual({
      a: -3,
      b: -70_000,
      c: "-9007199254740991",
      d: String(2n ** 62n),
      e: "1772323200.123457",
      f: true,
      g: String(cost),
      h: "-10000",
      i: "0",
      j: Buffer.from([0, 255, 7]),
      k1: true,
      k2: "x".repeat(100),
      l: [],
    });
  });
});
