import { z } from "zod";
import { errorBodySchema } from "./error";
import { MOVED } from "./moved";
import type { Operation } from "./operations";
import { OPERATIONS } from "./operations";
import { ROUTER_OPERATIONS } from "./router-operations";

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodType, io: "input" | "output"): Json =>
  z.toJSONSchema(schema, { io, target: "draft-2020-12", unrepresentable: "any" }) as Json;

const jsonContent = (schema: Json, mediaType = "application/json") => ({ [mediaType]: { schema } });

/** The whole HTTP interface as an OpenAPI 3.1 document, made from the schemas that validate it. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of [...OPERATIONS, ...ROUTER_OPERATIONS]) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, { [operation.method]: describeOperation(operation) });
  }
  for (const { method, from, to } of MOVED) {
    paths[from] = {
      ...paths[from],
      [method]: {
        deprecated: true,
        summary: `Moved to ${to}`,
        security: [],
        responses: { 308: { description: "Moved", headers: { Location: { schema: { type: "string" } } } } },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Switchyard", version: "1", description: "Logs in, numbers out, policies served." },
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A machine key" },
        session: { type: "apiKey", in: "cookie", name: "switchyard.session_token" },
      },
      schemas: { Error: jsonSchema(errorBodySchema, "output") },
    },
    paths,
  };
}

function describeOperation(operation: Operation): Json {
  const { summary, scope, query, body, reply, status = 200, path } = operation;
  return {
    summary,
    ...(scope ? { description: `Scope: ${scope}`, security: [{ key: [] }, { session: [] }] } : { security: [] }),
    parameters: [...pathParameters(path), ...queryParameters(query), ...headerParameters(operation)],
    ...(body && { requestBody: { required: true, content: jsonContent(jsonSchema(body, "input")) } }),
    responses: {
      [status]: {
        description: "Done",
        ...(reply && { content: jsonContent(jsonSchema(reply, "output")) }),
      },
      default: { description: "Refused", content: jsonContent({ $ref: "#/components/schemas/Error" }) },
    },
  };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function headerParameters({ headers = [] }: Operation): Json[] {
  return headers.map((name) => ({ name, in: "header", required: name === "If-Match", schema: { type: "string" } }));
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchema(query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name) && schema.type !== "array",
    schema,
    ...(schema.type === "array" && { style: "form", explode: true }),
  }));
}
