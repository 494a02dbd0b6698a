import { expect, test } from "vitest";
import { createDatabase } from "../client";
import { testDatabase } from "../testing";

const database = testDatabase();

test("a result that fails after its first rows leaves no holes in the next one", async () => {
  const { sql, end } = createDatabase(database.url, { max: 1, applicationName: "half" });
  for (const rows of [1, 3, 20_000]) {
    const failing = sql`select i, 1 / (${rows}::int + 1 - i) as boom from generate_series(1, ${rows}::int + 9) i`;
    const pipelined = sql`select i from generate_series(1, 5) i`;

    await expect(failing).rejects.toMatchObject({ code: "22012" });
    expect([...(await pipelined)]).toEqual([1, 2, 3, 4, 5].map((i) => ({ i })));
    expect([...(await sql`select 7 as i`)]).toEqual([{ i: 7 }]);
  }
  await end();
});

test("a connection that dies amid rows leaves no holes in what its successor answers", async () => {
  const { sql, end } = createDatabase(database.url, { max: 1, applicationName: "half" });
  for (let round = 0; round < 10; round++) {
    const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    // More rows than any buffer between us holds, so that it dies while it sends.
    const dying = sql`select i, repeat('x', 200) as text from generate_series(1, 2000000) i`.then(
      () => "whole",
      (error: { code: string }) => error.code,
    );
    await new Promise((resolve) => setTimeout(resolve, 40));
    await database.sql`select pg_terminate_backend(${backend?.pid ?? 0}, 5000)`;

    expect(await dying).toMatch(/CONNECTION_CLOSED|57P01|ECONNRESET|EPIPE/);
    const ask = () => sql`select 7 as i`;
    // The first question after it may get the error the old connection ended with.
    expect([...(await ask().catch(ask))]).toEqual([{ i: 7 }]);
  }
  await end();
});
