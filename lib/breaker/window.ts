import { rankOf } from "./nearest-rank";
import type { LatencyTrigger } from "./policy";

/** One judged attempt as a breaker consumes it, times in epoch µs and µs; `ttftUs` is null where it was not streamed. */
export type BreakerAttempt = { endUs: number; failed: boolean; durationUs: number; ttftUs: number | null };

/** Latency samples of the window, and how many of them lie above the limit they were counted for. */
type Gauge = { trigger: LatencyTrigger; samples: number; over: number };

/** A slot holds an attempt's end, failure, duration, and TTFT or NO_TTFT. */
const WIDTH = 4;
const NO_TTFT = -1;
const FIRST_CAPACITY = 16;

/**
 * The judged attempts a breaker looks at, in the order of their ends. Changed in place: copy() what is to be kept.
 *
 * A ring of numbers, so that an attempt joins and another leaves without anything being moved or made.
 */
export class BreakerWindow {
  #slots: Float64Array;
  /** Capacity less one; the capacity is a power of two. */
  #mask: number;
  #head = 0;
  #n = 0;
  #failures = 0;
  #gauge: Gauge | null = null;

  /** Holds attempts given in the order of their ends, four numbers each as toNumbers() gives them. */
  constructor(numbers: ArrayLike<number> = []) {
    let capacity = FIRST_CAPACITY;
    while (capacity * WIDTH < numbers.length) capacity *= 2;
    this.#slots = new Float64Array(capacity * WIDTH);
    this.#slots.set(numbers);
    this.#mask = capacity - 1;
    this.#n = Math.floor(numbers.length / WIDTH);
    for (let at = 1; at < numbers.length; at += WIDTH) this.#failures += numbers[at] ?? 0;
  }

  get n(): number {
    return this.#n;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Latency samples the gauge's trigger would judge: successes, streamed ones where it looks at the TTFT. */
  get samples(): number {
    return this.#gauge?.samples ?? 0;
  }

  /** The end of the attempt that leaves next, or null of none. */
  get earliestEndUs(): number | null {
    return this.#n === 0 ? null : (this.#slots[this.#at(0)] ?? 0);
  }

  copy(): BreakerWindow {
    const copy = new BreakerWindow();
    copy.#slots = this.#slots.slice();
    copy.#mask = this.#mask;
    copy.#head = this.#head;
    copy.#n = this.#n;
    copy.#failures = this.#failures;
    copy.#gauge = this.#gauge && { ...this.#gauge };
    return copy;
  }

  /** End, failure (0 or 1), duration and TTFT (−1 of none) of each attempt, the earliest first. */
  toNumbers(): number[] {
    const numbers: number[] = [];
    for (let place = 0; place < this.#n; place++) {
      const at = this.#at(place);
      for (let field = 0; field < WIDTH; field++) numbers.push(this.#slots[at + field] ?? 0);
    }
    return numbers;
  }

  clear(): void {
    this.#head = 0;
    this.#n = 0;
    this.#failures = 0;
    this.#gauge = null;
  }

  /** Lets an attempt in at the place its end gives it; after those that ended with it. */
  join({ endUs, failed, durationUs, ttftUs }: BreakerAttempt): void {
    if (this.#n > this.#mask) this.#grow();
    const place = this.#placeOf(endUs);
    if (place < this.#n) this.#makeRoom(place);
    const at = this.#at(place);
    this.#slots[at] = endUs;
    this.#slots[at + 1] = failed ? 1 : 0;
    this.#slots[at + 2] = durationUs;
    this.#slots[at + 3] = ttftUs ?? NO_TTFT;
    this.#n++;
    this.#count(at, 1);
  }

  /** Lets go what ended before an instant, and all but the last so many. */
  trim(fromUs: number, most: number): void {
    while (this.#n > 0) {
      const at = this.#at(0);
      if ((this.#slots[at] ?? 0) >= fromUs && this.#n <= most) return;
      this.#head = (this.#head + 1) & this.#mask;
      this.#n--;
      this.#count(at, -1);
    }
  }

  /** Counts the samples above this trigger's limit from now on; recounts only when it counted for another. */
  gauge(trigger: LatencyTrigger | null): void {
    const known = this.#gauge?.trigger;
    if (trigger === null) this.#gauge = null;
    else if (known?.metric !== trigger.metric || known.max_ms !== trigger.max_ms) {
      this.#gauge = { trigger, samples: 0, over: 0 };
      for (let place = 0; place < this.#n; place++) this.#countSample(this.#at(place), 1);
    }
  }

  /**
   * Whether the trigger's percentile lies above the limit of the gauge, which must be its own.
   *
   * Only counts are compared: the nearest-rank sample is above the limit exactly when fewer samples than its rank are not.
   */
  isSlow(percentile: number): boolean {
    if (this.#gauge === null || this.#gauge.samples === 0) return false;
    const { samples, over } = this.#gauge;
    return samples - over < rankOf(percentile / 100, samples);
  }

  /** The trigger's nearest-rank percentile in ms, or null without samples. Sorts: for evidence, not for judging. */
  percentileMs(trigger: LatencyTrigger | null): number | null {
    if (trigger === null) return null;
    const samples: number[] = [];
    for (let place = 0; place < this.#n; place++) {
      const us = this.#sampleUs(this.#at(place), trigger);
      if (us >= 0) samples.push(us);
    }
    if (samples.length === 0) return null;
    const us = samples.sort((a, b) => a - b)[rankOf(trigger.percentile / 100, samples.length) - 1];
    return us === undefined ? null : us / 1_000;
  }

  /** How many of the attempts ended before an instant or with it. */
  #placeOf(endUs: number): number {
    let high = this.#n;
    // Nearly every attempt is the latest.
    let low = high > 0 && (this.#slots[this.#at(high - 1)] ?? 0) <= endUs ? high : 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#slots[this.#at(middle)] ?? 0) <= endUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Moves what is at a place and after it up by one. */
  #makeRoom(place: number): void {
    const from = this.#at(place);
    const end = this.#at(this.#n);
    if (end > from) {
      this.#slots.copyWithin(from + WIDTH, from, end);
      return;
    }
    const last = this.#mask * WIDTH;
    this.#slots.copyWithin(WIDTH, 0, end);
    this.#slots.copyWithin(0, last, last + WIDTH);
    this.#slots.copyWithin(from + WIDTH, from, last);
  }

  /** Where the slot of a place from the earliest begins. */
  #at(place: number): number {
    return ((this.#head + place) & this.#mask) * WIDTH;
  }

  #grow(): void {
    const slots = new Float64Array(this.#slots.length * 2);
    const first = this.#slots.subarray(this.#head * WIDTH);
    slots.set(first);
    slots.set(this.#slots.subarray(0, this.#head * WIDTH), first.length);
    this.#slots = slots;
    this.#mask = this.#mask * 2 + 1;
    this.#head = 0;
  }

  #count(at: number, by: 1 | -1): void {
    this.#failures += (this.#slots[at + 1] ?? 0) * by;
    this.#countSample(at, by);
  }

  #countSample(at: number, by: 1 | -1): void {
    const gauge = this.#gauge;
    if (gauge === null) return;
    const us = this.#sampleUs(at, gauge.trigger);
    if (us < 0) return;
    gauge.samples += by;
    // Divided, not multiplied: 800.1 × 1000 need not be 800100 in binary, but 800100 / 1000 is the same number as 800.1.
    if (us / 1_000 > gauge.trigger.max_ms) gauge.over += by;
  }

  /** The latency a trigger judges of an attempt, or below 0 where it has none. */
  #sampleUs(at: number, trigger: LatencyTrigger): number {
    if (this.#slots[at + 1] === 1) return NO_TTFT;
    return this.#slots[at + (trigger.metric === "ttft_ms" ? 3 : 2)] ?? NO_TTFT;
  }
}
