import { DAY_MS, MINUTE_US } from "@/lib/domain/time/units";
import { type createTraffic, type Traffic, volumeAt } from "./create-traffic";

/** Requests a minute for each unit of volume when the demo goes live: about 1.3 million requests in 62 days. */
const REQUESTS_PER_VOLUME = 0.2;
/** Traffic grew by half a month, so that a month costs more than the one before. */
const GROWTH_A_MONTH = 1.5;
const MONTH_MS = 30 * DAY_MS;

/** How many requests a minute the demo makes at an instant; it grew until it went live at `liveMs`, and goes on as by then. */
export function requestsPerMinute(atMs: number, liveMs: number): number {
  const growth = GROWTH_A_MONTH ** (Math.min(atMs - liveMs, 0) / MONTH_MS);
  return volumeAt(atMs) * REQUESTS_PER_VOLUME * growth;
}

/** The traffic of a span, minute by minute, in batches of about so many records in the order of their requests. */
export function* generateSpan(input: {
  traffic: ReturnType<typeof createTraffic>;
  fromUs: number;
  toUs: number;
  /** When the demo goes live. */
  liveAtUs: number;
  batchSize: number;
}): Generator<Traffic & { untilUs: number }> {
  const { traffic, fromUs, toUs, liveAtUs, batchSize } = input;
  let batch: Traffic = { records: [], failovers: [] };
  for (let atUs = fromUs; atUs < toUs; ) {
    const untilUs = Math.min(atUs - (atUs % MINUTE_US) + MINUTE_US, toUs);
    const { records, failovers } = traffic.between(atUs, untilUs, requestsPerMinute(atUs / 1000, liveAtUs / 1000));
    for (const record of records) batch.records.push(record);
    batch.failovers.push(...failovers);
    atUs = untilUs;
    if (batch.records.length >= batchSize || atUs >= toUs) {
      yield { ...batch, untilUs: atUs };
      batch = { records: [], failovers: [] };
    }
  }
}
