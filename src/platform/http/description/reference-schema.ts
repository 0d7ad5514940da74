/** What the reference reads of a JSON schema. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

export type Schemas = Readonly<Record<string, Schema>>

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const code = (text: string): string => `<code>${escaped(text)}</code>`

export const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1)

function limitsOf({ minLength, maxLength, minimum, maximum }: Schema): string {
  const told = [
    ...(minLength === 1 ? ['not empty'] : minLength ? [`at least ${minLength} characters`] : []),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
  ]
  return told.length > 0 ? `, ${told.join(', ')}` : ''
}

/** A type with its allowed values, in words; shapes that have a name are linked to. */
export function typeHtml(schema: Schema): string {
  if (schema.$ref) {
    const name = lastPart(schema.$ref)
    return `<a href="#schema-${escaped(name)}">${escaped(name)}</a>`
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map(typeHtml))].join(' or ')
  if (schema.enum) return schema.enum.map((one) => code(String(one))).join(' ')
  if (schema.const !== undefined) return code(String(schema.const))
  if (schema.items) return `list of ${schema.items.enum ? 'any of ' : ''}${typeHtml(schema.items)}`
  const types = [schema.type ?? 'any'].flat()
  return escaped(`${schema.format ?? types.join(' or ')}${limitsOf(schema)}`)
}

/** Fields as rows: name, type with allowed values, and whether one must give it. */
export function fieldsHtml(schema: Schema, told: 'required' | 'present'): string {
  const required = new Set(schema.required)
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, one]) =>
      `<tr><td>${code(name)}</td><td>${typeHtml(one)}${told === 'required' && required.has(name) ? ', <b>required</b>' : ''}</td></tr>`,
  )
  return rows.length === 0
    ? `<p>${typeHtml(schema)}</p>`
    : `<table><thead><tr><th>Field</th><th>Type and allowed values</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

const examples: Readonly<Record<string, unknown>> = {
  uuid: '01936f2e-7c00-7000-8000-000000000000',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  email: 'grace@example.org',
  integer: 1,
  number: 1,
  boolean: true,
  string: 'text',
}

/** A value that the schema allows, of required fields only. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  const named = schema.$ref ? schemas[lastPart(schema.$ref)] : undefined
  if (named) return exampleOf(named, schemas)
  const first = (schema.anyOf ?? schema.oneOf)?.[0]
  if (first) return exampleOf(first, schemas)
  if (schema.enum) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  if (schema.items) return [exampleOf(schema.items, schemas)]
  if (schema.properties) {
    const { properties } = schema
    const names = schema.required?.length ? schema.required : Object.keys(properties).slice(0, 1)
    return Object.fromEntries(
      names.flatMap((name) => {
        const one = properties[name]
        return one ? [[name, exampleOf(one, schemas)]] : []
      }),
    )
  }
  return examples[schema.format ?? ''] ?? examples[[schema.type ?? ''].flat()[0] ?? ''] ?? {}
}
