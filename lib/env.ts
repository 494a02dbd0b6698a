import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ARCHIVE_VARIABLES, archiveOf, archiveProblem } from "./env/archive-setting";
import { lonelyMailNames, MAIL_VARIABLES, smtpOf } from "./env/mail-variables";
import { commaList, networkList } from "./env/network-list";
import { S3_NAMES, s3Of } from "./env/s3-store";
import { type UpstreamKeys, upstreamKeysOf } from "./env/upstream-keys";
import { processWide } from "./process-wide";

/** A start-up value that is missing or wrong; its message is one line, meant for the operator at the terminal. */
export class EnvError extends Error {
  override name = "EnvError";
}

const flag = z
  .enum(["0", "1", "true", "false"], { error: "must be 0 or 1" })
  .default("0")
  .transform((value) => value === "1" || value === "true");

const days = (standard: number, max: number) =>
  z.coerce
    .number({ error: "must be a number of days" })
    .int("must be a whole number of days")
    .min(1, "must be at least 1 day")
    .max(max, `must be at most ${max} days`)
    .default(standard);

const SEED_BYTES = 32;
const seeds = commaList
  .refine((all) => all.every(isSeed), `must be ${SEED_BYTES} random bytes in base64, or several separated by commas`)
  .refine((all) => new Set(all.map(decoded)).size === all.length, "must not name a key twice");

function isSeed(text: string): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && Buffer.from(text, "base64").length === SEED_BYTES;
}

function decoded(seed: string): string {
  return Buffer.from(seed, "base64").toString("hex");
}

const envSchema = z
  .object({
    PORT: z.coerce
      .number({ error: "must be a port number" })
      .int("must be a port number")
      .min(0, "must be a port number")
      .max(65_535, "must be a port number")
      .default(3000),
    SWITCHYARD_HOST: z.string().min(1).optional(),
    SWITCHYARD_TRUSTED_PROXIES: networkList,
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\/./, "must look like postgres://user:password@host:5432/database")
      .optional(),
    DATABASE_POOL_MAX: z.coerce.number({ error: "must be a number" }).int().min(3).max(100).default(16),
    SWITCHYARD_READ_TIMEOUT_SECONDS: z.coerce
      .number({ error: "must be a number of seconds" })
      .int("must be a whole number of seconds")
      .min(1, "must be at least 1 second")
      .max(600, "must be at most 600 seconds")
      .default(30),
    SWITCHYARD_DATA_DIR: z.string().min(1).default(".data"),
    SWITCHYARD_ADMIN_EMAIL: z.email("must be an e-mail address").optional(),
    SWITCHYARD_ADMIN_PASSWORD: z
      .string()
      .min(12, "must have at least 12 characters")
      .max(128, "must have at most 128 characters")
      .optional(),
    SWITCHYARD_API_KEY: z
      .string()
      .min(32, "must have at least 32 characters")
      .max(512, "must have at most 512 characters")
      .regex(/^[\x21-\x7e]+$/, "must be printable ASCII without spaces")
      .optional(),
    SWITCHYARD_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
    SWITCHYARD_SIGNING_KEYS: seeds,
    SWITCHYARD_HASH_CONSUMERS: flag,
    SWITCHYARD_DEMO: flag,
    LOG_LEVEL: z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
        error: "must be fatal, error, warn, info, debug, trace or silent",
      })
      .default("info"),
    SWITCHYARD_INGEST_THREADS: z.coerce
      .number({ error: "must be a number of threads" })
      .int("must be a whole number of threads")
      .min(1, "must be at least 1")
      .max(16, "must be at most 16")
      .default(() => Math.min(4, Math.ceil((availableParallelism() + 1) / 2))),
    SWITCHYARD_RAW_RETENTION_DAYS: days(45, 3_660),
    SWITCHYARD_MINUTE_RETENTION_DAYS: days(7, 45),
    SWITCHYARD_EXPORT_DIR: z.string().min(1).optional(),
    SWITCHYARD_S3_ENDPOINT: z
      .url({ protocol: /^https?$/, error: "must be an address such as https://s3.example.com" })
      .optional(),
    SWITCHYARD_S3_REGION: z.string().min(1).default("us-east-1"),
    SWITCHYARD_S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket")
      .optional(),
    SWITCHYARD_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    SWITCHYARD_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    ...ARCHIVE_VARIABLES,
    ...MAIL_VARIABLES,
    SWITCHYARD_ALERT_NETWORKS: networkList,
    SWITCHYARD_UPSTREAM_NETWORKS: networkList,
  })
  .superRefine((values, context) => {
    const missing = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
    if (values.DATABASE_URL && !values.SWITCHYARD_SECRET) {
      missing("SWITCHYARD_SECRET", "is required when DATABASE_URL is given (32 random characters or more)");
    }
    if (values.SWITCHYARD_ADMIN_EMAIL && !values.SWITCHYARD_ADMIN_PASSWORD) {
      missing("SWITCHYARD_ADMIN_PASSWORD", "is required when SWITCHYARD_ADMIN_EMAIL is given");
    }
    if (values.SWITCHYARD_ADMIN_PASSWORD && !values.SWITCHYARD_ADMIN_EMAIL) {
      missing("SWITCHYARD_ADMIN_EMAIL", "is required when SWITCHYARD_ADMIN_PASSWORD is given");
    }
    const wrong = archiveProblem(values);
    if (wrong) missing(wrong.name, wrong.message);
    for (const [name, other] of lonelyMailNames(values)) missing(name, `is required when ${other} is given`);
    const absent = S3_NAMES.filter((name) => !values[name]);
    if (absent.length < S3_NAMES.length) {
      for (const name of absent) missing(name, `is required together with the other ${S3_NAMES.length - 1} of S3`);
    }
  })
  .transform((values) => ({
    port: values.PORT,
    host: values.SWITCHYARD_HOST,
    trustedProxies: values.SWITCHYARD_TRUSTED_PROXIES,
    databaseUrl: values.DATABASE_URL,
    databasePoolMax: values.DATABASE_POOL_MAX,
    readTimeoutSeconds: values.SWITCHYARD_READ_TIMEOUT_SECONDS,
    dataDir: resolve(values.SWITCHYARD_DATA_DIR),
    admin:
      values.SWITCHYARD_ADMIN_EMAIL && values.SWITCHYARD_ADMIN_PASSWORD
        ? { email: values.SWITCHYARD_ADMIN_EMAIL.toLowerCase(), password: values.SWITCHYARD_ADMIN_PASSWORD }
        : undefined,
    apiKey: values.SWITCHYARD_API_KEY,
    secret: values.SWITCHYARD_SECRET,
    signingSeeds: values.SWITCHYARD_SIGNING_KEYS,
    hashConsumers: values.SWITCHYARD_HASH_CONSUMERS,
    demo: values.SWITCHYARD_DEMO,
    logLevel: values.LOG_LEVEL,
    ingestThreads: values.SWITCHYARD_INGEST_THREADS,
    rawRetentionDays: values.SWITCHYARD_RAW_RETENTION_DAYS,
    minuteRetentionDays: values.SWITCHYARD_MINUTE_RETENTION_DAYS,
    exportDir: values.SWITCHYARD_EXPORT_DIR === undefined ? undefined : resolve(values.SWITCHYARD_EXPORT_DIR),
    s3: s3Of(values),
    archive: archiveOf(values),
    smtp: smtpOf(values),
    publicUrl: values.SWITCHYARD_PUBLIC_URL,
    alertNetworks: values.SWITCHYARD_ALERT_NETWORKS,
    upstreamNetworks: values.SWITCHYARD_UPSTREAM_NETWORKS,
  }));

export type Env = z.output<typeof envSchema> & {
  /** Keys of upstreams by the name of their variable. */
  upstreamKeys: UpstreamKeys;
};

/** An environment in which the database and the session secret are known, as every process after start-up sees it. */
export type SettledEnv = Env & { databaseUrl: string; secret: string };

/**
 * Reads the start-up environment, or throws an EnvError naming the first bad value.
 *
 * An empty variable counts as absent: compose files and CI pass those for "not set".
 */
export function parseEnv(record: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== ""));
  const result = envSchema.safeParse(given);
  if (result.success) return { ...result.data, upstreamKeys: upstreamKeysOf(given) };
  const [issue] = result.error.issues;
  throw new EnvError(issue ? `${issue.path.join(".")} ${issue.message}` : "The environment is not valid");
}

/** The environment of this process, parsed anew. */
export function readEnv(): Env {
  return parseEnv(process.env);
}

/** The same for a command that only needs the database: nobody signs in to it, so it goes without the session secret. */
export function readToolEnv(): Env {
  return parseEnv({ ...process.env, SWITCHYARD_SECRET: process.env.SWITCHYARD_SECRET || "-".repeat(32) });
}

/** The key that a command sends, from the variable that holds it. */
export function readKey(name: string): string {
  const key = process.env[name]?.trim();
  if (key) return key;
  throw new EnvError(`${name} holds no key: set it, or name another variable with --key-env`);
}

/**
 * The same for the demo: marked as one, in a data folder of its own, reachable from this machine only, since its passwords
 * are known to all.
 *
 * It never takes DATABASE_URL, so that simulated traffic cannot end up among somebody's real numbers.
 */
export function readDemoEnv(): Env {
  const { DATABASE_URL: _real, ...rest } = process.env;
  const dataDir = process.env.SWITCHYARD_DATA_DIR || ".data/demo";
  return parseEnv({
    ...rest,
    SWITCHYARD_DEMO: "1",
    SWITCHYARD_HOST: rest.SWITCHYARD_HOST || "127.0.0.1",
    SWITCHYARD_DATA_DIR: dataDir,
    LOG_LEVEL: rest.LOG_LEVEL || "warn",
    SWITCHYARD_EXPORT_DIR: rest.SWITCHYARD_EXPORT_DIR || join(dataDir, "exports"),
    // Of both months that it simulates, so that the one before can be closed and re-priced.
    SWITCHYARD_RAW_RETENTION_DAYS: rest.SWITCHYARD_RAW_RETENTION_DAYS || "75",
  });
}

const settled = processWide<SettledEnv>("env");

/** Makes known what start-up found out (the embedded database's address, the kept secret) to the rest of the process. */
export function initEnv(env: SettledEnv): void {
  settled.set(env);
}

/** The settled environment; without a start-up before it, the database and the secret must be in the variables. */
export function getEnv(): SettledEnv {
  const known = settled.get();
  if (known) return known;
  const env = readEnv();
  if (!env.databaseUrl || !env.secret)
    throw new EnvError("DATABASE_URL is required here; `npm start` brings its own database");
  return { ...env, databaseUrl: env.databaseUrl, secret: env.secret };
}

/** Sets what React and Next run as, and switches Next's telemetry off; call it before they are loaded. */
export function setMode(mode: "production" | "development"): void {
  Object.assign(process.env, { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" });
}

/** Whether this runs as `npm start` and the demo do; see setMode. */
export function isProduction(): boolean {
  return process.env.NODE_ENV === "production";
}
