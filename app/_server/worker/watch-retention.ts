import type { Db } from "@/db/client";
import { judgeRetention, type RetentionInput } from "@/db/retention/judge-retention";

const EVERY_MS = 10_000;

export type RetentionWatch = {
  /** Why nothing is deleted by age, as of the last look; null where it is. */
  hold: () => string | null;
  stop: () => void;
};

/**
 * Looks again and again whether retention is held, whoever leads: each process has a clock of its own.
 *
 * `onChange` is called with a new reason, and of its end. A look that fails changes nothing.
 */
export function watchRetention(
  db: Db,
  input: RetentionInput & { onChange: (reason: string | null) => void; everyMs?: number },
): RetentionWatch {
  const { onChange, everyMs = EVERY_MS } = input;
  let known: string | null = null;
  let isLooking = false;

  async function look() {
    if (isLooking) return;
    isLooking = true;
    try {
      const reason = (await judgeRetention(db, input)).hold?.reason ?? null;
      if (reason !== known) onChange(reason);
      known = reason;
    } catch {
      // The database is away, which others report.
    } finally {
      isLooking = false;
    }
  }

  const timer = setInterval(look, everyMs);
  timer.unref();
  void look();
  return { hold: () => known, stop: () => clearInterval(timer) };
}
