import type { Attempt } from "@/lib/contract/attempt";
import type { BilledUsage } from "@/lib/contract/billed-usage";
import {
  addAmbiguous,
  addIgnored,
  type IngestedMinute,
  type IngestSource,
  NO_AMBIGUOUS,
} from "@/lib/domain/ingest-checks/arrived";
import { noIngestCounts } from "@/lib/domain/ingest-checks/ingest-checks";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { Entry } from "../formats/entry";
import { countIngested, lagUs } from "./count-ingest";
import { RepeatedCalls } from "./repeated-calls";

/** What ended longer ago came late. */
const LATE_US = 5 * MINUTE_US;

type Post = {
  attempts: readonly Attempt[];
  /** Which of them were new, by place; null of none. */
  isNew: Uint8Array | null;
  /** What the other reading of some of them costs more, by place, in pico USD; null where it is not known. */
  differences?: ReadonlyMap<number, bigint | null>;
  rejected: number;
  nowUs: number;
};

type UsagePost = {
  stored: readonly Pick<BilledUsage, "costPico" | "amountPico">[];
  duplicates: number;
  rejected: number;
  nowUs: number;
};

/** Adds up what arrives until it is taken to the database. */
export class IngestStats {
  #minutes = new Map<string, IngestedMinute>();
  readonly #repeated = new RepeatedCalls();

  add(ingestSource: IngestSource, { attempts, isNew, differences, rejected, nowUs }: Post): void {
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
      const difference = differences?.get(place);
      if (difference === undefined) continue;
      const one = { n: 1, priced: Number(difference !== null), differencePico: difference ?? 0n };
      minute.ambiguous = addAmbiguous(minute.ambiguous, one);
    }
  }

  /** Counts a post of usage records, which have no lag, and of all tests only the one for prices. */
  addUsage(ingestSource: IngestSource, { stored, duplicates, rejected, nowUs }: UsagePost): void {
    const minute = this.#minuteOf(ingestSource, Math.floor(nowUs / MINUTE_US) * MINUTE_US);
    minute.posts++;
    minute.duplicates += duplicates;
    minute.rejected += rejected;
    minute.counts.records += stored.length;
    minute.counts.unpriced += stored.filter(
      ({ costPico, amountPico }) => costPico === null && amountPico === null,
    ).length;
  }

  /** Counts what of a post was no call, whether or not anything else was in it. */
  addEntries(ingestSource: IngestSource, entries: readonly Entry[], nowUs: number): void {
    const ignored: Record<string, { n: number; example: string | null }> = {};
    for (const entry of entries) {
      if (!("ignored" in entry) || entry.isPending) continue;
      const reason = ignored[entry.ignored] ?? { n: 0, example: null };
      ignored[entry.ignored] = { n: reason.n + 1, example: reason.example ?? entry.example ?? null };
    }
    if (Object.keys(ignored).length === 0) return;
    const minute = this.#minuteOf(ingestSource, Math.floor(nowUs / MINUTE_US) * MINUTE_US);
    minute.ignored = addIgnored(minute.ignored, ignored);
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
    const empty = {
      keyId,
      source,
      startsAtUs,
      posts: 0,
      duplicates: 0,
      rejected: 0,
      late: 0,
      ambiguous: NO_AMBIGUOUS,
      ignored: {},
    };
    const minute = { ...empty, counts: noIngestCounts(), lag: new Sketch() };
    this.#minutes.set(key, minute);
    return minute;
  }
}
