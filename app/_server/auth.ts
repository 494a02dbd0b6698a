import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin } from "better-auth/plugins";
import type { Db } from "@/db/client";
import { user, userAccount, userSession, userVerification } from "@/db/schema/users";
import { hashPassword, verifyPassword } from "@/db/users/password-hash";
import { AppError } from "@/lib/contract/error";
import { SESSION_MAX_MS } from "@/lib/domain/access/session-limits";
import { getEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { getDb } from "./runtime";

/** Where the server puts a client's address; a request cannot bring this header itself. */
export const CLIENT_ADDRESS_HEADER = "x-switchyard-client-address";

/** What our cookies are called; over https a browser keeps such a name for this host and path alone. */
export function cookiePrefix(isSecure: boolean): string {
  return isSecure ? "__Host-switchyard" : "switchyard";
}

function createAuth(db: Db, isSecure: boolean) {
  return betterAuth({
    secret: getEnv().secret,
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: { user: user, session: userSession, account: userAccount, verification: userVerification },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { additionalFields: { passwordIsTemporary: { type: "boolean", required: false, input: false } } },
    // Its end is fixed at sign-in; that it also ends for being idle is looked after where a caller is read.
    session: {
      expiresIn: SESSION_MAX_MS / 1000,
      disableSessionRefresh: true,
      additionalFields: { confirmedAt: { type: "date", required: false, input: false } },
    },
    databaseHooks: {
      // The library keeps of an IPv6 address its network alone; whose session it is should recognise the address.
      session: {
        create: {
          before: async (session, context) => ({
            data: { ...session, ipAddress: context?.headers?.get(CLIENT_ADDRESS_HEADER) ?? "" },
          }),
        },
      },
    },
    plugins: [admin({ defaultRole: "viewer" })],
    advanced: {
      // The library would name secure ones __Secure-, which lets other hosts of the domain set them.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(isSecure),
      defaultCookieAttributes: { secure: isSecure },
      database: { generateId: () => crypto.randomUUID() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    // Sign-in has a rate limit of its own (db/users/begin-sign-in), which holds over replicas.
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

/** Whether the browser speaks https, be it to a proxy in front. */
export function isHttps(headers: Headers): boolean {
  return headers.get("x-forwarded-proto") === "https";
}
