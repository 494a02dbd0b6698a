import type { Sql } from "postgres";
import { groupRows } from "../group-rows";
import { theRow } from "../the-row";
import { CodeSetTable, type KeyColumns } from "./code-set-table";

/** So many used last are known for certain, and at most twice as many. A batch has fewer. */
const GENERATION_MAX = 65_000;
const ROUNDS_MAX = 5;

/** A table with a row, and so a number, for every combination of codes ever seen together; `columns` is its key. */
export type CodeSetSource = { table: "attribution" | "label_set"; columns: readonly string[] };

/**
 * A thread's memory of combinations of codes, whose numbers never change once given.
 *
 * Keys are rows of columns in the order of the source's. Bounded by two generations: what is asked for moves to the younger
 * one, and once that is full the older one is forgotten.
 */
export class CodeSets {
  readonly #source: CodeSetSource;
  readonly #generationMax: number;
  #younger: CodeSetTable;
  #older: CodeSetTable;
  #timesForgotten = 0;
  /** The last of those who learn, one after another: two batches with the same new combinations ask once. */
  #learning: Promise<unknown> = Promise.resolve();

  constructor(source: CodeSetSource, { generationMax = GENERATION_MAX } = {}) {
    this.#source = source;
    this.#generationMax = generationMax;
    this.#younger = new CodeSetTable(source.columns.length);
    this.#older = new CodeSetTable(source.columns.length);
  }

  /** How many are known. */
  get size(): number {
    return this.#younger.size + this.#older.size;
  }

  /** The number of the combination at a row, or 0 where it is not known here. */
  get(columns: KeyColumns, row: number): number {
    const known = this.#younger.get(columns, row);
    if (known !== 0) return known;
    const older = this.#older.get(columns, row);
    if (older !== 0) this.#remember(columns, row, older);
    return older;
  }

  /** Forgets all. What is being learned meanwhile is not remembered either. */
  forget(): void {
    this.#timesForgotten++;
    this.#younger = new CodeSetTable(this.#source.columns.length);
    this.#older = new CodeSetTable(this.#source.columns.length);
  }

  /**
   * The numbers of these rows, given new where there are none, which are known from now on.
   *
   * Commits on its own and does not wait for the disk. Whatever is committed later and names one of the numbers waits for
   * it too; after a crash before that the numbers may be gone: see sessionChanges.
   */
  learn(sql: Sql, columns: KeyColumns, rows: readonly number[]): Promise<Int32Array> {
    const learnt = this.#learning.then(() => this.#learn(sql, columns, rows));
    this.#learning = learnt.catch(() => undefined);
    return learnt;
  }

  async #learn(sql: Sql, columns: KeyColumns, rows: readonly number[]): Promise<Int32Array> {
    const ids = Int32Array.from(rows, (row) => this.get(columns, row));
    for (let round = 0; ; round++) {
      const missing = rows.flatMap((_, place) => (ids[place] === 0 ? [place] : []));
      if (missing.length === 0) return ids;
      if (round === ROUNDS_MAX) throw new Error(`No number for ${missing.length} rows of ${this.#source.table}`);
      const keys = columns.map((column) => Int32Array.from(missing, (place) => column[rows[place] ?? 0] ?? 0));
      const { of, first } = groupRows(keys, missing.length);
      const wanted = keys.map((key) => Int32Array.from(first, (row) => key[row] ?? 0));
      const before = this.#timesForgotten;
      const found = await selectOrInsert(sql, this.#source, wanted);
      for (const [index, id] of found.entries()) {
        if (id !== 0 && this.#timesForgotten === before) this.#remember(wanted, index, id);
      }
      for (const [index, place] of missing.entries()) ids[place] = found[of[index] ?? 0] ?? 0;
    }
  }

  #remember(columns: KeyColumns, row: number, id: number): void {
    if (this.#younger.size >= this.#generationMax) {
      this.#older = this.#younger;
      this.#younger = new CodeSetTable(this.#source.columns.length);
    }
    this.#younger.set(columns, row, id);
  }
}

/** The numbers of these keys in their order; 0 for one that another process inserts meanwhile, which the next round finds. */
async function selectOrInsert(
  sql: Sql,
  { table, columns: names }: CodeSetSource,
  wanted: readonly Int32Array[],
): Promise<number[]> {
  const columns = names.join(", ");
  // One text each way: the driver would write and read every number by itself.
  const arrays = names.map((_, index) => `$${index + 1}::text::int[]`).join(", ");
  const rows = await sql.unsafe<{ ids: string }[]>(
    `with wanted as (select * from unnest(${arrays}) with ordinality as w(${columns}, place)),
     known as (select w.place, t.id from wanted w join ${table} t using (${columns})),
     inserted as (
       insert into ${table} (${columns})
       select ${columns} from wanted w where not exists (select from known k where k.place = w.place)
       order by ${columns}
       on conflict do nothing
       returning *
     )
     select string_agg(coalesce(k.id, i.id, 0)::text, ' ' order by w.place) as ids, set_config('synchronous_commit', 'off', true)
     from wanted w left join known k using (place) left join inserted i using (${columns})`,
    wanted.map((column) => `{${column.join(",")}}`),
  );
  return theRow(rows).ids.split(" ").map(Number);
}
