import type { Attempt } from "@/lib/contract/attempt";
import type { IngestedMinute, IngestSource } from "@/lib/domain/ingest-checks/arrived";
import { noIngestCounts } from "@/lib/domain/ingest-checks/ingest-checks";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { MINUTE_US } from "@/lib/domain/time/units";
import { countIngested, lagUs } from "./count-ingest";
import { RepeatedCalls } from "./repeated-calls";

/** What ended longer ago came late. */
const LATE_US = 5 * MINUTE_US;

type Post = {
  attempts: readonly Attempt[];
  /** Which of them were new, by place; null of none. */
  isNew: Uint8Array | null;
  rejected: number;
  nowUs: number;
};

/** Adds up what arrives until it is taken to the database. */
export class IngestStats {
  #minutes = new Map<string, IngestedMinute>();
  readonly #repeated = new RepeatedCalls();

  add(ingestSource: IngestSource, { attempts, isNew, rejected, nowUs }: Post): void {
    const minute = this.#minuteOf(ingestSource, Math.floor(nowUs / MINUTE_US) * MINUTE_US);
    minute.posts++;
    minute.rejected += rejected;
    for (const [place, attempt] of attempts.entries()) {
      if (isNew?.[place] !== 1) {
        minute.duplicates++;
        continue;
      }
      countIngested(minute.counts, attempt, nowUs, this.#repeated.isRepeat(attempt));
      const lag = lagUs(attempt, nowUs);
      minute.lag.add(lag);
      if (lag > LATE_US) minute.late++;
    }
  }

  /** What was added since the last time. */
  take(): IngestedMinute[] {
    const minutes = [...this.#minutes.values()];
    this.#minutes = new Map();
    return minutes;
  }

  #minuteOf({ keyId, source }: IngestSource, startsAtUs: number): IngestedMinute {
    const key = JSON.stringify([startsAtUs, keyId, source]);
    const known = this.#minutes.get(key);
    if (known) return known;
    const empty = { keyId, source, startsAtUs, posts: 0, duplicates: 0, rejected: 0, late: 0 };
    const minute = { ...empty, counts: noIngestCounts(), lag: new Sketch() };
    this.#minutes.set(key, minute);
    return minute;
  }
}
