import { implement } from "@/app/_server/implement";
import { answerRead, readAnswerValues } from "@/app/_server/reads/read-service";
import { type Spend, spendOperation } from "@/lib/contract/spend";
import { csvResponse, csvText } from "@/lib/http/csv";
import { spendTable } from "./spend-table";

export const GET = implement(spendOperation, async ({ query }) =>
  query.format === "csv"
    ? csvOf(await readAnswerValues(spendOperation.path, query))
    : answerRead(spendOperation.path, query),
);

function csvOf(spend: Spend): Response {
  const { header, rows } = spendTable(spend);
  const name = ["spend", spend.from.slice(0, 16), spend.to.slice(0, 16), spend.tz, ...spend.group_by].join("_");
  return csvResponse(csvText(header, rows), `${name}.csv`);
}
