/** Roles of the fleet, and what it asks of those who sign in. */
import { Type, type Static } from "typebox";
import type { Routes } from "../../http/api.ts";
import { permissions, permissionTable } from "../../http/permissions.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { named, oneOf, ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { Identity } from "./identity.ts";
import { identityLimits } from "./identity-types.ts";
import { roleIdOf } from "./roles.ts";

const Permissions = Type.Array(oneOf(permissions), { minItems: 1, maxItems: permissions.length, uniqueItems: true });

const RoleItem = Type.Object({
  roleId: Type.String({ description: "A built-in role's name, or the id of one of the fleet's own." }),
  name: Type.String(),
  isBuiltIn: Type.Boolean({ description: "Every fleet has it, and none can change it." }),
  permissions: Permissions,
  holders: Type.Integer({ description: "People who have it." }),
  isGivable: Type.Boolean({ description: "Whether the one who asks may give it." }),
});
const RoleList = named(
  "RoleList",
  Type.Object({
    items: Type.Array(RoleItem),
    permissions: Type.Array(Type.Object({ permission: oneOf(permissions), meaning: Type.String() }), { description: "All that there are." }),
  }),
);

const Content = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: identityLimits.roleNameLengthMax, pattern: String.raw`^\S(.*\S)?$` }), permissions: Permissions },
  { additionalProperties: false },
);
const RoleId = Type.Object({ roleId: Uuid });
const Policy = named("SignInPolicy", Type.Object({ isSecondFactorRequired: Type.Boolean() }, { additionalProperties: false }));
const tags = ["users"];

const columns: readonly ListColumn<Static<typeof RoleItem>>[] = [
  ["name", ({ name }) => name],
  ["kind", ({ isBuiltIn }) => (isBuiltIn ? "built in" : "own")],
  ["holders", ({ holders }) => String(holders)],
  ["permissions", ({ permissions: allowed }) => allowed.join(", ")],
];

export function roleRoutes({ roles, policy }: Identity, running: RunningExports): Routes {
  const allRoles = async (principal: Principal): Promise<Static<typeof RoleItem>[]> =>
    (await roles.list(principal)).map((role) => ({
      roleId: roleIdOf(role.choice),
      name: role.name,
      isBuiltIn: role.choice.kind === "built-in",
      permissions: [...role.permissions],
      holders: role.holders,
      isGivable: role.isGivable,
    }));

  return (api) => {
    api.get(
      "/roles",
      { config: { access: "users.read" }, schema: { operationId: "roles", summary: "Roles, built in and own", tags, response: { 200: ref(RoleList) } } },
      async (request) => ({
        items: await allRoles(principalOf(request)),
        permissions: permissions.map((permission) => ({ permission, meaning: permissionTable[permission].meaning })),
      }),
    );

    addListExport(api, {
      path: "/roles",
      operationId: "exportRoles",
      summary: "Roles, built in and own, as a file",
      tags,
      access: "users.read",
      audit: { action: "roles.exported", subject: "fleet" },
      parameters: {},
      running,
      name: "roles",
      columns,
      page: async (principal) => ({ items: await allRoles(principal) }),
    });

    api.post(
      "/roles",
      {
        config: { access: "roles.manage", audit: { action: "role.added", subject: "role" }, idempotency: "transaction" },
        schema: {
          operationId: "addRole",
          summary: "Make a role of the fleet's own",
          tags,
          body: Content,
          response: { 201: Type.Object({ roleId: Type.String() }) },
        },
      },
      async (request, reply) => reply.code(201).send({ roleId: await roles.add(principalOf(request), request.body) }),
    );

    api.post(
      "/roles/:roleId",
      {
        config: { access: "roles.manage", audit: { action: "role.changed", subject: "role" }, idempotency: "transaction" },
        schema: {
          operationId: "changeRole",
          summary: "Change a role of the fleet's own, for all who have it",
          tags,
          params: RoleId,
          body: Content,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await roles.change(principalOf(request), request.params.roleId, request.body);
        return reply.code(204).send(null);
      },
    );

    api.delete(
      "/roles/:roleId",
      {
        config: { access: "roles.manage", audit: { action: "role.removed", subject: "role" }, idempotency: "transaction" },
        schema: { operationId: "removeRole", summary: "Remove a role that nobody has", tags, params: RoleId, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await roles.remove(principalOf(request), request.params.roleId);
        return reply.code(204).send(null);
      },
    );

    api.get(
      "/sign-in-policy",
      {
        config: { access: "sign-on.manage" },
        schema: { operationId: "signInPolicy", summary: "What the fleet asks of those who sign in", tags, response: { 200: ref(Policy) } },
      },
      async (request) => ({ isSecondFactorRequired: await policy.isSecondFactorRequired(principalOf(request)) }),
    );

    api.post(
      "/sign-in-policy",
      {
        config: { access: "sign-on.manage", audit: { action: "policy.changed", subject: "policy" }, idempotency: "transaction" },
        schema: { operationId: "setSignInPolicy", summary: "Ask for a second factor, or no more", tags, body: ref(Policy), response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await policy.requireSecondFactor(principalOf(request), request.body.isSecondFactorRequired);
        return reply.code(204).send(null);
      },
    );
  };
}
