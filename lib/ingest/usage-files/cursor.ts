import { INSIDE } from "../usage/meaning";
import type { Fields } from "../values";
import { amountOf, countOf, dayOf, named } from "./line-values";
import type { UsageLine, UsageSource } from "./usage-line";

const WITH_WRITE = "Input (w/ Cache Write)";
const WITHOUT_WRITE = "Input (w/o Cache Write)";
/** Kinds of events that the plan pays, or nobody: "Included in Pro", "Free", "Errored, No Charge", "Aborted, Not Charged". */
const NOT_CHARGED = /included|free|no charge|not charged|errored|aborted/i;

/**
 * The usage events of Cursor's dashboard, by day: a CSV with the columns of 2025 (Date, Kind, Model, Max Mode, …, Cost) or of
 * 2026, which has Cloud Agent ID and Automation ID too. What the plan includes costs nothing more, whatever its Cost shows;
 * who it was for is not kept.
 */
export const cursor: UsageSource = {
  name: "cursor",
  title: "Cursor's usage events",
  meaning: INSIDE,
  isOf: (row) => "Date" in row && WITHOUT_WRITE in row && "Output Tokens" in row,
  read: (row) => {
    const day = dayOf(row.Date);
    if (day === null) return "Date is no time";
    const model = named(row, "Model");
    const counts = countsOf(row);
    const amountPico = costOf(row);
    const line: UsageLine = { ...day, provider: "cursor", model, counts, amountPico };
    return [amountPico === null ? line : { ...line, currency: "USD" }];
  },
};

/** Whether the first column counts the second in too is told by the total; without one it does not. */
function countsOf(row: Fields): NonNullable<UsageLine["counts"]> {
  const first = countOf(row[WITH_WRITE]);
  const uncached = countOf(row[WITHOUT_WRITE]) ?? 0;
  const cachedInput = countOf(row["Cache Read"]);
  const output = countOf(row["Output Tokens"]);
  const total = countOf(row["Total Tokens"]);
  const isInside =
    total !== null && first !== null && first >= uncached && total === first + (cachedInput ?? 0) + (output ?? 0);
  const cacheWrite = isInside && first !== null ? first - uncached : first;
  return { uncachedInput: uncached, cachedInput, cacheWrite, output };
}

function costOf(row: Fields): bigint | null {
  if (NOT_CHARGED.test(`${String(row.Kind ?? "")} ${typeof row.Cost === "string" ? row.Cost : ""}`)) return 0n;
  return amountOf(row["Cost to you"] ?? row.Cost);
}
