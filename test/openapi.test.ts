import { readFile } from 'node:fs/promises'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { openApiFile, openApiText } from '../tools/openapi.ts'

interface Parameter {
  name: string
  in: string
}

interface Described {
  operationId: string
  summary: string
  tags: string[]
  parameters: (Parameter | { $ref: string })[]
  responses: Record<string, unknown>
}

const document: {
  openapi: string
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, unknown>; parameters: Record<string, Parameter> }
} = JSON.parse(openApiText())
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.values(methods).map((described) => ({ path, ...described })),
)

/** Tells of every object with named properties at or below a value, other than by reference. */
function eachShape(value: unknown, tell: (shape: object) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('properties' in value && Object.keys(value.properties ?? {}).length > 1) tell(value)
  for (const one of Object.values(value)) eachShape(one, tell)
}

describe('the description of the API', () => {
  it('is the committed one: run npm run generate after changing a contract', async () => {
    expect(await readFile(openApiFile, 'utf8')).toBe(openApiText())
  })

  it('is valid OpenAPI 3.1 by the official schema', async () => {
    const result = await new Validator().validate(structuredClone(document))
    expect(result).toMatchObject({ valid: true })
    expect(document.openapi).toBe('3.1.0')
  })

  it('has no fault by the strict rules of a linter', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      // A tag is the name of a register, which says what it is.
      rules: { 'tag-description': 'off' },
    })
    const problems = await lintFromString({ source: openApiText(), absoluteRef: openApiFile, config })
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
  })

  it('names every operation once, with a summary, a tag, its path parameters and its failures', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const one of operations) {
      expect([one.operationId, one.summary.length > 5, one.tags.length]).toEqual([one.operationId, true, 1])
      const named = [...one.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const declared = one.parameters
        .map((given) =>
          '$ref' in given ? document.components.parameters[given.$ref.split('/').at(-1) ?? ''] : given,
        )
        .flatMap((parameter) => (parameter?.in === 'path' ? parameter.name : []))
      expect([one.operationId, declared.sort()]).toEqual([one.operationId, named.sort()])
      expect(Object.keys(one.responses)).toEqual(expect.arrayContaining(['400', '401', '403', '500']))
    }
  })

  it('writes no shape out in three places: one that is shared has a name, by .meta({ title })', () => {
    const places = new Map<string, number>()
    eachShape([document.paths, document.components.schemas], (shape) => {
      const text = JSON.stringify(shape)
      places.set(text, (places.get(text) ?? 0) + 1)
    })
    expect([...places].flatMap(([text, count]) => (count < 3 ? [] : text))).toEqual([])
  })
})
