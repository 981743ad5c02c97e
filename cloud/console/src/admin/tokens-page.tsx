import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Waiting } from "@drawbar/ui/waiting.tsx";
import { answer, api } from "../api/http.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { RegionError } from "../states/region-error.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Checks, Dialog, Failure, Once, PageHead, SelectField, TextField } from "./form-parts.tsx";
import { tokensQuery, useChange, useMay, type Permission, type TokenView } from "./identity-queries.ts";

type Scope = TokenView["scopes"][number];

/** Each scope with the permission that one needs to give it. */
const scopes: readonly { readonly scope: Scope; readonly needs: Permission }[] = [
  { scope: "read", needs: "fleet.read" },
  { scope: "write", needs: "fleet.change" },
  { scope: "admin", needs: "fleet.administer" },
];
const lifetimes = [1, 7, 30, 90, 365] as const;
const dayMs = 86_400_000;

/** Tokens that one made oneself; all of the fleet for who manages them. */
export function TokensPage() {
  const texts = useTexts();
  const { data: tokens, error, errorUpdatedAt, refetch } = useQuery(tokensQuery);
  const [isAdding, setIsAdding] = useState(false);
  usePageTitle(texts("tokens.title"));
  return (
    <>
      <PageHead title={texts("tokens.title")} summary={texts("tokens.summary")}>
        <button type="button" className="btn do" onClick={() => setIsAdding(true)}>
          {texts("tokens.add")}
        </button>
      </PageHead>
      <section className="reg" aria-label={texts("tokens.title")}>
        {tokens === undefined ? (
          error === null ? (
            <Waiting label={texts("tokens.reading")} minHeight={240} />
          ) : (
            <RegionError title={texts("tokens.failed")} error={error} failedAtMs={errorUpdatedAt} onRetry={() => void refetch()} headingLevel={2} />
          )
        ) : tokens.length === 0 ? (
          <>
            <b>{texts("tokens.none")}</b>
            <p className="quiet">{texts("tokens.noneWhy")}</p>
          </>
        ) : (
          <TokenTable tokens={tokens} />
        )}
      </section>
      {isAdding && <TokenDialog onClose={() => setIsAdding(false)} />}
    </>
  );
}

function TokenTable({ tokens }: { readonly tokens: readonly TokenView[] }) {
  const texts = useTexts();
  const nowMs = Date.now();
  const revoke = useChange(
    (tokenId: string) => answer<undefined>(api.DELETE("/api/v1/tokens/{tokenId}", { params: { path: { tokenId } } })),
    [tokensQuery.queryKey],
  );
  const moment = (at: string | undefined) => (at === undefined ? texts("admin.never") : formatMoment(Date.parse(at), nowMs));
  return (
    <>
      <Failure error={revoke.error} />
      <div className="scroll" tabIndex={0} role="group" aria-label={texts("tokens.title")}>
        <table className="t compact plain">
          <thead>
            <tr>
              <th scope="col">{texts("tokens.name")}</th>
              <th scope="col">{texts("tokens.scopes")}</th>
              <th scope="col" className="wide">
                {texts("tokens.used")}
              </th>
              <th scope="col">{texts("tokens.ends")}</th>
              <th scope="col">
                <span className="vh">{texts("tokens.revoke")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => {
              const isOver = Date.parse(token.expiresAt) <= nowMs;
              return (
                <tr key={token.tokenId}>
                  <th scope="row">
                    {token.name}
                    <span className="two">{token.createdBy ?? texts("tokens.byCommand")}</span>
                  </th>
                  <td>{token.scopes.map((scope) => texts(`tokens.${scope}`)).join(", ")}</td>
                  <td className="wide">{moment(token.lastUsedAt)}</td>
                  <td>
                    {token.revokedAt === undefined ? (isOver ? texts("tokens.ended") : moment(token.expiresAt)) : texts("tokens.revoked")}
                    {token.revokedAt !== undefined && <span className="two">{moment(token.revokedAt)}</span>}
                  </td>
                  <td className="num">
                    {token.revokedAt === undefined && !isOver && (
                      <button
                        type="button"
                        className="btn"
                        aria-label={texts("tokens.revokeOf", { name: token.name })}
                        onClick={() => revoke.mutate(token.tokenId)}
                      >
                        {texts("tokens.revoke")}
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const may = useMay();
  const [name, setName] = useState("");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(["read"]));
  const [days, setDays] = useState("30");
  const [isTried, setIsTried] = useState(false);
  const wanted = scopes.map(({ scope }) => scope).filter((scope) => picked.has(scope));
  const create = useChange(
    () => answer<Schemas["ApiToken"]>(api.POST("/api/v1/tokens", { body: { name: name.trim(), scopes: wanted, expiresInMs: Number(days) * dayMs } })),
    [tokensQuery.queryKey],
  );
  return (
    <Dialog title={texts("tokens.add")} onClose={onClose}>
      {create.data === undefined ? (
        <form
          className="wide-stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setIsTried(true);
            if (name.trim() !== "" && wanted.length > 0) create.mutate(undefined);
          }}
        >
          <TextField
            id="token-name"
            label={texts("tokens.name")}
            value={name}
            onChange={setName}
            wrong={isTried && name.trim() === "" ? texts("tokens.nameMissing") : undefined}
          />
          <Checks
            label={texts("tokens.scopes")}
            choices={scopes.map(({ scope, needs }) => ({ value: scope, label: texts(`tokens.${scope}`), isDisabled: !may(needs) }))}
            picked={picked}
            onPick={setPicked}
            wrong={isTried && wanted.length === 0 ? texts("tokens.scopesMissing") : undefined}
          />
          <SelectField
            id="token-days"
            label={texts("tokens.expiry")}
            value={days}
            choices={lifetimes.map((each) => ({ value: String(each), label: texts("tokens.days", { days: each }) }))}
            onChange={setDays}
          />
          <Failure error={create.error} />
          <div>
            <button type="submit" className="btn do">
              {texts("tokens.create")}
            </button>
          </div>
        </form>
      ) : (
        <Once title={texts("tokens.made")} hint={texts("tokens.madeHint")} secret={create.data.token} />
      )}
    </Dialog>
  );
}
