import { randomBytes } from "node:crypto";
import { z } from "zod";
import { beginImportOperation, importRowsOperation } from "@/lib/contract/import-operations";
import { createDice } from "./create-dice";
import { createFileSamples } from "./create-file-samples";
import { addressWith, bodyOf, createPayload, type Payload } from "./create-payload";
import { createTargets } from "./create-targets";
import { shrinkPayload } from "./shrink-payload";

type Answer = { status: number } | { broken: string };
export type FuzzFinding = { number: number; answer: string; payload: Payload };
export type FuzzRun = {
  /** How many payloads were answered with each status, by method and path. */
  answers: ReadonlyMap<string, ReadonlyMap<number, number>>;
  findings: readonly FuzzFinding[];
};
export type FuzzInput = {
  origin: string;
  apiKey: string;
  count: number;
  seed: number;
  /** The number of the first payload. */
  first: number;
  nowMs: number;
  onProgress?: (sent: number) => void;
};

const AT_ONCE = 8;
const ANSWER_WITHIN_MS = 30_000;
const FINDINGS_MAX = 10;
const PROGRESS_EVERY = 1_000;
const KNOWN_ROUTE = "custom";

const begunSchema = z.object({ id: z.string() });

/**
 * Sends bent payloads to every endpoint that takes them. What is answered with a status of 500 or more, not in time or not at
 * all is a finding, shrunk as far as it stays one; each endpoint has one of each kind, and after a few it is enough.
 */
export async function runFuzz(input: FuzzInput): Promise<FuzzRun> {
  const targets = createTargets(input.nowMs);
  const answers = new Map<string, Map<number, number>>();
  const found = new Map<string, FuzzFinding>();
  let next = input.first;
  const end = input.first + input.count;
  const sendOne = async (number: number) => {
    const payload = createPayload(targets, input.seed, number);
    const answer = await send(input, payload, number);
    const place = `${payload.method} ${payload.path}`;
    if (!isFinding(answer)) return countAnswer(answers, place, answer);
    found.set(`${place} ${nameOf(answer)}`, { number, answer: nameOf(answer), payload });
  };
  const senders = Array.from({ length: AT_ONCE }, async () => {
    while (next < end && found.size < FINDINGS_MAX) {
      const number = next++;
      await sendOne(number);
      if ((number + 1) % PROGRESS_EVERY === 0) input.onProgress?.(number + 1 - input.first);
    }
  });
  await Promise.all(senders);
  const findings: FuzzFinding[] = [];
  for (const finding of found.values()) findings.push(await shrink(input, finding));
  return { answers, findings };
}

function isFinding(answer: Answer): answer is Answer & ({ broken: string } | { status: number }) {
  return "broken" in answer || answer.status >= 500;
}

const nameOf = (answer: Answer) => ("broken" in answer ? answer.broken : String(answer.status));

function countAnswer(answers: Map<string, Map<number, number>>, place: string, answer: Answer): void {
  if ("broken" in answer) return;
  const known = answers.get(place) ?? new Map<number, number>();
  answers.set(place, known.set(answer.status, (known.get(answer.status) ?? 0) + 1));
}

async function send(input: FuzzInput, payload: Payload, number: number): Promise<Answer> {
  const { bytes, headers } = bodyOf(payload);
  try {
    const response = await fetch(input.origin + (await addressOf(input, payload, number)), {
      method: payload.method,
      headers: { ...headers, authorization: `Bearer ${input.apiKey}` },
      body: new Uint8Array(bytes),
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    return { status: response.status };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { broken: cause instanceof Error ? `${cause.name}: ${cause.message}` : "is broken" };
  }
}

async function addressOf(input: FuzzInput, { path, parameter }: Payload, number: number): Promise<string> {
  if (!path.includes("{")) return path;
  if (parameter !== null) return addressWith(path, parameter);
  return addressWith(path, path === importRowsOperation.path ? await beginImport(input, number) : KNOWN_ROUTE);
}

/** Begins an import that was not there, and says its id. */
async function beginImport({ origin, apiKey, seed, nowMs }: FuzzInput, number: number): Promise<string> {
  const { options } = createDice(seed, number, 1).pick(createFileSamples(nowMs).preview);
  const response = await fetch(origin + beginImportOperation.path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ file_name: "fuzz", file_digest: randomBytes(32).toString("hex"), options }),
  });
  return begunSchema.parse(await response.json()).id;
}

async function shrink(input: FuzzInput, finding: FuzzFinding): Promise<FuzzFinding> {
  const isSame = async (payload: Payload) => nameOf(await send(input, payload, finding.number)) === finding.answer;
  // One that is not so again, alone, is told as it was.
  if (!(await isSame(finding.payload))) return finding;
  return { ...finding, payload: await shrinkPayload(finding.payload, isSame) };
}
