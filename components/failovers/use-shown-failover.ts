"use client";

import { parseAsInteger, useQueryState } from "nuqs";
import { useRef } from "react";

/** Which transition is looked at, in the page's address: it can be passed on, and Back leads to the list again. */
export function useShownFailover() {
  const [shown, setShown] = useQueryState("failover", parseAsInteger);
  // Whether the entry before this one is the list itself, so that closing may go back to it.
  const isOnTop = useRef(false);
  return {
    shown,
    show: (id: number) => {
      isOnTop.current = true;
      void setShown(id, { history: "push" });
    },
    close: () => {
      if (isOnTop.current) window.history.back();
      else void setShown(null);
      isOnTop.current = false;
    },
  };
}
