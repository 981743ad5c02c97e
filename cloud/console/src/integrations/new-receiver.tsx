import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useState } from "react";
import { Once, TextField } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { CopyLine } from "./copy-line.tsx";
import { addressOf, receiversQuery } from "./receiver-queries.ts";

/** The form for one more system, then its address and its secret, which is shown once. */
export function NewReceiver({ isFirst }: { readonly isFirst: boolean }) {
  const texts = useTexts();
  const [name, setName] = useState("");
  const [isTried, setIsTried] = useState(false);
  const add = useChange(
    (wanted: string) => answer<Schemas["NewWebhookReceiver"]>(api.POST("/api/v1/webhook-receivers", { body: { name: wanted } })),
    [receiversQuery.queryKey],
  );
  const wrong = isTried && name.trim() === "" ? texts("receivers.nameMissing") : add.error === null ? undefined : asApiError(add.error).message;
  return (
    <section className="reg" aria-labelledby="new-receiver-h">
      <header>
        <h2 id="new-receiver-h">{texts("receivers.new")}</h2>
      </header>
      <form
        className="stack narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (name.trim() === "") return;
          add.mutate(name.trim(), {
            onSuccess: () => {
              setName("");
              setIsTried(false);
            },
          });
        }}
      >
        <TextField id="receiver-name" label={texts("receivers.name")} value={name} onChange={setName} hint={texts("receivers.nameHint")} wrong={wrong} />
        <div>
          <button type="submit" className={isFirst ? "btn do" : "btn"}>
            {texts("receivers.add")}
          </button>
        </div>
      </form>
      {add.data !== undefined && (
        <div className="stack" style={{ maxWidth: 640 }}>
          <CopyLine label={texts("receivers.address")} text={addressOf(add.data.receiverId)} />
          <Once title={texts("receivers.added")} hint={texts("receivers.addedHint")} secret={add.data.secret} />
        </div>
      )}
    </section>
  );
}
