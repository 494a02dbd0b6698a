import type { ISql } from "postgres";
import { ATTRIBUTION_COLUMNS } from "@/db/schema/attributions";

const ENTRIES_MAX = 250_000;
const ROUNDS_MAX = 5;

/** The ids that make up an attribution, in the order of ATTRIBUTION_COLUMNS. */
export type AttributionKey = readonly number[];

/**
 * This process's memory of attributions (who an attempt counts for), whose numbers never change once given.
 *
 * Bounded like DimensionCodes: beyond a quarter million it forgets all and learns what is asked for again.
 */
export class AttributionCodes {
  readonly #codes = new Map<string, number>();

  get(key: AttributionKey): number | undefined {
    return this.#codes.get(textOf(key));
  }

  /** Makes the numbers of all these known, giving new ones where there are none; commits on its own. */
  async learn(sql: ISql, wanted: readonly AttributionKey[]): Promise<void> {
    if (this.#codes.size + wanted.length > ENTRIES_MAX) this.#codes.clear();
    let missing = wanted.filter((key) => this.get(key) === undefined);
    for (let round = 0; missing.length > 0; round++) {
      if (round === ROUNDS_MAX) throw new Error(`No number for ${missing.length} attributions`);
      for (const { id, key } of await selectOrInsert(sql, missing)) this.#codes.set(textOf(key), id);
      missing = missing.filter((key) => this.get(key) === undefined);
    }
  }
}

function textOf(key: AttributionKey): string {
  return key.join(" ");
}

// A row another process inserts meanwhile is in neither half; the next round finds it.
function selectOrInsert(sql: ISql, wanted: readonly AttributionKey[]): Promise<{ id: number; key: number[] }[]> {
  const columns = ATTRIBUTION_COLUMNS.join(", ");
  const arrays = ATTRIBUTION_COLUMNS.map((_, index) => `$${index + 1}::int[]`).join(", ");
  const key = (table: string) => `array[${ATTRIBUTION_COLUMNS.map((name) => `${table}.${name}`).join(", ")}] as key`;
  return sql.unsafe<{ id: number; key: number[] }[]>(
    `with wanted as (select distinct ${columns} from unnest(${arrays}) as w(${columns})),
     known as (select a.* from attribution a join wanted using (${columns})),
     inserted as (
       insert into attribution (${columns})
       select ${columns} from wanted where not exists (select from known where (${list("known")}) = (${list("wanted")}))
       order by ${columns}
       on conflict do nothing
       returning *
     )
     select k.id, ${key("k")} from known k union all select i.id, ${key("i")} from inserted i`,
    ATTRIBUTION_COLUMNS.map((_, index) => wanted.map((ids) => ids[index] ?? 0)),
  );
}

function list(table: string): string {
  return ATTRIBUTION_COLUMNS.map((name) => `${table}.${name}`).join(", ");
}
