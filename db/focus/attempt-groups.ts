import type { ChargeGroup } from "@/lib/domain/focus/group-charges";
import { recordOf } from "@/lib/domain/record-of";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { amountOf, scanNumbers } from "./scan-numbers";

/** A group, and whose it is, by number of its dimension set and label set. */
export type AttemptGroup = ChargeGroup & { dimensionSetId: number; labelSetId: number };

export const METERS = ["uncached", "cached", "written", "put_out", "reasoned"] as const;
const AMOUNTS = ["cost_pico", "estimated_pico"] as const;
const COUNTS = [
  ...(["hour", "dimension_set_id", "label_set_id"] as const),
  ...(["attempts", "priced", "estimated", "unpriced_tokens"] as const),
  ...METERS,
  ...METERS.map((meter) => `charged_${meter}` as const),
];
/** What the line of a group has, in this order. */
export const GROUP_COLUMNS = [...AMOUNTS, ...COUNTS];

/** Amounts take two numbers. */
const WIDTH = AMOUNTS.length * 2 + COUNTS.length;
const PLACES = {
  ...recordOf(AMOUNTS, (name) => AMOUNTS.indexOf(name) * 2),
  ...recordOf(COUNTS, (name) => AMOUNTS.length * 2 + COUNTS.indexOf(name)),
};

/**
 * Groups as the database gave them, all their numbers in one array: as objects that wait to be written, the garbage
 * collector would move them again and again. Each is made when it is asked for.
 */
export class AttemptGroups {
  readonly length: number;
  readonly #numbers: Float64Array;
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly #byHour: boolean;

  constructor(rows: readonly { line: string }[], { span, byHour }: { span: MinuteSpan; byHour: boolean }) {
    this.length = rows.length;
    this.#fromMs = span.from * MINUTE_MS;
    this.#toMs = span.to * MINUTE_MS;
    this.#byHour = byHour;
    this.#numbers = new Float64Array(rows.length * WIDTH);
    let from = 0;
    for (const { line } of rows) {
      scanNumbers(line, { numbers: this.#numbers, from, amounts: AMOUNTS.length, counts: COUNTS.length });
      from += WIDTH;
    }
  }

  *[Symbol.iterator](): Generator<AttemptGroup, void, undefined> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  dimensionSetIdOf(index: number): number {
    return this.#number(index, PLACES.dimension_set_id);
  }

  labelSetIdOf(index: number): number {
    return this.#number(index, PLACES.label_set_id);
  }

  at(index: number): AttemptGroup {
    const number = (place: number) => this.#number(index, place);
    const hourMs = number(PLACES.hour) * HOUR_MS;
    return {
      fromMs: this.#byHour ? Math.max(this.#fromMs, hourMs) : this.#fromMs,
      toMs: this.#byHour ? Math.min(this.#toMs, hourMs + HOUR_MS) : this.#toMs,
      dimensionSetId: number(PLACES.dimension_set_id),
      labelSetId: number(PLACES.label_set_id),
      attempts: number(PLACES.attempts),
      priced: number(PLACES.priced),
      estimated: number(PLACES.estimated),
      costPico: amountOf(this.#numbers, index * WIDTH + PLACES.cost_pico),
      estimatedPico: amountOf(this.#numbers, index * WIDTH + PLACES.estimated_pico),
      used: {
        input: number(PLACES.uncached),
        cached_input: number(PLACES.cached),
        cache_write: number(PLACES.written),
        output: number(PLACES.put_out),
        reasoning: number(PLACES.reasoned),
      },
      charged: {
        input: number(PLACES.charged_uncached),
        cached_input: number(PLACES.charged_cached),
        cache_write: number(PLACES.charged_written),
        output: number(PLACES.charged_put_out),
        reasoning: number(PLACES.charged_reasoned),
      },
      unpricedTokens: number(PLACES.unpriced_tokens),
    };
  }

  #number(index: number, place: number): number {
    return this.#numbers[index * WIDTH + place] ?? 0;
  }
}
