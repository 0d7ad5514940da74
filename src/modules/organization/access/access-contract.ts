import { z } from 'zod'
import { roles } from '../../../kernel/access/role.ts'
import { commandOperation, queryOperation } from '../../../kernel/contract/operation.ts'
import { titles } from '../../../kernel/register/answer.ts'
import { nameText } from '../../../kernel/register/schema.ts'

const id = z.uuid()
const role = z.enum(roles)

/** Keyset paging by id: ids are ordered by creation. */
const page = {
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: id.optional(),
}

/** A one-time link. It is answered once, to the person who asked for it, and kept nowhere. */
const oneTimeLink = z
  .object({
    person_id: id,
    /** Path and query below the address of this installation. */
    link: z.string(),
    expires_at: z.string(),
  })
  .meta({ title: 'one-time-link' })

export const invitePerson = commandOperation({
  secret_answer: true,
  name: 'person.invite',
  method: 'POST',
  path: '/people/invitations',
  summary: 'Add a person and get a one-time link for them to join by, valid for seven days',
  permission: 'person:administer',
  input: z.strictObject({
    name: nameText(200),
    email: z.email().max(320),
    roles: z.array(role).max(roles.length).default([]),
  }),
  output: oneTimeLink,
  status: 201,
  events: ['person.invited'],
  errors: ['conflict'],
})

export const invitePersonAgain = commandOperation({
  secret_answer: true,
  name: 'person.invite-again',
  method: 'POST',
  path: '/people/:id/invitations',
  summary: 'Get a new one-time link for a person who has not joined yet; the earlier one ends',
  permission: 'person:administer',
  input: z.strictObject({ id }),
  output: oneTimeLink,
  status: 201,
  events: ['person.invited'],
  errors: ['not-found', 'refused-by-rule'],
})

export const resetLink = commandOperation({
  secret_answer: true,
  name: 'person.reset-link',
  method: 'POST',
  path: '/people/:id/reset-links',
  summary: 'Get a one-time link by which a person sets a new password, valid for a day',
  permission: 'person:administer',
  input: z.strictObject({
    id,
    /** Somebody else may know the password: it ends at once, with every session and open link. */
    end_access: z.boolean().default(false),
    /** Somebody else may have the keys: they end at once. Otherwise they go on, also when the password is new. */
    revoke_keys: z.boolean().default(false),
  }),
  output: oneTimeLink.extend({ revoked_keys: z.number().int() }).meta({ title: 'reset-link' }),
  status: 201,
  events: ['person.reset-link-issued', 'person.access-ended'],
  errors: ['not-found', 'refused-by-rule'],
})

export const removeSecondFactor = commandOperation({
  name: 'person.remove-second-factor',
  method: 'POST',
  path: '/people/:id/second-factor-removals',
  summary: 'Remove the second factor of a person who has lost it; their password is asked for as before',
  permission: 'person:administer',
  input: z.strictObject({ id }),
  output: z.object({ person_id: id }),
  events: ['person.second-factor-removed'],
  errors: ['not-found', 'refused-by-rule'],
})

export const roleAssignment = z
  .object({
    id,
    person_id: id,
    role: z.string(),
    created_at: z.string(),
    created_by: id.nullable(),
  })
  .meta({ title: 'role-assignment' })

export const listRoleAssignments = queryOperation({
  name: 'role-assignment.list',
  method: 'GET',
  path: '/role-assignments',
  summary: 'List who holds which access role',
  permission: 'role-assignment:read',
  input: z.strictObject({ person_id: id.optional(), role: role.optional(), ...page }),
  output: z.object({ items: z.array(roleAssignment), titles, next_cursor: id.nullable() }),
})

export const grantRole = commandOperation({
  name: 'role-assignment.grant',
  method: 'POST',
  path: '/role-assignments',
  summary: 'Give a person an access role',
  permission: 'role-assignment:write',
  input: z.strictObject({ person_id: id, role }),
  output: roleAssignment,
  status: 201,
  events: ['role-assignment.granted'],
  errors: ['not-found', 'conflict'],
})

export const revokeRole = commandOperation({
  name: 'role-assignment.revoke',
  method: 'DELETE',
  path: '/role-assignments/:id',
  summary: 'Take an access role from a person',
  permission: 'role-assignment:write',
  input: z.strictObject({ id }),
  output: roleAssignment,
  events: ['role-assignment.revoked'],
  errors: ['not-found', 'refused-by-rule'],
})

export const apiKey = z
  .object({
    id,
    person_id: id,
    name: z.string(),
    scopes: z.array(z.string()),
    created_at: z.string(),
    created_by: id,
    expires_at: z.string(),
    last_used_at: z.string().nullable(),
    revoked_at: z.string().nullable(),
    revoked_by: id.nullable(),
  })
  .meta({ title: 'api-key' })

export const listApiKeys = queryOperation({
  name: 'api-key.list',
  method: 'GET',
  path: '/api-keys',
  summary: 'List your API keys; administrators see everyone’s',
  permission: 'api-key:read',
  input: z.strictObject({ person_id: id.optional(), ...page }),
  output: z.object({ items: z.array(apiKey), titles, next_cursor: id.nullable() }),
})

export const createApiKey = commandOperation({
  secret_answer: true,
  name: 'api-key.create',
  method: 'POST',
  path: '/api-keys',
  summary: 'Make an API key that acts as you within its scopes; it is shown once',
  permission: 'api-key:write',
  input: z.strictObject({
    name: nameText(100),
    /** A permission such as `ai-system:read`, or `*`, `ai-system:*`, `*:read`. */
    scopes: z
      .array(z.string().regex(/^(\*|(\*|[a-z][a-z-]*):(\*|[a-z][a-z-]*))$/))
      .min(1)
      .max(100),
    expires_at: z.iso.datetime({ offset: true }),
  }),
  output: apiKey.extend({ key: z.string() }),
  status: 201,
  events: ['api-key.created'],
})

export const revokeApiKey = commandOperation({
  name: 'api-key.revoke',
  method: 'DELETE',
  path: '/api-keys/:id',
  summary: 'End an API key at once',
  permission: 'api-key:write',
  input: z.strictObject({ id }),
  output: apiKey,
  events: ['api-key.revoked'],
  errors: ['not-found', 'conflict'],
})
