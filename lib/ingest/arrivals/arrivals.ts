import type { Attempt } from "@/lib/contract/attempt";
import type { Arrived, Sender } from "@/lib/domain/ingest-checks/arrived";
import { noArrivals } from "@/lib/domain/ingest-checks/ingest-checks";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { MINUTE_US } from "@/lib/domain/time/units";
import { countArrival, lagUs } from "./count-arrivals";
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
export class Arrivals {
  #minutes = new Map<string, Arrived>();
  readonly #repeated = new RepeatedCalls();

  add(sender: Sender, { attempts, isNew, rejected, nowUs }: Post): void {
    const minute = this.#minuteOf(sender, Math.floor(nowUs / MINUTE_US) * MINUTE_US);
    minute.posts++;
    minute.rejected += rejected;
    for (const [place, attempt] of attempts.entries()) {
      if (isNew?.[place] !== 1) {
        minute.duplicates++;
        continue;
      }
      countArrival(minute.counts, attempt, nowUs, this.#repeated.isRepeat(attempt));
      const lag = lagUs(attempt, nowUs);
      minute.lag.add(lag);
      if (lag > LATE_US) minute.late++;
    }
  }

  /** What was added since the last time. */
  take(): Arrived[] {
    const minutes = [...this.#minutes.values()];
    this.#minutes = new Map();
    return minutes;
  }

  #minuteOf({ keyId, source }: Sender, startsAtUs: number): Arrived {
    const key = JSON.stringify([startsAtUs, keyId, source]);
    const known = this.#minutes.get(key);
    if (known) return known;
    const empty = { keyId, source, startsAtUs, posts: 0, duplicates: 0, rejected: 0, late: 0 };
    const minute = { ...empty, counts: noArrivals(), lag: new Sketch() };
    this.#minutes.set(key, minute);
    return minute;
  }
}
