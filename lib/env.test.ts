import { resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { EnvError, parseEnv, readDemoEnv } from "./env";

const secret = "s".repeat(32);
const seed = Buffer.alloc(32, 7).toString("base64");

test("an empty environment starts an embedded database on port 3000", () => {
  expect(parseEnv({})).toMatchObject({
    port: 3000,
    databaseUrl: undefined,
    dataDir: resolve(".data"),
    admin: undefined,
    demo: false,
    logLevel: "info",
    rawRetentionDays: 45,
    minuteRetentionDays: 7,
  });
});

test("an empty variable counts as absent", () => {
  expect(parseEnv({ PORT: "", SWITCHYARD_API_KEY: "", DATABASE_URL: "" })).toMatchObject({
    port: 3000,
    apiKey: undefined,
  });
});

test("signing keys come in their order, and there may be none", () => {
  const other = Buffer.alloc(32, 8).toString("base64url");

  expect(parseEnv({}).signingSeeds).toEqual([]);
  expect(parseEnv({ SWITCHYARD_SIGNING_KEYS: `${other}, ${seed}` }).signingSeeds).toEqual([other, seed]);
});

test("no proxy is trusted unless it is named", () => {
  const named = "loopback, private,203.0.113.7 ,2001:db8::/32";

  expect(parseEnv({}).trustedProxies).toEqual([]);
  expect(parseEnv({ SWITCHYARD_TRUSTED_PROXIES: named }).trustedProxies).toEqual([
    "loopback",
    "private",
    "203.0.113.7",
    "2001:db8::/32",
  ]);
});

test("the demo is reachable from this machine only, unless it is told where to listen", () => {
  vi.stubEnv("SWITCHYARD_HOST", "");
  expect(readDemoEnv().host).toBe("127.0.0.1");
  vi.stubEnv("SWITCHYARD_HOST", "0.0.0.0");
  expect(readDemoEnv().host).toBe("0.0.0.0");
  vi.unstubAllEnvs();
});

test("everything given is taken over", () => {
  const env = parseEnv({
    PORT: "8080",
    DATABASE_URL: "postgresql://u:p@db:5432/x",
    SWITCHYARD_SECRET: secret,
    SWITCHYARD_ADMIN_EMAIL: "Ada@Example.com",
    SWITCHYARD_ADMIN_PASSWORD: "correct horse battery",
    SWITCHYARD_API_KEY: "k".repeat(32),
    SWITCHYARD_DEMO: "1",
  });

  expect(env).toMatchObject({
    port: 8080,
    databaseUrl: "postgresql://u:p@db:5432/x",
    secret,
    admin: { email: "ada@example.com", password: "correct horse battery" },
    apiKey: "k".repeat(32),
    demo: true,
  });
});

test.each([
  [{ PORT: "http" }, /^PORT must be a port number$/],
  [{ PORT: "70000" }, /^PORT /],
  [{ DATABASE_URL: "mysql://x", SWITCHYARD_SECRET: secret }, /^DATABASE_URL must look like postgres:/],
  [{ DATABASE_URL: "postgres://u@h/d" }, /^SWITCHYARD_SECRET is required when DATABASE_URL/],
  [{ SWITCHYARD_SECRET: "short" }, /^SWITCHYARD_SECRET must have at least 32/],
  [{ SWITCHYARD_API_KEY: "short" }, /^SWITCHYARD_API_KEY must have at least 32/],
  [{ SWITCHYARD_API_KEY: "a b".repeat(20) }, /^SWITCHYARD_API_KEY must be printable/],
  [{ SWITCHYARD_ADMIN_EMAIL: "ada@example.com" }, /^SWITCHYARD_ADMIN_PASSWORD is required/],
  [{ SWITCHYARD_ADMIN_PASSWORD: "correct horse battery" }, /^SWITCHYARD_ADMIN_EMAIL is required/],
  [
    { SWITCHYARD_ADMIN_EMAIL: "ada@example.com", SWITCHYARD_ADMIN_PASSWORD: "elevenchars" },
    /^SWITCHYARD_ADMIN_PASSWORD must have at least 12 characters$/,
  ],
  [{ SWITCHYARD_DEMO: "perhaps" }, /^SWITCHYARD_DEMO must be 0 or 1$/],
  [{ SWITCHYARD_SIGNING_KEYS: "c2hvcnQ=" }, /^SWITCHYARD_SIGNING_KEYS must be 32 random bytes in base64[^=]*$/],
  [{ SWITCHYARD_SIGNING_KEYS: `${seed},${seed}` }, /^SWITCHYARD_SIGNING_KEYS must not name a key twice$/],
  [{ SWITCHYARD_TRUSTED_PROXIES: "10.0.0.0/33" }, /^SWITCHYARD_TRUSTED_PROXIES must be addresses, networks/],
  [{ SWITCHYARD_TRUSTED_PROXIES: "loopback, nginx" }, /^SWITCHYARD_TRUSTED_PROXIES must be addresses/],
  [{ SWITCHYARD_TRUSTED_PROXIES: "true" }, /^SWITCHYARD_TRUSTED_PROXIES must be addresses/],
  [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL must be/],
  [{ SWITCHYARD_RAW_RETENTION_DAYS: "0" }, /^SWITCHYARD_RAW_RETENTION_DAYS must be at least 1/],
])("%o is refused in one line that names the variable and never its value", (record, message) => {
  const attempt = () => parseEnv(record);

  expect(attempt).toThrow(EnvError);
  expect(attempt).toThrow(message);
});

test("a store for copies is named as a whole or not at all, by an address and the name of a bucket", () => {
  const store = {
    ...{ SWITCHYARD_S3_ENDPOINT: "https://s3.example.com", SWITCHYARD_S3_BUCKET: "ledger" },
    ...{ SWITCHYARD_S3_ACCESS_KEY_ID: "id", SWITCHYARD_S3_SECRET_ACCESS_KEY: "secret" },
  };

  expect(parseEnv({}).s3).toBeUndefined();
  expect(parseEnv(store).s3).toMatchObject({
    endpoint: "https://s3.example.com",
    region: "us-east-1",
    bucket: "ledger",
  });
  for (const name of Object.keys(store)) {
    expect(() => parseEnv({ ...store, [name]: "" })).toThrow(`${name} is required together`);
  }
  expect(() => parseEnv({ ...store, SWITCHYARD_S3_ENDPOINT: "ftp://x" })).toThrow(EnvError);
  expect(() => parseEnv({ ...store, SWITCHYARD_S3_BUCKET: "../a" })).toThrow(EnvError);
});

test("attempts are archived where there is a place for them, and before they are dropped", () => {
  const folder = { SWITCHYARD_ARCHIVE_TO: "folder", SWITCHYARD_EXPORT_DIR: "/copies" };

  expect(parseEnv({}).archive).toBeUndefined();
  expect(parseEnv(folder).archive).toEqual({ target: "folder", afterDays: 45 });
  expect(parseEnv({ ...folder, SWITCHYARD_ARCHIVE_AFTER_DAYS: "3" }).archive).toEqual({
    target: "folder",
    afterDays: 3,
  });
  expect(() => parseEnv({ SWITCHYARD_ARCHIVE_TO: "folder" })).toThrow("SWITCHYARD_EXPORT_DIR is required");
  expect(() => parseEnv({ SWITCHYARD_ARCHIVE_TO: "s3" })).toThrow("SWITCHYARD_S3_ENDPOINT is required");
  expect(() => parseEnv({ SWITCHYARD_ARCHIVE_TO: "tape" })).toThrow("must be folder or s3");
  expect(() => parseEnv({ SWITCHYARD_ARCHIVE_AFTER_DAYS: "3" })).toThrow("has no effect without");
  expect(() => parseEnv({ ...folder, SWITCHYARD_ARCHIVE_AFTER_DAYS: "46" })).toThrow(
    "at most SWITCHYARD_RAW_RETENTION",
  );
});

const MAIL = {
  SWITCHYARD_SMTP_URL: "smtp://user:p%40ss@mail.example.com",
  SWITCHYARD_SMTP_FROM: "Ledger, Inc. <ledger@example.com>",
};

test("a mail server is named with who mails are from, and a password asks for TLS but on this machine", () => {
  const server = (url: string) => parseEnv({ ...MAIL, SWITCHYARD_SMTP_URL: url }).smtp;

  expect(parseEnv({}).smtp).toBeUndefined();
  expect(parseEnv(MAIL).smtp).toEqual({
    ...{ host: "mail.example.com", port: 587, tls: "required", login: { user: "user", password: "p@ss" } },
    from: { name: "Ledger, Inc.", address: "ledger@example.com" },
  });
  expect(server("smtps://mail.example.com")).toMatchObject({ port: 465, tls: "always", login: undefined });
  expect(server("smtp://mail.example.com:25")).toMatchObject({ port: 25, tls: "offered" });
  expect(server("smtp://u:p@127.0.0.1:1025")).toMatchObject({ tls: "offered", login: { user: "u" } });
  expect(server("smtp://[::1]:25")).toMatchObject({ host: "::1" });
  expect(parseEnv({ SWITCHYARD_PUBLIC_URL: "https://x.example.com/sub/" }).publicUrl).toBe("https://x.example.com/sub");
});

test.each([
  [{ SWITCHYARD_SMTP_URL: "http://secret@x" }, "SWITCHYARD_SMTP_URL must look like"],
  [{ SWITCHYARD_SMTP_URL: "smtp://secret@x" }, "SWITCHYARD_SMTP_URL must look like"],
  [{ SWITCHYARD_SMTP_URL: "smtp://x/?secret=1" }, "SWITCHYARD_SMTP_URL must look like"],
  [{ SWITCHYARD_SMTP_URL: "" }, "SWITCHYARD_SMTP_URL is required"],
  [{ SWITCHYARD_SMTP_FROM: "" }, "SWITCHYARD_SMTP_FROM is required"],
  [{ SWITCHYARD_SMTP_FROM: "a@example.com\r\nBcc: secret@x.com" }, "SWITCHYARD_SMTP_FROM must be"],
  [{ SWITCHYARD_SMTP_FROM: "secret\n<a@example.com>" }, "SWITCHYARD_SMTP_FROM must be"],
  [{ SWITCHYARD_PUBLIC_URL: "https://user:secret@x.com" }, "SWITCHYARD_PUBLIC_URL must be"],
])("%o is refused without its value", (changed, message) => {
  const attempt = () => parseEnv({ ...MAIL, ...changed });

  expect(attempt).toThrow(message);
  expect(attempt).not.toThrow("secret");
});
