import { type Live, type ReadQuery, readOptions } from "./read-options";

export type UptimeQuery = ReadQuery & { tz?: string | undefined; by?: "region" | undefined };

/** Uptime by day of a zone, with the incidents. */
export function uptimeOptions(query: UptimeQuery, live?: Live) {
  return readOptions("/api/v1/stats/uptime", query, loadUptimeSchema, live);
}

const loadUptimeSchema = () => import("@/lib/contract/uptime").then((contract) => contract.uptimeSchema);
