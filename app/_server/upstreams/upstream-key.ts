import type { StoredKey, UpstreamRow } from "@/db/upstreams/upstream-row";
import { AppError } from "@/lib/contract/error";
import type { UpstreamChange } from "@/lib/contract/upstreams";
import type { KeyState } from "@/lib/domain/upstreams/key-state";
import type { SettledEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";
import { openText, sealText } from "../sealed-text";

export type KeyEnv = Pick<SettledEnv, "secret" | "upstreamKeys">;

const PURPOSE = "upstream keys";
/** What is shown of a key is not worth guessing the rest for. */
const HINT_CHARACTERS = 4;
const HINTED_FROM = 16;

type KeyInput = Pick<UpstreamChange, "key" | "key_variable">;

/** What is stored of a key; a key itself is encrypted so that only the host of its base URL can be sent it. */
export function storedKey({ key, key_variable }: KeyInput, baseUrl: string, env: KeyEnv): StoredKey {
  if (key === undefined) return { keyVariable: key_variable ?? null, sealedKey: null, keyHint: null };
  const keyHint = key.length < HINTED_FROM ? null : key.slice(-HINT_CHARACTERS);
  return { keyVariable: null, sealedKey: sealText(key, optionsOf(baseUrl, env)), keyHint };
}

/**
 * The same of a change; undefined where it leaves the key. A base URL of another host needs the key again, so that nobody has a key that
 * they cannot read sent to a host of theirs.
 */
export function changedKey(row: UpstreamRow, change: UpstreamChange, env: KeyEnv): StoredKey | undefined {
  const baseUrl = change.base_url ?? row.baseUrl;
  if (change.key !== undefined || change.key_variable !== undefined) return storedKey(change, baseUrl, env);
  const hasKey = row.sealedKey !== null || row.keyVariable !== null;
  if (!hasKey || originOf(baseUrl) === originOf(row.baseUrl)) return undefined;
  const message = t("The base URL is of another host: enter the key that is meant for it");
  const field = row.keyVariable === null ? "key" : "key_variable";
  throw new AppError("UNPROCESSABLE", message, { fields: { [field]: [message] } });
}

/** The key of an upstream, or why it is missing. */
export function readKey(row: UpstreamRow, env: KeyEnv): { state: KeyState; key: string | null } {
  if (row.keyVariable !== null) {
    const key = Object.hasOwn(env.upstreamKeys, row.keyVariable) ? env.upstreamKeys[row.keyVariable] : undefined;
    return key === undefined ? { state: "unset", key: null } : { state: "ready", key };
  }
  if (row.sealedKey === null) return { state: "absent", key: null };
  const key = openText(row.sealedKey, optionsOf(row.baseUrl, env));
  return { state: key === null ? "unreadable" : "ready", key };
}

function optionsOf(baseUrl: string, { secret }: KeyEnv) {
  return { serverSecret: secret, purpose: PURPOSE, boundTo: originOf(baseUrl) };
}

function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin;
}
