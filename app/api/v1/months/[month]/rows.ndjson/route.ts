import { implement } from "@/app/_server/implement";
import { textStream } from "@/app/_server/months/text-stream";
import { getReadDb } from "@/app/_server/runtime";
import { readRowsFile } from "@/db/closed-months/read-frozen-rows";
import { getStatement } from "@/db/months/get-statement";
import { monthRowsOperation } from "@/lib/contract/months";

export const GET = implement(monthRowsOperation, async ({ params: { month } }) => {
  const db = getReadDb();
  const { statement } = await getStatement(db, month);
  return new Response(textStream(readRowsFile(db, month)), {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": `attachment; filename="rows_${month}.ndjson"`,
      "cache-control": "no-store",
      "content-length": String(statement.rows.bytes),
    },
  });
});
