"use client";

import { NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type NewUser, newUserSchema, ROLES, type Role, type User } from "@/lib/contract/users";
import { t } from "@/lib/messages/translate";
import classes from "./access.module.css";
import type { Action } from "./action-result";
import { fieldErrors } from "./field-errors";
import { Refusal } from "./refusal";
import { roleOptions } from "./role-options";
import { useAction } from "./use-action";

const EMPTY = { name: "", email: "", password: "" };

/** Adds a user, with a password to sign in with once. */
export function NewUserForm({ action }: { action: Action<NewUser, User> }) {
  const [typed, setTyped] = useState(EMPTY);
  const [role, setRole] = useState<Role>("viewer");
  const [found, setFound] = useState<Record<string, string[]>>({});
  const [added, setAdded] = useState<User | null>(null);
  const { run, isPending, refusal, fields } = useAction(action);
  const errors: Record<string, string[]> = { ...fields, ...found };
  const error = (name: string) => errors[name]?.join(". ");
  const set = (change: Partial<typeof EMPTY>) => setTyped((now) => ({ ...now, ...change }));

  function submit() {
    setAdded(null);
    const { password, ...rest } = typed;
    const parsed = newUserSchema.safeParse({ ...rest, role, ...(password !== "" && { password }) });
    setFound(fieldErrors(parsed.error, typed));
    if (!parsed.success) return;
    run(parsed.data, (user) => {
      setTyped(EMPTY);
      setAdded(user);
    });
  }

  return (
    <form
      noValidate
      aria-label={t("Add a user")}
      className={`${classes.form} ${classes.gap}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={classes.fields}>
        <TextInput
          label={t("Name")}
          autoComplete="off"
          value={typed.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={error("name")}
        />
        <TextInput
          label={t("Email")}
          type="email"
          autoComplete="off"
          value={typed.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
          error={error("email")}
        />
        <NativeSelect
          label={t("Role")}
          data={roleOptions()}
          value={role}
          onChange={(event) => setRole(ROLES.find((known) => known === event.currentTarget.value) ?? "viewer")}
          error={error("role")}
        />
        <PasswordInput
          label={t("One-time password")}
          description={t(
            "At least 12 characters. It works once, then they choose their own. Without a password they cannot sign in yet.",
          )}
          inputWrapperOrder={["label", "input", "description", "error"]}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("Show what was typed") }}
          value={typed.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          error={error("password")}
        />
      </div>
      <Refusal refusal={refusal} />
      {added && (
        <p role="status" className={classes.created}>
          {added.has_password
            ? t(
                "{email} is added as {role, select, viewer {viewer} finance {finance} other {admin}}. They can sign in now.",
                { email: added.email, role: added.role },
              )
            : t(
                "{email} is added as {role, select, viewer {viewer} finance {finance} other {admin}}. They cannot sign in until they have a password.",
                { email: added.email, role: added.role },
              )}
        </p>
      )}
      <div>
        <Button type="submit" loading={isPending}>
          {t("Add user")}
        </Button>
      </div>
    </form>
  );
}
