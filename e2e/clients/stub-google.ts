import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** 3,100 in, of which 1,000 were read from the cache, and 350 out, of which 300 were thoughts. */
const USAGE = {
  ...{ promptTokenCount: 3100, cachedContentTokenCount: 1000, candidatesTokenCount: 50, thoughtsTokenCount: 300 },
  totalTokenCount: 3450,
};
const FIRST_TOKEN_MS = 60;
const STATUSES: Record<number, string> = { 429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE" };

/** Answers a call of Gemini's generateContent; a stream of broken-… has an error in it, and of cut-… no end. */
export async function answerGoogle(
  response: ServerResponse,
  { model, stream }: { model: string; stream: boolean },
): Promise<void> {
  const part = model.startsWith("tool-") ? { functionCall: { name: "look", args: {} } } : { text: "Hello world" };
  const chunk = (finishReason?: "STOP") => {
    const content = { role: "model", parts: [part] };
    return { candidates: [{ content, index: 0, finishReason }], modelVersion: model, responseId: `answer-${model}` };
  };
  const whole = { ...chunk("STOP"), usageMetadata: USAGE };
  if (!stream) {
    response.setHeader("content-type", "application/json");
    return void response.end(JSON.stringify(whole));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  await delay(FIRST_TOKEN_MS);
  send({ ...chunk(), usageMetadata: { promptTokenCount: USAGE.promptTokenCount } });
  await delay(20);
  if (model.startsWith("broken-")) send(googleError(503));
  else if (!model.startsWith("cut-")) send(whole);
  response.end();
}

export function googleError(code: number): object {
  return { error: { code, message: `Refused with ${code}`, status: STATUSES[code] ?? "INTERNAL" } };
}
