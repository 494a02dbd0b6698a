import type { ChangeInput } from "@/lib/contract/what-if";
import { parseUsd } from "@/lib/domain/pricing/usd";
import type { Change } from "@/lib/domain/what-if/changes";

/** A change as it is computed, from how it is sent. */
export function toChange(input: ChangeInput): Change {
  switch (input.kind) {
    case "model":
      return input;
    case "price":
      return { kind: "price", where: input.where, rise: input.percent / 100, bucket: input.bucket };
    case "cache":
      return input.mode === "off"
        ? { kind: "cache", where: input.where, mode: "off" }
        : { kind: "cache", where: input.where, mode: "on", hitShare: input.hit_share };
    case "shift":
      return { kind: "shift", where: input.where, deadlineHours: input.deadline_hours };
    case "capacity":
      return {
        ...{ kind: "capacity", where: input.where, tokensPerHour: input.tokens_per_hour },
        picoPerHour: parseUsd(input.usd_per_hour) ?? 0n,
      };
  }
}
