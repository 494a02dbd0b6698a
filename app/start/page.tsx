import { redirect } from "next/navigation";
import { requireViewer } from "@/app/_server/page-guards";
import { getReadDb } from "@/app/_server/runtime";
import { getStartAddress } from "@/db/views/get-start-address";

/** Leads on to the screen that whoever is signed in starts with: a view of their choice, else the overview. */
export default async function StartPage() {
  const { id } = await requireViewer();
  redirect((await getStartAddress(getReadDb(), { userId: id })) ?? "/");
}
