import { requireScope } from "@/app/_server/caller";
import { answerRead, readAnswerValues } from "@/app/_server/reads/read-service";
import { type Spend, spendQuerySchema } from "@/lib/contract/spend";
import { csvResponse, csvText } from "@/lib/http/csv";
import { defineRoute } from "@/lib/http/route";
import { spendTable } from "./spend-table";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: spendQuerySchema,
  handle: async ({ query }) =>
    query.format === "csv" ? csvOf(await readAnswerValues("spend", query)) : answerRead("spend", query),
});

function csvOf(spend: Spend): Response {
  const { header, rows } = spendTable(spend);
  const name = ["spend", spend.from.slice(0, 16), spend.to.slice(0, 16), spend.tz, ...spend.group_by].join("_");
  return csvResponse(csvText(header, rows), `${name}.csv`);
}
