import type { Method } from '../../kernel/contract/operation.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { StandardOperations } from '../../kernel/register/standard.ts'
import type { Route } from './request.ts'

export type StandardVerb = keyof StandardOperations<AnyRegister>

/** Method, path below the register's own, and whether `If-Match` is needed; a test holds it to the contract. */
const shapes: Readonly<Record<StandardVerb, readonly [Method, string, boolean]>> = {
  list: ['GET', '', false],
  summary: ['GET', '/summary', false],
  places: ['GET', '/places', false],
  get: ['GET', '/:id', false],
  history: ['GET', '/:id/history', false],
  obstacles: ['GET', '/:id/obstacles', false],
  create: ['POST', '', false],
  revise: ['PATCH', '/:id', true],
  archive: ['POST', '/:id/archival', true],
  restore: ['DELETE', '/:id/archival', true],
  'preview-bulk': ['POST', '/bulk-previews', false],
  bulk: ['POST', '/bulk-revisions', false],
  comments: ['GET', '/:id/comments', false],
  comment: ['POST', '/:id/comments', false],
  links: ['GET', '/:id/links', false],
  link: ['POST', '/:id/links', false],
  unlink: ['DELETE', '/:id/links/:link_id', false],
}

/** How a transition of a register's lifecycle travels: each is an operation of its own. */
export const transitionRoute = (register: Pick<AnyRegister, 'plural'>, verb: string): Route => ({
  method: 'POST',
  path: `/${register.plural}/:id/transitions/${verb}`,
  versioned: true,
})

/** How a standard operation of a register travels. */
export function standardRoute(register: Pick<AnyRegister, 'plural'>, verb: StandardVerb): Route {
  const [method, below, versioned] = shapes[verb]
  return { method, path: `/${register.plural}${below}`, versioned }
}
