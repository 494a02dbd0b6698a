import { isStorable, MAX_NAME_CHARACTERS } from "@/lib/contract/common";
import {
  hasThreeDecimals,
  isUsd,
  type LogRecordInput,
  MAX_ATTEMPT,
  MAX_DURATION_MS,
  MAX_ID_CHARACTERS,
  MAX_POLICY_VERSION,
  MAX_REVISION,
  MAX_STAGE,
  MAX_TAG_CHARACTERS,
  MAX_TAGS,
  MAX_TOKENS,
  MAX_UNITS,
} from "@/lib/contract/log-record";
import { OPERATIONS } from "@/lib/domain/operation";
import { OUTCOMES } from "@/lib/domain/outcome";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { tagProblem } from "@/lib/domain/tags";

/** Whether a JSON value may stand in a field. */
export type FieldCheck = (value: unknown) => boolean;

// A character outside the basic plane has a length of 2 and counts as one.
const hasAtMost = (characters: number, value: string) =>
  value.length <= characters || (value.length <= 2 * characters && [...value].length <= characters);

const text =
  (maxCharacters: number): FieldCheck =>
  (value) =>
    typeof value === "string" && value.length > 0 && hasAtMost(maxCharacters, value) && isStorable(value);

const FIRST_VISIBLE = 0x21;
const LAST_ASCII = 0x7e;
const isPlainCode = (code: number) => code >= FIRST_VISIBLE && code <= LAST_ASCII;
const mayBePadded = (value: string) =>
  !(isPlainCode(value.charCodeAt(0)) && isPlainCode(value.charCodeAt(value.length - 1))) && value !== value.trim();

const whole =
  (min: number, max: number): FieldCheck =>
  (value) =>
    typeof value === "number" && value >= min && value <= max && Number.isInteger(value);

const oneOf = (values: readonly unknown[]): FieldCheck => {
  const known = new Set(values);
  return (value) => known.has(value);
};

const optional =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === null || value === undefined || check(value);

const id = text(MAX_ID_CHARACTERS);
const isName = text(MAX_NAME_CHARACTERS);
/** Without spaces around it: those the schema takes away. */
const name: FieldCheck = (value) => isName(value) && !(typeof value === "string" && mayBePadded(value));
const tag = text(MAX_TAG_CHARACTERS);
const tokens = optional(whole(0, MAX_TOKENS));
const flag: FieldCheck = (value) => typeof value === "boolean";
const instant: FieldCheck = (value) => typeof value === "string";
const durationMs: FieldCheck = (value) =>
  typeof value === "number" && value >= 0 && value <= MAX_DURATION_MS && hasThreeDecimals(value);
const usd: FieldCheck = (value) => (typeof value === "string" || typeof value === "number") && isUsd(value);
const unitNames = oneOf(CALL_UNITS);
const unitCount: FieldCheck = (value) => typeof value === "number" && value >= 0 && value <= MAX_UNITS;
const units: FieldCheck = (value) =>
  typeof value === "object" &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  Object.entries(value).every(([unit, count]) => unitNames(unit) && unitCount(count));
const tags: FieldCheck = (value) =>
  Array.isArray(value) && value.length <= MAX_TAGS && value.every(tag) && tagProblem(value) === null;

const checks: Record<keyof LogRecordInput, FieldCheck> = {
  id,
  started_at: instant,
  model: name,
  duration_ms: (value) => value === null || durationMs(value),
  outcome: optional(oneOf(OUTCOMES)),
  http_status: optional(whole(100, 599)),
  request_id: optional(id),
  attempt: optional(whole(1, MAX_ATTEMPT)),
  final: optional(flag),
  requested_model: optional(name),
  provider: optional(name),
  invoice_issuer: optional(name),
  region: optional(name),
  tier: optional(name),
  app: optional(name),
  operation: optional(oneOf(OPERATIONS)),
  team: optional(name),
  key: optional(name),
  environment: optional(name),
  feature: optional(name),
  agent: optional(name),
  stage: optional(whole(1, MAX_STAGE)),
  consumer: optional(name),
  session: optional(name),
  router: optional(name),
  policy_version: optional(whole(0, MAX_POLICY_VERSION)),
  error_code: optional(name),
  ttft_ms: optional(durationMs),
  streamed: optional(flag),
  input_tokens: tokens,
  cached_input_tokens: tokens,
  cache_write_tokens: tokens,
  cache_write_1h_tokens: tokens,
  output_tokens: tokens,
  reasoning_tokens: tokens,
  audio_input_tokens: tokens,
  audio_output_tokens: tokens,
  image_input_tokens: tokens,
  units: optional(units),
  usage_source: optional(oneOf(USAGE_SOURCES)),
  cost_usd: optional(usd),
  service_tier: optional(name),
  trace_id: optional(id),
  tags: optional(tags),
  revision: optional(whole(0, MAX_REVISION)),
};

/** For each field of a log record by name: whether the schema would take a JSON value there (of an instant: that it is text). */
export const FIELD_CHECKS: ReadonlyMap<string, FieldCheck> = new Map(Object.entries(checks));
