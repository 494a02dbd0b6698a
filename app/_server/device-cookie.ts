import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { DAY_SECONDS } from "@/lib/domain/time/units";
import { getEnv } from "@/lib/env";
import { cookiePrefix, isHttps } from "./auth";

const LIFETIME_SECONDS = 180 * DAY_SECONDS;

/**
 * The mark of a browser in which a user signed in before, or null. It opens nothing: it only shows the rate limit on guessing
 * that this is no stranger, and is one mark per user, so that users who share a browser each have theirs.
 */
export function readDevice(headers: Headers, email: string): string | null {
  const name = nameOf(headers, email);
  for (const cookie of (headers.get("cookie") ?? "").split(";")) {
    const [found = "", value = ""] = cookie.trim().split("=", 2);
    if (found !== name) continue;
    const [id = "", issued = "", signature = ""] = value.split(".");
    const age = Date.now() / 1000 - Number(issued);
    if (age >= 0 && age < LIFETIME_SECONDS && isSame(signature, signed(`${email}|${id}|${issued}`))) return id;
  }
  return null;
}

/** The cookie that makes a browser known, for who just signed in with it. */
export function deviceCookie(headers: Headers, email: string): string {
  const [id, issued] = [readDevice(headers, email) ?? randomUUID(), Math.floor(Date.now() / 1000)];
  const value = `${id}.${issued}.${signed(`${email}|${id}|${issued}`)}`;
  const attributes = `Path=/; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Lax${isHttps(headers) ? "; Secure" : ""}`;
  return `${nameOf(headers, email)}=${value}; ${attributes}`;
}

function nameOf(headers: Headers, email: string): string {
  return `${cookiePrefix(isHttps(headers))}.device_${signed(`name|${email}`).slice(0, 12)}`;
}

function signed(text: string): string {
  return createHmac("sha256", getEnv().secret).update(`device|${text}`).digest("base64url");
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
