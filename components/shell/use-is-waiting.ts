import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** An answer that takes longer than this is said to be on its way. */
const SLOW_MS = 700;

/** Whether the screen has waited noticeably for an answer that it does not have yet: another range, another filter. */
export function useIsWaiting(): boolean {
  const missing = useIsFetching({
    predicate: (query) => query.isActive() && query.state.status === "pending",
  });
  const isMissing = missing > 0;
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isMissing) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isMissing]);
  return isSlow;
}
