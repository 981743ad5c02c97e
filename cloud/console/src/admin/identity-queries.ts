/** Reads of people, roles, tokens, sign-on and the own account. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions, useMutation, useQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";
import { sessionQuery } from "../api/queries.ts";

export type UserView = Schemas["User"];
export type InvitationView = Schemas["Invitation"];
export type RoleList = Schemas["RoleList"];
export type RoleView = RoleList["items"][number];
export type TokenView = Schemas["TokenView"];
export type Permission = Schemas["Session"]["permissions"][number];

const perPage = 500;

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: async ({ signal }) => {
    const users: UserView[] = [];
    let after: string | undefined;
    do {
      const page = await answer<Schemas["UserPage"]>(
        api.GET("/api/v1/users", { params: { query: { limit: perPage, ...(after === undefined ? {} : { after }) } }, signal }),
      );
      users.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return users;
  },
});

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: async ({ signal }) => (await answer<Schemas["InvitationList"]>(api.GET("/api/v1/invitations", { signal }))).items,
});

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => answer<RoleList>(api.GET("/api/v1/roles", { signal })),
});

/** What there is to be allowed, in words, and what of it one has. */
export const permissionsQuery = queryOptions({
  queryKey: ["permissions"],
  queryFn: async ({ signal }) => (await answer<Schemas["PermissionList"]>(api.GET("/api/v1/permissions", { signal }))).items,
});

/** The newest; the cloud forgets what ended a month ago. */
export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: async ({ signal }) => (await answer<Schemas["TokenPage"]>(api.GET("/api/v1/tokens", { params: { query: { limit: perPage } }, signal }))).items,
});

export const policyQuery = queryOptions({
  queryKey: ["sign-in-policy"],
  queryFn: ({ signal }) => answer<Schemas["SignInPolicy"]>(api.GET("/api/v1/sign-in-policy", { signal })),
});

export const signOnQuery = queryOptions({
  queryKey: ["sign-on"],
  queryFn: ({ signal }) => answer<Schemas["SignOn"]>(api.GET("/api/v1/sign-on", { signal })),
});

export const sessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: async ({ signal }) => (await answer<Schemas["SessionList"]>(api.GET("/api/v1/account/sessions", { signal }))).items,
});

export const factorsQuery = queryOptions({
  queryKey: ["account", "factors"],
  queryFn: ({ signal }) => answer<Schemas["Factors"]>(api.GET("/api/v1/account/factors", { signal })),
});

/** @returns whether the one who is signed in has a permission; false until it is known. */
export function useMay(): (permission: Permission) => boolean {
  const { data: session } = useQuery(sessionQuery);
  return (permission) => session?.permissions.includes(permission) ?? false;
}

/** A change, after which what it touched is read again. */
export function useChange<Input, Output>(change: (input: Input) => Promise<Output>, touched: readonly QueryKey[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all(touched.map(async (queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}
