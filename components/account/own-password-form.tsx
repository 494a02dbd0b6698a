"use client";

import { PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ApiError } from "@/lib/client/api-error";
import { UNREACHABLE } from "@/lib/client/error-text";
import { send } from "@/lib/client/send";
import { t, textOf } from "@/lib/messages/translate";
import classes from "./account.module.css";

type OwnPasswordFormProps = {
  /** What the present password is called: one's own, or the one somebody handed over. */
  presentLabel: string;
  onChanged: () => void;
};

type Problems = {
  password?: string | undefined;
  new_password?: string | undefined;
  again?: string | undefined;
  form?: string | undefined;
};

/** Chooses another password. */
export function OwnPasswordForm({ presentLabel, onChanged }: OwnPasswordFormProps) {
  const [typed, setTyped] = useState({ password: "", new_password: "", again: "" });
  const [problems, setProblems] = useState<Problems>({});
  const [isPending, setPending] = useState(false);
  const field = (name: keyof typeof typed) => ({
    value: typed[name],
    error: problems[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setTyped((now) => ({ ...now, [name]: value }));
    },
    visibilityToggleButtonProps: { "aria-label": t("Show what was typed") },
  });

  async function submit() {
    const found: Problems = {
      password: typed.password === "" ? t("Required") : undefined,
      again: typed.again === typed.new_password ? undefined : t("Is not the same"),
    };
    setProblems(found);
    if (found.password || found.again) return;
    setPending(true);
    try {
      await send(
        "post",
        "/api/v1/account/password",
        {},
        { password: typed.password, new_password: typed.new_password },
      );
      setTyped({ password: "", new_password: "", again: "" });
      onChanged();
    } catch (error) {
      if (!(error instanceof ApiError)) setProblems({ form: textOf(UNREACHABLE) });
      else {
        const { password, new_password } = error.fields;
        const fieldProblems = { password: password?.join(". "), new_password: new_password?.join(". ") };
        setProblems(fieldProblems.password || fieldProblems.new_password ? fieldProblems : { form: error.message });
      }
    }
    setPending(false);
  }

  return (
    <form
      noValidate
      aria-label={t("Change password")}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        {problems.form && (
          <p role="alert" className={classes.refusal}>
            {problems.form}
          </p>
        )}
        <PasswordInput label={presentLabel} autoComplete="current-password" {...field("password")} />
        <PasswordInput
          label={t("New password")}
          description={t("At least 12 characters; known passwords and your own name are refused.")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          autoComplete="new-password"
          {...field("new_password")}
        />
        <PasswordInput label={t("New password again")} autoComplete="new-password" {...field("again")} />
        <div>
          <Button type="submit" size="md" loading={isPending}>
            {t("Change password")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
