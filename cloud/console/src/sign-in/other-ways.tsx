import { BuildingsIcon } from "@phosphor-icons/react/dist/csr/Buildings";
import { FingerprintIcon } from "@phosphor-icons/react/dist/csr/Fingerprint";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, api } from "../api/http.ts";
import type { SessionView } from "../api/types.ts";
import { Wrong, TextField } from "../admin/form-parts.tsx";
import { useTexts } from "../texts/texts.tsx";
import { signInByPasskey } from "./passkey-sign-in.ts";
import { hasPasskeys } from "./passkey-support.ts";

const offerQuery = queryOptions({
  queryKey: ["sign-on-offer"],
  queryFn: ({ signal }) => answer<{ isOffered: boolean; name?: string }>(api.GET("/api/v1/session/sign-on", { signal })),
});

/** Passkey and company sign-on; below them the password. */
export function OtherWays({ next, onSignedIn }: { readonly next: string | undefined; readonly onSignedIn: (session: SessionView) => void }) {
  const texts = useTexts();
  const { data: offer } = useQuery(offerQuery);
  const isOffered = offer?.isOffered === true;
  if (!hasPasskeys() && !isOffered) return null;
  return (
    <>
      <div className="ways">
        {hasPasskeys() && <PasskeyButton onSignedIn={onSignedIn} />}
        {isOffered && <CompanyWay name={offer.name} next={next} />}
      </div>
      <p className="or">{texts("signIn.or")}</p>
    </>
  );
}

export function PasskeyButton({ onSignedIn }: { readonly onSignedIn: (session: SessionView) => void }) {
  const texts = useTexts();
  const signIn = useMutation({ mutationFn: signInByPasskey, onSuccess: onSignedIn });
  return (
    <>
      <button type="button" className="btn do big" onClick={() => signIn.mutate()}>
        <FingerprintIcon className="i" aria-hidden="true" />
        {texts("signIn.passkey")}
      </button>
      <div role="alert">{signIn.isError && <Wrong>{texts("signIn.passkeyFailed")}</Wrong>}</div>
    </>
  );
}

function CompanyWay({ name: known, next }: { readonly name: string | undefined; readonly next: string | undefined }) {
  const texts = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  const [name, setName] = useState("");
  const go = (company: string) => {
    // a whole page's way: the provider is another site
    location.assign(`/api/v1/session/sign-on/begin?${new URLSearchParams({ name: company, ...(next === undefined ? {} : { next }) })}`);
  };
  if (!isAsking) {
    return (
      <button type="button" className="btn big" onClick={() => (known === undefined ? setIsAsking(true) : go(known))}>
        <BuildingsIcon className="i" aria-hidden="true" />
        {texts("signIn.company")}
      </button>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") go(name.trim().toLowerCase());
      }}
    >
      <TextField id="company" label={texts("signIn.companyName")} value={name} onChange={setName} autoComplete="organization" />
      <button type="submit" className="btn big">
        {texts("signIn.companyGo")}
      </button>
    </form>
  );
}
