import { z } from 'zod'
import { queryOperation } from '../../kernel/contract/operation.ts'

/** For choosing an owner: people who can do what the register asks of whoever owns its records. */
export const listAblePeople = queryOperation({
  name: 'person.able',
  method: 'GET',
  path: '/people/able',
  summary: 'List people who may own records of a register: those who can do what it asks of an owner',
  permission: 'person:read',
  input: z.strictObject({
    register: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*$/)
      .max(60),
    /** A part of the name. */
    q: z.string().trim().max(200).default(''),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
  errors: ['not-found'],
})
