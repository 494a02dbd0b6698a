import type { z } from "zod";
import type { Operation } from "@/lib/contract/operation";
import { defineRoute, type RouteHandler, type RouteInput, type RouteResult } from "@/lib/http/route";
import { authenticate, type CallerOf } from "./caller";

type SchemaOf<O, Name extends string> = O extends { [Key in Name]: infer Schema extends z.ZodType }
  ? Schema
  : undefined;
type BodyOf<O> = O extends { hasOwnBodyReader: true } ? undefined : SchemaOf<O, "body">;
// What a handler returns is not sent with 204.
type ResultOf<O> = O extends { status: 204 } ? unknown : RouteResult<SchemaOf<O, "reply">>;

/** What an operation is answered with, from what its declaration has parsed. */
export type Handle<O> = (
  input: RouteInput<CallerOf<O>, SchemaOf<O, "params">, SchemaOf<O, "query">, BodyOf<O>>,
) => ResultOf<O> | Promise<ResultOf<O>>;

/** A route's handler, and the operation that it answers. */
export type Endpoint = RouteHandler & { operation: Operation };

/** The route of an operation: who may ask, what is parsed and what the reply is checked against stand in its declaration. */
export function implement<O extends Operation>(operation: O, handle: Handle<O>): Endpoint {
  const { params, query, body, hasOwnBodyReader, bodyErrorCode, reply, status } = operation;
  const route = defineRoute({
    authenticate: (request) => authenticate(operation, request),
    ...{ params, query, reply, status, bodyErrorCode, body: hasOwnBodyReader ? undefined : body },
    handle: async (input) => {
      // The same schemas parsed it; that they are those of O is lost where they are taken out of it.
      const result = await handle(input as Parameters<Handle<O>>[0]);
      return status === 204 ? new Response(null, { status }) : (result as Response);
    },
  });
  return Object.assign(route, { operation });
}
