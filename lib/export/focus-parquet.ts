import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { FocusColumn, FocusValue } from "@/lib/domain/focus/focus-column";
import { DECIMAL_SCALE, ofWhole } from "@/lib/domain/focus/focus-decimal";
import { DECIMAL_BYTES, DecimalBytes } from "./decimal-bytes";

/** Rows that are in memory at a time, and what a reader of the file can skip at once. */
const ROWS_PER_GROUP = 50_000;
const PRECISION = 38;

type Cell = string | number | Uint8Array | null;

/**
 * Writes rows as a Parquet file, one group of rows after the other: decimals of 18 places, instants in UTC, JSON as text.
 *
 * What `add` and `end` return is the file, in order; null where nothing is ready yet.
 */
export class FocusParquet<Row> {
  readonly #columns: readonly FocusColumn<Row>[];
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  readonly #decimals = new DecimalBytes();
  #cells: Cell[][];
  #rows = 0;

  constructor(columns: readonly FocusColumn<Row>[]) {
    this.#columns = columns;
    this.#cells = columns.map(() => []);
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [{ name: "focus", num_children: columns.length }, ...columns.map(schemaOf)],
      createdBy: "switchyard",
    });
  }

  add(rows: readonly Row[]): Uint8Array<ArrayBuffer> | null {
    for (const row of rows) {
      let place = 0;
      for (const column of this.#columns) this.#cells[place++]?.push(this.#cell(column, column.value(row)));
    }
    this.#rows += rows.length;
    if (this.#rows < ROWS_PER_GROUP) return null;
    this.#writeGroup();
    return this.#taken();
  }

  end(): Uint8Array<ArrayBuffer> {
    if (this.#rows > 0) this.#writeGroup();
    this.#writer.schema = withConvertedTypes(this.#writer.schema);
    this.#writer.finish();
    return this.#taken();
  }

  #cell({ type }: FocusColumn<Row>, value: FocusValue): Cell {
    if (typeof value === "bigint") return this.#decimals.of(value);
    return typeof value === "number" && type === "Decimal" ? this.#decimals.of(ofWhole(value)) : value;
  }

  #writeGroup(): void {
    const columnData = this.#columns.map(({ name, type }, index): ColumnSource => {
      const data = this.#cells[index] ?? [];
      // A dictionary of amounts that differ in every row would be looked for in vain.
      if (type === "Decimal") return { name, data, encoding: "PLAIN", statistics: false };
      return { name, data, statistics: type === "Date/Time" };
    });
    this.#writer.write({ columnData, rowGroupSize: this.#rows });
    this.#cells = this.#columns.map(() => []);
    this.#rows = 0;
    this.#decimals.forget();
  }

  #taken(): Uint8Array<ArrayBuffer> {
    const bytes = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return bytes;
  }
}

/** Any column may be null to a reader; what may be, the specification says. */
function schemaOf<Row>({ name, type }: FocusColumn<Row>): SchemaElement {
  const optional = { name, repetition_type: "OPTIONAL" } as const;
  if (type === "Decimal") {
    const [precision, scale] = [PRECISION, DECIMAL_SCALE];
    const logical_type = { type: "DECIMAL", precision, scale } as const;
    return { ...optional, type: "FIXED_LEN_BYTE_ARRAY", type_length: DECIMAL_BYTES, precision, scale, logical_type };
  }
  if (type === "Date/Time") {
    const logical_type = { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" } as const;
    return { ...optional, type: "INT64", converted_type: "TIMESTAMP_MILLIS", logical_type };
  }
  return { ...optional, type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } };
}

/**
 * The schema as readers get it: some know decimals by their converted type alone. Known to the writer before the end, it
 * would make the bytes of each number itself, one by one.
 */
function withConvertedTypes(schema: readonly SchemaElement[]): SchemaElement[] {
  return schema.map((element) =>
    element.logical_type?.type === "DECIMAL" ? { ...element, converted_type: "DECIMAL" } : element,
  );
}
