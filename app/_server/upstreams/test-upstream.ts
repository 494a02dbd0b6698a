import { z } from "zod";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { TestFinding } from "@/lib/domain/upstreams/test-result";
import type { Upstream } from "@/lib/domain/upstreams/upstream";
import { type Guard, RefusedTarget } from "../guard-address";
import { type Call, guardedCall } from "./guarded-call";

type Target = Pick<Upstream, "shape" | "baseUrl" | "models">;
type Answer = { status: number; text: string };
type Send = (call: Pick<Call, "method" | "body"> & { path: string }) => Promise<Answer>;

const WITHIN_MS = 10 * SECOND_MS;
/** So many names that the list of models lacks are asked for: many have names, such as aliases, that no list has. */
const ASKED_MAX = 3;
/** The least that a model that reasons needs to answer at all. */
const REASONING_TOKENS = 16;

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });
const errorSchema = z.object({
  error: z.object({ code: z.unknown(), type: z.unknown(), message: z.unknown() }).partial(),
});

/**
 * Asks an upstream for its models, and then a model for a token: some providers list their models to whoever asks, so that only a call
 * proves a key. Takes at most WITHIN_MS, and never throws for what the upstream does.
 */
export async function testUpstream(target: Target, key: string | null, guard: Guard): Promise<TestFinding> {
  if (key === null) return { result: "key_missing", detail: null };
  const signal = AbortSignal.timeout(WITHIN_MS);
  const headers: Record<string, string> =
    target.shape === "anthropic"
      ? { "x-api-key": key, "anthropic-version": "2023-06-01" }
      : { authorization: `Bearer ${key}` };
  const send: Send = ({ path, ...call }) =>
    guardedCall({ ...call, url: `${target.baseUrl}${path}`, headers }, { ...guard, signal });
  try {
    return await findOut(target, send);
  } catch (error) {
    if (error instanceof RefusedTarget) return { result: "not_allowed", detail: error.message };
    if (signal.aborted) return { result: "no_answer", detail: null };
    return { result: "unreachable", detail: networkError(error) };
  }
}

async function findOut(target: Target, send: Send): Promise<TestFinding> {
  // Anthropic lists 20 unless it is asked for more.
  const listed = await send({ method: "GET", path: target.shape === "anthropic" ? "/models?limit=1000" : "/models" });
  const early = earlyFinding(listed);
  if (early) return early;
  const known = namesOf(listed);
  const names = target.models.map(({ asked }) => asked);
  const unlisted = names.filter((name) => !known?.has(name));
  const asked = (unlisted.length > 0 ? unlisted : names).slice(0, ASKED_MAX);
  const answers = await Promise.all(asked.map(async (name) => ({ name, answer: await ask(target, name, send) })));
  for (const { answer } of answers) {
    const finding = earlyFinding(answer);
    if (finding) return finding;
  }
  const unknown = answers.filter(({ name, answer }) => !known?.has(name) && isUnknownModel(answer));
  if (unknown.length > 0) {
    return { result: "model_unknown", detail: unknown.map(({ name }) => name).join(", ") };
  }
  const odd = answers.find(({ answer }) => answer.status !== 200)?.answer;
  if (!odd) return { result: "ok", detail: null };
  // Without a list nothing tells a wrong path from a call that is not understood.
  return { result: known === null && isStrange(odd) ? "unexpected" : "unproven", detail: describeAnswer(odd) };
}

/** What ends a test, whatever was asked; null where it goes on. */
function earlyFinding(answer: Answer): TestFinding | null {
  const { status } = answer;
  if (status === 401 || status === 403) return { result: "key_refused", detail: describeAnswer(answer) };
  if (status === 429 || status === 402) return { result: "rate_limited", detail: describeAnswer(answer) };
  if (status >= 500 && status !== 501) return { result: "failing", detail: describeAnswer(answer) };
  return null;
}

/** The names it lists; null where it has no such list. */
function namesOf({ status, text }: Answer): ReadonlySet<string> | null {
  const list = status === 200 ? listSchema.safeParse(jsonOf(text)).data : undefined;
  return list ? new Set(list.data.map(({ id }) => id)) : null;
}

async function ask({ shape }: Target, model: string, send: Send): Promise<Answer> {
  const messages = [{ role: "user", content: "Hi" }];
  if (shape === "anthropic") {
    return send({ method: "POST", path: "/messages", body: { model, messages, max_tokens: 1 } });
  }
  const path = "/chat/completions";
  const answer = await send({ method: "POST", path, body: { model, messages, max_tokens: 1 } });
  // OpenAI's reasoning models have their limit under another name, which other servers do not know.
  if (answer.status !== 400 || !answer.text.includes("max_completion_tokens")) return answer;
  return send({ method: "POST", path, body: { model, messages, max_completion_tokens: REASONING_TOKENS } });
}

const UNKNOWN = ["not found", "not exist", "unknown", "unsupported", "invalid", "no such"];

function isUnknownModel({ status, text }: Answer): boolean {
  const error = errorOf(text);
  if (error?.code === "model_not_found") return true;
  const message = String(error?.message ?? "").toLowerCase();
  if (!message.includes("model")) return false;
  return status === 404 || ((status === 400 || status === 422) && UNKNOWN.some((words) => message.includes(words)));
}

/** Whether an answer is of no API of this kind: another page, a redirect, nothing found. */
function isStrange({ status, text }: Answer): boolean {
  return status < 400 || status === 404 || status === 405 || errorOf(text) === undefined;
}

/** The status with the error's code. Its message is left out: some repeat the key. */
function describeAnswer({ status, text }: Answer): string {
  const error = errorOf(text);
  const code = [error?.code, error?.type].find((one) => typeof one === "string" && /^[\w.-]{1,60}$/.test(one));
  return typeof code === "string" ? `HTTP ${status}, ${code}` : `HTTP ${status}`;
}

function errorOf(text: string) {
  return errorSchema.safeParse(jsonOf(text)).data?.error;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED: the name that people search for. */
function networkError(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error ? error.name : "unknown";
}
