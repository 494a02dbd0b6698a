"use client";

import { Group, PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { errorText } from "@/lib/client/error-text";
import { send } from "@/lib/client/send";
import { t } from "@/lib/messages/translate";
import { useShell } from "./shell-context";

/** Asks who is signed in for their password, so that a browser left open cannot change who may do what. */
export function ConfirmDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { user } = useShell();
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit() {
    setPending(true);
    try {
      await send("post", "/api/v1/account/confirm", {}, { password });
      onDone();
    } catch (error) {
      setProblem(errorText(error));
      setPending(false);
    }
  }

  return (
    <AskDialog title={t("Confirm that it is you")} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // The form the dialog was opened from is an ancestor to React.
          event.stopPropagation();
          if (password === "") setProblem(t("Enter your password"));
          else void submit();
        }}
      >
        <Stack gap="sm">
          <input type="hidden" name="username" autoComplete="username" value={user.email} />
          <PasswordInput
            label={t("Your password")}
            description={t("This changes permissions. You are asked again after 15 minutes.")}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={problem}
            visibilityToggleButtonProps={{ "aria-label": t("Show what was typed") }}
          />
          <Group gap="xs" justify="end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" loading={isPending}>
              {t("Confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </AskDialog>
  );
}
