import type { FastifyRequest } from 'fastify'
import { OperationError } from '../../kernel/contract/error.ts'

/** Nobody is known by what a request presents; whoever sent a key learns that it is the key. */
export const notSignedIn = (request: FastifyRequest): OperationError =>
  new OperationError(
    'not-signed-in',
    request.headers.authorization === undefined
      ? 'Sign in first, or send an API key.'
      : 'The API key was not accepted: it is mistyped, has ended or was revoked. Make another under Settings, My account.',
  )
