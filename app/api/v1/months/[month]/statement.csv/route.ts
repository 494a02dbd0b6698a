import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { getStatement } from "@/db/months/get-statement";
import { statementCsvOperation } from "@/lib/contract/months";
import { statementTable } from "@/lib/contract/statement-table";
import { csvResponse, csvText } from "@/lib/http/csv";

export const GET = implement(statementCsvOperation, async ({ params: { month } }) => {
  const { statement } = await getStatement(getReadDb(), month);
  const { header, rows } = statementTable(statement);
  return csvResponse(csvText(header, rows), `statement_${month}.csv`);
});
