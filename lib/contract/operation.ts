import type { z } from "zod";

/** One operation of the HTTP interface, as its description tells it. */
export type Operation = {
  method: "get" | "post" | "put" | "patch" | "delete";
  path: string;
  summary: string;
  /** The scope a caller needs; absent where none is. */
  scope?: string;
  query?: z.ZodType;
  body?: z.ZodType;
  reply?: z.ZodType;
  status?: number;
  headers?: string[];
};
