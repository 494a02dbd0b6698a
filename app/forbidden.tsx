import Link from "next/link";

export default function Forbidden() {
  return (
    <main style={{ maxWidth: "40rem", margin: "20vh auto", padding: "0 1.5rem" }}>
      <h1>This page is not for your role</h1>
      <p>Nothing is wrong: an admin can see it, or give you the role that can.</p>
      <p>
        <Link href="/">Back to the overview</Link>
      </p>
    </main>
  );
}
