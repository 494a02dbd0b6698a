import type { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/contract/error";
import { admissionLimit } from "./admission-limit";
import { errorResponse } from "./error-response";
import { parseInput } from "./parse-input";
import { parseJson } from "./parse-json";
import { queryObject } from "./query-object";
import { withText } from "./read-body";
import { refuseCrossOrigin } from "./refuse-cross-origin";
import { refuseProtoNames } from "./refuse-proto-names";
import { withApiHeaders } from "./security-headers";

const MAX_JSON_BYTES = 1024 * 1024;

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
type Context = { params: Promise<unknown> };

/** An answer with a status or headers of its own; its body is checked against the route's reply like any other. */
export class Reply<T> {
  readonly body: T;
  readonly status: number | undefined;
  readonly headers: Record<string, string>;

  constructor(body: T, options: { status?: number; headers?: Record<string, string> } = {}) {
    this.body = body;
    this.status = options.status;
    this.headers = options.headers ?? {};
  }
}

export type RouteInput<Caller, P extends Schema, Q extends Schema, B extends Schema> = {
  request: Request;
  caller: Caller;
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
};

/** What a handler may return: the reply, the reply with headers, or a Response of its own (CSV, 304, a stream). */
export type RouteResult<R extends Schema> = R extends z.ZodType ? z.input<R> | Reply<z.input<R>> | Response : Response;

export type RouteHandler = (request: Request, context: Context) => Promise<Response>;

export type RouteSpec<Caller, P extends Schema, Q extends Schema, B extends Schema, R extends Schema> = {
  /** Who is asking; throws UNAUTHENTICATED or FORBIDDEN. Runs before anything of the request is parsed. */
  authenticate: (request: Request) => Caller | Promise<Caller>;
  params?: P;
  query?: Q;
  /** JSON body. A handler which reads the body itself leaves this out and uses `request`. */
  body?: B;
  /** What a body refused by its schema is answered with; INVALID unless said otherwise. */
  bodyErrorCode?: Extract<ErrorCode, "INVALID" | "UNPROCESSABLE">;
  /** Left out only where the handler answers with a Response of its own. */
  reply?: R;
  status?: number;
  handle: (input: RouteInput<Caller, P, Q, B>) => RouteResult<R> | Promise<RouteResult<R>>;
};

/**
 * A route handler from its declaration: authenticate, parse, run, check the reply, in this order.
 *
 * Every failure becomes the error body, and every answer carries the API's security headers.
 */
export function defineRoute<
  Caller,
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  R extends Schema = undefined,
>(spec: RouteSpec<Caller, P, Q, B, R>): RouteHandler {
  return async (request, context) => {
    try {
      refuseCrossOrigin(request);
      const caller = await spec.authenticate(request);
      const search = new URL(request.url).searchParams;
      const params = parsed(spec.params, spec.params && (await context.params));
      const query = parsed(spec.query, spec.query && queryObject(search, spec.query));
      const handle = async (sent: unknown) =>
        spec.handle({ request, caller, params, query, body: parsed(spec.body, sent, spec.bodyErrorCode) });
      const result = await (spec.body ? withJson(request, handle, spec.bodyErrorCode) : handle(undefined));
      if (result instanceof Response) return withApiHeaders(result);
      return withApiHeaders(jsonResponse(spec, result));
    } catch (error) {
      return errorResponse(error);
    }
  };
}

// The conditional type follows the schema's presence, which TypeScript cannot tell from the check below.
function parsed<S extends Schema>(schema: S | undefined, value: unknown, code?: ErrorCode): Parsed<S> {
  return (schema ? parseInput(schema, value, code) : undefined) as Parsed<S>;
}

function jsonResponse(spec: { reply?: Schema; status?: number }, result: unknown): Response {
  const answer = result instanceof Reply ? result : new Reply(result);
  if (!spec.reply) throw new Error("A route without a reply schema must answer with a Response");
  return Response.json(spec.reply.parse(answer.body), {
    status: answer.status ?? spec.status ?? 200,
    headers: answer.headers,
  });
}

/** Runs work on the JSON body, or on undefined where there is none, so that the schema says what is missing. */
function withJson<T>(request: Request, work: (body: unknown) => Promise<T>, refusal?: ErrorCode): Promise<T> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const options = { admission: admissionLimit("requests"), maxBytes: MAX_JSON_BYTES };
  return withText(request, options, (text) => {
    if (text.trim() === "") return work(undefined);
    if (type !== "" && type !== "application/json" && !type.endsWith("+json")) {
      throw new AppError("UNSUPPORTED", "Content-Type must be application/json");
    }
    const body = parseJson(text);
    refuseProtoNames(body, refusal);
    return work(body);
  });
}
