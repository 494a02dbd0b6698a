import type { ChargeSeries } from "./charge";

/** An invoice that is not there yet: all that an issuer charges for in a UTC month. */
export function invoiceIdOf(issuer: string, atMs: number): string {
  return `${issuer}:${new Date(atMs).toISOString().slice(0, 7)}`;
}

/** A line of it: what it charges for one service in one category. */
export function invoiceDetailIdOf(
  { issuer, provider, service, category }: Pick<ChargeSeries, "issuer" | "provider" | "service" | "category">,
  atMs: number,
): string {
  return `${invoiceIdOf(issuer, atMs)}:${provider}:${service}:${category}`;
}
