/**
 * Whether the key of an upstream is at hand: `absent` none was given; `unset` the variable is not set where the server runs;
 * `unreadable` it was encrypted under another SWITCHYARD_SECRET, or for another host.
 */
export const KEY_STATES = ["ready", "absent", "unset", "unreadable"] as const;
export type KeyState = (typeof KEY_STATES)[number];

/** What an upstream does: `key_missing` is out of rotation until there is a key. */
export const UPSTREAM_STATES = ["in_rotation", "off", "key_missing"] as const;
export type UpstreamState = (typeof UPSTREAM_STATES)[number];

export function upstreamState({ isEnabled, key }: { isEnabled: boolean; key: KeyState }): UpstreamState {
  if (!isEnabled) return "off";
  return key === "ready" ? "in_rotation" : "key_missing";
}
