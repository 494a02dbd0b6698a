import type { ISql } from "postgres";
import { DIMENSION_SET_COLUMNS } from "@/db/schema/dimension-sets";
import { DimensionSetTable, type KeyColumns } from "./dimension-set-table";

const ENTRIES_MAX = 250_000;
const ROUNDS_MAX = 5;

/**
 * A thread's memory of dimension sets (who an attempt counts for), whose numbers never change once given.
 *
 * Keys are rows of columns in the order of DIMENSION_SET_COLUMNS. Bounded like DimensionCodes: beyond a quarter million it
 * forgets all and learns what is asked for again.
 */
export class DimensionSetCodes {
  readonly #known = new DimensionSetTable();

  /** The number of the dimension set at a row, or 0 where it is not known here. */
  get(columns: KeyColumns, row: number): number {
    return this.#known.get(columns, row);
  }

  /** Makes the numbers of these rows known, giving new ones where there are none; commits on its own. */
  async learn(sql: ISql, columns: KeyColumns, rows: readonly number[]): Promise<void> {
    if (this.#known.size + rows.length > ENTRIES_MAX) this.#known.clear();
    let missing = rows;
    for (let round = 0; missing.length > 0; round++) {
      if (round === ROUNDS_MAX) throw new Error(`No number for ${missing.length} attributions`);
      const wanted = missing.map((row) => columns.map((column) => column[row] ?? 0));
      for (const { id, key } of await selectOrInsert(sql, wanted)) {
        this.#known.set(
          key.map((number) => Int32Array.of(number)),
          0,
          id,
        );
      }
      missing = missing.filter((row) => this.get(columns, row) === 0);
    }
  }
}

// A row another process inserts meanwhile is in neither half; the next round finds it.
function selectOrInsert(sql: ISql, wanted: readonly number[][]): Promise<{ id: number; key: number[] }[]> {
  const columns = DIMENSION_SET_COLUMNS.join(", ");
  const arrays = DIMENSION_SET_COLUMNS.map((_, index) => `$${index + 1}::int[]`).join(", ");
  const key = (table: string) => `array[${DIMENSION_SET_COLUMNS.map((name) => `${table}.${name}`).join(", ")}] as key`;
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
    DIMENSION_SET_COLUMNS.map((_, index) => wanted.map((ids) => ids[index] ?? 0)),
  );
}

function list(table: string): string {
  return DIMENSION_SET_COLUMNS.map((name) => `${table}.${name}`).join(", ");
}
