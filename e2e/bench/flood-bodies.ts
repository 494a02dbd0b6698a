import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US } from "@/lib/domain/time/units";
import { createLogRecords, instantsBetween } from "./create-log-records";

/** A body that is posted again and again, all at once. */
export type FloodBody = { name: string; bytes: Buffer; encoding?: "gzip" | "br" };

const MIB = 1024 * 1024;
const RECORDS = 10_000;
const LIVE_US = 5 * MINUTE_US;
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const TAGS = Array.from({ length: 10 }, (_, nth) => `tag-${nth}:${"x".repeat(50)}`);

/** Full posts as routers send them, plain and packed, and what somebody might send who means ill. */
export function floodBodies(seed: number): FloodBody[] {
  const records = JSON.stringify(fullPost(seed));
  const padded = JSON.stringify(fullPost(seed + 1).map((record) => ({ ...record, tags: TAGS })));
  const objects = `[${"{},".repeat(5 * MIB).slice(0, -1)}]`;
  return [
    { name: "10,000 records, plain", bytes: Buffer.from(records) },
    { name: "the same in gzip", bytes: gzipSync(records), encoding: "gzip" },
    { name: "9 MiB of records in Brotli", bytes: brotliCompressSync(padded, FAST), encoding: "br" },
    { name: "16 MiB of blanks in Brotli", bytes: brotliCompressSync(Buffer.alloc(16 * MIB, " ")), encoding: "br" },
    { name: "15 MiB of empty records, plain", bytes: Buffer.from(objects) },
    { name: "the same in gzip", bytes: gzipSync(objects), encoding: "gzip" },
  ];
}

function fullPost(seed: number) {
  const make = createLogRecords(seed);
  const toUs = Date.now() * 1_000;
  return [...instantsBetween({ seed, n: RECORDS, fromUs: toUs - LIVE_US, toUs })].map((atUs) => {
    const record = make(atUs);
    return { ...record, started_at: formatInstantUs(record.started_at) };
  });
}
