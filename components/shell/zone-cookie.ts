import { isTimeZone } from "@/lib/domain/time/time-zone";

/** Where a browser remembers its report zone, so that the server draws in it at once. */
export const ZONE_COOKIE = "switchyard.zone";
const YEAR_SECONDS = 365 * 86_400;

/** The zone a browser remembers, else UTC. */
export function zoneOfCookie(value: string | undefined): string {
  const zone = value === undefined ? undefined : decoded(value);
  return zone !== undefined && isTimeZone(zone) ? zone : "UTC";
}

/** The line of a cookie that remembers a zone. */
export function zoneCookie(zone: string): string {
  return `${ZONE_COOKIE}=${encodeURIComponent(zone)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
