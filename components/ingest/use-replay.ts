import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "@/lib/client/send";
import type { RecordFix, RejectedGroupKey, Replayed } from "@/lib/contract/rejected-records";

export type ReplayTotals = Pick<Replayed, "stored" | "duplicates" | "rejected" | "example">;

const NOTHING: ReplayTotals = { stored: 0, duplicates: 0, rejected: 0, example: null };

export type ReplayInput = { fix: RecordFix; asHistory: boolean };

/** Tries a fix on a group of rejected records, or replays them piece by piece. */
export function useReplay(group: RejectedGroupKey) {
  const [done, setDone] = useState(0);

  async function run({ fix, asHistory }: ReplayInput, isDryRun: boolean): Promise<ReplayTotals> {
    let totals = NOTHING;
    setDone(0);
    for (let after: number | null = 0; after !== null; ) {
      const body = { group, fix, as_history: asHistory, after_seq: after, dry_run: isDryRun };
      const piece: Replayed = await send("post", "/api/v1/rejected/replay", {}, body);
      totals = {
        stored: totals.stored + piece.stored,
        duplicates: totals.duplicates + piece.duplicates,
        rejected: totals.rejected + piece.rejected,
        // What still fails says more than what does not.
        example: totals.example && totals.example.errors.length > 0 ? totals.example : piece.example,
      };
      setDone(totals.stored + totals.duplicates + totals.rejected);
      after = piece.next_after_seq;
    }
    return totals;
  }

  const attempt = useMutation({ mutationFn: (input: ReplayInput) => run(input, true) });
  const replay = useMutation({ mutationFn: (input: ReplayInput) => run(input, false) });
  return { attempt, replay, done };
}
