import { answerSpend } from "@/app/_server/answers";
import { requireScope } from "@/app/_server/caller";
import { type Spend, spendQuerySchema, spendSchema } from "@/lib/contract/spend";
import { csvResponse, csvText } from "@/lib/http/csv";
import { defineRoute } from "@/lib/http/route";
import { spendTable } from "./spend-table";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  query: spendQuerySchema,
  reply: spendSchema,
  handle: async ({ query }) => {
    const spend = await answerSpend(query);
    return query.format === "csv" ? csvOf(spend) : spend;
  },
});

function csvOf(spend: Spend): Response {
  const { header, rows } = spendTable(spend);
  const name = ["spend", spend.from.slice(0, 16), spend.to.slice(0, 16), spend.tz, ...spend.group_by].join("_");
  return csvResponse(csvText(header, rows), `${name}.csv`);
}
