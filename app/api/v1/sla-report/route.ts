import { implement } from "@/app/_server/implement";
import { answerRead, readAnswerValues } from "@/app/_server/reads/read-service";
import { slaReportOperation } from "@/lib/contract/sla";
import { csvResponse, csvText } from "@/lib/http/csv";
import { slaReportTable } from "./sla-report-table";

export const GET = implement(slaReportOperation, async ({ query }) => {
  if (query.format === "json") return answerRead(slaReportOperation.path, query);
  const { header, rows } = slaReportTable(await readAnswerValues(slaReportOperation.path, query));
  const name = ["sla", query.month, query.tz, ...(query.provider === undefined ? [] : [query.provider])].join("_");
  return csvResponse(csvText(header, rows), `${name}.csv`);
});
