import { AppError, errorBodySchema, isAppError } from "@/lib/contract/error";
import { type ParityReply, type ParityRow, parityOperation, parityReplySchema } from "@/lib/contract/parity";
import { EnvError, readKey } from "@/lib/env";
import { readRows } from "@/lib/ingest/import/read-rows";
import { readTotals } from "@/lib/ingest/parity/read-totals";
import { parityLines } from "./parity-lines";
import { PARITY_NAMES, type ParityOptions, parseParityOptions } from "./parity-options";

const USAGE = `npm run parity -- FILE --source NAME [options]

Compares usage per day and model with another tool's own totals, and says what each difference comes from. Ends with 0 when
every difference is explained, 1 when something is not.

  FILE             its report or export: CSV, JSON or JSONL; may be packed (.gz)
  --source NAME    ${PARITY_NAMES.join(", ")}
                   columns: a table with day, model, calls, input_tokens, output_tokens and cost_usd, or some of them
  --url ADDRESS    of a running Switchyard (http://localhost:3000)
  --key-env NAME   the environment variable with a key of the scope metrics:read (SWITCHYARD_API_KEY)
  --format csv|json|jsonl   if the file's name does not show it
  --json           the whole answer, day by day`;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length === 0 || args.includes("--help")) {
    console.log(USAGE);
    return args.length === 0 ? 2 : 0;
  }
  const options = parseParityOptions(args);
  const key = readKey(options.keyEnv);
  const { totals, rows, unreadable, firstLines } = await readTotals(
    readRows(options.file, options.format).rows,
    options.source,
  );
  const reply = await compare(options, key, totals);
  if (options.isJson) console.log(JSON.stringify(reply, null, 2));
  else {
    console.log(
      `${options.file}: ${rows.toLocaleString("en")} rows, ${totals.length.toLocaleString("en")} days of models`,
    );
    if (unreadable > 0) {
      console.log(
        `  ${unreadable.toLocaleString("en")} rows say nothing (first in line ${firstLines.join(", line ")})`,
      );
    }
    for (const line of parityLines(reply)) console.log(line);
  }
  return reply.days.every(({ unexplained }) => isNothing(unexplained)) ? 0 : 1;
}

function isNothing(rest: ParityReply["total"]["unexplained"]): boolean {
  return Object.values(rest).every((value) => Number(value) === 0);
}

async function compare({ url }: ParityOptions, key: string, totals: readonly ParityRow[]): Promise<ParityReply> {
  const response = await fetch(new URL(parityOperation.path, url), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ totals }),
  }).catch((cause: unknown) => {
    throw new AppError("UNAVAILABLE", `There is no Switchyard at ${url}`, { cause });
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return parityReplySchema.parse(body);
  const refusal = errorBodySchema.safeParse(body).data?.error.message;
  throw new AppError("INVALID", refusal ?? `${url} answered ${response.status}: is it a Switchyard?`);
}

try {
  process.exitCode = await main();
} catch (error) {
  const isForOperator = isAppError(error) || error instanceof EnvError;
  console.error(isForOperator ? error.message : error);
  process.exitCode = isForOperator ? 2 : 1;
}
