import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Charge, ChargeSeries } from "./charge";
import type { FocusColumn, FocusValue } from "./focus-column";
import { FOCUS_SHARED_BY, focusColumns } from "./focus-columns";
import { FocusCsv } from "./focus-csv";
import { formatFocusDecimal, ONE, ofWhole } from "./focus-decimal";
import { formatFocusInstant } from "./focus-instant";
import type { FocusType } from "./spec-types";

type Row = { series: { name: string | null }; cost: bigint; at: number };
const COLUMNS: FocusColumn<Row>[] = [
  { name: "Name", type: "String", how: "", isShared: true, value: ({ series }) => series.name },
  { name: "Cost", type: "Decimal", how: "", isShared: false, value: ({ cost }) => cost },
  { name: "Again", type: "String", how: "", isShared: true, value: ({ series }) => series.name },
  { name: "At", type: "Date/Time", how: "", isShared: false, value: ({ at }) => at },
];
const SHARED_BY = { seriesOf: ({ series }: Row) => series, periodOf: () => 0 };

function textOf<Of>(csv: FocusCsv<Of>, rows: readonly Of[]): string {
  const pieces = rows.map((row) => {
    csv.add(row);
    return csv.take();
  });
  return Buffer.concat([...pieces, csv.take()]).toString();
}

test("whatever a name holds, a CSV reader gets it back unchanged, and null as an empty field without quotes", () => {
  const names = fc.option(fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.isWellFormed()));
  fc.assert(
    fc.property(fc.array(names, { maxLength: 6 }), (all) => {
      const series = all.map((name) => ({ name }));
      const rows = [...series, ...series].map((own, index) => ({
        series: own,
        cost: BigInt(index) * 10n ** 17n,
        at: 0,
      }));
      const read: (string | null)[][] = parse(textOf(new FocusCsv(COLUMNS, SHARED_BY), rows), {
        record_delimiter: "\r\n",
        cast: (value, { quoting }) => (value === "" && !quoting ? null : value),
      });

      expect(read[0]).toEqual(["Name", "Cost", "Again", "At"]);
      expect(read.slice(1).map(([name, , again]) => [name, again])).toEqual(
        rows.map(({ series: { name } }) => [name, name]),
      );
      expect(read.slice(1).every((row) => row[3] === "1970-01-01T00:00:00Z")).toBe(true);
    }),
  );
});

test("names stay as they are, also those that a spreadsheet would run", () => {
  const row = { series: { name: "=1+1" }, cost: -1n, at: 0 };
  expect(textOf(new FocusCsv(COLUMNS, SHARED_BY), [row])).toBe(
    "Name,Cost,Again,At\r\n=1+1,-0.000000000000000001,=1+1,1970-01-01T00:00:00Z\r\n",
  );
});

test("a text of a row's own may be of any length", () => {
  const columns: FocusColumn<Row>[] = [
    ...COLUMNS,
    { name: "Own", type: "String", how: "", isShared: false, value: ({ cost }) => "ß,".repeat(Number(cost / ONE)) },
  ];
  const rows = [3, 20_000, 0, 40_000].map((cost) => ({ series: { name: "n" }, cost: BigInt(cost) * ONE, at: 0 }));
  const read: string[][] = parse(textOf(new FocusCsv(columns, SHARED_BY), rows), { record_delimiter: "\r\n" });

  expect(read.slice(1).map((fields) => fields.at(-1)?.length)).toEqual([6, 40_000, 0, 80_000]);
});

test("what is remembered of more series than fit is written anew", () => {
  const series = Array.from({ length: 10_050 }, (_, number) => ({ name: `s${number}` }));
  const rows = [...series, ...series].map((own) => ({ series: own, cost: 0n, at: 0 }));
  const csv = new FocusCsv(COLUMNS, SHARED_BY);
  for (const row of rows) csv.add(row);
  const lines = Buffer.from(csv.take()).toString().split("\r\n").slice(1, -1);

  expect(lines).toEqual(rows.map(({ series: { name } }) => `${name},0,${name},1970-01-01T00:00:00Z`));
});

const text = fc.string({ unit: "grapheme", maxLength: 8 });
const textOrNull = fc.option(text);
const decimal = fc.oneof(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 10n ** 37n }));
const decimalOrNull = fc.option(decimal);
const count = fc.option(fc.nat());
/** Of two years, so that series meet months again and months meet in one file. */
const instant = fc.integer({ min: Date.UTC(2025, 0) / 1_000, max: Date.UTC(2027, 0) / 1_000 }).map((s) => s * 1_000);
const anySeries: fc.Arbitrary<ChargeSeries> = fc.record({
  ...{ category: fc.constantFrom("Usage", "Credit", "Adjustment"), source: fc.constantFrom("attempts", "sums") },
  ...{ provider: text, issuer: text, publisher: text, service: text, description: text },
  ...{ region: textOrNull, tags: textOrNull, principal: textOrNull, consumedUnit: textOrNull, priceId: textOrNull },
  sku: fc.option(fc.record({ id: text, meter: text, priceId: text, details: text, unit: text })),
});
const chargeOf = (series: readonly ChargeSeries[]): fc.Arbitrary<Charge> =>
  fc.record(
    {
      ...{ series: fc.constantFrom(...series), fromMs: instant, toMs: instant, billed: decimal, contracted: decimal },
      ...{ unitPrice: decimalOrNull, pricingQuantity: decimalOrNull, consumedQuantity: count, attempts: count },
      ...{
        pricedShare: decimalOrNull,
        estimatedShare: decimalOrNull,
        unpricedTokens: count,
        usageRecordId: textOrNull,
      },
      list: fc.record({ cost: decimal, unitPrice: decimal }),
    },
    {
      requiredKeys: [
        ...(["series", "fromMs", "toMs", "billed", "contracted", "unitPrice", "pricingQuantity"] as const),
        ...(["consumedQuantity", "attempts", "pricedShare", "estimatedShare", "unpricedTokens"] as const),
        "usageRecordId",
      ],
    },
  );

/** The file as the specification describes it, each field by itself. */
function plainFile(columns: readonly FocusColumn<Charge>[], charges: readonly Charge[]): string {
  const lines = charges.map((charge) => columns.map(({ type, value }) => plainField(type, value(charge))));
  return [columns.map(({ name }) => name), ...lines].map((fields) => `${fields.join(",")}\r\n`).join("");
}

function plainField(type: FocusType, value: FocusValue): string {
  if (value === null) return "";
  if (typeof value === "bigint") return formatFocusDecimal(value);
  if (typeof value === "number") {
    return type === "Date/Time" ? formatFocusInstant(value) : formatFocusDecimal(ofWhole(value));
  }
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

test("what is copied from row to row is what each row would have of its own", () => {
  const files = fc
    .array(anySeries, { minLength: 1, maxLength: 4 })
    .chain((series) => fc.array(chargeOf(series), { maxLength: 20 }));
  fc.assert(
    fc.property(files, fc.constantFrom("1.4", "1.2"), (charges, version) => {
      const columns = focusColumns("cost_and_usage", version);
      expect(textOf(new FocusCsv(columns, FOCUS_SHARED_BY), charges)).toBe(plainFile(columns, charges));
    }),
  );
});
