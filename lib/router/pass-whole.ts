import type { IncomingMessage } from "node:http";
import { errorSigns, failureOf } from "@/lib/ingest/formats/failure";
import type { Api } from "./apis";
import { AttemptFailure } from "./attempt";
import type { CallAnswer } from "./call-answer";
import { isFields } from "./read-event";

type Fields = Readonly<Record<string, unknown>>;
const ANSWER_MAX_BYTES = 64 * 1024 * 1024;

const HAS_ANSWER: Readonly<Record<Api, (body: Fields) => boolean>> = {
  chat: ({ choices }) => Array.isArray(choices) && choices.length > 0,
  embeddings: ({ data }) => Array.isArray(data),
  messages: ({ content }) => Array.isArray(content),
  responses: ({ output, status }) => Array.isArray(output) && status !== "failed",
};

/**
 * Passes an answer in one piece on, as it is, and resolves to its usage. Throws AttemptFailure where it is cut, no answer or an
 * error in spite of its status.
 */
export async function passWhole(input: {
  api: Api;
  response: IncomingMessage;
  answer: CallAnswer;
  headers: Readonly<Record<string, string>>;
}): Promise<unknown> {
  const { api, response, answer, headers } = input;
  const bytes = await readAll(response);
  const body = parse(bytes);
  if (!body) throw new AttemptFailure("server_error", "unusable_answer");
  if (isFields(body.error)) {
    const { outcome, error_code: code } = failureOf(errorSigns(body.error));
    throw new AttemptFailure(outcome, code ?? "error_in_answer");
  }
  if (!HAS_ANSWER[api](body)) throw new AttemptFailure("server_error", "unusable_answer");
  answer.sendWhole(200, headers, bytes);
  return body.usage ?? null;
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > ANSWER_MAX_BYTES) throw new AttemptFailure("server_error", "answer_too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function parse(bytes: Buffer): Fields | null {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}
