/** Who works for the fleet: people, and invitations to become one. */
import { Type, type Static } from "typebox";
import type { Routes } from "../../http/api.ts";
import { actAs } from "../../http/audit.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { named, pageOf, pageParameters, ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { Identity } from "./identity.ts";
import { identityLimits, type Operator } from "./identity-types.ts";
import type { Invitation } from "./invitation-store.ts";
import { roleIdOf } from "./roles.ts";
import { clientOf, outcomeSchemas, TypedPassword, type SessionAnswer } from "./session-answer.ts";

const when = Type.String({ format: "date-time" });
const Depots = Type.Optional(
  Type.Array(Type.String(), { description: "Depots that the role holds for; absent for all. What belongs to no depot is not limited by it." }),
);

const User = named(
  "User",
  Type.Object({
    accountId: Type.String(),
    email: Type.String(),
    name: Type.String(),
    roleId: Type.String({ description: "A built-in role's name, or the id of one of the fleet's own." }),
    roleName: Type.String(),
    depots: Depots,
    createdAt: when,
    suspendedAt: Type.Optional(when),
    lastSeenAt: Type.Optional(Type.String({ format: "date-time", description: "Of any session that is still there, to the minute." })),
  }),
);
const UserPage = pageOf("UserPage", User);

const userColumns: readonly ListColumn<Static<typeof User>>[] = [
  ["name", ({ name }) => name],
  ["email", ({ email }) => email],
  ["role", ({ roleName }) => roleName],
  ["depots", ({ depots }) => depotsText(depots)],
  ["state", ({ suspendedAt }) => (suspendedAt === undefined ? "active" : "suspended")],
  ["suspendedAt", ({ suspendedAt = "" }) => suspendedAt],
  ["lastSeenAt", ({ lastSeenAt = "" }) => lastSeenAt],
  ["createdAt", ({ createdAt }) => createdAt],
];

const InvitationSchema = named(
  "Invitation",
  Type.Object({
    invitationId: Type.String(),
    email: Type.String(),
    roleId: Type.String(),
    roleName: Type.String(),
    depots: Depots,
    createdAt: when,
    expiresAt: when,
  }),
);
const invitationColumns: readonly ListColumn<Static<typeof InvitationSchema>>[] = [
  ["email", ({ email }) => email],
  ["role", ({ roleName }) => roleName],
  ["depots", ({ depots }) => depotsText(depots)],
  ["createdAt", ({ createdAt }) => createdAt],
  ["expiresAt", ({ expiresAt }) => expiresAt],
];
const InvitationList = named("InvitationList", Type.Object({ items: Type.Array(ref(InvitationSchema)) }));
const NewInvitation = named(
  "NewInvitation",
  Type.Object({ token: Type.String({ description: "Shown this once; the link is `/invitation#` and it." }), invitation: ref(InvitationSchema) }),
);
const InvitationView = named(
  "InvitationView",
  Type.Object({
    email: Type.String(),
    tenantName: Type.String(),
    roleName: Type.String(),
    hasAccount: Type.Boolean({ description: "The account's password is asked for; otherwise one is chosen." }),
  }),
);

const WantedGrant = {
  roleId: Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z0-9-]+$" }),
  depots: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: identityLimits.depotsMax, uniqueItems: true })),
};
const Person = Type.Object({ accountId: Uuid });
const InvitationToken = Type.String({ minLength: 1, maxLength: 200 });
const tags = ["users"];

export function userRoutes({ service, users, invitations }: Identity, answer: SessionAnswer, running: RunningExports): Routes {
  const pageOfUsers = async (principal: Principal, { after, limit }: { readonly after?: string; readonly limit: number }): Promise<Static<typeof UserPage>> => {
    const found = await users.list(principal, { after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(userToJson), ...(found.length > limit && last !== undefined ? { next: last.email } : {}) };
  };

  const openInvitations = async (principal: Principal): Promise<Static<typeof InvitationList>> => ({
    items: (await invitations.list(principal)).map(invitationToJson),
  });

  return (api) => {
    api.get(
      "/users",
      {
        config: { access: "users.read" },
        schema: {
          operationId: "users",
          summary: "Who works for the fleet, by e-mail",
          tags,
          querystring: Type.Object(pageParameters, { additionalProperties: false }),
          response: { 200: ref(UserPage) },
        },
      },
      async (request) => pageOfUsers(principalOf(request), request.query),
    );

    addListExport(api, {
      path: "/users",
      operationId: "exportUsers",
      summary: "Who works for the fleet, as a file",
      tags,
      access: "users.read",
      audit: { action: "users.exported", subject: "fleet" },
      parameters: pageParameters,
      running,
      name: "users",
      columns: userColumns,
      page: pageOfUsers,
    });

    api.post(
      "/users/:accountId/role",
      {
        config: { access: "users.manage", audit: { action: "user.roleChanged", subject: "account" }, idempotency: "transaction" },
        schema: {
          operationId: "changeUserRole",
          summary: "Give another role; tokens and invitations that the person gave out end",
          tags,
          params: Person,
          body: Type.Object(WantedGrant, { additionalProperties: false }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await users.change(principalOf(request), request.params.accountId, request.body);
        return reply.code(204).send(null);
      },
    );

    for (const [act, summary] of [
      ["suspend", "Keep somebody out: all sessions and tokens end at once"],
      ["resume", "Let somebody in again who was suspended"],
    ] as const) {
      api.post(
        `/users/:accountId/${act}`,
        {
          config: {
            access: "users.manage",
            audit: { action: act === "suspend" ? "user.suspended" : "user.resumed", subject: "account" },
            idempotency: "transaction",
          },
          schema: { operationId: `${act}User`, summary, tags, params: Person, response: { 204: Type.Null() } },
        },
        async (request, reply) => {
          await users[act](principalOf(request), request.params.accountId);
          return reply.code(204).send(null);
        },
      );
    }

    api.delete(
      "/users/:accountId",
      {
        config: { access: "users.manage", audit: { action: "user.removed", subject: "account" }, idempotency: "transaction" },
        schema: { operationId: "removeUser", summary: "Remove somebody from the fleet", tags, params: Person, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await users.remove(principalOf(request), request.params.accountId);
        return reply.code(204).send(null);
      },
    );

    api.get(
      "/invitations",
      {
        config: { access: "users.read" },
        schema: { operationId: "invitations", summary: "Invitations that are open", tags, response: { 200: ref(InvitationList) } },
      },
      async (request) => openInvitations(principalOf(request)),
    );

    addListExport(api, {
      path: "/invitations",
      operationId: "exportInvitations",
      summary: "Invitations that are open, as a file",
      tags,
      access: "users.read",
      audit: { action: "invitations.exported", subject: "fleet" },
      parameters: {},
      running,
      name: "invitations",
      columns: invitationColumns,
      page: openInvitations,
    });

    api.post(
      "/invitations",
      {
        config: { access: "users.manage", audit: { action: "invitation.made", subject: "invitation" }, idempotency: "transaction" },
        schema: {
          operationId: "invite",
          summary: "Invite somebody; an open invitation to the same e-mail ends",
          tags,
          body: Type.Object({ email: Type.String({ minLength: 3, maxLength: 254 }), ...WantedGrant }, { additionalProperties: false }),
          response: { 201: ref(NewInvitation) },
        },
      },
      async (request, reply) => {
        const { token, invitation } = await invitations.invite(principalOf(request), request.body);
        return reply.code(201).send({ token, invitation: invitationToJson(invitation) });
      },
    );

    api.delete(
      "/invitations/:invitationId",
      {
        config: { access: "users.manage", audit: { action: "invitation.withdrawn", subject: "invitation" }, idempotency: "transaction" },
        schema: {
          operationId: "withdrawInvitation",
          summary: "Withdraw an invitation; its link ends",
          tags,
          params: Type.Object({ invitationId: Uuid }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await invitations.withdraw(principalOf(request), request.params.invitationId);
        return reply.code(204).send(null);
      },
    );

    api.post(
      "/invitations/look",
      {
        config: { access: "public", audit: { action: "invitation.lookedAt", subject: "invitation" } },
        schema: {
          operationId: "lookAtInvitation",
          summary: "What an invitation is for",
          tags,
          security: [],
          body: Type.Object({ token: InvitationToken }, { additionalProperties: false }),
          response: { 200: ref(InvitationView) },
        },
      },
      async (request) => invitations.look(request.body.token),
    );

    api.post(
      "/invitations/accept",
      {
        config: { access: "public", audit: { action: "invitation.accepted", subject: "account" } },
        schema: {
          operationId: "acceptInvitation",
          summary: "Accept an invitation and sign in; 202 where a second factor has to follow",
          tags,
          security: [],
          body: Type.Object(
            { token: InvitationToken, name: Type.String({ minLength: 1, maxLength: identityLimits.nameLengthMax }), password: TypedPassword },
            { additionalProperties: false },
          ),
          response: outcomeSchemas,
        },
      },
      async (request, reply) => {
        const client = clientOf(request);
        const { token, name, password } = request.body;
        const { accountId, tenantId, act } = await invitations.accept(token, { name, password }, client);
        request.auditSubjectId = accountId;
        actAs(request, { tenantId, act });
        return answer.outcome(reply, await service.afterPassword(accountId, tenantId, client));
      },
    );
  };
}

function userToJson({ choice, role, depots, createdAt, suspendedAt, lastSeenAt, accountId, email, name }: Operator): Static<typeof User> {
  return {
    accountId,
    email,
    name,
    roleId: roleIdOf(choice),
    roleName: role,
    createdAt: createdAt.toISOString(),
    ...(depots === undefined ? {} : { depots: [...depots] }),
    ...(suspendedAt === undefined ? {} : { suspendedAt: suspendedAt.toISOString() }),
    ...(lastSeenAt === undefined ? {} : { lastSeenAt: lastSeenAt.toISOString() }),
  };
}

function invitationToJson({ role, depots, createdAt, expiresAt, invitationId, email, roleName }: Invitation): Static<typeof InvitationSchema> {
  return {
    invitationId,
    email,
    roleId: roleIdOf(role),
    roleName,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(depots === undefined ? {} : { depots: [...depots] }),
  };
}

/** How many depots a role holds for, as a cell. */
function depotsText(depots: readonly string[] | undefined): string {
  return depots === undefined ? "all" : String(depots.length);
}
