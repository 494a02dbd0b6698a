import type { ReplayReason } from "@/lib/domain/alerts/replay-reasons";

/** A replay that ends with the reason why there is none. */
export class ReplayRefused extends Error {
  override name = "ReplayRefused";
  readonly reason: ReplayReason;

  constructor(reason: ReplayReason) {
    super(`not replayed: ${reason}`);
    this.reason = reason;
  }
}
