import { z } from "zod";
import type { NewUpstream, UpstreamChange, UpstreamTerms } from "@/lib/contract/upstreams";
import type { upstream } from "../schema/upstreams";

export type UpstreamRow = typeof upstream.$inferSelect;
/** Where the key of an upstream is, and what may be read of it; encrypted by the caller. */
export type StoredKey = Pick<UpstreamRow, "keyVariable" | "sealedKey" | "keyHint">;

const modelsSchema = z.array(z.object({ model: z.string(), asked: z.string() }));

/** What is set of an upstream, without its key. */
export function toTerms(row: UpstreamRow): UpstreamTerms {
  return {
    ...{ id: row.id, name: row.name, shape: row.shape, base_url: row.baseUrl, provider: row.provider },
    ...{ region: row.region, models: modelsSchema.parse(row.models), max_concurrency: row.maxConcurrency },
    ...{ requests_per_minute: row.requestsPerMinute, tokens_per_minute: row.tokensPerMinute },
    ...{ is_enabled: row.isEnabled, key_variable: row.keyVariable, key_hint: row.keyHint, version: row.version },
    ...{ created_at: row.createdAt.toISOString(), created_by: row.createdBy },
    ...{ updated_at: row.updatedAt.toISOString(), updated_by: row.updatedBy },
  };
}

/** What the audit log has of one: all but the key and who changed it when, which every entry says. */
export function auditedUpstream(row: UpstreamRow): object {
  const { id: _, created_at, created_by, updated_at, updated_by, ...audited } = toTerms(row);
  return audited;
}

type Columns = Omit<
  UpstreamRow,
  | keyof StoredKey
  | ("id" | "version" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy")
  | ("testedAt" | "testResult" | "testDetail")
>;

/** The columns that fields of the interface are stored in; of a change, those that it names. */
export function upstreamColumns(fields: NewUpstream): Columns;
export function upstreamColumns(fields: UpstreamChange): Partial<Columns>;
export function upstreamColumns(fields: UpstreamChange): Partial<Columns> {
  const { base_url, max_concurrency, requests_per_minute, tokens_per_minute, is_enabled } = fields;
  const { name, shape, provider, region, models } = fields;
  return {
    ...(name !== undefined && { name }),
    ...(shape !== undefined && { shape }),
    ...(base_url !== undefined && { baseUrl: base_url }),
    ...(provider !== undefined && { provider }),
    ...(region !== undefined && { region }),
    ...(models !== undefined && { models }),
    ...(max_concurrency !== undefined && { maxConcurrency: max_concurrency }),
    ...(requests_per_minute !== undefined && { requestsPerMinute: requests_per_minute }),
    ...(tokens_per_minute !== undefined && { tokensPerMinute: tokens_per_minute }),
    ...(is_enabled !== undefined && { isEnabled: is_enabled }),
  };
}
