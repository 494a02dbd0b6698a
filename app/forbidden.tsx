import Link from "next/link";
import { NoticePage } from "@/components/shell/notice-page";

export default function Forbidden() {
  return (
    <NoticePage title="This page is not for your role">
      <p>Nothing is wrong: an admin can see it, or give you the role that can.</p>
      <Link href="/">Back to the overview</Link>
    </NoticePage>
  );
}
