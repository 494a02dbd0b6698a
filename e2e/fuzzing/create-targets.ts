import { beginImportOperation, importRowsOperation, previewImportOperation } from "@/lib/contract/import-operations";
import { checkLogsOperation } from "@/lib/contract/log-check";
import type { Operation } from "@/lib/contract/operation";
import { OPERATIONS } from "@/lib/contract/operations";
import { importUsageFileOperation } from "@/lib/contract/usage-record";
import { createFileSamples } from "./create-file-samples";
import { createSamples } from "./create-samples";
import { type JsonTree, treeOf } from "./json-tree";

/** An endpoint that takes what others made, with valid bodies for it. */
export type Target = { method: string; path: string; isOtlp: boolean; samples: readonly JsonTree[] };

/** What takes files, which an admin sends. */
const FILES = /^\/api\/v1\/(imports|usage)\b/;
/** Parts of paths that tell which samples an endpoint takes; those of all are sent where none does. */
const KINDS: readonly (readonly [part: string, kind: string])[] = [
  ["/otel/v1/logs", "otlp-logs"],
  ["/otel/", "otlp"],
  ["/api/public/ingestion", "langfuse"],
  ...[
    "litellm-spend-logs",
    "litellm",
    "langfuse",
    "helicone",
    "portkey",
    "openrouter",
    "envoy",
    "bedrock",
    "cloudflare",
    "kong",
    "apisix",
  ].map((kind) => [kind, kind] as const),
  [" /api/v1/logs ", "logs"],
  ["/api/v1/usage", "usage"],
  ["/api/v1/scores", "scores"],
];

/** Every endpoint that stores logs or reads files, new ones too: what the contract lets a sender of logs or an import use. */
export function createTargets(nowMs: number): Target[] {
  const samples = createSamples(nowMs);
  const files = createFileSamples(nowMs);
  const ofFiles = new Map<Operation, readonly unknown[]>([
    [checkLogsOperation, files.check],
    [previewImportOperation, files.preview],
    [importRowsOperation, files.chunks],
    [beginImportOperation, files.begin],
    [importUsageFileOperation, files.usage],
  ]);
  const all = [...samples.values()].flat();
  return OPERATIONS.filter(takesPayloads).map((operation: Operation) => {
    const { method, path } = operation;
    const kind = KINDS.find(([part]) => ` ${path} `.includes(part))?.[1] ?? "";
    const own = ofFiles.get(operation) ?? samples.get(kind) ?? all;
    return { method: method.toUpperCase(), path, isOtlp: kind.startsWith("otlp"), samples: own.map(treeOf) };
  });
}

function takesPayloads({ method, path, scope }: Operation): boolean {
  return (method === "post" || method === "put") && (scope === "logs:write" || FILES.test(path));
}
