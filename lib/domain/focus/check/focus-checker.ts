import { specOf } from "../focus-spec";
import type { SpecColumn } from "../spec-types";
import { checkCharge } from "./check-charge";
import { type FocusKind, headerProblems } from "./check-header";
import { valueProblem } from "./check-value";
import { CheckedRow, type Complain } from "./checked-row";

/** `rows` is how often it was seen; `row` where first, counted from 1 without the header. */
export type FocusProblem = { column: string; problem: string; row: number; rows: number };

/**
 * Checks a file by the rules of the specification alone: columns, formats, null rules, allowed values, periods, products,
 * and what must be the same, or differ, between rows. It knows nothing of how Switchyard writes files.
 */
export class FocusChecker {
  readonly headerProblems: readonly string[];
  rows = 0;
  readonly #kind: FocusKind;
  readonly #places: ReadonlyMap<string, number>;
  readonly #spec: readonly [SpecColumn, number][];
  readonly #problems = new Map<string, FocusProblem>();
  readonly #seen = new Map<string, string>();

  constructor(names: readonly string[], kind: FocusKind) {
    this.headerProblems = headerProblems(names, kind);
    this.#kind = kind;
    this.#places = new Map(names.map((name, index) => [name, index]));
    const spec = specOf(kind.dataset, kind.version);
    this.#spec = names.flatMap((name, index): [SpecColumn, number][] => {
      const column = spec.get(name);
      return column ? [[column, index]] : [];
    });
  }

  /** What is wrong with the rows so far, the most frequent first. */
  get problems(): FocusProblem[] {
    return [...this.#problems.values()].sort((a, b) => b.rows - a.rows || a.row - b.row);
  }

  get isFine(): boolean {
    return this.headerProblems.length === 0 && this.#problems.size === 0;
  }

  /** Null is a field that is truly none; of a CSV, one that is empty and not quoted. */
  row(values: readonly (string | null)[]): void {
    this.rows++;
    const row = new CheckedRow(this.#places, values);
    const complain: Complain = (column, problem) => this.#complain(column, problem);
    if (values.length !== this.#places.size) complain("", `must have ${this.#places.size} fields`);
    for (const [column, place] of this.#spec) {
      const problem = valueProblem(column, values[place] ?? null);
      if (problem) complain(column.name, problem);
    }
    this.#checkPeriods(row, complain);
    if (this.#kind.dataset === "cost_and_usage") {
      checkCharge(row, this.#kind.version, complain);
      this.#checkSame(row, "SkuPriceId", "SkuId");
      this.#checkSame(row, "ServiceName", "ServiceCategory");
      return;
    }
    const [created, updated] =
      this.#kind.dataset === "invoice_detail"
        ? ["InvoiceDetailCreated", "InvoiceDetailLastUpdated"]
        : ["BillingPeriodCreated", "BillingPeriodLastUpdated"];
    if ((row.instant(created) ?? 0) > (row.instant(updated) ?? Number.POSITIVE_INFINITY)) {
      complain(updated, `must not be before ${created}`);
    }
    const own = this.#kind.dataset === "invoice_detail" ? ["InvoiceId", "InvoiceDetailId"] : ["BillingPeriodStart"];
    this.#checkUnique(row, ["InvoiceIssuerName", ...own]);
  }

  #checkPeriods(row: CheckedRow, complain: Complain): void {
    const [from, to] = [row.instant("BillingPeriodStart"), row.instant("BillingPeriodEnd")];
    const [start, end] = [row.instant("ChargePeriodStart"), row.instant("ChargePeriodEnd")];
    if (from !== null && to !== null && from >= to) complain("BillingPeriodEnd", "must be after BillingPeriodStart");
    if (start === null || end === null || from === null || to === null) return;
    if (start >= end) complain("ChargePeriodEnd", "must be after ChargePeriodStart");
    if (start < from || end > to) complain("ChargePeriodStart", "must be within the billing period, as its end");
  }

  /** Each value of one column has the same of another in all rows. */
  #checkSame(row: CheckedRow, name: string, other: string): void {
    const value = row.get(name);
    if (value === null) return;
    const key = `${name}\u0000${value}`;
    const found = row.get(other) ?? "";
    const known = this.#seen.get(key);
    if (known === undefined) this.#seen.set(key, found);
    else if (known !== found) this.#complain(name, `must have one ${other}`);
  }

  #checkUnique(row: CheckedRow, names: readonly string[]): void {
    const key = names.map((name) => row.get(name) ?? "").join("\u0000");
    if (this.#seen.has(key)) this.#complain(names.at(-1) ?? "", `must be unique together with ${names[0]}`);
    this.#seen.set(key, "");
  }

  #complain(column: string, problem: string): void {
    const key = `${column}\u0000${problem}`;
    const known = this.#problems.get(key);
    if (known) known.rows++;
    else this.#problems.set(key, { column, problem, row: this.rows, rows: 1 });
  }
}
