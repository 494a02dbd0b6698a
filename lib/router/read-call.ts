import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { dimensionName, shortText } from "@/lib/contract/common";
import { MAX_ID_CHARACTERS } from "@/lib/contract/log-record";
import type { Modality } from "@/lib/domain/catalogue/catalogue";
import type { Api } from "./apis";
import { badCall } from "./call-error";
import { CALL_HEADERS } from "./call-headers";
import { BREAK_MANNERS } from "./call-limits";
import { findNeeds } from "./find-needs";

/** As far as the router looks into it; the rest is passed on as it came. */
const bodySchema = z.looseObject({
  model: z.string().trim().min(1).max(300),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
});

const DEFAULT_REGION = "global";
const MAX_LIMIT_MS = 600_000;
const NESTED_MAX = 200;
const limitMs = z.coerce.number().int().min(1).max(MAX_LIMIT_MS).nullable();
const name = dimensionName.nullable();

const headersSchema = z.object({
  app: name,
  team: name,
  feature: name,
  consumer: name,
  session: name,
  region: name,
  requestId: shortText(MAX_ID_CHARACTERS).nullable(),
  firstTokenMs: limitMs,
  idleMs: limitMs,
  onBreak: z.enum(BREAK_MANNERS).nullable(),
});
type CallFacts = Omit<z.output<typeof headersSchema>, "region" | "requestId">;

/** A call as its caller made it. */
export type ModelCall = CallFacts & {
  api: Api;
  /** As asked: `tier:NAME`, an alias or a model. */
  model: string;
  body: Readonly<Record<string, unknown>>;
  isStreamed: boolean;
  /** Whether the caller asked for the usage of a stream, which is asked of the upstream in any case. */
  wantsUsage: boolean;
  /** What a model must take beside text. */
  needs: readonly Exclude<Modality, "text">[];
  /** Fewer tokens than this the text cannot have. */
  leastTokens: number;
  region: string;
  requestId: string;
};

/** Reads a call; throws CallError, status 400, that names what is wrong. */
export function readCall(api: Api, text: string, headers: IncomingHttpHeaders): ModelCall {
  const body = checked(bodySchema, parse(text), (path) => path);
  if (isDeeper(body, NESTED_MAX)) throw badCall(`The body may be nested ${NESTED_MAX} levels deep at most`);
  const isStreamed = body.stream === true;
  if (body.stream_options && !isStreamed) {
    throw badCall("stream_options: is only allowed when stream is true", "stream_options");
  }
  if (isStreamed && api === "embeddings") throw badCall("stream: embeddings are not streamed", "stream");
  const given = Object.entries(CALL_HEADERS).map(([key, header]) => [key, headers[header] ?? null]);
  const { region, requestId, ...facts } = checked(
    headersSchema,
    Object.fromEntries(given),
    (path) => Object.entries(CALL_HEADERS).find(([key]) => key === path)?.[1] ?? path,
  );
  return {
    ...facts,
    ...{ api, body, isStreamed, model: body.model, wantsUsage: body.stream_options?.include_usage === true },
    ...findNeeds(body),
    region: region ?? DEFAULT_REGION,
    requestId: requestId ?? randomUUID(),
  };
}

/** Whether a value has more levels of objects and lists: those of some thousands cannot be written out again. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw badCall("The body is not valid JSON");
  }
}

function checked<S extends z.ZodType>(schema: S, value: unknown, nameOf: (path: string) => string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const param = nameOf(issue?.path.join(".") ?? "");
  throw badCall(`${param || "body"}: ${issue?.message ?? "is not valid"}`, param || null);
}
