import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getPersonCaller } from "@/app/_server/caller";
import { ChoosePassword } from "@/components/account/choose-password";
import { NoticePage } from "@/components/shell/notice-page";

export const metadata: Metadata = { title: "Choose a password" };

export default async function ChoosePasswordPage() {
  const person = await getPersonCaller(await headers());
  if (!person) redirect("/sign-in");
  if (!person.mustChoosePassword) redirect("/");
  return (
    <NoticePage title="Choose a password">
      <ChoosePassword email={person.email} />
    </NoticePage>
  );
}
