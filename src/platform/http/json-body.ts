import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { OperationError } from '../../kernel/contract/error.ts'

/**
 * Reads JSON bodies, in UTF-8 alone (RFC 8259, 8.1). Read leniently, text in another encoding would be stored with
 * replacement characters instead of letters, and nobody would notice.
 */
export function readJsonBodies(api: FastifyInstance): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  api.removeContentTypeParser('application/json')
  api.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isUtf8(body)) parse(request, body.toString('utf8'), done)
    else
      done(
        new OperationError(
          'invalid-input',
          'Nothing was changed: the body is not UTF-8. Send JSON in UTF-8, as its standard asks.',
        ),
      )
  })
}
