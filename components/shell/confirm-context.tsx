"use client";

import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { ApiError } from "@/lib/client/api-error";
import { CONFIRM_FIELD } from "@/lib/domain/access/asked-fields";
import { ConfirmDialog } from "./confirm-dialog";

/** Asks for the password again; false where the person would rather not. */
type Confirm = () => Promise<boolean>;
type Asked = { answer: (isConfirmed: boolean) => void };

const ConfirmContext = createContext<Confirm | null>(null);

/** Has the password asked for again where the server wants it, in one dialog for all screens. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const pending = useRef<Promise<boolean> | null>(null);
  // Whoever asks while it is open gets the same answer.
  const confirm = useCallback<Confirm>(() => {
    pending.current ??= new Promise((answer) => setAsked({ answer }));
    return pending.current;
  }, []);
  function settle(isConfirmed: boolean) {
    pending.current = null;
    asked?.answer(isConfirmed);
    setAsked(null);
  }
  return (
    <ConfirmContext.Provider value={confirm}>
      {children}
      {asked && <ConfirmDialog onDone={() => settle(true)} onClose={() => settle(false)} />}
    </ConfirmContext.Provider>
  );
}

/** See ConfirmProvider. */
export function useConfirm(): Confirm {
  const confirm = useContext(ConfirmContext);
  if (!confirm) throw new Error("useConfirm needs the signed-in frame");
  return confirm;
}

/** Runs a call of the API, once more after the password where it was asked for. */
export function useConfirmed(): <T>(call: () => Promise<T>) => Promise<T> {
  const confirm = useConfirm();
  return useCallback(
    async (call) => {
      try {
        return await call();
      } catch (error) {
        const isAsked = error instanceof ApiError && CONFIRM_FIELD in error.fields;
        if (!isAsked || !(await confirm())) throw error;
        return call();
      }
    },
    [confirm],
  );
}
