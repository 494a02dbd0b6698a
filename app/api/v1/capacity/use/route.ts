import { implement } from "@/app/_server/implement";
import { answerRead, readAnswerValues } from "@/app/_server/reads/read-service";
import { type CapacityUse, capacityUseOperation } from "@/lib/contract/capacity-use";
import { csvResponse, csvText } from "@/lib/http/csv";
import { capacityTable } from "./capacity-table";

export const GET = implement(capacityUseOperation, async ({ query }) =>
  query.format === "csv"
    ? csvOf(await readAnswerValues(capacityUseOperation.path, query))
    : answerRead(capacityUseOperation.path, query),
);

function csvOf(use: CapacityUse): Response {
  const { header, rows } = capacityTable(use);
  return csvResponse(csvText(header, rows), `capacity_${use.from.slice(0, 16)}_${use.to.slice(0, 16)}.csv`);
}
