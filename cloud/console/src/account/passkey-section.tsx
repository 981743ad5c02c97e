import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { TextField } from "../admin/form-parts.tsx";
import { factorsQuery, useChange } from "../admin/identity-queries.ts";
import { ApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { sessionQuery } from "../api/queries.ts";
import { hasPasskeys } from "../sign-in/passkey-support.ts";
import { useTexts } from "../texts/texts.tsx";
import { ProveDialog } from "./prove-dialog.tsx";

/** The account's passkeys. */
export function PasskeySection() {
  const texts = useTexts();
  const { data: factors } = useQuery(factorsQuery);
  const [isAdding, setIsAdding] = useState(false);
  const [removed, setRemoved] = useState<string>();
  const isSupported = hasPasskeys();
  const passkeys = factors?.passkeys ?? [];
  const remove = useChange(
    async (password: string) => {
      await answer(api.POST("/api/v1/account/passkeys/remove", { body: { passkeyId: removed ?? "", password } }));
      setRemoved(undefined);
    },
    [factorsQuery.queryKey],
  );
  const nowMs = Date.now();
  return (
    <section className="reg" aria-labelledby="passkeys-h">
      <header>
        <h2 id="passkeys-h">{texts("account.passkeys")}</h2>
      </header>
      <div className="wide-stack">
        {factors !== undefined && passkeys.length === 0 && <p>{texts("account.passkeysNone")}</p>}
        {passkeys.length > 0 && (
          <table className="t compact plain" aria-labelledby="passkeys-h">
            <thead>
              <tr>
                <th scope="col">{texts("account.passkey")}</th>
                <th scope="col">{texts("account.passkeyUsed")}</th>
                <th scope="col">
                  <span className="vh">{texts("account.passkeyRemove")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {passkeys.map(({ passkeyId, name, lastUsedAt }) => (
                <tr key={passkeyId}>
                  <th scope="row">{name}</th>
                  <td>{lastUsedAt === undefined ? texts("admin.never") : formatMoment(Date.parse(lastUsedAt), nowMs)}</td>
                  <td className="num">
                    <button
                      type="button"
                      className="btn"
                      aria-label={texts("account.passkeyRemoveOf", { name })}
                      onClick={() => {
                        remove.reset();
                        setRemoved(passkeyId);
                      }}
                    >
                      {texts("account.passkeyRemove")}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div>
          <button
            type="button"
            className="btn"
            aria-disabled={!isSupported}
            {...(isSupported ? {} : { "aria-describedby": "no-passkeys" })}
            onClick={() => isSupported && setIsAdding(true)}
          >
            {texts("account.passkeyAdd")}
          </button>
          {!isSupported && (
            <p className="sub" id="no-passkeys">
              {texts("account.passkeyUnsupported")}
            </p>
          )}
        </div>
      </div>
      {isAdding && <AddDialog onClose={() => setIsAdding(false)} />}
      {removed !== undefined && (
        <ProveDialog
          title={texts("account.passkeyRemoveOf", { name: passkeys.find(({ passkeyId }) => passkeyId === removed)?.name ?? "" })}
          act={texts("account.passkeyRemove")}
          error={remove.error}
          onProve={(password) => remove.mutate(password)}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </section>
  );
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState("");
  const add = useChange(
    async (password: string) => {
      const { token, options } = await answer<{ token: string; options: object }>(api.POST("/api/v1/account/passkeys/options", { body: { password } }));
      // the cloud makes them by the same standard that the browser reads them by
      const response = await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }).catch((cause: unknown) => {
        throw new ApiError(texts("account.passkeyFailed"), { code: "PASSKEY_NOT_MADE", status: 0, isRetryable: true, cause });
      });
      await answer(api.POST("/api/v1/account/passkeys", { body: { token, name: name.trim() || texts("account.passkey"), response: { ...response } } }));
      onClose();
    },
    [factorsQuery.queryKey, sessionQuery.queryKey],
  );
  return (
    <ProveDialog
      title={texts("account.passkeyAdd")}
      act={texts("account.passkeyAdd")}
      error={add.error}
      onProve={(password) => add.mutate(password)}
      onClose={onClose}
    >
      <TextField id="passkey-name" label={texts("account.passkeyName")} hint={texts("account.passkeyNameHint")} value={name} onChange={setName} />
    </ProveDialog>
  );
}
