import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { ERROR_STATUS, type ErrorCode } from "@/lib/contract/error";
import { allowedMethods, isApiPath } from "./allowed-methods";
import { sendAnswer } from "./send-answer";

/** What Next and the routes have an answer for, an address they do not know too. */
const ORDINARY = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

type Asked = { path: string; isTarget: boolean; dev: boolean };

/** Answers what nobody behind could: an address that is none, a method the address does not have; else false. */
export function refuseRequest(request: IncomingMessage, response: ServerResponse, asked: Asked): boolean {
  const { path, isTarget, dev } = asked;
  const method = request.method ?? "";
  if (!isTarget) return refuse(response, path, "INVALID", "The address is not valid");
  const allowed = allowedMethods(path);
  if (!allowed) {
    return !ORDINARY.has(method) && refuse(response, path, "NOT_FOUND", "Nothing at this address");
  }
  const allow = allowed.join(", ");
  if (method === "OPTIONS") {
    sendAnswer(response, { status: 204, headers: { allow }, empty: true });
    return true;
  }
  // Next's tools for developers have addresses and methods of their own.
  if (allowed.includes(method) || (dev && !isApiPath(path))) return false;
  return refuse(response, path, "METHOD_NOT_ALLOWED", `Allowed here: ${allow}`, { allow });
}

function refuse(
  response: ServerResponse,
  path: string,
  code: ErrorCode,
  message: string,
  headers: Record<string, string> = {},
): true {
  const status = ERROR_STATUS[code];
  if (isApiPath(path)) sendAnswer(response, { status, headers, json: { error: { code, message } } });
  else sendAnswer(response, { status, headers, html: refusalPage(message) });
  return true;
}

/** A tunnel to another server is for proxies; Node hands out the bare connection, and would else just close it. */
export function refuseConnect(_request: IncomingMessage, socket: Duplex): void {
  const body = JSON.stringify({ error: { code: "METHOD_NOT_ALLOWED", message: "This is no proxy" } });
  const allow = allowedMethods("/")?.join(", ");
  socket.on("error", () => socket.destroy());
  socket.end(
    [
      "HTTP/1.1 405 Method Not Allowed",
      `allow: ${allow}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}

function refusalPage(message: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Switchyard</title></head><body><p>${message}</p></body></html>`;
}
