import type { FastifyInstance } from 'fastify'
import { OperationError } from '../../../kernel/contract/error.ts'
import { isId } from '../../ids.ts'
import type { AccessContext } from '../context.ts'
import { endOtherSessions, endOwnSession, ownSessions } from './own-sessions.ts'
import { requireUser } from './session.ts'

/** What a person sees of their own sessions, and how they end them. */
export function sessionRoutes(scope: FastifyInstance, context: AccessContext): void {
  scope.get('/sessions', async (request) => ({
    items: await ownSessions(context, await requireUser(context, request.headers)),
  }))

  scope.delete<{ Params: { id: string } }>('/sessions/:id', async (request) => {
    const user = await requireUser(context, request.headers)
    if (!isId(request.params.id)) throw new OperationError('not-found', 'There is no such session.')
    await endOwnSession(context, user, request.params.id)
    return {}
  })

  scope.delete('/sessions', async (request) => {
    await endOtherSessions(context, await requireUser(context, request.headers))
    return {}
  })
}
