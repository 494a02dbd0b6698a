import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { operationOf } from "../operation-of";
import { IGNORED_AS, isTextOperation } from "../operations";
import { usageMark } from "../usage/tokens";
import {
  at,
  type Fields,
  firstOf,
  hashedUser,
  hashOf,
  idOf,
  instantOf,
  isFields,
  nameOf,
  ttftWithin,
  unpackJson,
} from "../values";
import { type BedrockBody, bedrockUsage, readBedrockBody } from "./bedrock-body";
import type { Entry, Format } from "./entry";
import { failureOf } from "./failure";
import { metadataLabels } from "./metadata-labels";
import { readEntries } from "./read-payload";

/** What a model's id says of a call that the operation, which is the same for all, does not. */
const BY_MODEL: ReadonlySet<string | null> = new Set(["embedding", "rerank", "image", "video"]);
/** Names of one's own profiles, deployments and imports, which only the answer's body names a model for. */
const OWN_MODEL = /:(?:application-inference-profile|provisioned-model|imported-model|prompt-router|custom-model)/;
/** arn:aws:iam::1:user/name, arn:aws:sts::1:assumed-role/name/session */
const IDENTITY = /^arn:[^:]*:(?:iam|sts)::\d*:(?:user|role|assumed-role|federated-user)\/(?:.*\/)?([^/]+?)$/;
const ASSUMED = /^arn:[^:]*:sts::\d*:assumed-role\/([^/]+)\/(.+)$/;

/**
 * Amazon Bedrock's model invocation logs, as S3 has them or CloudWatch: a record a line, or wrapped in what a subscription,
 * a query or the command line gives. Bodies are read for what they say of time and usage, and not kept.
 *
 * Source: Amazon Bedrock's user guide, model invocation logging (schemaVersion 1.0), of November 2026.
 */
export const bedrock: Format = {
  name: "bedrock",
  title: "Amazon Bedrock model invocation logs",
  read: ({ text }) => readEntries(text, (value) => recordsOf(value).map(entryOf)),
};

/** The records within an event of CloudWatch Logs, whose messages are JSON as text. */
function recordsOf(value: unknown): readonly unknown[] {
  const events = firstOf(at(value, "logEvents"), at(value, "events"));
  if (Array.isArray(events)) return events.map((event) => unpackJson(at(event, "message")));
  const message = firstOf(at(value, "@message"), at(value, "message"));
  return [message === null ? value : unpackJson(message)];
}

function entryOf(value: unknown): Entry {
  if (!isFields(value)) return { unreadable: "Is no object" };
  if (value.schemaType !== "ModelInvocationLog") return { ignored: "is no model invocation log" };
  const sent = nameOf(value.modelId);
  const startUs = instantOf(value.timestamp);
  if (sent === null) return { unreadable: "modelId is missing" };
  if (startUs === null) return { unreadable: "timestamp is missing" };
  const byModel = operationOf(sent);
  const kind = BY_MODEL.has(byModel) ? byModel : firstOf(operationOf(value.operation), "chat" as const);
  if (kind !== null && !isTextOperation(kind)) return { ignored: IGNORED_AS[kind], example: nameOf(sent) ?? undefined };
  const body = readBedrockBody(value.output);
  const usage = bedrockUsage(value, body);
  const answering = OWN_MODEL.test(sent) ? body.model : null;
  return {
    ...usageMark(usage),
    record: {
      id: idOf(value.requestId) ?? hashOf(JSON.stringify([sent, startUs, value.input, value.output])),
      model: answering ?? sent,
      requested_model: answering === null ? null : sent,
      provider: "aws",
      started_at: formatInstantUs(startUs),
      duration_ms: body.durationMs,
      streamed: /stream/i.test(nameOf(value.operation) ?? ""),
      ...endOf(value, body, usage.tokens),
      ...usage.tokens,
      // Where a profile of several regions had it answered, and so where it is billed.
      region: firstOf(nameOf(value.inferenceRegion), nameOf(value.region)),
      ...identityOf(value.identity),
      ...known(metadataLabels(value.requestMetadata)),
    },
  };
}

function endOf(value: Fields, body: BedrockBody, tokens: Partial<LogRecordInput>): Partial<LogRecordInput> {
  const code = nameOf(value.errorCode);
  if (code !== null) return failureOf({ type: code });
  // A guardrail that stopped the answer, and not the question, had the model asked.
  const isStopped = body.isIntervened && !tokens.output_tokens;
  if (isStopped) return { outcome: "refused", error_code: "guardrail_intervened" };
  return { outcome: "ok", http_status: 200, ttft_ms: ttftWithin(body.ttftMs, body.durationMs, null) };
}

/** The principal that called: a user or role. Who assumed the role is told as a hash, where it is a person's address. */
function identityOf(identity: unknown): Partial<LogRecordInput> {
  const arn = nameOf(at(Array.isArray(identity) ? identity[0] : identity, "arn"), Number.POSITIVE_INFINITY);
  if (arn === null) return {};
  const [, role, session] = ASSUMED.exec(arn) ?? [];
  const address = session?.includes("@") ? session : null;
  return { key: nameOf(role ?? IDENTITY.exec(arn)?.[1]), consumer: hashedUser(address) };
}

function known(labels: Partial<LogRecordInput>): Partial<LogRecordInput> {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== null));
}
