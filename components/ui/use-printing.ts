"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Whether the page is on paper: what is drawn for it is drawn before the browser takes its picture. */
export function usePrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const paper = window.matchMedia("print");
    const follow = () => flushSync(() => setIsPrinting(paper.matches));
    const begin = () => flushSync(() => setIsPrinting(true));
    const end = () => setIsPrinting(false);
    setIsPrinting(paper.matches);
    paper.addEventListener("change", follow);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      paper.removeEventListener("change", follow);
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}
