import { implement } from "@/app/_server/implement";
import { compareTotals } from "@/app/_server/parity/compare-totals";
import { answerContext } from "@/app/_server/reads/read-context";
import { type ParityQuestion, type ParityRow, parityOperation } from "@/lib/contract/parity";
import { readTextRows } from "@/lib/ingest/import/read-rows";
import { readTotals } from "@/lib/ingest/parity/read-totals";

export const dynamic = "force-dynamic";

/** Compares what is counted here with another tool's totals. Stores nothing. */
export const POST = implement(parityOperation, async ({ body }) =>
  compareTotals(await answerContext(), await totalsOf(body)),
);

async function totalsOf(question: ParityQuestion): Promise<readonly ParityRow[]> {
  if ("totals" in question) return question.totals;
  const { source, format, text } = question;
  return (await readTotals(readTextRows({ text, format, header: null, firstLine: 1 }), source)).totals;
}
