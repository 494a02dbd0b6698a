"use client";

import { Alert, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DEMO_PEOPLE } from "@/lib/domain/access/demo-people";
import { type SignInErrors, signIn } from "./sign-in";

type DemoPerson = (typeof DEMO_PEOPLE)[number];

type SignInFormProps = { next: string; demoPeople: readonly DemoPerson[] };

/** E-mail and password; in the demo also one click per role. */
export function SignInForm({ next, demoPeople }: SignInFormProps) {
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
      {demoPeople.length > 0 && <DemoButtons people={demoPeople} pending={pending} onEnter={enter} />}
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {errors.form && (
            <Alert color="red" role="alert">
              {errors.form}
            </Alert>
          )}
          <TextInput
            label="Email"
            type="email"
            autoComplete="username"
            value={email}
            error={errors.email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            value={password}
            error={errors.password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": "Show what was typed" }}
          />
          <Button type="submit" size="md" loading={pending === "form"} disabled={pending !== null}>
            Sign in
          </Button>
        </Stack>
      </form>
    </>
  );
}

const CAN: Record<DemoPerson["role"], string> = {
  viewer: "compare models",
  finance: "follow the money",
  admin: "change policies",
};

type DemoButtonsProps = {
  people: readonly DemoPerson[];
  pending: string | null;
  onEnter: (who: DemoPerson, what: string) => void;
};

function DemoButtons({ people, pending, onEnter }: DemoButtonsProps) {
  return (
    <>
      <p>This is the demo, on simulated data. Look around as</p>
      <Stack gap="xs">
        {people.map((person) => (
          <Button
            key={person.email}
            variant="light"
            size="md"
            loading={pending === person.email}
            disabled={pending !== null}
            onClick={() => onEnter(person, person.email)}
          >
            {person.name}: {CAN[person.role]}
          </Button>
        ))}
      </Stack>
      <Divider my="md" label="or" />
    </>
  );
}
