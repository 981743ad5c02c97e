import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useState } from "react";
import { RegionError } from "./region-error.tsx";
import { useTexts } from "../texts/texts.tsx";

/** A page that could not be shown at all. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const texts = useTexts();
  const router = useRouter();
  const [failedAtMs] = useState(() => Date.now());
  return (
    <main className="reg">
      <RegionError
        title={texts("fail.page")}
        headingLevel={2}
        error={error}
        failedAtMs={failedAtMs}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </main>
  );
}
