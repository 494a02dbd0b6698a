import type { ServerResponse } from "node:http";

export type FrontAnswer = { status: number; headers?: Record<string, string> } & (
  | { json: unknown }
  | { html: string }
  | { empty: true }
);

/** Sends an answer of the server in front; none of them may be kept, and 503 says when to come back. */
export function sendAnswer(response: ServerResponse, answer: FrontAnswer): void {
  const { status, headers = {} } = answer;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("cache-control", "no-store");
  if (status === 503) response.setHeader("retry-after", "1");
  if ("empty" in answer) return void response.writeHead(status).end();
  const isJson = "json" in answer;
  const body = isJson ? JSON.stringify(answer.json) : answer.html;
  response.setHeader("content-type", isJson ? "application/json" : "text/html; charset=utf-8");
  response.setHeader("content-length", Buffer.byteLength(body));
  response.writeHead(status).end(body);
}
