import type { Sql } from "postgres";
import { CodeSets } from "@/db/code-sets/code-sets";
import { sessionChanges } from "@/db/driver/session-changes";
import { type DimensionUse, kindOfUse } from "@/db/schema/dimension-days";
import { DIMENSION_SET_COLUMNS } from "@/db/schema/dimension-sets";
import type { DimensionKind } from "@/db/schema/dimensions";
import { LABEL_SET_COLUMNS } from "@/db/schema/label-sets";
import { CAPPED_VALUE, VALUES_PER_DAY_MAX } from "@/lib/domain/dimension-cap";
import { admitValues, type UsedValue } from "./admit-values";

const ENTRIES_MAX = 250_000;
const ROUNDS_MAX = 5;
const NONE: ReadonlyMap<string, number> = new Map();

/**
 * A thread's memory of dimension codes, which never change once given. It is good as long as the sessions it was learned
 * on: see sessionChanges.
 *
 * Of each use so many values are taken on a UTC day; all others have the code of CAPPED_VALUE. Bounded: when it would hold
 * more than a quarter million names it forgets all and learns what is asked for again, as it does when a day begins.
 */
export class DimensionCodes {
  /** The same for combinations of codes: where attempts went, and whose they were. */
  readonly dimensionSets = new CodeSets({ table: "attribution", columns: DIMENSION_SET_COLUMNS });
  readonly labelSets = new CodeSets({ table: "label_set", columns: LABEL_SET_COLUMNS });
  readonly #valuesMax: number;
  readonly #codes = new Map<DimensionUse, Map<string, number>>();
  /** The code of all values that are not known, of uses that have as many as they may. */
  readonly #capped = new Map<DimensionUse, number>();
  #size = 0;
  #day = 0;
  #sessions = 0;

  constructor({ valuesMax = VALUES_PER_DAY_MAX } = {}) {
    this.#valuesMax = valuesMax;
  }

  /** Says on which UTC day, by its number, what is asked for next came. */
  beginDay(day: number): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#forget();
  }

  /**
   * Forgets all that was learned before a session of the client began or ended, and returns what sessionChanges is now: codes
   * found after this may be stored in a transaction during which it still is.
   */
  beginSessions(sql: Sql): number {
    const sessions = sessionChanges(sql);
    if (sessions === this.#sessions) return sessions;
    this.#sessions = sessions;
    this.#forget();
    this.dimensionSets.forget();
    this.labelSets.forget();
    return sessions;
  }

  /** All known codes of a use, for looking many up in a row; good until the next `learn`. */
  ofUse(use: DimensionUse): ReadonlyMap<string, number> {
    return this.#codes.get(use) ?? NONE;
  }

  /** The code of every value beyond those; undefined as long as there may be more. */
  cappedOf(use: DimensionUse): number | undefined {
    return this.#capped.get(use);
  }

  /** The code of a value; undefined where it is still to be learnt. */
  get(use: DimensionUse, value: string): number | undefined {
    return this.#codes.get(use)?.get(value) ?? this.#capped.get(use);
  }

  /**
   * Makes the codes of all these values known, giving new ones where there are none.
   *
   * Commits on its own, before and apart from whatever needs the codes: a code outlives a batch that fails.
   */
  async learn(sql: Sql, wanted: readonly UsedValue[]): Promise<void> {
    if (this.#size + wanted.length > ENTRIES_MAX) this.#forget();
    const [day, sessions] = [this.#day, this.#sessions];
    const { admitted, capped } = await admitValues(sql, { day, wanted, valuesMax: this.#valuesMax });
    const others = [...capped].map((use) => ({ use, value: CAPPED_VALUE }));
    const codes = await learnCodes(sql, [...admitted, ...others]);
    // Another batch began the next day meanwhile, for which none of this was asked, or met another server.
    if (day !== this.#day || sessions !== this.#sessions) return;
    for (const { use, value } of admitted) this.#remember(use, value, codes(use, value));
    for (const { use, value } of others) this.#capped.set(use, codes(use, value));
  }

  #remember(use: DimensionUse, value: string, code: number): void {
    const codes = this.#codes.get(use) ?? new Map<string, number>();
    this.#codes.set(use, codes);
    if (!codes.has(value)) this.#size++;
    codes.set(value, code);
  }

  #forget(): void {
    this.#codes.clear();
    this.#capped.clear();
    this.#size = 0;
  }
}

type CodeOf = (use: DimensionUse, value: string) => number;

async function learnCodes(sql: Sql, wanted: readonly UsedValue[]): Promise<CodeOf> {
  const known = new Map<string, number>();
  const keyOf = (kind: DimensionKind, value: string) => `${kind} ${value}`;
  let missing = wanted.map(({ use, value }) => ({ kind: kindOfUse(use), value }));
  for (let round = 0; missing.length > 0; round++) {
    if (round === ROUNDS_MAX) throw new Error(`No dimension code for ${missing.length} names`);
    for (const { id, kind, value } of await selectOrInsert(sql, missing)) known.set(keyOf(kind, value), id);
    missing = missing.filter(({ kind, value }) => !known.has(keyOf(kind, value)));
  }
  return (use, value) => known.get(keyOf(kindOfUse(use), value)) ?? 0;
}

type DimensionValue = { kind: DimensionKind; value: string };
type DimensionRow = DimensionValue & { id: number };

// A name another process inserts meanwhile is in neither half; the next round finds it.
function selectOrInsert(sql: Sql, wanted: readonly DimensionValue[]): Promise<readonly DimensionRow[]> {
  const kinds = wanted.map(({ kind }) => kind);
  const values = wanted.map(({ value }) => value);
  return sql<DimensionRow[]>`
    with wanted as (
      select distinct kind, value from unnest(${kinds}::text[], ${values}::text[]) as w(kind, value)
    ),
    known as (
      select d.id, d.kind, d.value from dimension d join wanted using (kind, value)
    ),
    inserted as (
      insert into dimension (kind, value)
      select kind, value from wanted where not exists (select from known where known.kind = wanted.kind and known.value = wanted.value)
      order by kind, value
      on conflict do nothing
      returning id, kind, value
    )
    select id, kind, value from known
    union all
    select id, kind, value from inserted
  `;
}
