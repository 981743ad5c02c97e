import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Dialog, Failure, TextField } from "../admin/form-parts.tsx";
import { factorsQuery, sessionsQuery, useChange } from "../admin/identity-queries.ts";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { sessionQuery } from "../api/queries.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { qrPath } from "./qr-path.ts";
import { ProveDialog } from "./prove-dialog.tsx";

type Asking = "add" | "remove" | "renew";

/** The authenticator app and its recovery codes. */
export function AppSection() {
  const texts = useTexts();
  const read = useQuery(factorsQuery);
  const { data: factors } = read;
  const [asking, setAsking] = useState<Asking>();
  const [begun, setBegun] = useState<{ readonly secret: string; readonly uri: string }>();
  const [codes, setCodes] = useState<readonly string[]>();
  const act = useChange(
    async (password: string) => {
      const body = { password };
      if (asking === "add") setBegun(await answer<{ secret: string; uri: string }>(api.POST("/api/v1/account/app", { body })));
      else if (asking === "remove") await answer(api.POST("/api/v1/account/app/remove", { body }));
      else setCodes((await answer<Schemas["RecoveryCodes"]>(api.POST("/api/v1/account/recovery-codes", { body }))).codes);
      setAsking(undefined);
    },
    [factorsQuery.queryKey, sessionQuery.queryKey],
  );
  const ask = (next: Asking) => {
    act.reset();
    setAsking(next);
  };
  const titles = { add: texts("account.appAdd"), remove: texts("account.appRemove"), renew: texts("account.appRenew") };
  return (
    <section className="reg" aria-labelledby="app-h">
      <header>
        <h2 id="app-h">{texts("account.app")}</h2>
      </header>
      {factors === undefined ? (
        <Unread of={read} reading={texts("account.readingFactors")} failed={texts("account.failedFactors")} minHeight={100} />
      ) : (
        <div className="wide-stack">
          <p>{factors.hasApp ? texts("account.appOn", { left: factors.recoveryCodesLeft }) : texts("account.appOff")}</p>
          {codes !== undefined && <Codes codes={codes} />}
          <div className="btns">
            {factors.hasApp ? (
              (["renew", "remove"] as const).map((each) => (
                <button key={each} type="button" className="btn" onClick={() => ask(each)}>
                  {titles[each]}
                </button>
              ))
            ) : (
              <button type="button" className="btn" onClick={() => ask("add")}>
                {titles.add}
              </button>
            )}
          </div>
        </div>
      )}
      {asking !== undefined && (
        <ProveDialog
          title={titles[asking]}
          act={asking === "add" ? texts("account.goOn") : titles[asking]}
          error={act.error}
          onProve={(password) => act.mutate(password)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {begun !== undefined && (
        <ConfirmDialog
          begun={begun}
          onClose={() => setBegun(undefined)}
          onAdded={(made) => {
            setBegun(undefined);
            setCodes(made);
          }}
        />
      )}
    </section>
  );
}

function ConfirmDialog({
  begun,
  onClose,
  onAdded,
}: {
  readonly begun: { readonly secret: string; readonly uri: string };
  readonly onClose: () => void;
  readonly onAdded: (codes: readonly string[]) => void;
}) {
  const texts = useTexts();
  const [code, setCode] = useState("");
  const qr = useMemo(() => qrPath(begun.uri), [begun.uri]);
  const confirm = useChange(async () => {
    onAdded((await answer<Schemas["RecoveryCodes"]>(api.POST("/api/v1/account/app/confirm", { body: { code: code.trim() } }))).codes);
  }, [factorsQuery.queryKey, sessionsQuery.queryKey, sessionQuery.queryKey]);
  const isWrong = confirm.error !== null && ["CODE_WRONG", "REQUEST_INVALID"].includes(asApiError(confirm.error).code);
  return (
    <Dialog title={texts("account.appAdd")} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate(undefined);
        }}
      >
        <p>{texts("account.appSecret")}</p>
        <div className="once scan">
          <svg className="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={texts("account.qr")} shapeRendering="crispEdges">
            <path d={qr.path} />
          </svg>
          <div>
            <b>{texts("account.key")}</b>
            <p className="code">{begun.secret.match(/.{1,4}/g)?.join(" ")}</p>
            <a className="tall" href={begun.uri}>
              {texts("account.appLink")}
            </a>
          </div>
        </div>
        <TextField
          id="app-code"
          label={texts("account.code")}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          wrong={isWrong ? texts("account.codeWrong") : undefined}
        />
        {!isWrong && <Failure error={confirm.error} />}
        <div>
          <button type="submit" className="btn do">
            {texts("account.appConfirm")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  const texts = useTexts();
  return (
    <div className="once" role="status">
      <b>{texts("account.codesTitle")}</b>
      <p>{texts("account.codesHint")}</p>
      <ol>
        {codes.map((code) => (
          <li key={code} className="code">
            {code}
          </li>
        ))}
      </ol>
    </div>
  );
}
