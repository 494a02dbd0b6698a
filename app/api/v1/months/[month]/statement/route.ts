import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { getStatement } from "@/db/months/get-statement";
import { statementOperation } from "@/lib/contract/months";

export const GET = implement(statementOperation, async ({ params: { month } }) => {
  const { file } = await getStatement(getReadDb(), month);
  return new Response(file, {
    headers: {
      "content-type": "application/json",
      "content-disposition": `inline; filename="statement_${month}.json"`,
      "cache-control": "no-store",
    },
  });
});
