import type { Sql } from "postgres";
import { CodeSets } from "@/db/code-sets/code-sets";
import { DIMENSION_SET_COLUMNS } from "@/db/schema/dimension-sets";
import type { DimensionKind } from "@/db/schema/dimensions";
import { LABEL_SET_COLUMNS } from "@/db/schema/label-sets";

const ENTRIES_MAX = 250_000;
const ROUNDS_MAX = 5;
const NONE: ReadonlyMap<string, number> = new Map();

export type DimensionValue = { kind: DimensionKind; value: string };

/**
 * A thread's memory of dimension codes, which never change once given.
 *
 * Bounded: when it would hold more than a quarter million names it forgets all and learns what is asked for again.
 */
export class DimensionCodes {
  /** The same for combinations of codes: where attempts went, and whose they were. */
  readonly dimensionSets = new CodeSets({ table: "attribution", columns: DIMENSION_SET_COLUMNS });
  readonly labelSets = new CodeSets({ table: "label_set", columns: LABEL_SET_COLUMNS });
  readonly #codes = new Map<DimensionKind, Map<string, number>>();
  #size = 0;

  get(kind: DimensionKind, value: string): number | undefined {
    return this.#codes.get(kind)?.get(value);
  }

  /** All known codes of a kind, for looking many up in a row; good until the next `learn`. */
  ofKind(kind: DimensionKind): ReadonlyMap<string, number> {
    return this.#codes.get(kind) ?? NONE;
  }

  /**
   * Makes the codes of all these values known, giving new ones where there are none.
   *
   * Commits on its own, before and apart from whatever needs the codes: a code outlives a batch that fails.
   */
  async learn(sql: Sql, wanted: readonly DimensionValue[]): Promise<void> {
    if (this.#size + wanted.length > ENTRIES_MAX) {
      this.#codes.clear();
      this.#size = 0;
    }
    let missing = wanted.filter(({ kind, value }) => this.get(kind, value) === undefined);
    for (let round = 0; missing.length > 0; round++) {
      if (round === ROUNDS_MAX) throw new Error(`No dimension code for ${missing.length} names`);
      for (const { id, kind, value } of await selectOrInsert(sql, missing)) this.#remember(kind, value, id);
      missing = missing.filter(({ kind, value }) => this.get(kind, value) === undefined);
    }
  }

  #remember(kind: DimensionKind, value: string, id: number): void {
    const codes = this.#codes.get(kind) ?? new Map<string, number>();
    this.#codes.set(kind, codes);
    if (!codes.has(value)) this.#size++;
    codes.set(value, id);
  }
}

type DimensionRow = { id: number; kind: DimensionKind; value: string };

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
