"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import type { Upstream } from "@/lib/contract/upstreams";
import { t } from "@/lib/messages/translate";
import classes from "./router.module.css";

type DeleteUpstreamDialogProps = {
  upstream: Upstream;
  remove: (upstream: Upstream) => Promise<unknown>;
  onClose: () => void;
};

/** Asks for the name before an upstream goes: its key goes with it, and cannot be brought back. */
export function DeleteUpstreamDialog({ upstream, remove, onClose }: DeleteUpstreamDialogProps) {
  const { name } = upstream;
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);

  async function submit() {
    setPending(true);
    try {
      await remove(upstream);
      onClose();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  return (
    <AskDialog title={t("Delete {name}", { name })} onClose={onClose}>
      <form
        noValidate
        aria-label={t("Delete upstream")}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === name) void submit();
        }}
      >
        <p className={classes.muted}>
          {t("The router calls it no more, and its stored key is deleted: nobody can bring that back.")}
        </p>
        <TextInput
          label={t("Type {name} to delete it", { name })}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <FormFoot error={error} submitLabel={t("Delete")} isDisabled={typed !== name} {...{ isPending, onClose }} />
      </form>
    </AskDialog>
  );
}
