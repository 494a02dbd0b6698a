import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin } from "better-auth/plugins";
import type { Db } from "@/db/client";
import { person, personAccount, personSession, personVerification } from "@/db/schema/people";
import { AppError } from "@/lib/contract/error";
import { getEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { getDb } from "./runtime";

/** Where the server puts a client's address; a request cannot bring this header itself. */
export const CLIENT_ADDRESS_HEADER = "x-switchyard-client-address";

const WEEK_SECONDS = 7 * 86_400;
const DAY_SECONDS = 86_400;

function createAuth(db: Db, isSecure: boolean) {
  return betterAuth({
    secret: getEnv().secret,
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: { user: person, session: personSession, account: personAccount, verification: personVerification },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { expiresIn: WEEK_SECONDS, updateAge: DAY_SECONDS },
    plugins: [admin({ defaultRole: "viewer" })],
    advanced: {
      cookiePrefix: "switchyard",
      useSecureCookies: isSecure,
      database: { generateId: () => crypto.randomUUID() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    // Sign-in has a brake of its own (db/people/begin-sign-in), which holds over replicas.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: "error",
      log: (level, message) => log[level === "error" ? "error" : "warn"]({ from: "auth" }, message),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

const instances: { plain?: Auth; secure?: Auth; db?: Db } = {};

/** The sign-in machinery; over https its cookies are secure ones, which is known per request only. */
export function getAuth(headers: Headers): Auth {
  const db = getDb();
  if (instances.db !== db) Object.assign(instances, { db, plain: undefined, secure: undefined });
  const kind = isHttps(headers) ? "secure" : "plain";
  const auth = instances[kind] ?? createAuth(db, kind === "secure");
  instances[kind] = auth;
  return auth;
}

/** The origin a browser sees, also through a proxy: the server in front lets through what a trusted one says of it. */
export function publicOrigin(headers: Headers): string {
  const host = headers.get("x-forwarded-host") || headers.get("host") || "localhost";
  const origin = `${isHttps(headers) ? "https" : "http"}://${host}`;
  // A caller may write anything into these headers; what is no host is refused, not failed over.
  if (!URL.canParse(origin)) throw new AppError("INVALID", "Host or X-Forwarded-Host is not a host");
  return new URL(origin).origin;
}

function isHttps(headers: Headers): boolean {
  return headers.get("x-forwarded-proto") === "https";
}
