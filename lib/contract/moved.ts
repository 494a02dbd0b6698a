/** Operations that moved: for this release the old address answers 308, to the same place under the new one. */
export const MOVED = [
  { method: "get", from: "/api/v1/refused", to: "/api/v1/rejected" },
  { method: "post", from: "/api/v1/refused/discard", to: "/api/v1/rejected/discard" },
  { method: "post", from: "/api/v1/refused/replay", to: "/api/v1/rejected/replay" },
] as const;
