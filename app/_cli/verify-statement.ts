import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { MONTH_ROWS_HEADER, parseMonthRow } from "@/lib/contract/month-row";
import type { SignedStatement } from "@/lib/contract/month-statement";
import type { PublishedSigningKey } from "@/lib/contract/signing-keys";
import { statementSums } from "@/lib/contract/statement-sums";
import { type CanonicalValue, canonicalJson } from "@/lib/domain/canonical-json";
import { compareValues } from "@/lib/domain/months/compare-sums";
import { COST_BUCKETS, MonthSums } from "@/lib/domain/months/month-sums";
import { parseUsd } from "@/lib/domain/pricing/usd";

/** What was checked, in words; `holds` is null where it was not checked. */
export type Finding = { holds: boolean | null; text: string };

const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");
const KEY_BYTES = 32;

/**
 * Whether the signature is over a statement, as it stands in its file with all its fields, by the key that the file names;
 * and whether that key is known.
 */
export function checkSignature(
  { signature }: SignedStatement,
  statement: CanonicalValue,
  known: readonly PublishedSigningKey[] | null,
): Finding[] {
  const raw = Buffer.from(signature.public_key, "base64");
  const id = createHash("sha256").update(raw).digest("hex").slice(0, signature.key_id.length);
  if (raw.length !== KEY_BYTES || id !== signature.key_id) {
    return [{ holds: false, text: `The public key in the file is not the one of the key id ${signature.key_id}` }];
  }
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: "der", type: "spki" });
  const bytes = canonicalBytes(statement);
  const isSigned = bytes !== null && verify(null, bytes, key, Buffer.from(signature.value, "base64"));
  const text = isSigned
    ? `The signature is over this statement, by the key ${signature.key_id}`
    : `The signature is not over this statement: it was changed, or signed by another key than ${signature.key_id}`;
  return [{ holds: isSigned, text }, checkKey(signature, known)];
}

/** Null of what has no canonical form, and so was never signed. */
function canonicalBytes(statement: CanonicalValue): Uint8Array | null {
  try {
    return new TextEncoder().encode(canonicalJson(statement));
  } catch {
    return null;
  }
}

function checkKey({ key_id, public_key }: SignedStatement["signature"], known: readonly PublishedSigningKey[] | null) {
  if (known === null) {
    return { holds: null, text: `Whose key ${key_id} is was not checked: name your own keys with --key` };
  }
  const isKnown = known.some((key) => key.id === key_id && key.public_key === public_key);
  return {
    holds: isKnown,
    text: isKnown ? `The key ${key_id} is one of yours` : `The key ${key_id} is none of those named with --key`,
  };
}

/** Whether the parts of a statement add up to its totals. */
export function checkParts({ statement }: SignedStatement): Finding[] {
  const { totals, models, owners } = statement;
  return [
    checkSum("The models", models, totals),
    checkSum("The apps with their teams", owners, totals),
    ...models.flatMap(({ provider, model, cost_usd, buckets }) => {
      const parts = COST_BUCKETS.reduce((sum, bucket) => sum + picoOf(buckets[bucket].cost_usd), 0n);
      if (parts === picoOf(cost_usd)) return [];
      return [
        { holds: false, text: `The buckets of ${model} at ${provider} do not add up to its cost, ${cost_usd} USD` },
      ];
    }),
  ];
}

type Counted = { attempts: number; unpriced_attempts: number; cost_usd: string | null };

function checkSum(what: string, parts: readonly Counted[], total: Counted): Finding {
  const attempts = parts.reduce((sum, part) => sum + part.attempts, 0);
  const pico = parts.reduce((sum, part) => sum + picoOf(part.cost_usd), 0n);
  const holds = attempts === total.attempts && pico === picoOf(total.cost_usd);
  const sum = `${total.attempts.toLocaleString("en")} attempts and ${total.cost_usd ?? "no known cost in"} USD`;
  return { holds, text: holds ? `${what} add up to ${sum}` : `${what} do not add up to the total, ${sum}` };
}

function picoOf(usd: string | null): bigint {
  return usd === null ? 0n : (parseUsd(usd) ?? 0n);
}

/** Whether a file of rows is the one that was signed, and adds up to the statement. It is read line by line. */
export async function checkRows({ statement }: SignedStatement, path: string): Promise<Finding[]> {
  const hash = createHash("sha256");
  const sums = new MonthSums();
  const broken: number[] = [];
  const input = createReadStream(path);
  input.on("data", (chunk) => hash.update(chunk));
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (number === 1 ? line === MONTH_ROWS_HEADER : add(sums, line)) continue;
    broken.push(number);
  }
  const { rows } = statement;
  const sha256 = hash.digest("hex");
  const isSame = sha256 === rows.sha256;
  const findings: Finding[] = [
    {
      holds: isSame,
      text: isSame
        ? `The rows are those that were signed: ${rows.count.toLocaleString("en")} of them, SHA-256 ${sha256}`
        : `The rows are not those that were signed: their SHA-256 is ${sha256}, signed was ${rows.sha256}`,
    },
  ];
  if (broken.length > 0) {
    findings.push({ holds: false, text: `${broken.length} lines are no rows, the first one is line ${broken[0]}` });
  }
  const { totals, models, owners } = statement;
  const differences = compareValues({ totals, models, owners }, statementSums(sums));
  if (differences.length === 0) findings.push({ holds: true, text: "The rows add up to every sum of the statement" });
  for (const { path, stated, found } of differences) {
    findings.push({ holds: false, text: `${path}: the statement has ${stated}, the rows add up to ${found}` });
  }
  return findings;
}

function add(sums: MonthSums, line: string): boolean {
  try {
    sums.add(parseMonthRow(line));
    return true;
  } catch {
    return false;
  }
}
