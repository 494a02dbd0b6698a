import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "../client";
import { CopyEncoder } from "../copy/copy-encoder";
import { type Certificates, makeCertificates } from "../testing/certificates";
import { findProgram, freePort } from "../testing/outside-program";
import { type Pooler, startPooler } from "../testing/pooler";
import { startTestServer, type TestServer } from "../testing/test-server";
import { copyIn } from "./copy-in";

const CONNECT_TIMEOUT_MS = 5_000;
let certificates: Certificates;
let server: TestServer;
let pooler: Pooler | undefined;
let direct: Database;
const hasPooler = findProgram("pgbouncer") !== null;

beforeAll(async () => {
  certificates = await makeCertificates(["DNS:localhost", "IP:127.0.0.1"]);
  server = await startTestServer({ settings: certificates.settings });
  if (hasPooler) pooler = await startPooler({ databaseUrl: server.url, mode: "session", size: 40 });
  direct = createDatabase(server.url, { max: 4, applicationName: "direct" });
  await direct.sql`create table told (id int primary key, name text)`;
}, 60_000);
afterAll(async () => {
  await direct?.end();
  await pooler?.stop();
  await server?.stop();
  await certificates?.remove();
});

const overTls = () => `${server.url}?sslmode=verify-full&sslrootcert=${certificates.authority}`;
const ways: [string, boolean, () => string | Promise<string>][] = [
  ["over TLS", true, overTls],
  [
    "over TLS, to the second of two hosts",
    true,
    async () => overTls().replace("@127.0.0.1", `@127.0.0.1:${await freePort()},127.0.0.1`),
  ],
  [
    hasPooler ? "through PgBouncer in session mode" : "through PgBouncer, which is not installed",
    hasPooler,
    () => pooler?.url ?? "",
  ],
];

describe.each(ways)("%s", (_, isHere, urlOf) => {
  const open = async (max: number, applicationName: string, statementTimeoutMs?: number) =>
    createDatabase(await urlOf(), { max, applicationName, ...(statementTimeoutMs && { statementTimeoutMs }) });

  test.runIf(isHere)("sessions are as everywhere, and statements are cancelled where they run", async () => {
    const { sql, end } = await open(2, "set");
    const [row] = await sql`
      select current_setting('jit') as jit, current_setting('TimeZone') as zone, current_setting('parallel_setup_cost') as cost,
        current_setting('application_name') as name`;
    expect(row).toEqual({ jit: "off", zone: "UTC", cost: "50000", name: "set" });

    const sleeping = sql`select pg_sleep(20)`;
    const startedAt = performance.now();
    setTimeout(() => sleeping.cancel(), 200);
    await expect(sleeping).rejects.toMatchObject({ code: "57014" });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await end();
  });

  test.runIf(isHere)("what fails, is cancelled or loses its connection amid rows leaves no holes", async () => {
    const { sql, end } = await open(1, "half", 300);
    for (const rows of [1, 3, 20_000]) {
      const failing = sql`select i, 1 / (${rows}::int + 1 - i) as boom from generate_series(1, ${rows}::int + 9) i`;
      const pipelined = sql`select i from generate_series(1, 5) i`;
      await expect(failing).rejects.toMatchObject({ code: "22012" });
      expect([...(await pipelined)]).toEqual([1, 2, 3, 4, 5].map((i) => ({ i })));
    }
    for (let round = 0; round < 3; round++) {
      // Its first rows are out long before it is cancelled.
      const slow = sql`select i, repeat('x', 500) as text, pg_sleep(0.0005) from generate_series(1, 100000) i`;
      await expect(slow).rejects.toMatchObject({ code: "57014" });
      expect([...(await sql`select 7 as i`)]).toEqual([{ i: 7 }]);
    }
    for (let round = 0; round < 3; round++) {
      const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
      const dying = sql`select i, repeat('x', 200) as text from generate_series(1, 2000000) i`.then(
        () => "whole",
        (error: { code: string }) => error.code,
      );
      await new Promise((resolve) => setTimeout(resolve, 40));
      await direct.sql`select pg_terminate_backend(${backend?.pid ?? 0}, 5000)`;
      expect(await dying).toMatch(/CONNECTION_CLOSED|57P01|57014/);
      expect([...(await sql`select 7 as i`)]).toEqual([{ i: 7 }]);
    }
    await end();
  });

  test.runIf(isHere)("a COPY that fails half-way rejects, and the connection serves on", async () => {
    const { sql, end } = await open(1, "copy");
    const rows = (ids: readonly number[]) => {
      const encoder = new CopyEncoder(64);
      for (const id of ids) {
        encoder.row(2);
        encoder.int32(id);
        encoder.text(`name ${id}`);
      }
      return encoder.finish();
    };
    const copy = (ids: readonly number[]) =>
      sql.begin((tx) => copyIn(tx, "copy told (id, name) from stdin (format binary)", rows(ids)));
    await direct.sql`truncate told`;
    await copy(Array.from({ length: 5_000 }, (_, id) => id));
    for (let round = 0; round < 5; round++) await expect(copy([9_000, 1])).rejects.toMatchObject({ code: "23505" });
    const many = Array.from({ length: 100_000 }, (_, id) => 20_000 + id);
    await expect(copy([20_000, ...many])).rejects.toMatchObject({ code: "23505" });
    await copy([9_001]);

    expect([...(await sql`select count(*)::int as n, max(id) as last from told`)]).toEqual([{ n: 5_001, last: 9_001 }]);
    await end();
  });

  test.runIf(isHere)("connections that keep dying cost errors and no more", { timeout: 60_000 }, async () => {
    const pool = await open(4, "dying");
    const errors = new Set<string>();
    let isDying = true;
    let longestMs = 0;
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      while (isDying) {
        const askedAt = performance.now();
        const question = `${lane} at ${askedAt}`;
        const ask = async (sql: Pick<Database["sql"], "unsafe">) => {
          const [row] = await sql.unsafe<{ answer: string }[]>("select $1::text as answer", [question]);
          return row?.answer;
        };
        await (lane % 2 === 0 ? pool.sql.begin((tx) => ask(tx)) : ask(pool.sql)).then(
          (answer) => expect(answer).toBe(question),
          (error: { code?: string }) => errors.add(error.code ?? String(error)),
        );
        longestMs = Math.max(longestMs, performance.now() - askedAt);
      }
    });
    for (let round = 0; round < 15; round++) {
      await direct.sql`select pg_terminate_backend(pid, 1000) from pg_stat_activity where application_name = 'dying'`;
    }
    isDying = false;
    await Promise.all(lanes);

    expect(
      [...errors].filter((code) => !/^(CONNECTION_CLOSED|57P01|08P01|ECONNRESET|EPIPE|ECONNREFUSED)$/.test(code)),
    ).toEqual([]);
    expect(longestMs).toBeLessThan(CONNECT_TIMEOUT_MS);
    await pool.end();
  });

  test.runIf(isHere)("notices arrive, and locks are the session's", async () => {
    const [one, two] = [await open(1, "one"), await open(1, "two")];
    const received = new Promise<string>(
      (resolve) => void one.sql.listen("told", resolve).then(() => two.sql.notify("told", "7")),
    );
    expect(await received).toBe("7");

    const lock = (sql: Database["sql"]) => sql`select pg_try_advisory_lock(7) as got`;
    expect([...(await lock(one.sql)), ...(await lock(two.sql))]).toEqual([{ got: true }, { got: false }]);
    await one.end();
    // Its pooler takes a moment to give the session back.
    await expect.poll(async () => [...(await lock(two.sql))]).toEqual([{ got: true }]);
    await two.end();
  });
});

describe("TLS", () => {
  const ask = async (url: string) => {
    const { sql, end } = createDatabase(url, { max: 1 });
    try {
      const [row] = await sql<
        { version: string | null }[]
      >`select version from pg_stat_ssl where pid = pg_backend_pid()`;
      return row?.version ?? "plain";
    } finally {
      await end();
    }
  };

  test.each([
    [
      "sslmode=verify-full with its authority",
      (url: string) => `${url}?sslmode=verify-full&sslrootcert=AUTHORITY`,
      "TLSv1.3",
    ],
    ["sslmode=require with its authority", (url: string) => `${url}?sslmode=require&sslrootcert=AUTHORITY`, "TLSv1.3"],
    ["an authority alone", (url: string) => `${url}?sslrootcert=AUTHORITY`, "TLSv1.3"],
    ["sslmode=no-verify", (url: string) => `${url}?sslmode=no-verify`, "TLSv1.3"],
    ["nothing", (url: string) => url, "plain"],
    ["sslmode=disable", (url: string) => `${url}?sslmode=disable`, "plain"],
  ])("%s connects", async (_, change, expected) => {
    expect(await ask(change(server.url).replace("AUTHORITY", certificates.authority))).toBe(expected);
  });

  test("a certificate that cannot be trusted, or is for another name, is refused in one line, whatever the mode", async () => {
    for (const mode of ["require", "prefer", "verify-ca", "verify-full"]) {
      await expect(ask(`${server.url}?sslmode=${mode}`)).rejects.toThrow(
        /^The certificate of the database at 127\.0\.0\.1:\d+ is not trusted \(.*\); name its authority in sslrootcert or NODE_EXTRA_CA_CERTS$/,
      );
      await expect(ask(`${server.url}?sslmode=${mode}&sslrootcert=${certificates.stranger}`)).rejects.toThrow(
        "is not trusted",
      );
    }
    const named = server.url.replace("127.0.0.1", "localhost.localdomain");
    const other = server.url.replace("@127.0.0.1", "@127.0.0.2");
    expect(named).toContain("localdomain");
    await expect(ask(`${other}?sslmode=require&sslrootcert=${certificates.authority}`)).rejects.toThrow(
      /is not for that name|ECONNREFUSED/,
    );
  });

  test("a server without TLS is not talked to in the clear when TLS is asked for", async () => {
    const plain = await startTestServer();
    try {
      await expect(ask(`${plain.url}?sslmode=require`)).rejects.toThrow(
        /^The database at 127\.0\.0\.1:\d+ offers no TLS, which its URL asks for$/,
      );
      expect(await ask(`${plain.url}?sslmode=prefer`)).toBe("plain");
    } finally {
      await plain.stop();
    }
  }, 60_000);
});
