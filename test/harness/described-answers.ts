import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { AnyOperation } from '../../src/kernel/contract/operation.ts'
import { openApiDocument } from '../../src/platform/http/description/openapi.ts'

interface Described {
  readonly operationId: string
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>
}

/** Holds answers against the description of the API, as a client that was generated from it would. */
class DescribedAnswers {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true })
  readonly #operations: readonly {
    method: string
    path: RegExp
    pointer: string
    described: Described
  }[]
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(operations: readonly AnyOperation[]) {
    const document = openApiDocument(operations) as {
      paths: Record<string, Record<string, Described>>
    }
    formats.default(this.#ajv)
    this.#ajv.addSchema(document, 'api')
    // A literal segment goes before a parameter in the same place.
    const paths = Object.entries(document.paths).sort(([a], [b]) => (weight(a) < weight(b) ? -1 : 1))
    this.#operations = paths.flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({
        method: method.toUpperCase(),
        path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
        pointer: `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`,
        described,
      })),
    )
  }

  /** What is wrong with an answer in JSON; nothing when it is as described, or of no operation. */
  faults(method: string, url: string, status: number, body: string): string[] {
    const path = url.split('?')[0] ?? ''
    const found = this.#operations.find((one) => one.method === method && one.path.test(path))
    if (!found) return []
    const { described, pointer } = found
    const name = `${described.operationId} answering ${status}`
    const response = described.responses[String(status)]
    if (!response) return [`${name}: no such answer is described`]
    const at = response.$ref ?? `${pointer}/responses/${status}`
    const type = status < 400 ? 'application~1json' : 'application~1problem+json'
    const key = `api${encodeURI(`${at}/content/${type}/schema`)}`
    const validate = this.#validators.get(key) ?? this.#ajv.compile({ $ref: key })
    this.#validators.set(key, validate)
    if (validate(JSON.parse(body))) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${name}: ${instancePath} ${message}`)
  }

  /** Watches every answer in JSON of a server. @returns what was wrong with them, as it grows */
  watch(server: Server): readonly string[] {
    const found: string[] = []
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const { method = '', url = '' } = request
      const chunks: Buffer[] = []
      const end = response.end.bind(response)
      const keep = (chunk: unknown) => {
        if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) chunks.push(Buffer.from(chunk as string))
      }
      response.end = ((...args: Parameters<typeof end>) => {
        keep(args[0])
        const json = /json/.test(String(response.getHeader('content-type') ?? ''))
        if (json && url.startsWith('/api/'))
          found.push(...this.faults(method, url, response.statusCode, Buffer.concat(chunks).toString('utf8')))
        return end(...args)
      }) as typeof response.end
    })
    return found
  }
}

let latest: { readonly operations: readonly AnyOperation[]; readonly described: DescribedAnswers } | undefined

/** What answers of these operations are held against: made once for all test files that serve the same ones. */
export function describedAnswersOf(operations: readonly AnyOperation[]): DescribedAnswers {
  const same =
    latest?.operations.length === operations.length &&
    operations.every((operation, index) => operation === latest?.operations[index])
  if (!latest || !same) latest = { operations, described: new DescribedAnswers(operations) }
  return latest.described
}

/** Sorts, byte by byte, after what has letters in the place of a parameter. */
const weight = (path: string): string => path.replaceAll(/\{\w+\}/g, '~')
