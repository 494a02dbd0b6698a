"use client";

import { Group, PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { passwordSchema, type User, type UserChange } from "@/lib/contract/users";
import { t } from "@/lib/messages/translate";
import type { Action } from "./action-result";
import { Refusal } from "./refusal";
import { useAction } from "./use-action";

type PasswordButtonProps = {
  id: string;
  email: string;
  action: Action<{ id: string; change: UserChange }, User>;
};

/** Gives somebody a password to sign in with once and choose another; it signs them out everywhere. */
export function PasswordButton({ id, email, action }: PasswordButtonProps) {
  const [opened, setOpened] = useState(false);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const { run, isPending, refusal, fields } = useAction(action);

  function close() {
    setOpened(false);
    setPassword("");
    setProblem(null);
  }

  function submit() {
    const parsed = passwordSchema.safeParse(password);
    setProblem(parsed.success ? null : (parsed.error.issues[0]?.message ?? t("Not valid")));
    if (parsed.success) run({ id, change: { password } }, close);
  }

  return (
    <>
      <Button variant="default" aria-label={t("Set password of {email}", { email })} onClick={() => setOpened(true)}>
        {t("Set password")}
      </Button>
      {opened && (
        <AskDialog title={t("Set password of {email}", { email })} onClose={close}>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <Stack gap="sm">
              <PasswordInput
                label={t("One-time password")}
                description={t(
                  "At least 12 characters. It signs them out everywhere and works once, then they choose their own.",
                )}
                autoComplete="new-password"
                visibilityToggleButtonProps={{ "aria-label": t("Show what was typed") }}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                error={problem ?? fields.password?.join(". ")}
              />
              <Refusal refusal={refusal} />
              <Group gap="xs" justify="end">
                <Button variant="default" onClick={close}>
                  {t("Cancel")}
                </Button>
                <Button type="submit" loading={isPending}>
                  {t("Set password")}
                </Button>
              </Group>
            </Stack>
          </form>
        </AskDialog>
      )}
    </>
  );
}
