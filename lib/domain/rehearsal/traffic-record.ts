import { MINUTE_US } from "../time/units";
import { type BusiestHour, busiestHour } from "./busiest-hour";

/** The attempts of a model in one minute, of the tier or of all others. Sums of tokens and durations are of those that have them. */
export type MinuteOfModel = {
  /** Since the epoch. */
  minute: number;
  model: string;
  isOwn: boolean;
  requests: number;
  tokens: number;
  busyUs: number;
  answered: number;
  answeredUs: number;
};

export type Highest = { value: number; minute: number };

/** The highest minute of each kind; they need not be the same. */
export type HighestMinutes = { requests: Highest; tokens: Highest; concurrency: Highest };

/** What models were asked over a window, added up minute by minute; the minutes of one time are taken together, in order. */
export class TrafficRecord {
  readonly #primary: string;
  readonly #ownOnPrimary = new Map<number, number>();
  readonly #requests = new Map<number, number>();
  readonly #highest = new Map<string, HighestMinutes>();
  readonly #answered = new Map<string, { n: number; us: number }>();

  constructor(primary: string) {
    this.#primary = primary;
  }

  /** Takes whole minutes: all rows of a minute at once. */
  take(rows: readonly MinuteOfModel[]): void {
    const sums = new Map<string, MinuteOfModel>();
    for (const row of rows) {
      const { model, minute } = row;
      if (row.isOwn && model === this.#primary) this.#ownOnPrimary.set(minute, row.requests);
      this.#requests.set(minute, (this.#requests.get(minute) ?? 0) + row.requests);
      const answered = this.#answered.get(model) ?? { n: 0, us: 0 };
      this.#answered.set(model, { n: answered.n + row.answered, us: answered.us + row.answeredUs });
      const key = `${minute} ${model}`;
      const sum = sums.get(key);
      if (sum) {
        sum.requests += row.requests;
        sum.tokens += row.tokens;
        sum.busyUs += row.busyUs;
      } else sums.set(key, { ...row });
    }
    for (const sum of sums.values()) this.#raise(sum);
  }

  /** The 60 minutes in which the tier asked the primary most; null where it never did. */
  worstHour(): BusiestHour | null {
    return busiestHour(this.#ownOnPrimary);
  }

  /** What all its models were asked in an hour, by any tier. */
  requestsIn({ fromMinute, toMinute }: BusiestHour): number {
    let sum = 0;
    for (let minute = fromMinute; minute < toMinute; minute += 1) sum += this.#requests.get(minute) ?? 0;
    return sum;
  }

  /** Null of a model nobody asked. */
  highestOf(model: string): HighestMinutes | null {
    return this.#highest.get(model) ?? null;
  }

  /** How long answers of each model took on average, µs; without those that gave none. */
  meanDurationsUs(): Map<string, number> {
    const known = [...this.#answered].filter(([, { n }]) => n > 0);
    return new Map(known.map(([model, { n, us }]) => [model, Math.round(us / n)]));
  }

  #raise({ minute, model, requests, tokens, busyUs }: MinuteOfModel): void {
    const now = {
      requests: { value: requests, minute },
      tokens: { value: tokens, minute },
      concurrency: { value: busyUs / MINUTE_US, minute },
    };
    const before = this.#highest.get(model);
    this.#highest.set(model, before ? higherOf(before, now) : now);
  }
}

function higherOf(before: HighestMinutes, now: HighestMinutes): HighestMinutes {
  const higher = (name: keyof HighestMinutes) => (now[name].value > before[name].value ? now[name] : before[name]);
  return { requests: higher("requests"), tokens: higher("tokens"), concurrency: higher("concurrency") };
}
