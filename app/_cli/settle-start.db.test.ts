import { expect, test } from "vitest";
import { UnfitDatabase } from "@/db/driver/unfit-database";
import { testDatabase } from "@/db/testing";
import { findProgram } from "@/db/testing/outside-program";
import { startPooler } from "@/db/testing/pooler";
import { parseEnv } from "@/lib/env";
import { settleStart } from "./settle-start";

const database = testDatabase();
const hasPooler = findProgram("pgbouncer") !== null;
const settle = (url: string) => settleStart(parseEnv({ DATABASE_URL: url, SWITCHYARD_SECRET: "s".repeat(32) }));

test("a database that serves and one that is away are both started with", async () => {
  await expect(settle(database.url)).resolves.toMatchObject({ env: { databaseUrl: database.url } });
  await expect(settle("postgres://u:p@127.0.0.1:1/none")).resolves.toMatchObject({ embedded: undefined });
});

test.runIf(hasPooler)(
  `${hasPooler ? "PgBouncer" : "PgBouncer, which is not installed,"} in transaction mode, TLS that is not there and a URL that cannot be read stop the start`,
  async () => {
    const pooler = await startPooler({ databaseUrl: database.url, mode: "transaction", size: 5 });
    try {
      for (const [url, why] of [
        [pooler.url, /^DATABASE_URL leads through a pooler that shares sessions.*$/],
        [`${database.url}?sslmode=require`, /^The database at 127\.0\.0\.1:\d+ offers no TLS, which its URL asks for$/],
        [`${database.url}?sslmode=sometimes`, /^sslmode=sometimes must be one of .*$/],
      ] as const) {
        const refused = settle(url);
        await expect(refused).rejects.toBeInstanceOf(UnfitDatabase);
        await expect(refused).rejects.toThrow(why);
      }
    } finally {
      await pooler.stop();
    }
  },
);
