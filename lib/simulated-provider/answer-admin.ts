import type { z } from "zod";
import { AppError, ERROR_STATUS, isAppError } from "@/lib/contract/error";
import { parseInput } from "@/lib/http/parse-input";
import { sendJson } from "./answer-call";
import type { Exchange } from "./exchange";
import { faultSchema, limitsSchema } from "./fault-schema";
import type { Provider } from "./provider";
import { readJsonBody } from "./read-json-body";

/** What an admin's call is answered with. */
type Reply = { status: number; body: unknown };
const DONE: Reply = { status: 200, body: { ok: true } };

/** Answers a call to /admin: faults, limits and counters. What is refused names the fields. */
export async function answerAdmin(provider: Provider, exchange: Exchange, path: string): Promise<void> {
  try {
    const { status, body } = await replyTo(provider, exchange, path);
    sendJson(exchange, status, body);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, message, fields } = error;
    sendJson(exchange, ERROR_STATUS[code], { error: { code, message, ...(fields && { fields }) } });
  }
}

async function replyTo(provider: Provider, exchange: Exchange, path: string): Promise<Reply> {
  const { faults, limits, state, clock } = provider;
  const [, id] = /^\/admin\/faults\/(\d{1,12})$/.exec(path) ?? [];
  switch (`${exchange.request.method} ${id === undefined ? path : "/admin/faults/ID"}`) {
    case "GET /admin/state":
      return { status: 200, body: state.report() };
    case "DELETE /admin/state":
      state.clear();
      return DONE;
    case "GET /admin/faults":
      return { status: 200, body: { faults: faults.list(clock.nowMs()) } };
    case "POST /admin/faults":
      return { status: 201, body: faults.add(await read(exchange, faultSchema), clock.nowMs()) };
    case "DELETE /admin/faults":
      faults.remove();
      return DONE;
    case "DELETE /admin/faults/ID":
      if (!faults.remove(Number(id))) throw new AppError("NOT_FOUND", `There is no fault ${id}`);
      return DONE;
    case "GET /admin/limits":
      return { status: 200, body: { limits: limits.list() } };
    case "PUT /admin/limits":
      limits.set(await read(exchange, limitsSchema));
      return DONE;
    case "DELETE /admin/limits":
      limits.clear();
      return DONE;
    default:
      throw new AppError("NOT_FOUND", "There are GET and DELETE /admin/state, and /admin/faults and /admin/limits");
  }
}

async function read<S extends z.ZodType>({ request }: Exchange, schema: S): Promise<z.output<S>> {
  const body = await readJsonBody(request);
  if (body.refusal) throw new AppError(body.refusal.status === 413 ? "TOO_LARGE" : "INVALID", body.refusal.message);
  return parseInput(schema, body.value);
}
