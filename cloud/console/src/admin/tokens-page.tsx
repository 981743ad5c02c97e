import { useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { answer, api } from "../api/http.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Failure, PageHead } from "./form-parts.tsx";
import { tokensQuery, useChange, type TokenView } from "./identity-queries.ts";
import { isBroad } from "./token-words.ts";
import { TokenDialog } from "./token-dialog.tsx";

/** Tokens that one made oneself; all of the fleet for who manages them. */
export function TokensPage() {
  const texts = useTexts();
  const read = useQuery(tokensQuery);
  const { data: tokens } = read;
  const [isAdding, setIsAdding] = useState(false);
  usePageTitle(texts("tokens.title"));
  return (
    <>
      <PageHead title={texts("tokens.title")} summary={texts("tokens.summary")}>
        <ListFiles file={listFile("/tokens")} />
        <button type="button" className="btn do" onClick={() => setIsAdding(true)}>
          {texts("tokens.add")}
        </button>
      </PageHead>
      <section className="reg" aria-label={texts("tokens.title")}>
        {tokens === undefined ? (
          <Unread of={read} reading={texts("tokens.reading")} failed={texts("tokens.failed")} minHeight={240} headingLevel={2} />
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
                  <td>
                    <Scopes words={token.scopes} />
                  </td>
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

/** Broad words by name, single permissions by theirs, which people compare with what a program's manual asks for. */
function Scopes({ words }: { readonly words: TokenView["scopes"] }) {
  const texts = useTexts();
  return words.map((word, index) => (
    <Fragment key={word}>
      {index > 0 && ", "}
      {isBroad(word) ? texts(`tokens.${word}`) : <span className="code">{word}</span>}
    </Fragment>
  ));
}
