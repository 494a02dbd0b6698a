import { AppError } from "@/lib/contract/error";
import type { BillProblem, ReadBill } from "./read-bill";

/**
 * Throws UNPROCESSABLE, naming columns or row and field, unless all of a bill was understood: half of one would differ from
 * the ledger by what was left out.
 */
export function requireReadable({ columns, missing, problems, problemCount, lines }: ReadBill): void {
  if (missing.length > 0) {
    throw new AppError(
      "UNPROCESSABLE",
      `The columns are not understood: ${columns.join(", ")}. What is missing: ${missing.join("; ")}`,
      { fields: { map: missing.map((each) => `Map ${each}`) } },
    );
  }
  const [first] = problems;
  if (first) {
    const others = problemCount > 1 ? `; ${problemCount - 1} more rows cannot be read` : "";
    throw new AppError("UNPROCESSABLE", `${describeProblem(first)}${others}. Nothing was stored`, {
      fields: { file: problems.map(describeProblem) },
    });
  }
  if (lines.length === 0) throw new AppError("UNPROCESSABLE", "The file has no usage and no charges");
}

/** "Row 5: amount is no number". */
function describeProblem({ line, field, reason }: BillProblem): string {
  return `Row ${line}: ${field === null ? "" : `${field} `}${reason}`;
}
