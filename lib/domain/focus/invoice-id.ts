import type { ChargeSeries } from "./charge";
import { billingPeriodOf } from "./focus-instant";

/** An invoice that is not there yet: all that an issuer charges for in a UTC month. */
export function invoiceIdOf(issuer: string, atMs: number): string {
  return `${issuer}:${billingPeriodOf(atMs).month}`;
}

/** A line of it: what it charges for one service in one category. */
export function invoiceDetailIdOf(
  { issuer, provider, service, category }: Pick<ChargeSeries, "issuer" | "provider" | "service" | "category">,
  atMs: number,
): string {
  return `${invoiceIdOf(issuer, atMs)}:${provider}:${service}:${category}`;
}
