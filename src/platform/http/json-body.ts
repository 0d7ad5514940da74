import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { OperationError } from '../../kernel/contract/error.ts'
import { nestsTooDeep, tooDeep } from './nesting.ts'

const refused = (why: string) => new OperationError('invalid-input', `Nothing was changed: ${why}`)

/**
 * Reads JSON bodies, in UTF-8 alone (RFC 8259, 8.1). Read leniently, text in another encoding would be stored with
 * replacement characters instead of letters, and nobody would notice.
 */
export function readJsonBodies(api: FastifyInstance): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  api.removeContentTypeParser('application/json')
  api.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = isUtf8(body) ? body.toString('utf8') : undefined
    if (text === undefined) done(refused('the body is not UTF-8. Send JSON in UTF-8, as its standard asks.'))
    else if (nestsTooDeep(text)) done(refused(tooDeep))
    else parse(request, text, done)
  })
}
