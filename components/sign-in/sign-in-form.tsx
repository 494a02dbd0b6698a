"use client";

import { Alert, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DEMO_USERS } from "@/lib/domain/access/demo-users";
import { type Message, message, t } from "@/lib/messages/translate";
import { type SignInErrors, signIn } from "./sign-in";

type DemoUser = (typeof DEMO_USERS)[number];

type SignInFormProps = { next: string; demoUsers: readonly DemoUser[] };

/** E-mail and password; in the demo also one click per role. */
export function SignInForm({ next, demoUsers }: SignInFormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<SignInErrors>({});
  const [pending, setPending] = useState<string | null>(null);

  async function enter(who: { email: string; password: string }, what: string) {
    setPending(what);
    const refused = await signIn(who);
    if (refused === null) {
      // A full load, so that every screen is asked for as this person.
      window.location.assign(next);
      return;
    }
    setErrors(refused);
    setPending(null);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void enter({ email, password }, "form");
  }

  return (
    <>
      {demoUsers.length > 0 && <DemoButtons users={demoUsers} pending={pending} onEnter={enter} />}
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {errors.form && (
            <Alert color="red" role="alert">
              {errors.form}
            </Alert>
          )}
          <TextInput
            label={t("Email")}
            type="email"
            autoComplete="username"
            value={email}
            error={errors.email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("Password")}
            autoComplete="current-password"
            value={password}
            error={errors.password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("Show what was typed") }}
          />
          <Button type="submit" size="md" loading={pending === "form"} disabled={pending !== null}>
            {t("Sign in")}
          </Button>
        </Stack>
      </form>
    </>
  );
}

const CAN: Record<DemoUser["role"], Message> = {
  viewer: message("compare models"),
  finance: message("follow the money"),
  admin: message("change policies"),
};

type DemoButtonsProps = {
  users: readonly DemoUser[];
  pending: string | null;
  onEnter: (who: DemoUser, what: string) => void;
};

function DemoButtons({ users, pending, onEnter }: DemoButtonsProps) {
  return (
    <>
      <p>{t("This is the demo, on simulated data. Look around as")}</p>
      <Stack gap="xs">
        {users.map((user) => (
          <Button
            key={user.email}
            variant="light"
            size="md"
            loading={pending === user.email}
            disabled={pending !== null}
            onClick={() => onEnter(user, user.email)}
          >
            {t("{name}: {can}", { name: user.name, can: t(CAN[user.role]) })}
          </Button>
        ))}
      </Stack>
      <Divider my="md" label={t("or")} />
    </>
  );
}
