import type { ISql } from "postgres";
import { CodeSetTable, type KeyColumns } from "./code-set-table";

const ENTRIES_MAX = 250_000;
const ROUNDS_MAX = 5;

/** A table with a row, and so a number, for every combination of codes ever seen together; `columns` is its key. */
export type CodeSetSource = { table: "attribution" | "label_set"; columns: readonly string[] };

/**
 * A thread's memory of combinations of codes, whose numbers never change once given.
 *
 * Keys are rows of columns in the order of the source's. Bounded like DimensionCodes: beyond a quarter million it
 * forgets all and learns what is asked for again.
 */
export class CodeSets {
  readonly #source: CodeSetSource;
  readonly #known: CodeSetTable;

  constructor(source: CodeSetSource) {
    this.#source = source;
    this.#known = new CodeSetTable(source.columns.length);
  }

  /** The number of the combination at a row, or 0 where it is not known here. */
  get(columns: KeyColumns, row: number): number {
    return this.#known.get(columns, row);
  }

  /** Makes the numbers of these rows known, giving new ones where there are none; commits on its own. */
  async learn(sql: ISql, columns: KeyColumns, rows: readonly number[]): Promise<void> {
    if (this.#known.size + rows.length > ENTRIES_MAX) this.#known.clear();
    let missing = rows;
    for (let round = 0; missing.length > 0; round++) {
      if (round === ROUNDS_MAX) throw new Error(`No number for ${missing.length} rows of ${this.#source.table}`);
      const wanted = missing.map((row) => columns.map((column) => column[row] ?? 0));
      for (const { id, key } of await selectOrInsert(sql, this.#source, wanted)) {
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
function selectOrInsert(
  sql: ISql,
  { table, columns: names }: CodeSetSource,
  wanted: readonly number[][],
): Promise<{ id: number; key: number[] }[]> {
  const columns = names.join(", ");
  const list = (of: string) => names.map((name) => `${of}.${name}`).join(", ");
  const arrays = names.map((_, index) => `$${index + 1}::int[]`).join(", ");
  const key = (of: string) => `array[${list(of)}] as key`;
  return sql.unsafe<{ id: number; key: number[] }[]>(
    `with wanted as (select distinct ${columns} from unnest(${arrays}) as w(${columns})),
     known as (select a.* from ${table} a join wanted using (${columns})),
     inserted as (
       insert into ${table} (${columns})
       select ${columns} from wanted where not exists (select from known where (${list("known")}) = (${list("wanted")}))
       order by ${columns}
       on conflict do nothing
       returning *
     )
     select k.id, ${key("k")} from known k union all select i.id, ${key("i")} from inserted i`,
    names.map((_, index) => wanted.map((ids) => ids[index] ?? 0)),
  );
}
