import { implement } from "@/app/_server/implement";
import { openApiDocument } from "@/lib/contract/openapi";
import { openApiOperation } from "@/lib/contract/operations";

const document = JSON.stringify(openApiDocument());

export const GET = implement(
  openApiOperation,
  () => new Response(document, { headers: { "content-type": "application/json" } }),
);
