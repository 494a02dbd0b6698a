import type { z } from "zod";
import type { ErrorCode } from "./error";
import type { Scope } from "./keys";

/** One endpoint of the HTTP interface: its route, its description, the browser's question and a page's prefetch come from it. */
export type Operation = {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** With the names of its parameters in braces, such as `/api/v1/keys/{id}`. */
  path: string;
  summary: string;
  /** The scope a caller needs, `any` where any credential will do; absent where none is needed. */
  scope?: Scope | "any";
  /** Who is let in, where it is not whoever has the scope. */
  caller?: CallerRule;
  params?: z.ZodType;
  query?: z.ZodType;
  /** JSON. */
  body?: z.ZodType;
  /** The handler reads the body itself, from the request; `body` only describes it. */
  hasOwnBodyReader?: true;
  /** What a body refused by its schema is answered with; INVALID unless said otherwise. */
  bodyErrorCode?: Extract<ErrorCode, "INVALID" | "UNPROCESSABLE">;
  reply?: z.ZodType;
  /** 200 unless said otherwise; 204 has no reply. */
  status?: number;
  headers?: readonly string[];
};

/**
 * `confirmed`: a user must have typed their password lately. `user`: a signed-in user, no key; `any-user`: also one who
 * must choose a password first. `log-client`: a key in whichever header its client sends it.
 */
export type CallerRule = "confirmed" | "user" | "any-user" | "log-client";

/** Declares an endpoint, keeping the types of its schemas and the letters of its path. */
export function operation<const Declared extends Operation>(declared: Declared): Declared {
  return declared;
}
