import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { AppError, errorBodySchema, isAppError } from "@/lib/contract/error";
import { monthText, type SignedStatement, signedStatementSchema } from "@/lib/contract/month-statement";
import { monthRowsOperation, statementOperation } from "@/lib/contract/months";
import { type PublishedSigningKey, publishedSigningKeysSchema } from "@/lib/contract/signing-keys";
import type { CanonicalValue } from "@/lib/domain/canonical-json";
import { EnvError, readKey } from "@/lib/env";
import { checkParts, checkRows, checkSignature, type Finding } from "./verify-statement";

const USAGE = `npm run statement -- verify FILE [--rows FILE] [--key FILE|URL]
npm run statement -- export MONTH [--url ADDRESS] [--to FOLDER]

verify checks the statement of a closed month without a server: its signature, whether its parts add up, and with --rows whether
the rows are those that were signed and add up to each of its sums. It says what holds and what does not, and ends with 0
when all that was checked holds, 1 when something does not, 2 when it could not be checked.

  --rows FILE      rows_2026-03.ndjson, as it was exported
  --key FILE|URL   the public keys that you trust: the answer of /api/v1/policies/keys as a file, or its address

export saves statement_MONTH.json and rows_MONTH.ndjson.

  --url ADDRESS    of a running Switchyard (http://localhost:3000)
  --to FOLDER      where to (.)
  --key-env NAME   the environment variable with a key, of the scope metrics:read for export, policies:read for the keys
                   (SWITCHYARD_API_KEY)`;

const OPTIONS = {
  rows: { type: "string" },
  key: { type: "string" },
  url: { type: "string", default: "http://localhost:3000" },
  to: { type: "string", default: "." },
  "key-env": { type: "string", default: "SWITCHYARD_API_KEY" },
  help: { type: "boolean", default: false },
} as const;

const rawSchema = z.object({ statement: z.json() });

async function main(): Promise<number> {
  const { values, positionals } = parse(process.argv.slice(2));
  const [command, subject, ...more] = positionals;
  if (values.help || command === undefined) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  if (subject === undefined || more.length > 0) throw new AppError("INVALID", "Name one file or month: see --help");
  if (command === "verify") return verifyFile(subject, values);
  if (command === "export") return exportMonth(subject, values);
  throw new AppError("INVALID", `${command} is neither verify nor export: see --help`);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new AppError("INVALID", error instanceof Error ? error.message : String(error));
  }
}

type Values = ReturnType<typeof parse>["values"];

async function verifyFile(path: string, { rows, key, ...more }: Values): Promise<number> {
  const { file, statement: raw } = await readStatement(path);
  const { statement } = file;
  const keys = key === undefined ? null : await readKeys(key, more["key-env"]);
  console.log(
    `${path}: ${statement.month} in ${statement.zone}, closed by ${statement.closed_by} ${statement.closed_at}`,
  );
  const findings: Finding[] = [
    ...checkSignature(file, raw, keys),
    ...checkParts(file),
    ...(rows === undefined
      ? [{ holds: null, text: "The rows were not checked: name their file with --rows" }]
      : await checkRows(file, rows)),
  ];
  for (const { holds, text } of findings) console.log(`  ${holds === null ? "--" : holds ? "ok" : "NO"}  ${text}`);
  const isFine = findings.every(({ holds }) => holds !== false);
  console.log(isFine ? "All that was checked holds." : "This statement does not hold.");
  return isFine ? 0 : 1;
}

/** The file, and its statement with whatever fields there are. */
async function readStatement(path: string): Promise<{ file: SignedStatement; statement: CanonicalValue }> {
  const json = parseJson(await readFile(path, "utf8"));
  const result = signedStatementSchema.safeParse(json);
  if (result.success) return { file: result.data, statement: rawSchema.parse(json).statement };
  const [issue] = result.error.issues;
  throw new AppError("INVALID", `${path} is no statement of a month: ${issue?.path.join(".")} ${issue?.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readKeys(place: string, keyEnv: string): Promise<PublishedSigningKey[]> {
  const body = /^https?:\/\//.test(place)
    ? await (await request(new URL(place), keyEnv)).json()
    : parseJson(await readFile(place, "utf8"));
  const result = publishedSigningKeysSchema.safeParse(body);
  if (result.success) return result.data.keys;
  throw new AppError("INVALID", `${place} has no public keys: it should be the answer of /api/v1/policies/keys`);
}

async function exportMonth(text: string, { url, to, ...more }: Values): Promise<number> {
  const month = monthText.safeParse(text).data;
  if (month === undefined) throw new AppError("INVALID", `${text} is not a month such as 2026-03`);
  for (const [operation, name] of [
    [statementOperation, `statement_${month}.json`],
    [monthRowsOperation, `rows_${month}.ndjson`],
  ] as const) {
    const response = await request(new URL(operation.path.replace("{month}", month), url), more["key-env"]);
    await writeFile(`${to}/${name}`, Buffer.from(await response.arrayBuffer()));
    console.log(`${to}/${name}`);
  }
  return 0;
}

async function request(url: URL, keyEnv: string): Promise<Response> {
  const headers = { authorization: `Bearer ${readKey(keyEnv)}` };
  const response = await fetch(url, { headers }).catch((cause: unknown) => {
    throw new AppError("UNAVAILABLE", `There is no Switchyard at ${url.origin}`, { cause });
  });
  if (response.ok) return response;
  const refusal = errorBodySchema.safeParse(await response.json().catch(() => null)).data?.error.message;
  throw new AppError("INVALID", refusal ?? `${url} answered ${response.status}`);
}

try {
  process.exitCode = await main();
} catch (error) {
  const isForOperator = isAppError(error) || error instanceof EnvError || isFileError(error);
  console.error(isForOperator && error instanceof Error ? error.message : error);
  process.exitCode = isForOperator ? 2 : 1;
}

/** A file that is not there or cannot be read. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code));
}
