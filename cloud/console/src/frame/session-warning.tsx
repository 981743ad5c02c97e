import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { sessionQuery } from "../api/queries.ts";
import type { SessionView } from "../api/types.ts";
import { serverNowMs } from "../live/server-clock.ts";
import { useBeat } from "../live/live-context.tsx";
import { PasswordForm } from "../sign-in/password-form.tsx";
import { useTexts } from "../texts/texts.tsx";

/** WCAG 2.2.6: told early enough to go on without losing anything. */
const warnedMs = 5 * 60_000;

/** Warns before the session ends and lets the operator sign in again without leaving the page. */
export function SessionWarning({ session }: { readonly session: SessionView }) {
  const texts = useTexts();
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const endsAtMs = Date.parse(session.expiresAt);
  // in minutes: a region that changes each second would be spoken each second
  const left = useBeat(() => {
    const ms = endsAtMs - serverNowMs();
    return ms > warnedMs ? undefined : ms <= 0 ? "" : formatAge(Math.ceil(ms / 60_000) * 60_000);
  }, "second");
  useEffect(() => {
    // ended: the route asks for the session again and leads to the sign-in page
    if (left === "") void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }, [left, client]);
  return (
    <>
      <div role="status">
        {left !== undefined && (
          <div className="banner">
            <p className="grow">{texts.rich("session.ends", { age: left })}</p>
            <button type="button" className="btn" onClick={() => setIsAsking(true)}>
              {texts("session.again")}
            </button>
          </div>
        )}
      </div>
      {isAsking && <AgainDialog email={session.account.email} onClose={() => setIsAsking(false)} />}
    </>
  );
}

function AgainDialog({ email, onClose }: { readonly email: string; readonly onClose: () => void }) {
  const texts = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="again-title" onClose={onClose}>
      <div>
        <header>
          <h2 id="again-title">{texts("session.title")}</h2>
          <button type="button" className="btn" onClick={onClose}>
            {texts("keys.close")}
          </button>
        </header>
        <PasswordForm email={email} onSignedIn={onClose} />
      </div>
    </dialog>
  );
}
